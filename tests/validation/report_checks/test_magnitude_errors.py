"""Figures of one kind that differ by a power of ten are reported as a pair."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.report_folder import load_reports
from pipeline.rules import Location
from pipeline.rules.double_entry_rules import NumberDiffers
from pipeline.validation import Vocabulary
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.magnitude_errors import (
    SMALLEST_POWER,
    magnitude_findings,
)
from tests.project import CHECKOUT, REPORT, Project
from tests.validation.keyed import FILE, figure


def pair(first: dict[str, str], second: dict[str, str]) -> list[dict[str, str]]:
    """Two figures of what one company sells, on two rows."""
    shared = {"indicator": "gmv", "entity": "meituan", "unit": "CNY", "status": "actual"}
    return [figure(row, **{**shared, **cells}) for row, cells in enumerate((first, second), 2)]


TWINS = {
    "a hundred times": ({"number": "1.5", "multiplier": "亿"}, {"number": "150", "multiplier": "亿"}),
    "ten thousand times": ({"number": "12", "multiplier": "万"}, {"number": "12", "multiplier": "亿"}),
    "trailing zeros": ({"number": "1.50", "multiplier": "亿"}, {"number": "1.5", "multiplier": "万亿"}),
    "the later is smaller": ({"number": "9", "multiplier": "亿"}, {"number": "9"}),
    "two years": (
        {"number": "9", "multiplier": "亿", "period": "2019"}, {"number": "9", "period": "2020"},
    ),
    "two falls": ({"number": "-3", "multiplier": "万"}, {"number": "-3"}),
}  # fmt: skip

NO_TWINS = {
    "ten times": ({"number": "1.5", "multiplier": "亿"}, {"number": "15", "multiplier": "亿"}),
    "the same": ({"number": "15", "multiplier": "亿"}, {"number": "15", "multiplier": "亿"}),
    "other digits": ({"number": "15", "multiplier": "亿"}, {"number": "1501", "multiplier": "亿"}),
    "other signs": ({"number": "-3", "multiplier": "万"}, {"number": "3"}),
    "zeros": ({"number": "0", "multiplier": "万"}, {"number": "0"}),
    "another indicator": ({"number": "9", "multiplier": "亿"}, {"number": "9", "indicator": "gdp"}),
    "another entity": ({"number": "9", "multiplier": "亿"}, {"number": "9", "entity": "CN"}),
    "another status": ({"number": "9", "multiplier": "亿"}, {"number": "9", "status": "target"}),
    "another kind of period": (
        {"number": "9", "multiplier": "亿", "period": "2019"},
        {"number": "9", "period": "@2019-12-31"},
    ),
    "a range": ({"number": "9", "multiplier": "亿"}, {"number": "9", "number_high": "10"}),
    "no number": ({"number": "9", "multiplier": "亿"}, {"number": "many"}),
}  # fmt: skip


@pytest.mark.parametrize("name", TWINS)
def test_pairs_are_reported_at_the_later_figure(name: str, vocabulary: Vocabulary) -> None:
    """The warning names the other figure and its place."""
    reported = list(magnitude_findings(pair(*TWINS[name]), vocabulary, ()))
    assert [(each.code, each.location) for each in reported] == [
        ("W243", Location(FILE, 3, "number"))
    ]
    assert f"1.1-001, {FILE}:2" in reported[0].expected.en
    assert not reported[0].is_error


@pytest.mark.parametrize("name", NO_TWINS)
def test_other_pairs_are_not_paired(name: str, vocabulary: Vocabulary) -> None:
    """Tenfold happens, and figures about different things may have the same digits."""
    assert list(magnitude_findings(pair(*NO_TWINS[name]), vocabulary, ())) == []


@pytest.mark.parametrize("row", [2, 3])
def test_a_figure_with_an_error_is_not_paired(row: int, vocabulary: Vocabulary) -> None:
    """Its value is not believed yet, and its error may be the very error."""
    error = NumberDiffers(Location(FILE, row, "number"))
    assert list(magnitude_findings(pair(*TWINS["a hundred times"]), vocabulary, [error])) == []


def test_no_two_figures_of_the_report_are_pairs(vocabulary: Vocabulary) -> None:
    """A warning that is always there is read by nobody."""
    capture = load_reports(Project(CHECKOUT).paths)[REPORT]
    assert list(magnitude_findings(keyed_figures(capture), vocabulary, ())) == []


def test_many_figures_of_two_orders_are_compared_once_each(vocabulary: Vocabulary) -> None:
    """Each later figure is compared with the first of the other order: one warning a figure."""
    small, large = TWINS["a hundred times"]
    shared = {"indicator": "gmv", "entity": "meituan", "unit": "CNY", "status": "actual"}
    cells = [{**shared, **(large if row % 2 else small)} for row in range(200)]
    rows = [figure(row, **each) for row, each in enumerate(cells, 2)]
    reported = list(magnitude_findings(rows, vocabulary, ()))
    assert sorted(each.location.row for each in reported) == list(range(3, 202))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-999, max_value=999),
    st.integers(0, 6),
)
def test_the_power_between_a_value_and_its_multiple_is_found_exactly(
    vocabulary: Vocabulary, value: Decimal, power: int
) -> None:
    """Digits are compared, never quotients, so that no division can round an error away."""
    numbers = ({"number": f"{value:f}"}, {"number": f"{value.scaleb(power):f}"})
    found = list(magnitude_findings(pair(*numbers), vocabulary, ()))
    assert bool(found) == bool(value and power >= SMALLEST_POWER)
