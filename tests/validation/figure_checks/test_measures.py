"""A figure has the unit of its indicator; percent and percentage point are distinguished."""

from __future__ import annotations

import pytest

from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.measures import unit_is_the_indicators
from pipeline.validation.keyed_figure import KeyedFigure
from tests.validation.keyed import FILE, figure


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
