"""Rows of the vocabulary: ranges, exponents, bounds, bases and units that fit each other."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.vocabulary import RULES

FILE = Location("raw/vocabulary/a.csv", 2)
HEDGE = {"hedge": "超", "position": "before", "kind": "hedge", "bound": ">", "reach": ""}
CASES: Mapping[str, tuple[str, dict[str, str], list[str]]] = {
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


@pytest.mark.parametrize("name", CASES)
def test_a_row_that_contradicts_itself_is_reported(name: str, vocabulary: Vocabulary) -> None:
    """At the cell to correct; a cell without its form is reported by the schema only."""
    table, cells, expected = CASES[name]
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
