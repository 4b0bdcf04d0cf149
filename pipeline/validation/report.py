"""Validate a whole report: vocabulary, sections, every figure. One pass reports all findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath

from pipeline.ingest import RAW_CELL, RAW_FILE, RAW_ROW, RawReport, RawTable, Report
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.rules import Finding, localized
from pipeline.rules.figure_rules import DuplicateKey
from pipeline.rules.identity_rules import InconsistentIdentity
from pipeline.schema import (
    CHARTS,
    ERRATA,
    NUMERALS,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_SECTIONS,
    READINGS,
)
from pipeline.validation.causes import one_for_each_cause
from pipeline.validation.figure_checks import cells, double_entry, measures
from pipeline.validation.figure_checks.cells import Pages
from pipeline.validation.figure_checks.typed_figures import typed_findings
from pipeline.validation.keyed_figure import (
    KeyedFigure,
    distinct_meanings,
    meaning_of,
    once_for_equal,
)
from pipeline.validation.report_checks.changelog import changelog_findings
from pipeline.validation.report_checks.charts import tables_chart_findings
from pipeline.validation.report_checks.contradictions import contradiction_findings
from pipeline.validation.report_checks.drafts import confirmation_findings, without_unfinished
from pipeline.validation.report_checks.grids import at_keys
from pipeline.validation.report_checks.identities import (
    Intervals,
    figure_operands,
    identity_findings,
)
from pipeline.validation.report_checks.ledger import drop_explained, ledger_findings, section_of
from pipeline.validation.report_checks.magnitude_errors import magnitude_findings
from pipeline.validation.report_checks.printed_years import printed_year_findings
from pipeline.validation.report_checks.sections import (
    page_spans,
    pages_are_in_order,
    parents_are_enclosing,
    sections_without_rows,
    unreadable_sections,
)
from pipeline.validation.schema import (
    Codes,
    Row,
    has_columns,
    has_valid_keys,
    has_valid_rows,
    keep_root_causes,
    location_of,
    validate_frame,
    validate_rows,
)
from pipeline.validation.vocabulary import Vocabulary, region_findings, validate_vocabulary


def figure_checks() -> tuple[str, ...]:
    """Return the names of the checks of a section's figures, in order."""
    return ("schema", "double_entry", "units", "periods", "ranges")


def figure_findings(
    rows: list[Row],
    section_of: Callable[[Row], str],
    vocabulary: Vocabulary,
    pages: Pages,
    report: Report | None,
) -> Iterator[Finding]:
    """Yield the findings of the rules about whole figures: each row alone, then all as one frame.

    Rules about the meaning of a figure, and rules about its place, are run once for equal cells.
    """

    def of_the_meaning(row: Row) -> Iterator[Finding]:
        figure, place = KeyedFigure(row, vocabulary), location_of(row)
        for rule in (*cells.RULES, *double_entry.RULES, *measures.RULES):
            yield from rule(figure, place)
        yield from measures.years_are_the_reports(figure, place, report)
        yield from measures.observations_are_of_the_past(figure, place, report)

    def of_the_place(row: Row) -> Iterator[Finding]:
        figure, place, section = KeyedFigure(row, vocabulary), location_of(row), section_of(row)
        yield from cells.id_is_of_the_section(figure, place, section)
        yield from cells.page_is_of_the_section(figure, place, section, pages)

    def place_of(row: Row) -> tuple[str, ...]:
        return *row["id"].rpartition("-")[::2], row["page"], section_of(row)

    yield from once_for_equal(rows, meaning_of, of_the_meaning)
    yield from once_for_equal(rows, place_of, of_the_place)
    distinct = [KeyedFigure(row, vocabulary) for row in distinct_meanings(rows)]
    if any(True for _ in typed_findings(distinct)):
        yield from typed_findings([KeyedFigure(row, vocabulary) for row in rows])


def validate_section(
    section: str, captured: RawTable, vocabulary: Vocabulary, pages: Pages, report: Report | None
) -> list[Finding]:
    """Return every finding about one section's figures.

    Args:
        section: the section that the file is named after.
        captured: the rows of the file as typed.
        vocabulary: the codes and words of the figures.
        pages: printed pages of every section.
        report: the facts about the report, or None if they cannot be read.
    """
    return validate_frame(
        captured,
        RAW_FIGURES,
        vocabulary.codes,
        lambda rows: figure_findings(rows, lambda _: section, vocabulary, pages, report),
    )


def validate_figures(capture: RawReport, vocabulary: Vocabulary, pages: Pages) -> list[Finding]:
    """Return every finding about the figures of all known sections, validated as one frame."""
    known = {name: each for name, each in capture.figures.items() if name in pages or not pages}
    found = [finding for each in known.values() for finding in each.findings]
    rows = {n: each.rows for n, each in known.items() if has_columns(each, RAW_FIGURES)}
    if not rows:
        return found
    # in a received package all sections are in one file
    sections = {(row[RAW_FILE], row[RAW_ROW]): name for name, own in rows.items() for row in own}
    return validate_rows(
        [row for own in rows.values() for row in own],
        found,
        RAW_FIGURES,
        vocabulary.codes,
        lambda rows: figure_findings(
            rows,
            lambda row: sections[row[RAW_FILE], row[RAW_ROW]],
            vocabulary,
            pages,
            capture.report,
        ),
    )


def validate_sections_together(capture: RawReport) -> list[Finding]:
    """Return a finding for each identifier that is already used in the file of another section."""
    first: dict[str, Row] = {}
    found: list[Finding] = []
    for row in keyed_figures(capture):
        earlier = first.setdefault(row["id"], row)
        if earlier[RAW_FILE] != row[RAW_FILE] and row["id"]:
            where = str(location_of(earlier))
            expected = localized("first in {where}", where=where)
            found.append(DuplicateKey(location_of(row, "id"), row["id"], expected))
    return found


