"""For every rule one small, realistic edit of the raw data that breaks it, and what must be reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.ingest.csv_table import MOST_ROWS
from tests.project import HEADER, LINE_OF, RELEASED, REPORT, Found, Project

Edit = Callable[[Project], list[Found]]


@dataclass(frozen=True)
class Case:
    """An edit, and whether it needs a project of its own because it touches a whole file."""

    edit: Edit
    apart: bool = False


def _file(figure: str) -> str:
    return f"figures/{figure.rpartition('-')[0]}.csv"


def keyed(figure: str, finding: str, **cells: str) -> Case:
    """Other cells in one figure; the finding is named `code column`."""

    def edit(project: Project) -> list[Found]:
        file = _file(figure)
        row = project.row_of(file, id=figure)
        project.set_cells(file, row, **cells)
        code, column = finding.split()
        return [(code, file, row, column)]

    return Case(edit)


def printed(figure: str, token: str, finding: str, **cells: str) -> Case:
    """Another number, as if the report printed it: in the ledger, and in the figure's cells."""

    def edit(project: Project) -> list[Found]:
        code, column = finding.split()
        return [(code, _file(figure), project.print_as(figure, token, **cells), column)]

    return Case(edit)


def ledger(finding: str, wanted: dict[str, str], **cells: str) -> Case:
    """Other cells in the first numeral that has the wanted ones."""

    def edit(project: Project) -> list[Found]:
        row = project.row_of("numerals.csv", **wanted)
        project.set_cells("numerals.csv", row, **cells)
        code, column = finding.split()
        return [(code, "numerals.csv", row, column)]

    return Case(edit)


def shared(finding: str, table: str, wanted: dict[str, str], **cells: str) -> Case:
    """Other cells in a row of the vocabulary."""

    def edit(project: Project) -> list[Found]:
        file = f"vocabulary/{table}.csv"
        row = project.row_of(file, **wanted)
        project.set_cells(file, row, **cells)
        code, column = finding.split()
        return [(code, file, row, column)]

    return Case(edit)


#: The year that every section may infer.
REFERENCE = "2020-01/2020-08"


def together(wanted: tuple[str, str, str, str, str], *edits: tuple[str, dict[str, str]]) -> Case:
    """Other cells in rows that are wrong only together; the finding is at the row with a key."""
    code, file, key, value, column = wanted

    def edit(project: Project) -> list[Found]:
        for identifier, cells in edits:
            own = file if key == "section" else _file(identifier)
            project.set_cells(own, project.row_of(own, **{key: identifier}), **cells)
        return [(code, file, project.row_of(file, **{key: value}), column)]

    return Case(edit, apart=True)


def file_bytes(file: str, edit: Callable[[bytes], bytes], *findings: Found) -> Case:
    """Other bytes in a file."""

    def edited(project: Project) -> list[Found]:
        project.edit_bytes(file, edit)
        return list(findings)

    return Case(edited, apart=True)


FIGURES = "figures/1.1.csv"
GRID_KEY = """\
section: "2"
page: "7"
paragraph: 99
first_figure: 901
header_rows: [1]
header_columns: [A]
cells: {indicator: gdp, entity: CN, multiplier: 亿, words: 亿元, status: actual, inferred: entity}
columns: {B: {period: "2019", unit: CNY}}
"""
GRID = "指标,2019年\n总量,986515\n"


def grid(*findings: Found, cells: str = GRID, key: str = "", second: str = GRID) -> Case:
    """A small grid beside the figures; without the changes it breaks no rule."""

    def edit(project: Project) -> list[Found]:
        folder = project.path("tables")
        folder.mkdir()
        (folder / "total.csv").write_text(cells, encoding="utf-8")
        (folder / "total.yaml").write_text(GRID_KEY + key, encoding="utf-8")
        if second:
            (folder / "total.second.csv").write_text(second, encoding="utf-8")
        return list(findings)

    return Case(edit, apart=True)


def _without_column(project: Project) -> list[Found]:
    rows = project.rows(FIGURES)
    index = rows[0].index("hedge")
    project.write_rows(FIGURES, [row[:index] + row[index + 1 :] for row in rows])
    return [("E105", FIGURES, HEADER, "hedge")]


def _with_column(project: Project) -> list[Found]:
    rows = project.rows(FIGURES)
    project.write_rows(FIGURES, [[*rows[0], "colour"], *([*row, "red"] for row in rows[1:])])
    return [("E106", FIGURES, HEADER, "colour")]


def _column_twice(project: Project) -> list[Found]:
    project.set_cells(FIGURES, HEADER, note_en="inferred")
    return [("E107", FIGURES, HEADER, "inferred")]


