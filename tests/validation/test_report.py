"""Rules about a whole report: what each is applied to, and that one mistake is one finding."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.schema import VOCABULARY
from pipeline.validation import Vocabulary, validate_section, validate_vocabulary
from pipeline.validation.report import validate_sections_together, validate_tables
from pipeline.validation.report_checks.sections import page_spans
from pipeline.validation.vocabulary import region_findings
from tests.project import REPORT, Found, Project, found


def with_cell(capture: RawReport, table: str, key: str, column: str, value: str) -> RawReport:
    """The report with another cell in the row of this key, the first of its columns."""
    frame = capture.tables[table].frame.copy()
    frame.loc[frame.iloc[:, 0] == key, column] = value
    changed = replace(capture.tables[table], frame=frame)
    return replace(capture, tables={**capture.tables, table: changed})


def with_figure(capture: RawReport, figure: str, **cells: str) -> RawReport:
    """The report with other cells of a figure."""
    section = figure.rpartition("-")[0]
    frame = capture.figures[section].frame.copy()
    for column, value in cells.items():
        frame.loc[frame["id"] == figure, column] = value
    changed = replace(capture.figures[section], frame=frame)
    return replace(capture, figures={**capture.figures, section: changed})


def of_tables(capture: RawReport) -> list[Found]:
    """What is found in the tables."""
    return [found(each) for each in validate_tables(capture, Vocabulary.of(capture.vocabulary))]


def test_the_committed_tables_break_no_rule(capture: RawReport) -> None:
    """Measurements have warnings of their own."""
    assert [each for each in of_tables(capture) if each[0] != "W490"] == []


def test_a_page_out_of_order_is_found_among_the_tables(capture: RawReport) -> None:
    """At the row of the section."""
    reported = of_tables(with_cell(capture, "sections", "1.1", "page", "20"))
    assert [each for each in reported if each[1] == "sections.csv"] == [
        ("E209", "sections.csv", int(_row(capture, "1.1")), "page")
    ]


def _row(capture: RawReport, section: str) -> str:
    frame = capture.tables["sections"].frame
    return str(frame.loc[frame["section"] == section, "raw_row"].iloc[0])


def test_an_identity_that_does_not_hold_is_found_among_the_tables(capture: RawReport) -> None:
    """With the printed form keyed alike, so that double entry finds nothing."""
    wrong = with_figure(capture, "1.1-004", printed="提升了 2.9 个百分点", number="2.9")
    reported = {(code, file) for code, file, _, _ in of_tables(wrong)}
    assert ("E322", "identities.csv") in reported


def test_a_figure_that_fails_double_entry_is_in_no_sum_and_on_no_chart(capture: RawReport) -> None:
    """Its value is not believed, and one cause is one finding."""
    wrong = with_figure(capture, "1.1-004", number="2.9")
    reported = [each for each in of_tables(wrong) if each[0] != "W490"]
    assert reported == []


def test_an_identifier_in_two_sections_is_found_at_the_later(capture: RawReport) -> None:
    """The earlier one is named; a blank identifier is reported by the schema only."""
    assert validate_sections_together(capture) == []
    twice = with_figure(capture, "1.2-001", id="1.1-001")
    (finding,) = validate_sections_together(twice)
    assert found(finding)[:2] == ("E204", "figures/1.2.csv")
    assert "figures/1.1.csv:2" in finding.expected.en
    blank = with_figure(with_figure(capture, "1.2-001", id=""), "1.1-001", id="")
    assert validate_sections_together(blank) == []


REGIONS = {
    "a country of the report": ("CN", "CN", False),
    "a part of it": ("CN-SH", "CN", False),
    "a country of several": ("FR-75", "CN;FR", False),
    "another country": ("FR", "CN", True),
    "a part of another country": ("US-CA", "CN", True),
    "not a code, which the schema reports": ("Shanghai", "CN", False),
    "blank": ("", "CN", False),
}


@pytest.mark.parametrize("name", REGIONS)
def test_a_policy_is_of_a_country_of_the_report(name: str, capture: RawReport) -> None:
    """The region is compared with the facts about the report, if they can be read."""
    region, countries, is_reported = REGIONS[name]
    assert capture.report is not None
    report = replace(capture.report, region=tuple(countries.split(";")))
    changed = replace(with_cell(capture, "policies", "P02", "region", region), report=report)
    policies = changed.tables["policies"]
    one = replace(policies, frame=policies.frame[policies.frame["policy"] == "P02"])
    changed = replace(changed, tables={**changed.tables, "policies": one})
    reported = [(each.code, each.location.column, each.value) for each in region_findings(changed)]
    assert reported == ([("E247", "region", region)] if is_reported else [])
    assert list(region_findings(replace(changed, report=None))) == []


NOTES = ("=1+1", "../x", "<script>alert(1)</script>", "@SUM(A1)", 'say "x", twice', "{value}", "-1")


@pytest.mark.slow
def test_notes_are_published_verbatim_and_the_package_stays_valid(
    project: Project, tmp_path: Path
) -> None:
    """No program between the editor and the reader takes them for anything but text."""
    for row, note in enumerate(NOTES, 2):
        project.set_cells("figures/1.1.csv", row, note_zh=note, note_en=note)
    publication = build_package(load_reports(project.paths)[REPORT])
    table = publication.files["data/figures.csv"].decode()
    rows = {row["figure_id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert tuple(rows[f"1.1-{n:03}"]["note_en"] for n in range(1, len(NOTES) + 1)) == NOTES
    assert publication.warnings == ()
    for name, data in publication.files.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.valid


FILES = {
    "report.yaml": "language:", "changes/0.2.0.yaml": "step:", "sections.csv": "1.2,",
    "numerals.csv": "1.2,", "figures/1.1.csv": "1.1-004,", "identities.csv": "ID-011,",
    "charts.csv": "network,", "policies.csv": "P05,", "vocabulary/units.csv": "person,",
    "vocabulary/indicators.csv": "gdp,", "vocabulary/hedges.csv": "超过,",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("file", "begins"), FILES.items(), ids=FILES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_unresolved_merge_is_reported_once(
    file: str, begins: str, line_end: str, tmp_path: Path
) -> None:
    """Everything else that is wrong with such a file follows from it."""
    project = Project.copied(tmp_path)
    lines = project.path(file).read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if line.startswith(begins))
    ours, theirs = lines[row - 1], f"{lines[row - 1]} "
    merged = ["<<<<<<< HEAD", ours, "||||||| 0a1b2c3", "=======", theirs, ">>>>>>> other"]
    text = line_end.join([*lines[: row - 1], *merged, *lines[row:], ""])
    project.path(file).write_text(text, encoding="utf-8", newline="")
    assert project.found() == [("E123", file, row, "")]


UNITS, MULTIPLIERS = "vocabulary/units.csv", "vocabulary/multipliers.csv"
HEDGES, DIRECTIONS = "vocabulary/hedges.csv", "vocabulary/directions.csv"
INDICATORS, TYPES = "vocabulary/indicators.csv", "vocabulary/measure_types.csv"
Edit = Callable[[Project], object]


def captured(project: Project) -> RawReport:
    """Everything keyed."""
    return load_reports(project.paths)[REPORT]


def of_the_vocabulary(project: Project) -> list[Found]:
    """What is reported of the vocabulary's own files."""
    return [found(each) for each in validate_vocabulary(captured(project).vocabulary)]


