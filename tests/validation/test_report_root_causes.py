"""One mistake, one finding: what only follows from it is not reported beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.schema import VOCABULARY
from pipeline.validation import Vocabulary, validate_section, validate_vocabulary
from pipeline.validation.report import validate_tables
from pipeline.validation.report_checks.sections import page_spans
from tests.project import REPORT, Found, Project, found

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
