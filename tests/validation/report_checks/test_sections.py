"""First pages of sections: their order, the row that breaks it, and the span of each section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable
from pipeline.ingest.report_folder import load_reports
from pipeline.rules import Location
from pipeline.rules.file_rules import NotAFile
from pipeline.validation.report_checks.sections import (
    LAST_PAGE,
    page_spans,
    pages_are_in_order,
    sections_without_rows,
    unreadable_sections,
)
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


@pytest.fixture(scope="module")
def capture() -> RawReport:
    """The committed report."""
    return load_reports(Project(CHECKOUT).paths)[REPORT]


@pytest.fixture
def sections(capture: RawReport) -> RawTable:
    """The committed table of sections."""
    return capture.tables["sections"]


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


def emptied(capture: RawReport, **tables: int) -> RawReport:
    """The report with so many rows in each of these tables, and none in the others of facts."""
    facts = ("policies", "initiatives", "phases", "trends", "challenges", "recommendations")
    kept = {
        name: replace(table, frame=table.frame.iloc[: tables.get(name, 0)])
        for name, table in capture.tables.items()
        if name in facts
    }
    return replace(capture, tables={**capture.tables, **kept})


def figures_of(*sections: str) -> list[Row]:
    """One figure of each section."""
    return [{"id": f"{section}-001"} for section in sections]


def test_a_section_with_no_row_in_any_table_is_reported(capture: RawReport) -> None:
    """A part of it counts, a section whose number begins alike does not."""
    numbers = set(capture.tables["sections"].frame["section"])
    assert {"1", "1.1", "1.2", "3.3", "3.3.1"} <= numbers
    bare = emptied(capture)
    found = list(sections_without_rows(bare, figures_of("1.1", "3.3.1"), ["2.1"]))
    assert {each.value for each in found} == numbers - {"1", "1.1", "2", "2.1", "3", "3.3", "3.3.1"}
    assert {(each.code, each.location.column) for each in found} == {("E311", "section")}


def test_a_row_of_facts_is_a_row_of_its_section(capture: RawReport) -> None:
    """A section may consist of policies only."""
    section = capture.tables["policies"].frame["section"].iloc[0]
    found = sections_without_rows(emptied(capture, policies=1), [], [])
    assert section not in {each.value for each in found}


def test_a_draft_may_have_empty_sections(capture: RawReport) -> None:
    """It is warned of what is still to be keyed."""
    assert capture.report is not None
    draft = replace(emptied(capture), report=replace(capture.report, draft=True))
    found = list(sections_without_rows(draft, [], []))
    assert found
    assert not any(each.is_error for each in found)


def test_nothing_is_known_of_sections_while_a_table_cannot_be_read(capture: RawReport) -> None:
    """Its rows may be those that a section seems to lack."""
    bare = emptied(capture)
    lost = replace(bare.tables["trends"], findings=(NotAFile(Location("raw/trends.csv")),))
    unread = replace(bare, tables={**bare.tables, "trends": lost})
    assert list(sections_without_rows(unread, [], [])) == []


def test_a_section_is_unreadable_if_its_file_is_missing_or_has_a_row_of_another(
    capture: RawReport,
) -> None:
    """A section that only the ledger names counts as well."""
    assert unreadable_sections(capture) == frozenset()
    figures = dict(capture.figures)
    del figures["1.1"]
    mixed = figures["1.2"].frame.copy()
    mixed.loc[mixed.index[0], "id"] = "1.3-099"
    blank = figures["1.3"].frame.copy()
    blank.loc[blank.index[0], "id"] = ""
    figures["1.2"] = replace(figures["1.2"], frame=mixed)
    figures["1.3"] = replace(figures["1.3"], frame=blank)
    assert unreadable_sections(replace(capture, figures=figures)) == {"1.1", "1.2", "1.3"}
