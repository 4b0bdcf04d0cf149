"""Validate a whole report: vocabulary, sections, every figure. One pass reports all findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath

from pipeline.ingest import RAW_FILE, Capture, Captured, Report
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.rules import Finding, Place, Wording, raised
from pipeline.rules.figure_rules import DuplicateKey
from pipeline.schema import CHARTS, ERRATA, NUMERALS, RAW_FIGURES, RAW_IDENTITIES, RAW_SECTIONS
from pipeline.validation.figure_checks import cells, double_entry, measures, ranges
from pipeline.validation.figure_checks.cells import Pages
from pipeline.validation.keyed_figure import Candidate
from pipeline.validation.report_checks.changelog import changelog_findings
from pipeline.validation.report_checks.charts import tables_chart_findings
from pipeline.validation.report_checks.identities import Intervals, figure_terms, identity_findings
from pipeline.validation.report_checks.ledger import ledger_findings, unexplained
from pipeline.validation.report_checks.magnitude_errors import twin_findings
from pipeline.validation.report_checks.printed_years import stated_year_findings
from pipeline.validation.report_checks.sections import (
    page_spans,
    pages_are_in_order,
    sections_without_rows,
    unsettled_sections,
)
from pipeline.validation.root_causes import first_causes
from pipeline.validation.schema import (
    Codes,
    Row,
    RowRule,
    has_columns,
    keys_are_sound,
    place_of,
    rows_are_sound,
    rows_of,
    validate_frame,
)
from pipeline.validation.vocabulary import Vocabulary, region_findings, validate_vocabulary

CandidateRule = Callable[[Candidate, Place], Iterator[Finding]]


def figure_checks() -> tuple[str, ...]:
    """Return the names of the checks of a section's figures, in order."""
    return ("schema", "double_entry", "units", "periods", "ranges")


