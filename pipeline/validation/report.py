"""A whole report's findings: vocabulary, sections, every figure; one pass, nothing stops early."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pipeline.capture import RAW_FILE, Capture, Captured, Report
from pipeline.capture.folder import REPORT_TABLES
from pipeline.rules import Finding, Place, Wording, raised
from pipeline.rules.decode import DuplicateKey
from pipeline.rules.reconcile import SectionWithoutRows
from pipeline.tables import FACTS, NUMERALS, RAW_FIGURES, RAW_SECTIONS
from pipeline.tables.pandera_schema import Codes
from pipeline.validation import cells, double_entry, periods, ranges, units
from pipeline.validation.candidate import Candidate
from pipeline.validation.cells import Pages
from pipeline.validation.frame import Row, RowRule, place_of, rows_of, validate_frame
from pipeline.validation.ledger import ledger_findings
from pipeline.validation.vocabulary import Vocabulary, validate_vocabulary

CandidateRule = Callable[[Candidate, Place], Iterator[Finding]]

LAST_PAGE: Final = 10_000


def figure_checks() -> tuple[str, ...]:
    """Names of the checks that a section's figures go through, in order."""
    return ("schema", "double_entry", "units", "periods", "ranges")


def page_spans(sections: Captured) -> Pages:
    """For each section its first and last printed page; None where the page has no number."""
    whole = set(RAW_SECTIONS.columns) <= set(sections.frame.columns)
    rows = rows_of(sections.frame) if whole else []
    starts = [(row["section"], row["page"]) for row in rows]
    spans: dict[str, tuple[int, int] | None] = {}
    for number, (section, page) in enumerate(starts):
        later = [int(each) for _, each in starts[number + 1 :] if each.isdecimal()]
        spans[section] = (int(page), later[0] if later else LAST_PAGE) if page.isdecimal() else None
    return spans


def figure_rules(
    section: str, vocabulary: Vocabulary, pages: Pages, report: Report | None
) -> dict[str, RowRule]:
    """The rules about one row of figures by name, over a candidate made once for each row."""

    def identified(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from cells.id_is_of_the_section(candidate, place, section)

    def paged(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from cells.page_is_of_the_section(candidate, place, section, pages)

    def dated(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from periods.years_are_the_reports(candidate, place, report)

    rules: tuple[CandidateRule, ...] = (
        *cells.RULES, identified, paged, *double_entry.RULES, *units.RULES, *periods.RULES, dated,
        *ranges.RULES,
    )  # fmt: skip
    made: dict[int, Candidate] = {}

    def over_rows(rule: CandidateRule) -> RowRule:
        def applied(row: Row, place: Place) -> Iterator[Finding]:
            candidate = made.setdefault(id(row), Candidate(row, vocabulary))
            return rule(candidate, place)

        return applied

    return {rule.__name__: over_rows(rule) for rule in rules}


def validate_section(
    section: str,
    captured: Captured,
    vocabulary: Vocabulary,
    pages: Pages,
    report: Report | None,
) -> list[Finding]:
    """Every finding about one section's figures.

    Args:
        section: the section that the file is named after.
        captured: the file's rows as typed.
        vocabulary: the codes and words that give them meaning.
        pages: printed pages of every section.
        report: the report's facts, or None where they cannot be read.
    """
    rules = figure_rules(section, vocabulary, pages, report)
    return validate_frame(captured, RAW_FIGURES, vocabulary.codes, rules)


def validate_sections_together(capture: Capture) -> list[Finding]:
    """What no section can see alone: each identifier that a file shares with an earlier file."""
    first: dict[str, Row] = {}
    found: list[Finding] = []
    for row in keyed_figures(capture):
        earlier = first.setdefault(row["id"], row)
        if earlier[RAW_FILE] != row[RAW_FILE] and row["id"]:
            where = str(place_of(earlier))
            expected = Wording(f"first in {where}", f"首见于 {where}")
            found.append(DuplicateKey(place_of(row, "id"), row["id"], expected))
    return found


def keyed_figures(capture: Capture) -> list[Row]:
    """The rows of all sections whose files have the columns of figures, in order."""
    columns = set(RAW_FIGURES.columns)
    whole = [each for each in capture.figures.values() if columns <= set(each.frame.columns)]
    return [row for captured in whole for row in rows_of(captured.frame)]


def report_codes(capture: Capture, vocabulary: Vocabulary) -> Codes:
    """For every `table.field` that a report's tables refer to, the values it has."""
    sections = page_spans(capture.tables[RAW_SECTIONS.name])
    identifiers = [row["id"] for row in keyed_figures(capture)]
    own = {"sections.section": list(sections), "figures.figure_id": identifiers}
    return {**vocabulary.codes, **own}


def _without_rows(capture: Capture, figures: Sequence[Row]) -> Iterator[Finding]:
    """Each section of which neither it nor a part of it has a row in any table."""
    held = {row["id"].rpartition("-")[0] for row in figures}
    for table in FACTS:
        frame = capture.tables[table.name].frame
        held |= set(frame["section"]) if "section" in frame.columns else set()
    for row in rows_of(capture.tables[RAW_SECTIONS.name].frame):
        section = row.get("section", "")
        parts = (each for each in held if each == section or each.startswith(f"{section}."))
        if section and not any(parts):
            yield SectionWithoutRows(place_of(row, "section"), section)


def validate_tables(capture: Capture, vocabulary: Vocabulary) -> list[Finding]:
    """Every finding about the report's tables other than figures: cells, ledger, empty sections."""
    codes, figures = report_codes(capture, vocabulary), keyed_figures(capture)
    found: list[Finding] = []
    for table in REPORT_TABLES:
        # the ledger's own rule tells an unknown figure, with the remedy that belongs to it
        known = {} if table is NUMERALS else {"figures.figure_id": codes["figures.figure_id"]}
        others = {name: each for name, each in codes.items() if name != "figures.figure_id"}
        found += validate_frame(capture.tables[table.name], table, {**others, **known}, {})
    ledger = capture.tables[NUMERALS.name]
    if ledger.is_whole:
        found += ledger_findings(rows_of(ledger.frame), figures)
    found += _without_rows(capture, figures)
    return found


def validate_capture(capture: Capture) -> list[Finding]:
    """Every finding about one report and the vocabulary, in order of place, errors first."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    pages = page_spans(capture.tables[RAW_SECTIONS.name])
    found = [*capture.findings, *validate_vocabulary(capture.vocabulary)]
    for section, captured in capture.figures.items():
        if section in pages or not pages:
            found += validate_section(section, captured, vocabulary, pages, capture.report)
    found += validate_sections_together(capture)
    found += validate_tables(capture, vocabulary)
    return raised(found)