def of_two_sections(project: Project) -> list[Found]:
    """What is reported of figures that are sound themselves: 1.1, and 3.1 with most kinds of units."""
    capture = captured(project)
    vocabulary = Vocabulary.of(capture.vocabulary)
    pages = page_spans(capture.tables["sections"])
    return [
        found(each)
        for section in ("1.1", "3.1")
        for each in validate_section(
            section, capture.figures[section], vocabulary, pages, capture.report
        )
    ]


def _cells(file: str, wanted: dict[str, str], **cells: str) -> Edit:
    return lambda project: project.set_cells(file, project.row_of(file, **wanted), **cells)


GDP = {"indicator": "gdp"}
BROKEN: dict[str, tuple[Edit, str, str, str]] = {
    "exponent that is not a number": (
        _cells(MULTIPLIERS, {"multiplier": "万"}, exponent="four"), "E202", MULTIPLIERS, "exponent"
    ),
    "exponent left blank": (
        _cells(MULTIPLIERS, {"multiplier": "万"}, exponent=""), "E201", MULTIPLIERS, "exponent"
    ),
    "exponent that nobody could compute with": (
        _cells(MULTIPLIERS, {"multiplier": "万"}, exponent="999999999"),
        "E202", MULTIPLIERS, "exponent",
    ),
    "sign that is not a number": (
        _cells(DIRECTIONS, {"direction": "下降"}, sign="minus"), "E202", DIRECTIONS, "sign"
    ),
    "sign that is none": (
        _cells(DIRECTIONS, {"direction": "下降"}, sign="0"), "E203", DIRECTIONS, "sign"
    ),
    "hedge without a word": (_cells(HEDGES, {"hedge": "超"}, hedge=""), "E201", HEDGES, "hedge"),
    "hedge with an unknown bound": (
        _cells(HEDGES, {"hedge": "超"}, bound="≫"), "E202", HEDGES, "bound"
    ),
    "hedge with the bound of a range": (
        _cells(HEDGES, {"hedge": "超"}, bound="range"), "E202", HEDGES, "bound"
    ),
    "unit without words": (_cells(UNITS, {"unit": "CNY"}, words=""), "E201", UNITS, "words"),
    "unit twice": (_cells(UNITS, {"unit": "USD"}, unit="CNY"), "E204", UNITS, "unit"),
    "code with a space": (_cells(UNITS, {"unit": "USD"}, unit="US D"), "E202", UNITS, "unit"),
    "indicator twice": (
        _cells(INDICATORS, {"indicator": "gdp_growth"}, indicator="gdp"),
        "E204", INDICATORS, "indicator",
    ),
    "indicator with a range upside down": (
        _cells(INDICATORS, GDP, minimum="1000000000000000000"), "E202", INDICATORS, "maximum"
    ),
    "indicator with a range that is not a number": (
        _cells(INDICATORS, GDP, minimum="NaN"), "E202", INDICATORS, "minimum"
    ),
    "indicator in a unit that its measure forbids": (
        _cells(INDICATORS, GDP, unit="percent"), "E211", INDICATORS, "unit"
    ),
    "indicator of an unknown measure": (
        _cells(INDICATORS, GDP, measure="amount"), "E203", INDICATORS, "measure"
    ),
    "measure of an unknown kind of period": (
        _cells(TYPES, {"measure": "flow"}, period_kind="span"), "E203", TYPES, "period_kind"
    ),
    "measure with a blank in its list of units": (
        _cells(TYPES, {"measure": "flow"}, units="CNY; USD"), "E203", TYPES, "units"
    ),
    "measure with an unknown base": (
        _cells(TYPES, {"measure": "growth_rate"}, bases="yearly"), "E203", TYPES, "bases"
    ),
    "units.csv is missing": (lambda project: project.path(UNITS).unlink(), "E114", UNITS, ""),
    "directions.csv has a line too short": (
        lambda project: project.replace(DIRECTIONS, "\n下降,-1,", "\n下降,"), "E108", DIRECTIONS, ""
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_vocabulary_is_reported_there_and_not_at_every_figure(
    name: str, project: Project
) -> None:
    """One cell of the vocabulary stands behind hundreds of figures; they are not to blame."""
    edit, code, file, column = BROKEN[name]
    edit(project)
    assert [(reported[0], reported[1], reported[3]) for reported in of_the_vocabulary(project)] == [
        (code, file, column)
    ]
    assert of_two_sections(project) == []


def test_a_missing_vocabulary_is_reported_once_for_each_file(project: Project) -> None:
    """Nothing is stated about figures, which cannot be judged without it."""
    shutil.rmtree(project.root / "raw" / "vocabulary")
    expected = [("E114", f"vocabulary/{table.name}.csv", 0, "") for table in VOCABULARY]
    assert sorted(project.found()) == sorted(expected)


SECTIONS: dict[str, tuple[Edit, Found]] = {
    "missing": (
        lambda project: project.path("sections.csv").unlink(), ("E114", "sections.csv", 0, "")
    ),
    "a section twice": (
        lambda project: project.set_cells("sections.csv", 4, section="1"),
        ("E204", "sections.csv", 4, "section"),
    ),
    "a row too short": (
        lambda project: project.replace("sections.csv", "1.1,1,section,", "1.1,section,"),
        ("E108", "sections.csv", 4, ""),
    ),
    "a page that is not a number": (
        lambda project: project.set_cells("sections.csv", 4, page="one"),
        ("E202", "sections.csv", 4, "page"),
    ),
    "a page of five thousand digits": (
        lambda project: project.set_cells("sections.csv", 4, page="1" * 5000),
        ("E209", "sections.csv", 4, "page"),
    ),
    "a page far behind the next": (
        lambda project: project.set_cells("sections.csv", 4, page="30"),
        ("E209", "sections.csv", 4, "page"),
    ),
    "a page before the last": (
        lambda project: project.set_cells("sections.csv", 13, page="2"),
        ("E209", "sections.csv", 13, "page"),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SECTIONS)
def test_a_broken_table_of_sections_is_reported_there_and_nowhere_else(
    name: str, project: Project
) -> None:
    """Pages of figures and sections of numerals are judged again once it is fixed."""
    edit, expected = SECTIONS[name]
    edit(project)
    capture = captured(project)
    reported = [found(each) for each in capture.findings]
    reported += [
        found(each) for each in validate_tables(capture, Vocabulary.of(capture.vocabulary))
    ]
    assert reported == [expected]
    assert of_two_sections(project) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "cell"), [("id", "1.1 -001"), ("page", "１"), ("printed", "超 72 万亿元元")]
)
def test_a_malformed_cell_is_reported_at_the_figure_and_not_in_the_ledger_too(
    column: str, cell: str, project: Project
) -> None:
    """The ledger repeats page and numerals of a figure, so that an error shows in both."""
    project.set_cells("figures/1.1.csv", 2, **{column: cell})
    assert [reported[1:] for reported in project.found()] == [("figures/1.1.csv", 2, column)]


def test_a_numeral_that_stands_twice_is_reported_by_the_ledgers_own_rule(project: Project) -> None:
    """E305 states what to do about it; that its key is used twice would state the same again."""
    rows = project.rows("numerals.csv")
    project.write_rows("numerals.csv", [*rows, rows[1]])
    assert "E204" not in {reported[0] for reported in project.found()}


def test_a_copy_of_a_file_is_reported_once(project: Project) -> None:
    """The identifiers in it are those of the original, of course."""
    shutil.copy(project.path("figures/1.1.csv"), project.path("figures/1.1 copy.csv"))
    assert project.found() == [("E115", "figures/1.1 copy.csv", 0, "")]
