"""A report of three tables, from the text or the keyed grids to a verified package."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.defs import build_definitions
from pipeline.defs.raw_files import report_raw_versions
from pipeline.defs.tables import NODES
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.tools.source_text import Section, scan
from pipeline.tools.verify import verify
from pipeline.validation import validate_report
from tests.defs.small import failed
from tests.project import CHECKOUT, Project
from tests.reports.grid_report import GRIDS, NAME, SECTIONS, TABLES, grid_report, report_text

LAYOUTS = ("markdown", "tabs", "spaces", "gaps")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ with the report of tables."""
    project = Project.copied(tmp_path)
    grid_report(project.root)
    return project


def cells(project: Project, grid: str, old: str, new: str) -> None:
    """Key another cell, in both keyings."""
    for suffix in (".csv", ".second.csv"):
        path = project.root / "raw" / NAME / "tables" / f"{grid}{suffix}"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")


def found(project: Project) -> list[str]:
    """Code and place of every finding about the report."""
    capture = load_reports(project.paths)[NAME]
    places = (
        (each.code, str(each.location).removeprefix(f"raw/{NAME}/tables/"))
        for each in validate_report(capture)
    )
    return [f"{code} {place}" for code, place in places]


def source(project: Project, action: str, layout: str, text: str = "") -> Result:
    """Run `source` with the text of the report."""
    copy = project.root / f"{layout}.md"
    copy.write_text(text or report_text(layout), encoding="utf-8")
    arguments = ["--root", str(project.root), "source", action, str(copy), "--report", NAME]
    return CliRunner().invoke(main, arguments)


def test_three_tables_are_figures_with_identities(project: Project) -> None:
    """Forty-one cells have a number; nineteen equations follow from four lines of keys."""
    capture = load_reports(project.paths)[NAME]
    assert validate_report(capture) == []
    built = build_package(capture)
    figures = built.frames["figures"]
    assert list(figures["raw_file"].str.extract(r"/([^/#]+)(?:#|$)")[0].value_counts(sort=False).items()) == [
        ("1.csv", 1), ("population.csv", 18), ("prices.csv", 16), ("value_added.csv", 7),
    ]  # fmt: skip
    row = figures.set_index("figure_id").loc["5-003"]
    names = ("printed", "value", "unit", "entity", "period_end", "raw_file")
    assert [row[name] for name in names] == [
        "94350〔万人〕", "943500000", "person", "cn_urban_population", "2024-12-31", f"raw/{NAME}/tables/population.csv#cell=4,2",
    ]  # fmt: skip
    identities = built.frames["identities"]
    assert len(identities) == 19
    verdicts = dict(zip(identities["identity"], identities["verdict"], strict=True))
    inconsistent = [name for name, verdict in verdicts.items() if verdict != "consistent"]
    assert inconsistent == ["population.share-C8"]


@pytest.mark.slow
def test_the_package_is_verified_from_itself(project: Project, tmp_path: Path) -> None:
    """What grids become is published, and read back, like any other figure."""
    built = build_package(load_reports(project.paths)[NAME])
    for path, data in built.files.items():
        target = tmp_path / "package" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    verdict = verify(tmp_path / "package")
    found = [(each.code, each.value) for part in verdict.found.values() for each in part]
    # the tables count groups of people by this code; the vocabulary of this program does not
    assert found == [("E525", "population")]
    assert verdict.figures == 42
    described = json.loads(built.files["provenance.jsonld"])["@graph"]
    keyed = [
        each["wasDerivedFrom"] for each in described if "wasDerivedFrom" in each and "value" in each
    ]
    assert len({each["id"] for each in keyed}) == 42
    assert {each["isPartOf"] for each in keyed} <= {each["id"] for each in described}


def run(
    project: Project, instance: dg.DagsterInstance, chosen: set[str] | None = None
) -> dg.ExecuteInProcessResult:
    """Publish the report, whole or some of its assets."""
    job = build_definitions(project.paths).resolve_job_def("publish")
    keys = [dg.AssetKey(each.split("/")) for each in chosen] if chosen else None
    return job.execute_in_process(instance=instance, asset_selection=keys, raise_on_error=False)