def _long_cell(project: Project) -> list[Found]:
    project.set_cells(FIGURES, 5, note_zh="长" * 1_000_000)
    return [("E109", FIGURES, 5, "note_zh")]


def _line_break(project: Project) -> list[Found]:
    project.set_cells(FIGURES, 5, note_en="one\nand another")
    return [("E116", FIGURES, 5, "note_en")]


def _blanks(project: Project) -> list[Found]:
    project.set_cells(FIGURES, 5, note_en=project.cell(FIGURES, 5, "note_en") + "  ")
    return [("W117", FIGURES, 5, "note_en")]


def _misnamed(project: Project) -> list[Found]:
    project.path(FIGURES).rename(project.path("figures/1.11.csv"))
    return [("E115", "figures/1.11.csv", 0, "")]


def _removed(project: Project) -> list[Found]:
    project.path("policies.csv").unlink()
    return [("E114", "policies.csv", 0, "")]


def _folder(project: Project) -> list[Found]:
    project.path(FIGURES).unlink()
    project.path(FIGURES).mkdir()
    return [("E118", FIGURES, 0, "")]


def _somebodys_folder(project: Project) -> list[Found]:
    (project.root / "thesis").mkdir()
    (project.root / "thesis" / "chapter.docx").write_bytes(b"mine")
    project.replace("report.yaml", "package: datapackage", "package: thesis")
    return [("E124", "report.yaml", LINE_OF["package"], "package")]


def _unconfirmed(project: Project) -> list[Found]:
    """A folder of rows that a program proposed."""
    project.path("unconfirmed/2.1").mkdir(parents=True)
    return [("E129", "unconfirmed/2.1", 0, "")]


def _partly_read(project: Project) -> list[Found]:
    """A row that a reading confirms which did not read the numbers."""
    row = "figure,program,confirmed_by_reading\n1.1-001,printed-figures 0.3.0,R2\n"
    project.path("drafted_figures.csv").write_text(row, encoding="utf-8")
    return [("E130", "drafted_figures.csv", HEADER + 1, "confirmed_by_reading")]


def _unfit_name(project: Project) -> list[Found]:
    """The same report in a folder of another name, and with a package of its own."""
    project.replace("report.yaml", "package: datapackage", "package: datapackage-2")
    project.path("").rename(project.root / "raw" / "CAICT_2020")
    return [("E127", "CAICT_2020", 0, "")]


def _link_in_the_way(project: Project) -> list[Found]:
    working = project.root / "build" / REPORT
    working.mkdir(parents=True)
    (working / "draft").symlink_to(project.root / "raw")
    return [("E125", f"build/{REPORT}/draft", 0, "")]


def _same_id(project: Project) -> list[Found]:
    project.set_cells(FIGURES, 9, id="1.1-003")
    return [("E204", FIGURES, 9, "id")]


def _id_of_another_section(project: Project) -> list[Found]:
    project.set_cells(FIGURES, 9, id="1.2-099")
    return [("E205", FIGURES, 9, "id")]


def _numeral_twice(project: Project) -> list[Found]:
    rows = project.rows("numerals.csv")
    excluded = next(row for row in rows if row[rows[0].index("reason")] == "idiom")
    project.write_rows("numerals.csv", [*rows, excluded])
    return [("E305", "numerals.csv", len(rows) + 1, "ordinal")]


def _new_section(project: Project) -> list[Found]:
    rows = project.rows("sections.csv")
    row = ["4.6", "4", "section", "（六）", "新的一节", "A new section", "30", ""]
    project.write_rows("sections.csv", [*rows, row])
    return [("E311", "sections.csv", len(rows) + 1, "section")]


def _undated(project: Project) -> list[Found]:
    """A figure without a period on a chart over time."""
    row = project.row_of("chart_figures.csv", chart="recovery", figure="1.1-003")
    project.set_cells("chart_figures.csv", row, figure="1.2-011")
    return [("E312", "chart_figures.csv", row, "figure")]


def _of_no_figure(project: Project) -> list[Found]:
    """A title with a number that the chart does not show."""
    row = project.row_of("charts.csv", chart="contactless")
    project.set_cells("charts.csv", row, title_en="72.7% ordered meals")
    return [("E300", "charts.csv", row, "title_en")]


def _barred(project: Project) -> list[Found]:
    """Bars on a logarithmic axis."""
    row = project.row_of("charts.csv", chart="contactless")
    project.set_cells("charts.csv", row, scale="log")
    return [("E313", "charts.csv", row, "scale")]


