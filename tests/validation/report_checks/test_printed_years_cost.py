"""What the search for printed years costs: in proportion to the figures, not to their square."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

import pytest

from pipeline.ingest import Report
from pipeline.ingest.report_metadata import read_report
from pipeline.validation.report_checks.printed_years import printed_year_findings
from tests.project import CHECKOUT, REPORT

SIZES = (100, 400)


class Counted(dict[str, str]):
    """A row that counts how often a cell of it is read."""

    reads: ClassVar[Counter[str]] = Counter()

    def __getitem__(self, key: str) -> str:
        """A cell."""
        Counted.reads["cells"] += 1
        return super().__getitem__(key)


def report() -> Report:
    """The facts of the committed report."""
    stated, _ = read_report(CHECKOUT / "raw" / REPORT, CHECKOUT)
    assert stated
    return stated


def rows(size: int, inferred: str) -> tuple[list[Any], list[Any]]:
    """A ledger and figures, three to a paragraph, each sentence with its year."""
    ledger, figures = [], []
    for number in range(size):
        place = {"section": "1", "paragraph": str(number // 3), "sentence": str(number % 3)}
        figure = f"1-{number:03}"
        ledger.append(Counted(place, **{"token": "2019"}, figure=""))
        ledger.append(Counted(place, **{"token": "7%"}, figure=figure))
        figures.append(
            Counted(
                id=figure, indicator="gdp", entity="CN", period="2018", basis="yoy", status="actual",
                inferred=inferred, raw_file="raw/x/figures/1.csv", raw_row="2",
            )
        )  # fmt: skip
    return ledger, figures


@pytest.mark.parametrize("inferred", ["", "period"])
def test_four_times_the_figures_cost_about_four_times_as_much(inferred: str) -> None:
    """The whole ledger was read for each figure: 70 % of all time at 20,000 figures."""
    cost = []
    for size in SIZES:
        Counted.reads.clear()
        found = list(printed_year_findings(*rows(size, inferred), report()))
        assert len(found) == size, "each figure is looked up in full"
        cost.append(Counted.reads["cells"])
    assert cost[1] < 4.4 * cost[0]
