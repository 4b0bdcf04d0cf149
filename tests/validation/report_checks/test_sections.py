"""First pages of sections: their order, the row that breaks it, and the span of each section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.ingest import RAW_FILE, RAW_ROW, RawTable
from pipeline.ingest.report_folder import load_reports
from pipeline.validation.report_checks.sections import LAST_PAGE, page_spans, pages_are_in_order
from pipeline.validation.schema import Row
from tests.project import CHECKOUT, REPORT, Project

FILE = "raw/caict-2020/sections.csv"


def paged(pages: Sequence[str]) -> list[Row]:
    """Rows of sections that begin on these pages, from the second line of the file on."""
    return [
        {"section": str(row), "page": page, RAW_FILE: FILE, RAW_ROW: str(row)}
        for row, page in enumerate(pages, 2)
    ]


@pytest.mark.parametrize(
    ("pages", "rows"),
    [
        pytest.param(["1", "2", "10"], [], id="ascending"),
        pytest.param(["1", "1", "1"], [], id="several sections on one page"),
        pytest.param(["", "1", "", "2"], [], id="a section without a printed number"),
        pytest.param(["3", "2"], [2], id="the first of two"),
        pytest.param(["1", "9", "3"], [3], id="a page too high between its neighbours"),
        pytest.param(["3", "9", "3"], [3], id="a page too high before its own neighbour"),
        pytest.param(["5", "6", "2", "7"], [4], id="a page too low between its neighbours"),
        pytest.param(["1", "9", "", "3"], [3], id="with a blank between them"),
        pytest.param(["1", "9", "3", "8", "4"], [3, 5], id="two pages too high"),
        pytest.param(["1", "10000"], [], id="the last page that is accepted"),
        pytest.param(["1", "100000", "2"], [3], id="more pages than a report has"),
        pytest.param(["1", "x", "2"], [], id="not a number, which the schema reports"),
    ],
)
def test_the_row_whose_page_is_out_of_order_is_reported(pages: list[str], rows: list[int]) -> None:
    """Of two descending pages the one that its neighbours contradict is wrong."""
    found = list(pages_are_in_order(paged(pages)))
    assert [each.location.row for each in found if each.location.column == "page"] == rows
    assert [each.value for each in found] == [pages[row - 2] for row in rows]


def test_a_page_out_of_order_names_the_pages_that_are_possible() -> None:
    """The page of the section before is the first that is possible."""
    (found,) = pages_are_in_order(paged(["4", "9", "5"]))
    assert "page 4" in found.expected.en
    assert "4" in found.expected.zh


@pytest.fixture
def sections() -> RawTable:
    """The committed table of sections."""
    return load_reports(Project(CHECKOUT).paths)[REPORT].tables["sections"]


def with_pages(sections: RawTable, *pages: str) -> RawTable:
    """The first sections, which begin on these pages."""
    frame = sections.frame.iloc[: len(pages)].copy()
    frame["page"] = pages
    return replace(sections, frame=frame)


def test_a_section_ends_on_the_page_on_which_the_next_one_begins(sections: RawTable) -> None:
    """The last has no end that is known, and one without a printed number has no pages."""
    spans = page_spans(with_pages(sections, "1", "", "3", "3", "8"))
    assert list(spans.values()) == [(1, 3), None, (3, 3), (3, 8), (8, LAST_PAGE)]


@pytest.mark.parametrize("pages", [("1", "9", "3"), ("1", "x", "3"), ("1", "100000", "3")])
def test_no_span_is_known_while_a_page_is_wrong(sections: RawTable, pages: tuple[str, ...]) -> None:
    """A wrong page would make figures of other sections look misplaced."""
    assert page_spans(with_pages(sections, *pages)) == {}
