"""A year that is keyed is printed in the sentence, or inferred from what stands near."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.ingest import Report
from pipeline.ingest.report_folder import load_reports
from pipeline.validation.report_checks.printed_years import printed_year_findings
from tests.project import CHECKOUT, REPORT, Project


def reported(project: Project, figure: str, **cells: str) -> list[str]:
    """The rules that a figure breaks at its period with these cells."""
    file = f"figures/{figure.rpartition('-')[0]}.csv"
    row = project.row_of(file, id=figure)
    project.set_cells(file, row, **cells)
    return [code for code, where, at, column in project.found() if (at, column) == (row, "period")]


@pytest.mark.parametrize(
    ("figure", "cells", "expected"),
    [
        ("2.1-002", {"period": "2018"}, ["E314"]),
        ("2.5-009", {"period": "2018-01/2018-06"}, ["E315"]),
        ("3.1-021", {"period": "2021-01/2021-08"}, ["E246"]),
        ("3.1-021", {"period": "2021-01/2021-08", "status": "forecast"}, ["E315"]),
        ("2.1-002", {"period": "1919"}, ["E245"]),
        ("2.1-002", {"period": "in 2018"}, ["E207"]),
    ],
    ids=[
        "not printed",
        "inferred from nothing",
        "after publication",
        "a forecast",
        "far off",
        "no period",
    ],
)
@pytest.mark.slow
def test_a_wrong_year_is_reported_once(
    project: Project, figure: str, cells: dict[str, str], expected: list[str]
) -> None:
    """One mistake has one cause, whichever rule is nearest to it."""
    assert reported(project, figure, **cells) == expected


@pytest.mark.slow
def test_the_base_of_a_comparison_in_the_sentence_may_be_inferred(project: Project) -> None:
    """The growth of a year ago stands in brackets beside that of this year, without its year."""
    assert reported(project, "3.3.1-017") == []
    assert reported(project, "3.3.1-017", period="2018-04/2018-06") == ["E315"]


def numeral(figure: str, token: str, sentence: int = 1, paragraph: int = 1) -> dict[str, str]:
    """A row of the ledger."""
    place = {"section": "1", "page": "1", "paragraph": str(paragraph), "sentence": str(sentence)}
    return {**place, "figure": figure, "token": token}


def keyed(figure: str, period: str, inferred: str = "", basis: str = "") -> dict[str, str]:
    """A figure of growth in its row."""
    row = {"raw_file": "raw/a.csv", "raw_row": "2", "status": "actual", "entity": "CN"}
    return {
        **row, "id": figure, "indicator": "gdp_growth", "period": period, "inferred": inferred,
        "basis": basis,
    }  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    """A report on 2020, of the years from 2010 to 2025."""
    committed = load_reports(Project(CHECKOUT).paths)[REPORT].report
    assert committed is not None
    return replace(
        committed, published="2020-12", reference_period="2020", first_year=2010, last_year=2025
    )


FIGURE = numeral("1-001", "3.5")
YEARS = {
    "printed in the sentence": ([numeral("", "2019"), FIGURE], keyed("1-001", "2019"), ""),
    "not printed": ([FIGURE], keyed("1-001", "2019"), "E314 no year"),
    "another year printed": ([numeral("", "2018"), FIGURE], keyed("1-001", "2019"), "E314 2018"),
    "printed in another sentence": (
        [numeral("", "2019", sentence=2), FIGURE], keyed("1-001", "2019"), "E314 no year"
    ),
    "a number of four digits that is not a year": (
        [numeral("", "1300"), FIGURE], keyed("1-001", "2019"), "E314 no year"
    ),
    "a number of three digits": (
        [numeral("", "201"), numeral("", "20,9"), FIGURE], keyed("1-001", "2019"), "E314 no year"
    ),
    "one of two years printed": (
        [numeral("", "2018"), FIGURE], keyed("1-001", "2018/2019"), "E314 2018"
    ),
    "both years printed": (
        [numeral("", "2019"), numeral("", "2018"), FIGURE], keyed("1-001", "2018/2019"), ""
    ),
    "inferred from the paragraph": (
        [numeral("", "2019", sentence=2), FIGURE], keyed("1-001", "2019", "unit;period"), ""
    ),
    "inferred from another paragraph": (
        [numeral("", "2019", paragraph=2), FIGURE], keyed("1-001", "2019", "period"), "E315 2020"
    ),
    "inferred from the period of the report": (
        [FIGURE], keyed("1-001", "2020", "period"), ""
    ),
    "another column inferred": ([FIGURE], keyed("1-001", "2020", "unit"), "E314 no year"),
    "no numeral in the ledger": ([], keyed("1-001", "2019"), ""),
    "outside the years of the report": ([FIGURE], keyed("1-001", "2009"), ""),
    "after publication": ([FIGURE], keyed("1-001", "2021"), ""),
    "no period": ([FIGURE], keyed("1-001", ""), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", YEARS)
def test_a_year_is_printed_or_inferred_from_what_is_near(name: str, report: Report) -> None:
    """The finding lists the years that are printed there."""
    ledger, figure, expected = YEARS[name]
    found = [*printed_year_findings(ledger, [figure], report)]
    assert [f"{each.code} {each.expected.en}" for each in found] == ([expected] if expected else [])
    assert [*printed_year_findings(ledger, [figure], None)] == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({}, [], id="another figure about the same thing"),
        pytest.param({"indicator": "gdp"}, ["E315"], id="about another indicator"),
        pytest.param({"entity": "US"}, ["E315"], id="about another entity"),
        pytest.param({"basis": ""}, ["E315"], id="without a base"),
        pytest.param({"basis": "vs:2017"}, ["E315"], id="with another base"),
    ],
)
def test_a_year_may_be_the_base_of_a_figure_beside_it(
    other: dict[str, str], expected: list[str], report: Report
) -> None:
    """In the same sentence and about the same thing; a figure is not its own witness."""
    ledger = [FIGURE, numeral("1-002", "4.1"), numeral("", "2020")]
    before = keyed("1-001", "2019", "period", basis="yoy")
    now = {**keyed("1-002", "2020", basis="yoy"), **other}
    found = printed_year_findings(ledger, [before, now], report)
    assert [each.code for each in found] == expected
