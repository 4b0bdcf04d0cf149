"""Units, bases and periods of a figure: they exist, fit the measure and are in the report's years."""

from dataclasses import replace

import pytest

from pipeline.ingest import Report
from pipeline.ingest.report_folder import load_reports
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.measures import (
    PERIOD_RULES,
    basis_fits_the_measure,
    observations_are_of_the_past,
    years_are_the_reports,
)
from pipeline.validation.figure_checks.typed_figures import typed_findings
from tests.project import CHECKOUT, REPORT, Project
from tests.validation.keyed import keyed, reported

UNITS = {
    "the unit of the indicator": ({"indicator": "gdp", "unit": "CNY"}, []),
    "another unit": ({"indicator": "gdp", "unit": "USD"}, ["E210 unit"]),
    "another unit, printed so": (
        {"indicator": "gdp", "unit": "USD", "printed": "5 美元"}, ["E210 unit"]
    ),
    "another unit than the printed one, which double entry reports": (
        {"indicator": "gdp", "unit": "USD", "printed": "5 元"}, []
    ),
    "another unit, and a printed form that cannot be read": (
        {"indicator": "gdp", "unit": "USD", "printed": "5 坛"}, ["E210 unit"]
    ),
    "a unit that no table has": ({"indicator": "gdp", "unit": "yuan"}, []),
    "an indicator that no table has": ({"indicator": "none", "unit": "USD", "basis": "yoy"}, []),
    "a percentage for percentage points": (
        {"indicator": "gdp_growth_change", "unit": "percent", "basis": "yoy"}, ["E244 unit"]
    ),
    "percentage points for a percentage": (
        {"indicator": "gdp_growth", "unit": "percentage_point", "basis": "yoy"}, ["E244 unit"]
    ),
    "a multiple for a percentage": (
        {"indicator": "gdp_growth", "unit": "times", "basis": "yoy"}, ["E210 unit"]
    ),
    "growth over the year before": (
        {"indicator": "gdp_growth", "unit": "percent", "basis": "yoy"}, []
    ),
    "growth over a period": (
        {"indicator": "gdp_growth", "unit": "percent", "basis": "vs:2015"}, []
    ),
    "growth without a base": ({"indicator": "gdp_growth", "unit": "percent"}, ["E212 basis"]),
    "growth as a share": (
        {"indicator": "gdp_growth", "unit": "percent", "basis": "share_of:gdp"}, ["E212 basis"]
    ),
    "a level with a base": ({"indicator": "gdp", "unit": "CNY", "basis": "yoy"}, ["E212 basis"]),
    "a base that cannot be read": (
        {"indicator": "gdp", "unit": "CNY", "basis": "yearly"}, []
    ),
    "a share with its whole": (
        {"indicator": "engel_coefficient", "unit": "percent", "basis": "share_of:gdp"}, []
    ),
    "a share without its whole": ({"indicator": "engel_coefficient", "unit": "percent"}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", UNITS)
def test_unit_and_basis_are_those_of_the_measure(name: str, vocabulary: Vocabulary) -> None:
    """A growth rate needs a base and a level has none; percent is not percentage point."""
    cells, expected = UNITS[name]
    figure = keyed(vocabulary, **cells)
    units = [f"{each.code} {each.location.column}" for each in typed_findings([figure])]
    assert [*units, *reported([basis_fits_the_measure], figure)] == expected


PERIODS = {
    "a quarter": ({"indicator": "gdp", "period": "2020-07/2020-09"}, []),
    "a year": ({"indicator": "gdp", "period": "2020"}, []),
    "no period": ({"indicator": "gdp"}, []),
    "not a period": ({"indicator": "gdp", "period": "2020-13"}, ["E207 period"]),
    "a day that does not exist": ({"indicator": "gdp", "period": "2019-02-29"}, ["E207 period"]),
    "a flow at an instant": ({"indicator": "gdp", "period": "@2020-09-30"}, ["E213 period"]),
    "a stock over a duration": ({"indicator": "population", "period": "2020"}, ["E213 period"]),
    "a stock at an instant": ({"indicator": "population", "period": "@2020-06-30"}, []),
    "a share of either kind": ({"indicator": "engel_coefficient", "period": "@2020-06-30"}, []),
    "a month of what is counted by quarters": (
        {"indicator": "gdp", "period": "2020-07"}, ["E214 period"]
    ),
    "two years of what is counted by quarters": (
        {"indicator": "gdp", "period": "2019/2020"}, ["E214 period"]
    ),
    "a month of what has any length": ({"indicator": "retail_sales", "period": "2020-07"}, []),
    "an indicator that no table has": ({"indicator": "none", "period": "@2020-09-30"}, []),
    "a base with its indicator": ({"basis": "share_of:gdp"}, []),
    "a base with an indicator that no table has": ({"basis": "share_of:none"}, ["E203 basis"]),
    "a base with an entity": ({"basis": "against_entity:CN"}, []),
    "a base with an entity that no table has": (
        {"basis": "against_entity:nowhere"}, ["E203 basis"]
    ),
    "an indicator in place of an entity": ({"basis": "against_entity:gdp"}, ["E203 basis"]),
    "a base with a period": ({"basis": "vs:2017"}, []),
    "not a base": ({"basis": "yearly"}, ["E208 basis"]),
    "a base without its argument": ({"basis": "vs:"}, ["E208 basis"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PERIODS)
def test_period_and_basis_exist_and_fit_the_measure(name: str, vocabulary: Vocabulary) -> None:
    """A stock has an instant, a flow a duration of a length in which it is counted."""
    cells, expected = PERIODS[name]
    assert reported(PERIOD_RULES, keyed(vocabulary, **cells)) == expected


@pytest.fixture(scope="module")
def report() -> Report:
    """A report of December 2020 on the years from 2015 to 2025."""
    committed = load_reports(Project(CHECKOUT).paths)[REPORT].report
    assert committed is not None
    return replace(committed, published="2020-12", first_year=2015, last_year=2025)


OBSERVED = {
    "a period before": ("2020-01/2020-09", "actual", []),
    "the month of publication": ("2020-12", "actual", []),
    "a year that ends with that month": ("2020", "actual", []),
    "a month after": ("2021-01", "actual", ["E246 period"]),
    "a survey of a month after": ("2021-01", "survey", ["E246 period"]),
    "a period that ends after": ("2020-12/2021-01", "actual", ["E246 period"]),
    "an instant after": ("@2021-01-01", "actual", ["E246 period"]),
    "a forecast": ("2021", "forecast", []),
    "a target": ("2025", "target", []),
    "a year outside the report, which another rule reports": ("2026", "actual", []),
    "not a period": ("2020-13", "actual", []),
    "no period": ("", "actual", []),
}


@pytest.mark.parametrize("name", OBSERVED)
def test_an_observation_ends_before_the_report_appeared(
    name: str, vocabulary: Vocabulary, report: Report
) -> None:
    """What nobody could have observed is a forecast, or a typing error in the year."""
    period, status, expected = OBSERVED[name]
    figure = keyed(vocabulary, period=period, status=status)
    assert reported([observations_are_of_the_past], figure, report) == expected
    assert reported([observations_are_of_the_past], figure, None) == []


YEARS = {
    "the first year": ({"period": "2015"}, []),
    "the last year": ({"period": "2025"}, []),
    "all years": ({"period": "2015/2025"}, []),
    "a year before": ({"period": "2014"}, ["E245 period"]),
    "a year after": ({"period": "2026"}, ["E245 period"]),
    "a period that begins before": ({"period": "2014-12/2015-01"}, ["E245 period"]),
    "a period that ends after": ({"period": "2025-12/2026-01"}, ["E245 period"]),
    "a base in the first year": ({"period": "2020", "basis": "vs:2015"}, []),
    "a base before": ({"period": "2020", "basis": "vs:2014"}, ["E245 basis"]),
    "period and base": ({"period": "2026", "basis": "vs:2014"}, ["E245 period", "E245 basis"]),
    "a base that names no period": ({"period": "2015", "basis": "yoy"}, []),
    "not a period": ({"period": "2014-13", "basis": "vs:"}, []),
    "no period": ({}, []),
}


@pytest.mark.parametrize("name", YEARS)
def test_period_and_base_are_of_the_years_of_the_report(
    name: str, vocabulary: Vocabulary, report: Report
) -> None:
    """A wrong digit in a year leads out of the years that the report is about."""
    cells, expected = YEARS[name]
    figure = keyed(vocabulary, **cells)
    assert reported([years_are_the_reports], figure, report) == expected
    assert reported([years_are_the_reports], figure, None) == []