def requested(
    project: Project, instance: dg.DagsterInstance, cursor: Any = None
) -> tuple[set[str], Any]:
    """The assets of the report that are requested after a change of raw/."""
    report_raw_versions(instance, project.paths)
    definitions = build_definitions(project.paths)
    result = dg.evaluate_automation_conditions(definitions, instance, cursor=cursor)
    keys = (each.key.to_user_string() for each in result.results if not each.true_subset.is_empty)
    return set(keys), result.cursor


@pytest.mark.slow
def test_an_edited_grid_makes_stale_what_hangs_on_it(project: Project) -> None:
    """Its section, the ledger and the identities with what follows, and no other section."""
    shutil.rmtree(project.root / "raw" / "caict-2020")
    with dg.DagsterInstance.ephemeral() as instance:
        _, cursor = requested(project, instance)
        assert run(project, instance).success
        before, cursor = requested(project, instance, cursor)
        assert before == set()
        cells(project, "population", "其中：城镇", "城镇人口")
        after, _ = requested(project, instance, cursor)
        assert after == {
            *(
                f"tables_2024/transcription/{name}"
                for name in ("section_5", "numerals", "identities")
            ),
            "tables_2024/validated/section_5",
            *(f"tables_2024/tables/{name}" for name in NODES),
            "tables_2024/quality",
            "tables_2024/datapackage",
        }
        assert run(project, instance, after).success


@pytest.mark.parametrize(
    ("file", "old", "new", "check"),
    [
        ("population.csv", "46478", "4647x", "validated/section_5:figures"),
        ("population.yaml", "unit: person", "unit: CNY", "validated/section_5:figures"),
        ("population.yaml", "rows:", "rows: [", "validated/section_5:figures"),
        ("value_added.csv", "765583", "765538", "quality:identities"),
        ("population.yaml", 'section: "5"', 'section: ""', "quality:folder"),
    ],
)
@pytest.mark.slow
def test_an_error_of_a_grid_fails_one_check(
    file: str, old: str, new: str, check: str, project: Project
) -> None:
    """That of its section, of the identities, or of the folder if its section is not known."""
    shutil.rmtree(project.root / "raw" / "caict-2020")
    grid, _, suffix = file.partition(".")
    if suffix == "csv":
        cells(project, grid, old, new)
    else:
        path = project.root / "raw" / NAME / "tables" / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with dg.DagsterInstance.ephemeral() as instance:
        result = run(project, instance)
    assert not result.success
    assert failed(result) == {f"tables_2024/{check}"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_agrees_in_every_layout_of_its_tables(layout: str, project: Project) -> None:
    """Rows have one normal form."""
    result = source(project, "verify", layout)
    assert "42 of 42 figures are at their recorded position; 0 disagreements" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_scan_reads_the_tables_cell_by_cell(layout: str, tmp_path: Path) -> None:
    """The cells are those of the keyed grids."""
    path = tmp_path / "text.md"
    path.write_text(report_text(layout), encoding="utf-8")
    scanned = scan(path, [Section.from_row(row) for row in SECTIONS])
    read = [[table.title, *(",".join(row) for row in table.rows)] for table in scanned.tables]
    keyed = [(TABLES / f"{name}.csv").read_text(encoding="utf-8").splitlines() for name in GRIDS]
    assert read == [[lines[0].rstrip(","), *lines[1:]] for lines in keyed]
    assert scanned.unread == ()


def test_agreement_with_the_text_takes_the_place_of_a_second_keying(project: Project) -> None:
    """`source refresh` records it; a later change of a cell is reported."""
    for name in GRIDS:
        (project.root / "raw" / NAME / "tables" / f"{name}.second.csv").unlink()
    assert found(project) == [f"E144 {name}.csv" for name in GRIDS]
    assert source(project, "refresh", "tabs").exit_code == 0
    assert found(project) == []
    path = project.root / "raw" / NAME / "tables" / "population.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("46478", "46487"), encoding="utf-8")
    assert found(project) == ["E322 population.csv:3:B:claim", "E143 population.yaml:26:agreed"]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("population.yaml", "paragraph: 1\n", "", "E112 population.yaml:paragraph"),
        ("population.yaml", "rows:", "rows: [", "E111 population.yaml:7"),
        ("population.csv", "全国人口", '"全国人口', "E110 population.csv:3"),
    ],
)
def test_of_a_grid_that_cannot_be_read_no_consequences_are_reported(
    name: str, old: str, new: str, expected: str, project: Project
) -> None:
    """Sections, errata and identities refer to its figures, which are not known."""
    path = project.root / "raw" / NAME / "tables" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert found(project) == [expected]


