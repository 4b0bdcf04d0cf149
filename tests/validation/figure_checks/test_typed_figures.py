"""The checks of the typed frame agree with the rule of each figure, for any units and values."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pandera.errors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parsing import ParsedFigure, Quantity
from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.double_entry import RULES as DOUBLE_ENTRY
from pipeline.validation.figure_checks.double_entry import fails_double_entry
from pipeline.validation.figure_checks.typed_figures import SCHEMA, typed_findings, typed_frame
from pipeline.validation.keyed_figure import KeyedFigure
from tests.validation.keyed import FILE, figure

UNITS = "unit_is_the_indicators"
RANGES = "values_are_in_the_range"
INDICATORS = (
    "gdp", "gdp_growth", "gdp_growth_change", "engel_coefficient", "c2m_orders_growth", "none",
    "capital_formation_contribution_to_growth",
)  # fmt: skip
#: Growth rates of what cannot be negative.
FALLS = {"gdp_growth": Decimal(-100), "c2m_orders_growth": Decimal(-100)}
CELLS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(INDICATORS),
        "unit": st.sampled_from(["CNY", "USD", "percent", "percentage_point", "yuan"]),
        "number": st.sampled_from(["-250", "-100.1", "0", "0.5", "12.8", "100", "150.5", "999999"]),
        "multiplier": st.sampled_from(["", "万", "亿", "万亿"]),
        "printed": st.sampled_from(["", "元", "%", "个百分点", "坛"]),
    }
)


def keyed(vocabulary: Vocabulary, rows: list[dict[str, str]]) -> list[KeyedFigure]:
    """The figures whose numbers are printed as keyed, with these unit words."""
    printed = [
        {**row, "printed": f"{row['number']} {row['multiplier']}{row['printed']}"} for row in rows
    ]
    return [KeyedFigure(figure(at, **row), vocabulary) for at, row in enumerate(printed, start=2)]


def expected(each: KeyedFigure) -> set[str]:
    """The checks that a figure fails, computed for this figure alone."""
    unit, indicator, reading, quantity = (
        each.row["unit"],
        each.indicator,
        each.reading,
        each.quantity,
    )
    contradicted = isinstance(reading, ParsedFigure) and reading.units and unit not in reading.units
    if indicator is None or not each.unit_is_known or contradicted:
        return set()
    if unit != indicator["unit"]:
        return {UNITS}
    if fails_double_entry(each, Location(FILE)) or not isinstance(quantity, Quantity):
        return set()
    least = max(Decimal(indicator["minimum"]), FALLS.get(indicator["indicator"], Decimal("-Inf")))
    assert quantity.value is not None
    return set() if least <= quantity.value <= Decimal(indicator["maximum"]) else {RANGES}


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(CELLS, min_size=1, max_size=12))
def test_the_frame_fails_where_a_figure_alone_fails(
    rows: list[dict[str, str]], vocabulary: Vocabulary
) -> None:
    """One figure does not change what is reported of another; every failure has a description."""
    figures = keyed(vocabulary, rows)
    found = [(each.location.row, each.check_name) for each in typed_findings(figures)]
    failing = {(int(each.row["raw_row"]), check) for each in figures for check in expected(each)}
    names = {UNITS: "units", RANGES: "ranges"}
    assert sorted(set(found)) == sorted((row, names[check]) for row, check in failing)


def test_a_failure_names_the_check(vocabulary: Vocabulary) -> None:
    """Whoever reads the report of pandera learns which row fails which check."""
    rows = [
        {"indicator": "gdp", "unit": "USD", "number": "72", "multiplier": "万亿", "printed": ""},
        {"indicator": "gdp", "unit": "CNY", "number": "72", "multiplier": "亿", "printed": "元"},
    ]
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        SCHEMA.validate(typed_frame(keyed(vocabulary, rows)), lazy=True)
    cases = raised.value.failure_cases
    assert set(zip(cases["check"], cases["index"], strict=True)) == {(UNITS, 0), (RANGES, 1)}


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
    "the lower limit": (yuan("10 万亿元", "10", "万亿"), []),
    "the upper limit": (yuan("150 万亿元", "150", "万亿"), []),
    "a little above the range": (yuan("151 万亿元", "151", "万亿"), ["E215 number"]),
    "below a thousand times the range": (
        yuan("149999 万亿元", "149999", "万亿"), ["E215 number"]
    ),
    "a thousand times the range": (yuan("150000 万亿元", "150000", "万亿"), ["E241 multiplier"]),
    "nothing at all": (yuan("0 元", "0", ""), ["E215 number"]),
    "a fall of what cannot fall": (yuan("-72 元", "-72", ""), ["E241 multiplier"]),
    "a share above the whole": (
        percent("engel_coefficient", "128.2%", "128.2"), ["E216 number"]
    ),
    "a share of the whole": (percent("engel_coefficient", "100%", "100"), []),
    "a share of nothing": (percent("engel_coefficient", "0%", "0"), []),
    "a share below nothing": (percent("engel_coefficient", "-0.1%", "-0.1"), ["E216 number"]),
    "a contribution above the whole": (
        percent("capital_formation_contribution_to_growth", "200%", "200"), []
    ),
    "a contribution below its range": (
        percent("capital_formation_contribution_to_growth", "-100.1%", "-100.1"), ["E216 number"]
    ),
    "a fall of all": (percent("c2m_orders_growth", "下降 100%", "-100"), []),
    "a fall of more than all": (
        percent("c2m_orders_growth", "下降 100.1%", "-100.1"), ["E217 number"]
    ),
    "growth beyond plausibility": (percent("gdp_growth", "增长 49%", "49"), ["E215 number"]),
    "both ends of a range beyond plausibility": (
        {**yuan("160-170 万亿元", "160", "万亿"), "number_high": "170"},
        ["E215 number", "E215 number_high"],
    ),
    "one end of a range beyond plausibility": (
        {**yuan("140-170 万亿元", "140", "万亿"), "number_high": "170"}, ["E215 number_high"]
    ),
    "a magnitude far below the range": (
        figure(printed="数百元", hedge="数", multiplier="百", indicator="gdp", unit="CNY"),
        ["E241 multiplier"],
    ),
}  # fmt: skip


def judged(row: Mapping[str, str], vocabulary: Vocabulary) -> list[str]:
    """Rules of ranges and double entry that a figure breaks."""
    candidate = KeyedFigure(row, vocabulary)
    place = Location(FILE, 2)
    entry = [each for rule in DOUBLE_ENTRY for each in rule(candidate, place)]
    reported = [*entry, *typed_findings([candidate])]
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


def test_growth_below_minus_100_is_reported_in_any_range(vocabulary: Vocabulary) -> None:
    """What cannot be negative falls by all at most, even if the range of the growth rate is wider."""
    indicators = vocabulary.frames["indicators"].copy()
    indicators.loc[indicators["indicator"] == "gdp_growth", "minimum"] = "-250"
    wider = replace(vocabulary, frames={**vocabulary.frames, "indicators": indicators})
    assert judged(percent("gdp_growth", "下降 150%", "-150"), wider) == ["E217 number"]
    assert judged(percent("gdp_growth", "下降 100%", "-100"), wider) == []