def keyed_figures(capture: RawReport) -> list[Row]:
    """Return the rows of all sections whose files have the columns of figures, in order."""
    columns = set(RAW_FIGURES.columns)
    whole = [each for each in capture.figures.values() if columns <= set(each.frame.columns)]
    return [row for captured in whole for row in captured.rows]


def report_codes(capture: RawReport, vocabulary: Vocabulary, incomplete: Collection[str]) -> Codes:
    """Return the values of every `table.field` that tables refer to, if all of its values are known."""
    codes = dict(vocabulary.codes)
    sections = capture.tables[RAW_SECTIONS.name]
    if has_valid_keys(sections, RAW_SECTIONS):
        codes["sections.section"] = set(sections.frame["section"])
    if not incomplete:
        codes["figures.figure_id"] = {row["id"] for row in keyed_figures(capture)}
    for table in (RAW_IDENTITIES, READINGS, CHARTS):
        keyed, key = capture.tables[table.name], table.key[0]
        if has_valid_keys(keyed, table):
            codes[f"{table.name}.{key}"] = set(keyed.frame[key])
    return codes


def _file_section(row: Row) -> str:
    """Return the section of the file of a figure; that of a grid is in its identifiers."""
    return section_of(row["id"]) if row.get(RAW_CELL) else PurePosixPath(row[RAW_FILE]).stem


def _is_of(finding: Finding, rule: type[Finding], captured: RawTable) -> bool:
    return isinstance(finding, rule) and finding.location.file in set(captured.frame[RAW_FILE])


def trusted_operands(figures: Collection[Row], vocabulary: Vocabulary) -> Intervals:
    """Return the terms of identities; None for a figure that fails double entry."""
    failing = {
        meaning_of(row)
        for row in distinct_meanings(figures)
        if double_entry.fails_double_entry(KeyedFigure(row, vocabulary), location_of(row))
    }
    doubtful = [row["id"] for row in figures if meaning_of(row) in failing] if failing else []
    return {**figure_operands(figures, vocabulary), **dict.fromkeys(doubtful)}


def validate_tables(capture: RawReport, vocabulary: Vocabulary) -> list[Finding]:
    """Return every finding about the tables other than figures: cells, ledger, empty sections."""
    incomplete = unreadable_sections(capture)
    codes, figures = report_codes(capture, vocabulary, incomplete), keyed_figures(capture)
    found: list[Finding] = []
    for table in REPORT_TABLES:
        # these tables have rules of their own for an unknown figure, with a more exact remedy
        left = {"figures.figure_id"} if table in (NUMERALS, ERRATA) else set()
        own = {name: each for name, each in codes.items() if name not in left}
        found += validate_frame(capture.tables[table.name], table, own)
    sections, ledger = capture.tables[RAW_SECTIONS.name], capture.tables[NUMERALS.name]
    if has_columns(sections, RAW_SECTIONS):
        found += pages_are_in_order(sections.rows)
        found += parents_are_enclosing(sections.rows)
    complete = (
        [row for row in figures if _file_section(row) not in incomplete] if incomplete else figures
    )
    if has_valid_rows(ledger, NUMERALS):
        # a rule of the ledger reports a position that has two rows
        found = [each for each in found if not _is_of(each, DuplicateKey, ledger)]
        found += ledger_findings(ledger.rows, complete, incomplete)
        found += printed_year_findings(ledger.rows, complete, capture.report)
    if vocabulary.grammar is not None:
        found += _dependent_table_findings(
            capture, complete, trusted_operands(complete, vocabulary), incomplete
        )
    found += sections_without_rows(capture, figures, incomplete)
    found += confirmation_findings(capture)
    found += region_findings(capture)
    return found


def _dependent_table_findings(
    capture: RawReport, figures: Collection[Row], terms: Intervals, incomplete: Collection[str]
) -> list[Finding]:
    """Return every finding about tables that use figures: identities, errata, charts."""
    identities, errata = capture.tables[RAW_IDENTITIES.name], capture.tables[ERRATA.name]
    found: list[Finding] = []
    if has_columns(identities, RAW_IDENTITIES) and has_columns(errata, ERRATA):
        rows = identities.rows, errata.rows
        found += identity_findings(*rows, terms, incomplete)
    if not has_valid_rows(errata, ERRATA):
        # a row that cannot be read may excuse it
        found = [each for each in found if not isinstance(each, InconsistentIdentity)]
    believed = [row for row in figures if terms[row["id"]] is not None]
    return [*found, *tables_chart_findings(capture.tables, believed)]


def validate_report(capture: RawReport) -> list[Finding]:
    """Return every finding about one report and the vocabulary, in order of place, errors first."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    pages = page_spans(capture.tables[RAW_SECTIONS.name])
    found = [*capture.findings, *validate_vocabulary(capture.vocabulary)]
    found += validate_figures(capture, vocabulary, pages)
    found += validate_sections_together(capture)
    found += validate_tables(capture, vocabulary)
    if capture.report is not None:
        reported = {each.location.file for each in capture.findings}
        found += changelog_findings(capture.report, capture.changes, reported)
    figures = keyed_figures(capture)
    ledger = capture.tables[NUMERALS.name]
    if has_columns(ledger, NUMERALS):
        found = drop_explained(found, ledger.rows, figures)
    found += contradiction_findings(figures, capture.tables[ERRATA.name], vocabulary, found)
    found += magnitude_findings(figures, vocabulary, found)
    if capture.report is not None and capture.report.draft:
        found = without_unfinished(found)
    return one_for_each_cause(at_keys(keep_root_causes(found), capture.grids))