def test_a_refresh_records_no_agreement_with_another_table(project: Project) -> None:
    """One digit is enough."""
    text = report_text("tabs").replace("46478", "46487")
    result = source(project, "refresh", "tabs", text)
    assert f"raw/{NAME}/tables/population.csv is not a table of the text" in result.output
    key = project.root / "raw" / NAME / "tables" / "population.yaml"
    assert "agreed" not in key.read_text(encoding="utf-8")


def test_a_refresh_keeps_numerals_of_grids_out_of_the_keyed_ledger(project: Project) -> None:
    """They are made from the grids at every run."""
    ledger = project.root / "raw" / NAME / "numerals.csv"
    before = ledger.read_bytes()
    assert source(project, "refresh", "markdown").exit_code == 0
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("grid", "old", "new", "expected"),
    [
        pytest.param("population", "46478", "46487",
            ["E322 population.csv:3:B:claim"], id="a part, if the parts no longer add up"),
        pytest.param("population", "22023,15.6", "22023,16.5",
            ["E322 population.csv:11:C:claim"], id="a share that is not that of its level"),
        pytest.param("prices", "-0.1,-0.1,0.1", "0.3,-0.1,0.1",
            ["E322 prices.csv:4:B:claim"], id="a mean outside of its parts"),
        pytest.param("value_added", "765583", "765538",
            ["E322 value_added.csv:3:D:claim"], id="a sum that a figure of the text states"),
        pytest.param("population", "94350,67.0", "94350,670",
            ["E216 population.csv:4:C:number", "E322 population.csv:3:C:claim", "E322 population.csv:4:C:claim"],
            id="a point left out"),
    ],
)  # fmt: skip
def test_a_wrong_cell_breaks_rules_at_cells_of_the_grid(
    grid: str, old: str, new: str, expected: list[str], project: Project
) -> None:
    """Both keyings have the error, so that only the meaning reveals it."""
    cells(project, grid, old, new)
    reported = [each for each in found(project) if not each.startswith("W")]
    assert sorted(reported) == sorted(expected)


def test_a_period_that_the_headers_do_not_state_is_reported(project: Project) -> None:
    """The header of the column decides, and not another year in the table."""
    path = project.root / "raw" / NAME / "tables" / "value_added.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('C: {period: "2023"}', 'C: {period: "2022"}'), encoding="utf-8")
    assert found(project) == ["E314 value_added.yaml:11:period"]


