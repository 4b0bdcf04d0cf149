"""Units, bases and periods of a figure: they exist, fit the measure and are in the report's years."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from pipeline.ingest import Report
from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.measures import (
    PERIOD_RULES,
    basis_fits_the_measure,
    observations_are_of_the_past,
    unit_is_the_indicators,
    years_are_the_reports,
)
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


REPORT = SimpleNamespace(first_year=2010, last_year=2025, published="2020-12-31")
PERIODS = {
    "a year": ({"period": "2019"}, []),
    "no period": ({"period": ""}, []),
    "not a period": ({"period": "Sep-20"}, ["E207 period"]),
    "not a basis": ({"basis": "since last year"}, ["E208 basis"]),
    "an unknown indicator as the base": ({"basis": "share_of:thing"}, ["E203 basis"]),
    "an instant of a flow": ({"indicator": "gdp", "period": "@2019-12-31"}, ["E213 period"]),
    "a span of a stock": ({"indicator": "internet_users", "period": "2020"}, ["E213 period"]),
    "too short": ({"indicator": "gdp_growth", "period": "2020-01/2020-02"}, ["E214 period"]),
    "before the first year": ({"period": "2009"}, ["E245 period"]),
    "in the first year": ({"period": "2010"}, []),
    "after the last year": ({"period": "2026", "status": "target"}, ["E245 period"]),
    "in the last year": ({"period": "2025", "status": "target"}, []),
    "a base before the first year": ({"basis": "vs:2009"}, ["E245 basis"]),
    "observed after publication": ({"period": "2021", "status": "actual"}, ["E246 period"]),
    "asked after publication": ({"period": "2021", "status": "survey"}, ["E246 period"]),
    "observed until publication": ({"period": "2020", "status": "actual"}, []),
    "expected after publication": ({"period": "2021", "status": "forecast"}, []),
}


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_is_reported_at_its_cell(name: str, vocabulary: Vocabulary) -> None:
    """One wrong period is one finding, of the rule that names it."""
    cells, expected = PERIODS[name]
    keyed, place, report = (
        KeyedFigure(figure(**cells), vocabulary),
        Location(FILE),
        cast(Report, REPORT),
    )
    findings = [each for rule in PERIOD_RULES for each in rule(keyed, place)]
    findings += [
        *observations_are_of_the_past(keyed, place, report),
        *years_are_the_reports(keyed, place, report),
    ]
    assert [f"{each.code} {each.location.column}" for each in findings] == expected


@pytest.mark.parametrize(
    ("indicator", "basis", "finding"),
    [
        pytest.param("gdp_growth", "yoy", [], id="a change with a base"),
        pytest.param("gdp_growth", "", ["E212"], id="a change without a base"),
        pytest.param("gdp", "yoy", ["E212"], id="a level with a base"),
        pytest.param("gdp", "", [], id="a level without a base"),
        pytest.param("gdp", "since last year", [], id="not a base, which another rule reports"),
        pytest.param("nothing", "yoy", [], id="no indicator, which another rule reports"),
    ],
)
def test_a_basis_fits_the_measure(
    indicator: str, basis: str, finding: list[str], vocabulary: Vocabulary
) -> None:
    """A change is a change from something; a level is not."""
    keyed = KeyedFigure(figure(indicator=indicator, basis=basis), vocabulary)
    reported = list(basis_fits_the_measure(keyed, Location(FILE)))
    assert [each.code for each in reported] == finding
    assert all(each.location.column == "basis" for each in reported)