def figure_rules(
    section: str, vocabulary: Vocabulary, pages: Pages, report: Report | None
) -> dict[str, RowRule]:
    """Return the rules about one row of figures by name; they share one candidate for each row."""

    def identified(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from cells.id_is_of_the_section(candidate, place, section)

    def paged(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from cells.page_is_of_the_section(candidate, place, section, pages)

    def dated(candidate: Candidate, place: Place) -> Iterator[Finding]:
        yield from measures.years_are_the_reports(candidate, place, report)
        yield from measures.observations_are_of_the_past(candidate, place, report)

    rules: tuple[CandidateRule, ...] = (
        *cells.RULES, identified, paged, *double_entry.RULES, *measures.UNIT_RULES, *measures.PERIOD_RULES, dated,
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
    """Return every finding about one section's figures.

    Args:
        section: the section that the file is named after.
        captured: the rows of the file as typed.
        vocabulary: the codes and words of the figures.
        pages: printed pages of every section.
        report: the facts about the report, or None if they cannot be read.
    """
    rules = figure_rules(section, vocabulary, pages, report)
    return validate_frame(captured, RAW_FIGURES, vocabulary.codes, rules)


def validate_sections_together(capture: Capture) -> list[Finding]:
    """Return a finding for each identifier that is already used in the file of another section."""
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
    """Return the rows of all sections whose files have the columns of figures, in order."""
    columns = set(RAW_FIGURES.columns)
    whole = [each for each in capture.figures.values() if columns <= set(each.frame.columns)]
    return [row for captured in whole for row in rows_of(captured.frame)]


def report_codes(capture: Capture, vocabulary: Vocabulary, unsettled: Collection[str]) -> Codes:
    """Return the values of every `table.field` that tables refer to, if all of its values are known."""
    codes = dict(vocabulary.codes)
    sections = capture.tables[RAW_SECTIONS.name]
    if keys_are_sound(sections, RAW_SECTIONS):
        codes["sections.section"] = set(sections.frame["section"])
    if not unsettled:
        codes["figures.figure_id"] = {row["id"] for row in keyed_figures(capture)}
    for table in (RAW_IDENTITIES, CHARTS):
        keyed, key = capture.tables[table.name], table.key[0]
        if keys_are_sound(keyed, table):
            codes[f"{table.name}.{key}"] = set(keyed.frame[key])
    return codes


def _is_of(finding: Finding, rule: type[Finding], captured: Captured) -> bool:
    return isinstance(finding, rule) and finding.place.file in set(captured.frame[RAW_FILE])


def believed_terms(figures: Collection[Row], vocabulary: Vocabulary) -> Intervals:
    """Return the terms of identities; None for a figure that fails double entry."""
    candidates = ((row, Candidate(row, vocabulary)) for row in figures)
    doubtful = [
        row["id"] for row, each in candidates if double_entry.disagrees(each, place_of(row))
    ]
    return {**figure_terms(figures, vocabulary), **dict.fromkeys(doubtful)}


def validate_tables(capture: Capture, vocabulary: Vocabulary) -> list[Finding]:
    """Return every finding about the tables other than figures: cells, ledger, empty sections."""
    unsettled = unsettled_sections(capture)
    codes, figures = report_codes(capture, vocabulary, unsettled), keyed_figures(capture)
    found: list[Finding] = []
    for table in REPORT_TABLES:
        # these tables have rules of their own for an unknown figure, with a more exact remedy
        left = {"figures.figure_id"} if table in (NUMERALS, ERRATA) else set()
        own = {name: each for name, each in codes.items() if name not in left}
        found += validate_frame(capture.tables[table.name], table, own, {})
    sections, ledger = capture.tables[RAW_SECTIONS.name], capture.tables[NUMERALS.name]
    if has_columns(sections, RAW_SECTIONS):
        found += pages_are_in_order(rows_of(sections.frame))
    settled = [row for row in figures if PurePosixPath(row[RAW_FILE]).stem not in unsettled]
    if rows_are_sound(ledger, NUMERALS):
        # a rule of the ledger reports a position that has two rows
        found = [each for each in found if not _is_of(each, DuplicateKey, ledger)]
        found += ledger_findings(rows_of(ledger.frame), settled, unsettled)
        found += stated_year_findings(rows_of(ledger.frame), settled, capture.report)
    if vocabulary.grammar is not None:
        found += _built_upon(capture, settled, believed_terms(settled, vocabulary), unsettled)
    found += sections_without_rows(capture, figures, unsettled)
    found += region_findings(capture)
    return found


def _built_upon(
    capture: Capture, figures: Collection[Row], terms: Intervals, unsettled: Collection[str]
) -> list[Finding]:
    """Return every finding about tables that use figures: identities, errata, charts."""
    identities, errata = capture.tables[RAW_IDENTITIES.name], capture.tables[ERRATA.name]
    found: list[Finding] = []
    if has_columns(identities, RAW_IDENTITIES) and has_columns(errata, ERRATA):
        rows = rows_of(identities.frame), rows_of(errata.frame)
        found += identity_findings(*rows, terms, unsettled)
    believed = [row for row in figures if terms[row["id"]] is not None]
    return [*found, *tables_chart_findings(capture.tables, believed)]


def validate_capture(capture: Capture) -> list[Finding]:
    """Return every finding about one report and the vocabulary, in order of place, errors first."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    pages = page_spans(capture.tables[RAW_SECTIONS.name])
    found = [*capture.findings, *validate_vocabulary(capture.vocabulary)]
    for section, captured in capture.figures.items():
        if section in pages or not pages:
            found += validate_section(section, captured, vocabulary, pages, capture.report)
    found += validate_sections_together(capture)
    found += validate_tables(capture, vocabulary)
    if capture.report is not None:
        told = {each.place.file for each in capture.findings}
        found += changelog_findings(capture.report, capture.changes, told)
    figures = keyed_figures(capture)
    ledger = capture.tables[NUMERALS.name]
    if has_columns(ledger, NUMERALS):
        found = unexplained(found, rows_of(ledger.frame), figures)
    found += twin_findings(figures, vocabulary, found)
    return raised(first_causes(found))