@pytest.mark.parametrize(
    ("grid", "old", "new", "expected"),
    [
        pytest.param("population", "unit: person", "unit: persn", "E203 population.yaml:10:unit", id="unknown unit"),
        pytest.param("population", "unit: person", "unit: CNY", "E228 population.yaml:10:unit", id="another unit"),
        pytest.param("population", "unit: person, ", "", "E201 population.yaml:10:unit", id="no unit"),
        pytest.param("population", "multiplier: 万", "multiplier: 亿", "E226 population.yaml:10:multiplier", id="multiplier"),
        pytest.param("population", "multiplier: 万, ", "", "E226 population.yaml:10:multiplier", id="no multiplier"),
        pytest.param("population", "words: 万人", "words: 万入", "E221 population.yaml:10:words", id="words"),
        pytest.param("population", '"@2024"', '"2024"', "E213 population.yaml:10:period", id="period of a column"),
        pytest.param("population", '"@2024"', '"@2023"', "E314 population.yaml:8:period", id="year"),
        pytest.param("population", "indicator: population,", "indicator: populatio,", "E203 population.yaml:10:indicator", id="indicator"),
        pytest.param("population", "{entity: cn_male_population}", "{entity: cn_mal}", "E203 population.yaml:16:entity", id="entity"),
        pytest.param("population", "cn_male_population", "cn_female_population", "E145 population.csv:7:B", id="entity of the next row"),
        pytest.param("population", "  6: {entity: cn_male_population}\n", "", "E201 population.csv:6:entity", id="no entity"),
        pytest.param("population", "status: actual", "status: actul", "E203 population.yaml:8:status", id="status"),
        pytest.param("population", 'section: "5"', 'section: "7"', "E113 population.yaml:2:section", id="section"),
        pytest.param("population", "paragraph: 1", "paragraph: 1\npage: 9", "E209 population.yaml:4:page", id="page"),
        pytest.param("prices", "basis: yoy", "basis: yyo", "E208 prices.yaml:8:basis", id="basis"),
        pytest.param("value_added", '{period: "2023"}', '{period: "2022"}', "E314 value_added.yaml:11:period", id="period of the column before"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_one_finding(
    grid: str, old: str, new: str, expected: str, project: Project
) -> None:
    """However many cells it gives a meaning to; errata and identities follow it without a finding."""
    path = project.root / "raw" / NAME / "tables" / f"{grid}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(project) == [expected]


def test_losses_in_brackets_and_footnote_marks_are_published(project: Project) -> None:
    """As printed, with the value that they mean."""
    cells(project, "prices", "-0.1,-0.1,0.1", "(0.1)*,（0.1）,0.1")
    path = project.root / "raw" / NAME / "tables" / "prices.yaml"
    mark = '  "*": {obs_status: P, note_zh: 初步数, note_en: Preliminary}\n'
    path.write_text(path.read_text(encoding="utf-8") + mark, encoding="utf-8")
    assert found(project) == []
    figures = build_package(load_reports(project.paths)[NAME]).frames["figures"]
    rows = figures[(figures["raw_file"].str.contains("/prices.csv#")) & (figures["raw_row"] == "4")]
    names = ["printed", "value", "note_en"]
    assert rows[names].head(2).values.tolist() == [
        ["(0.1)〔%〕", "-0.1", "Preliminary"], ["（0.1）〔%〕", "-0.1", ""],
    ]  # fmt: skip


def keyed_cells(table: str, key: str) -> int:
    """Filled cells of a grid, and values of its key."""

    def values(part: Any) -> int:
        if isinstance(part, dict | list):
            return sum(map(values, part.values() if isinstance(part, dict) else part))
        return 1

    rows = csv.reader(io.StringIO(table, newline=""))
    return sum(bool(cell) for row in rows for cell in row) + values(yaml.safe_load(key))


def test_a_table_costs_as_many_keyed_cells_as_the_documents_state() -> None:
    """Those of the three tables, and of one of ten rows and six columns."""
    counts = [
        keyed_cells(*((TABLES / f"{name}{suffix}").read_text(encoding="utf-8") for suffix in (".csv", ".yaml")))
        for name in GRIDS
    ]  # fmt: skip
    years = range(2019, 2025)
    table = "\n".join(
        ["表4　产值（亿元）,,,,,,", ",".join(["指标", *(f"{year}年" for year in years)])]
        + [",".join([f"产业{row}", *(str(row * year) for year in years)]) for row in range(10)]
    )
    key = yaml.safe_load((TABLES / "value_added.yaml").read_text(encoding="utf-8"))
    del key["sums"], key["marks"]
    key["columns"] = {
        column: {"period": str(year)} for column, year in zip("BCDEFG", years, strict=True)
    }
    key["rows"] = {row: {"indicator": f"value_added_{row}"} for row in range(3, 13)}
    large = keyed_cells(table, yaml.safe_dump(key))
    stated = {"editing": {counts[0], round(large / 5) * 5}, "second-report": {sum(counts), 13 * 41}}
    for name, numbers in stated.items():
        for suffix in (".md", ".zh.md"):
            text = (CHECKOUT / "docs" / f"{name}{suffix}").read_text(encoding="utf-8")
            assert numbers <= set(map(int, re.findall(r"\d+", text)))
