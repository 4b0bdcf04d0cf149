"""The checks of the typed frame agree with the rule of each figure, for any units and values."""

from __future__ import annotations

from decimal import Decimal

import pandera.errors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parsing import ParsedFigure, Quantity
from pipeline.rules import Location
from pipeline.validation import Vocabulary
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
