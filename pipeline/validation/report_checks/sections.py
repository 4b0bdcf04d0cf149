"""Check the table of sections: pages are in order, and every section has a row in some table.

`unreadable_sections` returns the sections whose figures are not all readable. Rules about references
to these figures do not run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pipeline.ingest import RawReport, RawTable, Report
from pipeline.ingest.report_folder import claimed_sections
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.figure_rules import WrongPage
from pipeline.rules.file_rules import EmptyInDraft
from pipeline.rules.report_rules import ParentDiffers, SectionWithoutRows
from pipeline.schema import FACTS, NUMERALS, RAW_FIGURES, RAW_SECTIONS
from pipeline.schema.model import is_valid_literal
from pipeline.validation.figure_checks.cells import Pages
from pipeline.validation.schema import (
    Row,
    has_columns,
    has_valid_keys,
    is_valid_row,
    location_of,
    rows_of,
)


def unreadable_sections(capture: RawReport) -> frozenset[str]:
    """Return sections whose file of figures is missing, partly unreadable or has a wrong identifier.

    Each of them has a finding of its own. References to their figures cannot be checked until it
    is corrected.
    """
    missing = claimed_sections(capture.tables[NUMERALS.name]) - capture.figures.keys()
    broken = {
        section
        for section, captured in capture.figures.items()
        if not has_valid_keys(captured, RAW_FIGURES)
        or {row["id"].rpartition("-")[0] for row in captured.rows} != {section}
    }
    sections = capture.tables[RAW_SECTIONS.name].frame
    known = frozenset(sections["section"]) if "section" in sections else frozenset()
    unreadable = (each.grid.section for each in capture.grids if not each.grid.is_readable)
    if any(section not in known for section in unreadable):
        return known | capture.figures.keys()  # the section of a grid is not known
    return frozenset(missing | broken)


LAST_PAGE: Final = 10_000


def page_of(row: Row) -> int | None:
    """Return the printed page on which a section begins, or None if it is blank or invalid."""
    page = row["page"]
    return (
        int(page)
        if is_valid_literal(page, "integer") and len(page) <= len(str(LAST_PAGE))
        else None
    )


def _misprinted(paged: Sequence[tuple[Row, int]]) -> Iterator[tuple[Row, int]]:
    """Yield each row whose page is out of order, with the page of the row before it.

    Of two descending rows, the earlier one is wrong if the rows around it are in order.
    """
    for number in range(len(paged) - 1):
        before = paged[number - 1][1] if number else 1
        (row, page), (later, next_page) = paged[number], paged[number + 1]
        if page > next_page >= before:
            yield row, before
        elif page > next_page:
            yield later, page


def pages_are_in_order(rows: Sequence[Row]) -> Iterator[Finding]:
    """Check that the first pages of sections are in ascending order."""
    pages = [(row, page_of(row)) for row in rows]
    for row, page in pages:
        if page is None and is_valid_literal(row["page"], "integer"):
            expected = localized("up to {last_page}", last_page=LAST_PAGE)
            yield WrongPage(location_of(row, "page"), row["page"], expected)
    for row, before in _misprinted([(row, page) for row, page in pages if page is not None]):
        expected = localized("between page {before} and the next section's", before=before)
        yield WrongPage(location_of(row, "page"), row["page"], expected)


def parents_are_enclosing(rows: Sequence[Row]) -> Iterator[Finding]:
    """Check that the parent of each section is the longest other number that its own begins with.

    A number that is listed twice is reported by itself: which of its rows is wrong is not known.
    """
    known = Counter(row["section"] for row in rows)
    for row in (each for each in rows if known[each["section"]] == 1):
        parent = row["section"].rpartition(".")[0]
        while parent and parent not in known:
            parent = parent.rpartition(".")[0]
        if row["parent"] != parent and (row["parent"] in known or not row["parent"]):
            expected = LocalizedText(parent or "∅", parent or "∅")
            yield ParentDiffers(location_of(row, "parent"), row["parent"], expected)


def page_spans(sections: RawTable) -> Pages:
    """Return the first and last printed page of each section, None if it has no printed number.

    The result is empty if a page is invalid or out of order, which another rule reports.
    """
    rows = rows_of(sections.frame) if has_columns(sections, RAW_SECTIONS) else []
    sound = has_valid_keys(sections, RAW_SECTIONS)
    if not sound or not all(is_valid_row(row, RAW_SECTIONS) for row in rows):
        return {}
    if any(pages_are_in_order(rows)):
        return {}
    starts = [(row["section"], page_of(row)) for row in rows]
    spans: dict[str, tuple[int, int] | None] = {}
    for number, (section, page) in enumerate(starts):
        later = [each for _, each in starts[number + 1 :] if each is not None]
        spans[section] = None if page is None else (page, later[0] if later else LAST_PAGE)
    return spans


def _empty(place: Location, section: str, report: Report | None) -> Finding:
    draft = report is not None and report.draft
    return EmptyInDraft(place, section) if draft else SectionWithoutRows(place, section)


def sections_without_rows(
    capture: RawReport, figures: Collection[Row], incomplete: Collection[str]
) -> Iterator[Finding]:
    """Report each section that has no row in any table, nor has any part of it.

    Reports nothing if a table is not completely readable.
    """
    if not all(capture.tables[table.name].is_readable for table in (RAW_SECTIONS, *FACTS)):
        return
    held = {row["id"].rpartition("-")[0] for row in figures} | set(incomplete)
    for table in FACTS:
        held |= set(capture.tables[table.name].frame["section"])
    for row in capture.tables[RAW_SECTIONS.name].rows:
        section = row["section"]
        parts = (each for each in held if each == section or each.startswith(f"{section}."))
        if section and not any(parts):
            yield _empty(location_of(row, "section"), section, capture.report)
