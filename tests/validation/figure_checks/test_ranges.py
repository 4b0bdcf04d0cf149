"""Errors of unit and magnitude are named for what they probably are (issue 3, item 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import RAW_FILE, RAW_ROW
from pipeline.ingest.report_folder import load_reports
from pipeline.rules import Location
from pipeline.rules.double_entry_rules import NumberDiffers
from pipeline.schema import RAW_FIGURES
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.double_entry import RULES as DOUBLE_ENTRY
from pipeline.validation.figure_checks.measures import unit_is_the_indicators
from pipeline.validation.figure_checks.ranges import RULES as RANGES
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.magnitude_errors import (
    magnitude_findings,
    power_of_ten_between,
)
from tests.project import CHECKOUT, REPORT, Project

FILE = "raw/caict-2020/figures/1.1.csv"


def figure(row: int = 2, **cells: str) -> dict[str, str]:
    """A keyed figure with these cells and all others blank."""
    blank = dict.fromkeys(RAW_FIGURES.columns, "")
    return {**blank, "id": f"1.1-{row - 1:03}", RAW_FILE: FILE, RAW_ROW: str(row), **cells}


def yuan(printed: str, number: str, multiplier: str) -> dict[str, str]:
    """Gross domestic product, plausible from 10 to 150 万亿元."""
    return figure(
        printed=printed, number=number, multiplier=multiplier, indicator="gdp", unit="CNY"
    )


def percent(indicator: str, printed: str, number: str) -> dict[str, str]:
    """A percentage."""
    return figure(printed=printed, number=number, indicator=indicator, unit="percent")


ERROR_TYPES = {
    "万 for 万亿": (yuan("72 万元", "72", "万"), ["E241 multiplier"]),
    "亿 for 万亿": (yuan("72 亿元", "72", "亿"), ["E241 multiplier"]),
    "no multiplier": (yuan("72 元", "72", ""), ["E241 multiplier"]),
    "a little below the range": (yuan("9 万亿元", "9", "万亿"), ["E215 number"]),
    "a thousandth of the range": (yuan("100 亿元", "100", "亿"), ["E241 multiplier"]),
    "above a thousandth of the range": (yuan("101 亿元", "101", "亿"), ["E215 number"]),
    "within the range": (yuan("72 万亿元", "72", "万亿"), []),
    "a share above the whole": (
        percent("engel_coefficient", "128.2%", "128.2"), ["E216 number"]
    ),
    "a share of the whole": (percent("engel_coefficient", "100%", "100"), []),
    "a fall of all": (percent("c2m_orders_growth", "下降 100%", "-100"), []),
    "a fall of more than all": (
        percent("c2m_orders_growth", "下降 100.1%", "-100.1"), ["E217 number"]
    ),
    "growth beyond plausibility": (percent("gdp_growth", "增长 49%", "49"), ["E215 number"]),
}  # fmt: skip


def judged(row: Mapping[str, str], vocabulary: Vocabulary) -> list[str]:
    """Rules of ranges and double entry that a figure breaks."""
    candidate = KeyedFigure(row, vocabulary)
    place = Location(FILE, 2)
    reported = [each for rule in (*DOUBLE_ENTRY, *RANGES) for each in rule(candidate, place)]
    return [f"{each.code} {each.location.column}" for each in reported]


@pytest.mark.parametrize("name", ERROR_TYPES)
def test_an_error_of_magnitude_is_named(name: str, vocabulary: Vocabulary) -> None:
    """A thousandfold distance is a lost 万 or 亿; anything nearer may be a fact to look up."""
    row, expected = ERROR_TYPES[name]
    assert judged(row, vocabulary) == expected


def test_every_percentage_keyed_as_a_fraction_is_reported(vocabulary: Vocabulary) -> None:
    """0.128 for 12.8%, wherever the plausible range leaves no room for the fraction."""
    floored = [
        row
        for row in vocabulary.rows("indicators")
        if row["unit"] == "percent" and Decimal(row["minimum"]) >= 1
    ]
    assert floored
    for row in floored:
        fraction = Decimal(row["minimum"]) / 100
        cells = percent(row["indicator"], f"{fraction}%", str(fraction))
        expected = "E242 number" if fraction <= 1 else "E215 number"
        assert judged(cells, vocabulary) == [expected]


@pytest.mark.parametrize(
    ("indicator", "unit", "printed", "code"),
    [
        ("gdp_growth", "percentage_point", "增长 0.7 个百分点", "E244"),
        ("gdp_growth_change", "percent", "提升了 2.3%", "E244"),
        ("gdp_growth", "times", "增长 2 倍", "E210"),
        ("gdp", "USD", "72 万亿美元", "E210"),
        ("gdp", "USD", "72 万亿元", None),
    ],
)
def test_percent_and_percentage_point_are_distinguished(
    indicator: str, unit: str, printed: str, code: str | None, vocabulary: Vocabulary
) -> None:
    """Each other wrong unit is only wrong; where print and key differ, double entry reports it."""
    row = figure(indicator=indicator, unit=unit, printed=printed, number="2")
    reported = [
        each.code for each in unit_is_the_indicators(KeyedFigure(row, vocabulary), Location(FILE))
    ]
    assert reported == ([code] if code else [])


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


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    ),
    st.integers(-30, 30),
)
def test_the_power_between_a_value_and_its_multiple_is_found_exactly(
    value: Decimal, power: int
) -> None:
    """Digits are compared, never quotients, so that no division can round an error away."""
    found = power_of_ten_between(value, value.scaleb(power))
    assert found == (abs(power) if value else None)
