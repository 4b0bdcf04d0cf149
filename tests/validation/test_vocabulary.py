"""The vocabulary: its rows fit each other and countries exist; it is validated once for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.ingest.report_folder import load_vocabulary
from pipeline.rules import Location
from pipeline.validation import Vocabulary, validate_vocabulary
from pipeline.validation.vocabulary import RULES
from tests.project import Found, Project

POLICY = "P36"
CASES: dict[str, tuple[str, str]] = {
    "a country": ("CN", ""),
    "a part of China": ("CN-SH", ""),
    "a part of China, as before 2017": ("CN-31", "E202"),
    "China, letters too many": ("CN-SHA", "E202"),
    "lower case": ("cn-sh", "E202"),
    "a name": ("Shanghai", "E202"),
    "another country": ("CH", "E247"),
    "a part of another country": ("US-CA", "E247"),
    "a numbered part of another country": ("FR-75", "E247"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_region_is_reported_at_its_cell_or_not_at_all(case: str, project: Project) -> None:
    """The first report is about China; its own report.yaml reports it."""
    region, code = CASES[case]
    row = project.row_of("policies.csv", policy=POLICY)
    project.set_cells("policies.csv", row, region=region)
    expected: list[Found] = [(code, "policies.csv", row, "region")] if code else []
    assert [each for each in project.found() if each[0] != "W490"] == expected


@pytest.mark.slow
@pytest.mark.parametrize("region", ["FR", "FR-75", "US-CA", "CN-SH"])
def test_a_report_of_other_countries_needs_no_code(region: str, project: Project) -> None:
    """Codes with digits are rejected for China only, where ISO 3166-2 has given them up."""
    project.replace("report.yaml", "region: CN\n", "region: CN; FR; US\n")
    row = project.row_of("policies.csv", policy=POLICY)
    project.set_cells("policies.csv", row, region=region)
    assert [each for each in project.found() if each[0] != "W490"] == []


def test_two_reports_share_one_vocabulary(project: Project) -> None:
    """Read again, unchanged files give the same object."""
    first, second = (load_vocabulary(project.paths.raw) for _ in range(2))
    assert Vocabulary.of(first) is Vocabulary.of(second)


def test_a_saved_cell_is_validated_again(project: Project) -> None:
    """And the file as it was is valid again."""
    before = project.path("vocabulary/units.csv").read_bytes()
    assert validate_vocabulary(load_vocabulary(project.paths.raw)) == []
    project.set_cells("vocabulary/units.csv", 3, title_en="")
    (found,) = validate_vocabulary(load_vocabulary(project.paths.raw))
    assert (found.code, found.location.row, found.location.column) == ("E201", 3, "title_en")
    project.path("vocabulary/units.csv").write_bytes(before)
    assert validate_vocabulary(load_vocabulary(project.paths.raw)) == []


def test_other_rows_in_place_of_a_file_are_validated_themselves(project: Project) -> None:
    """A frame that was changed in memory still names the bytes of its file."""
    read = load_vocabulary(project.paths.raw)
    assert validate_vocabulary(read) == []
    frame = read["units"].frame.copy()
    frame.loc[1, "title_en"] = ""
    (found,) = validate_vocabulary({**read, "units": replace(read["units"], frame=frame)})
    assert (found.code, found.location.row) == ("E201", 3)


FILE = Location("raw/vocabulary/a.csv", 2)
HEDGE = {"hedge": "超", "position": "before", "kind": "hedge", "bound": ">", "reach": ""}
ROW_CASES: Mapping[str, tuple[str, dict[str, str], list[str]]] = {
    "a range in order": ("indicators", {"minimum": "1", "maximum": "2"}, []),
    "a range of one number": ("indicators", {"minimum": "2", "maximum": "2.0"}, []),
    "a range upside down": ("indicators", {"minimum": "10", "maximum": "9"}, ["E202 maximum"]),
    "a range of negative numbers": ("indicators", {"minimum": "-9", "maximum": "-10"}, ["E202 maximum"]),
    "a range without an upper end": ("indicators", {"minimum": "10", "maximum": ""}, []),
    "a range without a lower end": ("indicators", {"minimum": "", "maximum": "9"}, []),
    "a range that is not of numbers": ("indicators", {"minimum": "ten", "maximum": "9"}, []),
    "a unit of the measure": ("indicators", {"measure": "rank", "unit": "rank"}, []),
    "a unit of another measure": ("indicators", {"measure": "rank", "unit": "CNY"}, ["E211 unit"]),
    "a unit that no table has": ("indicators", {"measure": "rank", "unit": "yuan"}, []),
    "a measure that no table has": ("indicators", {"measure": "none", "unit": "CNY"}, []),
    "known bases": ("measure_types", {"bases": "none;yoy;vs"}, []),
    "an unknown base": ("measure_types", {"bases": "yoy;yearly"}, ["E203 bases"]),
    "no bases": ("measure_types", {"bases": ""}, []),
    "the lowest exponent": ("multipliers", {"exponent": "0"}, []),
    "the highest exponent": ("multipliers", {"exponent": "28"}, []),
    "an exponent too high": ("multipliers", {"exponent": "29"}, ["E202 exponent"]),
    "an exponent too low": ("multipliers", {"exponent": "-1"}, ["E202 exponent"]),
    "not an exponent": ("multipliers", {"exponent": "four"}, []),
    "a bound of a word": ("hedges", HEDGE, []),
    "a synonym of a code": ("synonyms", {"kind": "units", "code": "CNY"}, []),
    "a synonym of a code of another table": ("synonyms", {"kind": "units", "code": "gdp"}, ["E203 code"]),
    "a synonym of a word": ("synonyms", {"kind": "word", "code": "drone"}, []),
    "a synonym of no kind": ("synonyms", {"kind": "colour", "code": "red"}, []),
    "a bound that needs two numbers": ("hedges", {**HEDGE, "bound": "range"}, ["E202 bound"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ROW_CASES)
def test_a_row_that_contradicts_itself_is_reported(name: str, vocabulary: Vocabulary) -> None:
    """At the cell to correct; a cell without its form is reported by the schema only."""
    table, cells, expected = ROW_CASES[name]
    columns = ("indicator", "of", "measure", "unit", "minimum", "maximum", "check_width")
    row = {**dict.fromkeys(columns, ""), **cells}
    found = [each for rule in RULES[table] for each in rule(vocabulary, row, FILE)]
    assert [f"{each.code} {each.location.column}" for each in found] == expected


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [("gdp", "flow"), ("gdp_growth", "growth_rate"), ("none", None), ("", None)],
)
def test_an_indicator_has_the_type_of_its_measure(
    indicator: str, measure: str | None, vocabulary: Vocabulary
) -> None:
    """And an indicator that no table has has none."""
    found = vocabulary.measure_type(indicator)
    assert (found and found["measure"]) == measure