def _of_another_country(project: Project) -> list[Found]:
    row = project.row_of("policies.csv", policy="P36")
    project.set_cells("policies.csv", row, region="CH-SH")
    return [("E247", "policies.csv", row, "region")]


def _empty_in_draft(project: Project) -> list[Found]:
    project.write_rows("trends.csv", project.rows("trends.csv")[:1])
    project.edit_bytes("report.yaml", lambda data: data + b"draft: true\n")
    return [("W121", "trends.csv", HEADER, "")]


def _rows_of_none(project: Project) -> list[Found]:
    project.edit_bytes("report.yaml", lambda data: data + b"without: trends\n")
    return [("E122", "trends.csv", HEADER + 1, "")]


def _yaml(old: str, new: str, finding: Found) -> Case:
    def edit(project: Project) -> list[Found]:
        project.replace("report.yaml", old, new)
        return [finding]

    return Case(edit, apart=True)


def _second_report(project: Project) -> list[Found]:
    second = project.root / "raw" / "second-2020"
    second.mkdir()
    (second / "report.yaml").write_bytes(project.path("report.yaml").read_bytes())
    return [("E120", "report.yaml", LINE_OF["package"], "package")]


OTHER_SHA256 = "0" * 64
CASES: dict[str, Case] = {
    "E101": file_bytes(
        FIGURES, lambda data: data.decode().encode("gbk"), ("E101", FIGURES, 2, "")
    ),
    "E102": file_bytes(
        FIGURES, lambda data: data.replace(b",gdp_growth,", b",gdp\0growth,", 1),
        ("E102", FIGURES, 3, ""),
    ),
    "E103": file_bytes(FIGURES, lambda _: b"", ("E103", FIGURES, 0, "")),
    "E104": file_bytes(
        FIGURES, lambda data: data.splitlines(keepends=True)[0], ("E104", FIGURES, 1, "")
    ),
    "E105": Case(_without_column, apart=True),
    "E106": Case(_with_column, apart=True),
    "E107": Case(_column_twice, apart=True),
    "E108": file_bytes(
        FIGURES, lambda data: data.replace(b"1.1-004,1,", b"1.1-004,", 1), ("E108", FIGURES, 5, "")
    ),
    "E109": Case(_long_cell, apart=True),
    "E110": file_bytes(
        FIGURES, lambda data: data.replace(b"1.1-004,1,", b'1.1-004,1,"', 1),
        ("E110", FIGURES, 5, ""),
    ),
    "E111": _yaml("language: zh-CN", "language: [zh-CN", ("E111", "report.yaml", 8, "")),
    "E112": _yaml("language: zh-CN\n", "", ("E112", "report.yaml", 0, "language")),
    "E113": _yaml(RELEASED, f"{RELEASED[:-2]}32", ("E113", "report.yaml", LINE_OF["released"], "released")),
    "E114": Case(_removed, apart=True),
    "E115": Case(_misnamed, apart=True),
    "E116": Case(_line_break, apart=True),
    "W117": Case(_blanks, apart=True),
    "E118": Case(_folder, apart=True),
    "W121": Case(_empty_in_draft, apart=True),
    "E122": Case(_rows_of_none, apart=True),
    "E123": file_bytes(
        "trends.csv",
        lambda data: data.replace(b"\n", b"\n<<<<<<< HEAD\n", 1) + b"=======\n>>>>>>> theirs\n",
        ("E123", "trends.csv", 2, ""),
    ),
    "E128": file_bytes(
        "trends.csv", lambda data: data.replace("，传统".encode(), "\ufffd".encode(), 1),
        ("E128", "trends.csv", 2, "summary_zh"),
    ),
    "E147": file_bytes(
        "trends.csv", lambda data: data.replace(b"\n", b"\n" + data.split(b"\n", 1)[0] + b"\n", 1),
        ("E147", "trends.csv", 2, ""),
    ),
    "E148": file_bytes(
        "trends.csv", lambda data: data + b"x\n" * MOST_ROWS, ("E148", "trends.csv", 0, ""),
    ),
    "E119": file_bytes(FIGURES, lambda data: b"sep=,\r\n" + data, ("E119", FIGURES, 1, "")),
    "E120": Case(_second_report, apart=True),
    "E124": Case(_somebodys_folder, apart=True),
    "E125": Case(_link_in_the_way, apart=True),
    "E127": Case(_unfit_name, apart=True),
    "E129": Case(_unconfirmed, apart=True),
    "E130": Case(_partly_read, apart=True),
    "E140": grid(
        ("E140", "tables/total.csv", 2, ""), cells="指标,2019年\n总量,…\n", second="指标,2019年\n总量,…\n"
    ),
    "E141": grid(
        ("E141", "tables/total.yaml", 9, "unit"), key="rows: {2: {unit: USD}}\n",
    ),
    "E142": grid(("E142", "tables/total.csv", 2, ""), second=GRID.replace("986515", "986551")),
    "E143": grid(
        ("E143", "tables/total.yaml", 9, "agreed"), key=f'agreed: "v2:{"0" * 64}"\n'
    ),
    "E144": grid(("E144", "tables/total.csv", 0, ""), second=""),
    "E145": grid(
        ("E145", "tables/total.csv", 3, ""), cells=f"{GRID}总量,986515\n", second=f"{GRID}总量,986515\n"
    ),
    "E146": grid(
        ("E146", "tables/total.csv", 0, ""), cells="指标,2019年\n总量,\n", second="指标,2019年\n总量,\n"
    ),
    "E201": keyed("1.1-008", "E201 indicator", indicator=""),
    "E202": keyed("1.1-009", "E202 page", page="one"),
    "E203": keyed("1.1-010", "E203 entity", entity="China"),
    "E204": Case(_same_id, apart=True),
    "E205": Case(_id_of_another_section, apart=True),
    "E206": keyed("1.1-011", "E206 number", number="0,5"),
    "E207": keyed("1.1-012", "E207 period", period="Sep-20"),
    "E208": keyed("1.1-015", "E208 basis", basis="since last year"),
    "E209": keyed("1.1-016", "E209 page", page="31"),
    "E210": keyed("1.1-020", "E210 unit", unit="item", printed="新增…900 万个"),
    "E211": shared("E211 unit", "indicators", {"indicator": "poverty_incidence"}, unit="CNY"),
    "E212": keyed("1.1-021", "E212 basis", basis="yoy"),
    "E213": keyed("3.1-027", "E213 period", period="2020-06"),
    "E214": keyed("1.1-001", "E214 period", period="2020-01/2020-02"),
    "E215": printed("1.1-004", "23.1", "E215 number", number="23.1", printed="提升了 23.1 个百分点"),
    "E216": printed("1.2-008", "128.2", "E216 number", number="128.2", printed="128.2%"),
    "E217": printed("1.3-002", "116.4", "E217 number", number="-116.4", printed="下降 116.4%"),
    "E218": keyed("1.1-002", "E218 credit", credit=""),
    "E219": keyed("1.1-003", "E219 inferred", inferred="entity;period;basis;colour"),
    "E220": keyed("1.1-018", "E220 inferred", inferred="entity;period"),
    "E221": keyed("1.1-019", "E221 printed", printed="新增…超过 1300 万人人"),
    "E223": keyed("1.1-005", "E223 number", number="-6.9"),
    "E224": keyed("1.1-006", "E224 number", number="-3.2"),
    "E225": keyed("1.1-007", "E225 number_high", number_high="5.9"),
    "E226": keyed("1.3-001", "E226 multiplier", multiplier="亿"),
    "E227": keyed("1.2-001", "E227 hedge", hedge="突破"),
    "E228": keyed("2.1-001", "E228 unit", unit="USD"),
    "E229": keyed("2.1-003", "E229 unit", printed="8.5 万亿"),
    "E230": keyed("2.3-004", "E230 indicator", printed="是…的 20 倍"),
    "E231": keyed("2.1-006", "E231 note_en", note_zh="按可比价格", note_en=""),
    "E241": printed("2.1-005", "6万", "E241 multiplier", multiplier="万", printed="6 万元"),
    "E242": printed("3.3.1-022", "0.604", "E242 number", number="0.604", printed="高达 0.604%"),
    "W243": printed("1.2-007", "0.266", "W243 number", number="0.266", printed="〔高〕0.266 个百分点"),
    "E244": keyed("1.1-013", "E244 unit", unit="percent", printed="高于…10%以上"),
    "E245": keyed("1.2-005", "E245 period", period="1919"),
    "E246": keyed("3.1-021", "E246 period", period="2021-01/2021-08"),
    "E247": Case(_of_another_country),
    "E314": keyed("2.1-002", "E314 period", period="2018"),
    "E315": keyed("2.5-009", "E315 period", period="2018-01/2018-06"),
    "E248": replace(shared("E248 bound", "hedges", {"hedge": "接近"}, bound="="), apart=True),
    "E249": shared("E249 of", "indicators", {"indicator": "gdp_growth"}, of="gdp_growth"),
    "E250": keyed("3.1-012", "E250 basis", basis="vs:2020-08"),
    "E316": together(("E316", "sections.csv", "section", "2.4", "parent"), ("2.4", {"parent": "3"})),
    "E317": together(
        ("E317", FIGURES, "id", "1.1-003", "number"), ("1.1-002", {"period": "2020-01/2020-06"})
    ),
    "E318": together(
        ("E318", "figures/2.5.csv", "id", "2.5-007", "number"),
        ("2.5-002", {"indicator": "phone_shipments"}),
        ("2.5-007", {"indicator": "5g_phone_shipments", "period": "2020-09", "cited": "caict"}),
    ),
    "E253": together(
        ("E253", "figures/2.5.csv", "id", "2.5-007", "number"),
        ("2.5-002", {"indicator": "phone_shipments", "entity": "world"}),
        ("2.5-007", {"indicator": "phone_shipments", "period": "2020-09", "cited": "caict"}),
    ),
    "E319": together(
        ("E319", "figures/2.1.csv", "id", "2.1-005", "number"),
        ("2.1-001", {"period": "2020-01/2020-06", "inferred": "entity;period"}),
    ),
    "W251": together(
        ("W251", "figures/2.4.csv", "id", "2.4-006", "number"),
        ("1.2-004", {"indicator": "export_rank", "entity": "US", "period": REFERENCE, "inferred": "entity;period"}),
        ("2.4-006", {"period": REFERENCE, "inferred": "entity;period"}),
    ),
    "W252": together(
        ("W252", "figures/3.1.csv", "id", "3.1-012", "number"),
        ("3.1-012", {"indicator": "mobile_data_price_growth"}),
        ("3.1-016", {"indicator": "fixed_broadband_monthly_spending_growth"}),
    ),
    "E301": ledger("E301 figure", {"section": "2.5", "reason": "date"}, reason=""),
    "E302": ledger("E302 reason", {"figure": "2.6-001"}, reason="name"),
    "E303": ledger(
        "E303 figure", {"section": "2.2", "reason": "date"}, reason="", figure="2.2-999"
    ),
    "E304": Case(lambda project: _unclaimed(project, "2.6-003")),
    "E305": Case(_numeral_twice),
    "E306": Case(lambda project: _lone(project, "E306", "ordinal", "2")),
    "E307": Case(lambda project: _second(project)),
    "E308": ledger("E308 page", {"figure": "2.6-005"}, page="18"),
    "E309": Case(lambda project: _moved(project, "2.6-006")),
    "E310": ledger("E310 token", {"figure": "2.6-007"}, **{"token": "12345"}),
    "E311": Case(_new_section),
    "E312": Case(_undated),
    "E313": Case(_barred),
    "E300": Case(_of_no_figure, apart=True),
}  # fmt: skip


def _unclaimed(project: Project, figure: str) -> list[Found]:
    row = project.row_of("numerals.csv", figure=figure)
    project.set_cells("numerals.csv", row, figure="", reason="name")
    return [("E304", _file(figure), project.row_of(_file(figure), id=figure), "id")]


def _sentences(project: Project) -> dict[tuple[str, ...], list[int]]:
    rows = project.rows("numerals.csv")
    at = [rows[0].index(name) for name in ("section", "paragraph", "sentence")]
    sentences: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows[1:], 2):
        sentences.setdefault(tuple(row[index] for index in at), []).append(number)
    return sentences


def _lone(project: Project, code: str, column: str, value: str) -> list[Found]:
    """Another cell in a numeral that stands alone in a sentence of section 3.2."""
    rows = next(
        rows for key, rows in _sentences(project).items() if key[0] == "3.2" and len(rows) == 1
    )
    project.set_cells("numerals.csv", rows[0], **{column: value})
    return [(code, "numerals.csv", rows[0], column)]


def _second(project: Project) -> list[Found]:
    """Another fingerprint at the last of several numerals of a sentence of section 3.3.1."""
    rows = next(
        rows for key, rows in _sentences(project).items() if key[0] == "3.3.1" and len(rows) > 1
    )
    project.set_cells("numerals.csv", rows[-1], sentence_sha256=OTHER_SHA256)
    return [("E307", "numerals.csv", rows[-1], "sentence_sha256")]


def _moved(project: Project, figure: str) -> list[Found]:
    """A figure's numeral in a sentence of another section; those after it move up."""
    row = project.row_of("numerals.csv", figure=figure)
    rest = next(rows for rows in _sentences(project).values() if row in rows)
    for later in rest[rest.index(row) + 1 :]:
        ordinal = int(project.cell("numerals.csv", later, "ordinal")) - 1
        project.set_cells("numerals.csv", later, ordinal=str(ordinal))
    project.set_cells("numerals.csv", row, section="2.5", paragraph="99", ordinal="1")
    return [("E309", "numerals.csv", row, "section")]
