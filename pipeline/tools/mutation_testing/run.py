"""Run all mutants of a report through the rules that `check` runs, on every core, in a fixed order.

A full validation takes a second, and there are thousands of mutants. So a mutant's own rows go
through their section's rules. Rules between rows see only what a change of that figure can affect.
That is its section's numerals, its indicator, and the identities, errata and charts that use it.
Tests compare the result with a full validation of an edited copy.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable
from pipeline.ingest.report_folder import REPORT_TABLES, load_reports
from pipeline.parsing import ParsedFigure
from pipeline.paths import Paths
from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import DuplicateKey
from pipeline.rules.file_rules import HeaderOnly
from pipeline.schema import CHART_FIGURES, CHARTS, ERRATA, NUMERALS, RAW_FIGURES, RAW_IDENTITIES
from pipeline.tools.mutation_testing.operators import Mutant, MutationScope, MutationTarget, mutants
from pipeline.tools.source_text import Scan, SourceToken, verify_ledger
from pipeline.tools.source_text.alignment import align
from pipeline.tools.source_text.figure_words import Lookup, lookup_of
from pipeline.tools.source_text.neighbours import entities_by_section
from pipeline.tools.source_text.verification import (
    WordsAround,
    WordsOfCodes,
    scan_report,
    tokens_of_figures,
    words_around,
    words_of_codes,
)
from pipeline.validation import validate_report
from pipeline.validation.figure_checks.cells import Pages
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.report import (
    keyed_figures,
    report_codes,
    trusted_operands,
    validate_section,
)
from pipeline.validation.report_checks.charts import chart_findings
from pipeline.validation.report_checks.identities import Intervals, identity_findings
from pipeline.validation.report_checks.ledger import drop_explained, ledger_findings, section_of
from pipeline.validation.report_checks.magnitude_errors import magnitude_findings
from pipeline.validation.report_checks.printed_years import printed_year_findings
from pipeline.validation.report_checks.sections import (
    page_spans,
    sections_without_rows,
    unreadable_sections,
)
from pipeline.validation.schema import Row, is_valid_row, keep_root_causes, rows_of, validate_frame
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class MutationContext:
    """Hold a committed report, with data that is computed once for all mutants."""

    capture: RawReport
    scanned: Scan | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the words and codes."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def pages(self) -> Pages:
        """Return the printed pages of every section."""
        return page_spans(self.capture.tables["sections"])

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Return the keyed rows of every table."""
        return {name: rows_of(each.frame) for name, each in self.capture.tables.items()}

    @cached_property
    def words(self) -> WordsAround:
        """Return the words that may precede or follow a number."""
        return words_around(self.vocabulary)

    @cached_property
    def words_of_codes(self) -> WordsOfCodes:
        """Return the words that name an entity or a basis."""
        return words_of_codes(self.vocabulary)

    @cached_property
    def tokens(self) -> dict[str, list[SourceToken]]:
        """Return the numerals of each figure in the text; none without a text."""
        ledger = self.tables[NUMERALS.name]
        return tokens_of_figures(align(self.scanned, ledger)) if self.scanned else {}

    @cached_property
    def lookup(self) -> Lookup:
        """Return the words that are looked for near a figure."""
        return lookup_of(self.vocabulary, self.capture.report, self.figures.values())

    @cached_property
    def entities_beside(self) -> dict[str, set[str]]:
        """Return the entities of the figures of each section."""
        return entities_by_section(self.figures.values())

    @cached_property
    def sections(self) -> dict[str, tuple[Row, ...]]:
        """Return the keyed figures of every section."""
        figures = self.capture.figures.items()
        return {section: tuple(rows_of(captured.frame)) for section, captured in figures}

    @cached_property
    def figures(self) -> dict[str, Row]:
        """Return the keyed figures of all sections by identifier."""
        return {row["id"]: row for rows in self.sections.values() for row in rows}

    @cached_property
    def baseline(self) -> frozenset[Finding]:
        """Return the findings for the report without any mutant."""
        return frozenset(validate_report(self.capture))

    @cached_property
    def terms(self) -> Intervals:
        """Return the possible values of every figure, for the identities."""
        return trusted_operands(keyed_figures(self.capture), self.vocabulary)

    def mutants(self, section: str, row: Row) -> Iterator[Mutant]:
        """Yield every mutant of one figure."""
        reading = KeyedFigure(row, self.vocabulary).reading
        direction = reading.direction if isinstance(reading, ParsedFigure) else ""
        return mutants(MutationTarget(row, direction, self.sections[section]))


def dependent_findings(
    bench: MutationContext, mutant: Mutant, incomplete: Collection[str]
) -> Iterator[Finding]:
    """Yield every finding about identities, errata and charts that use the mutant's figure."""
    terms = _terms(bench, mutant, incomplete)
    yield from _identities(bench, mutant.figure, terms, incomplete)
    yield from _charts(bench, mutant, terms)


def _terms(bench: MutationContext, mutant: Mutant, incomplete: Collection[str]) -> Intervals:
    """Return the possible values of figures in valid sections, with the mutant's row in place."""
    terms = {
        each: term
        for each, term in bench.terms.items()
        if each != mutant.figure and section_of(each) not in incomplete
    }
    if section_of(mutant.figure) not in incomplete:
        terms |= trusted_operands(list(mutant.rows), bench.vocabulary)
    return terms


def _names(figure: str, rows: Iterable[Row], *columns: str) -> list[Row]:
    """Return the rows that name a figure in one of the columns."""
    return [row for row in rows if any(figure in row[column] for column in columns)]


def _identities(
    bench: MutationContext, figure: str, terms: Intervals, incomplete: Collection[str]
) -> Iterator[Finding]:
    identities = _names(figure, bench.tables[RAW_IDENTITIES.name], "expression", "claim")
    known = {row["identity"] for row in identities}
    every = bench.tables[ERRATA.name]
    named = _names(figure, every, "guard", "figures")
    errata = [row for row in every if row["identity"] in known or row in named]
    yield from identity_findings(identities, errata, terms, incomplete)


def _charts(bench: MutationContext, mutant: Mutant, terms: Intervals) -> Iterator[Finding]:
    chosen = bench.tables[CHART_FIGURES.name]
    reached = {row["chart"] for row in chosen if row["figure"] == mutant.figure}
    charts = [row for row in bench.tables[CHARTS.name] if row["chart"] in reached]
    drawn = [row for row in chosen if row["chart"] in reached]
    keyed = {**bench.figures, **{row["id"]: row for row in mutant.rows}}
    believed = {row["figure"] for row in drawn if terms.get(row["figure"]) is not None}
    sound = {each: keyed[each] for each in believed if is_valid_row(keyed[each], RAW_FIGURES)}
    yield from chart_findings(charts, drawn, sound)


@dataclass(frozen=True)
class MutantResult:
    """Hold the result for a mutant: codes of the rules that reported it, kinds of text disagreement."""

    figure: str
    error_type: str
    depth: MutationScope
    rules: tuple[str, ...]
    proved: tuple[str, ...]


def section_rows(mutant: Mutant, rows: Sequence[Row]) -> list[Row]:
    """Replace a figure's row in its section by the mutant's rows; put a second one at the end."""
    if not mutant.rows:
        return [row for row in rows if row["id"] != mutant.figure]
    first, *more = mutant.rows
    last = max(int(row[RAW_ROW]) for row in rows)
    added = [{**row, RAW_ROW: str(last + number)} for number, row in enumerate(more, 1)]
    return [*(first if row["id"] == mutant.figure else row for row in rows), *added]


def ledger_rows(mutant: Mutant, ledger: Iterable[Row]) -> list[Row]:
    """Replace a figure's numerals in a ledger by the mutant's, if it has any."""
    numerals = iter(mutant.numerals or ())
    return [
        {**row, "token": next(numerals, row["token"])} if row["figure"] == mutant.figure else row
        for row in ledger
    ]


def _captured(rows: Sequence[Row], like: RawTable) -> RawTable:
    if rows:
        return RawTable(pd.DataFrame(rows, columns=like.frame.columns, dtype=str))
    return RawTable(like.frame.iloc[:0], (HeaderOnly(Location(like.frame[RAW_FILE].iloc[0], 1)),))


def row_findings(bench: MutationContext, section: str, rows: Sequence[Row]) -> list[list[Finding]]:
    """Return the findings of a section's rules for each row, although all rows are checked at once."""
    if not rows:
        return []
    numbered = [{**row, RAW_ROW: str(number)} for number, row in enumerate(rows)]
    part = _captured(numbered, bench.capture.figures[section])
    found: list[list[Finding]] = [[] for _ in rows]
    report = bench.capture.report
    for each in validate_section(section, part, bench.vocabulary, bench.pages, report):
        if not isinstance(each, DuplicateKey):
            number = each.location.row
            place = replace(each.location, row=int(rows[number][RAW_ROW]))
            found[number].append(replace(each, location=place))
    return found


def _references(bench: MutationContext, changed: RawReport, mutant: Mutant) -> Iterator[Finding]:
    """Yield findings of the tables that refer to the figure, if identifiers changed."""
    incomplete = unreadable_sections(changed)
    codes = report_codes(changed, bench.vocabulary, incomplete)
    for table in REPORT_TABLES:
        frame = changed.tables[table.name].frame
        naming = frame[(frame == mutant.figure).any(axis=1)]
        if len(naming) and table not in (NUMERALS, ERRATA):
            yield from validate_frame(RawTable(naming), table, codes)
    yield from sections_without_rows(changed, keyed_figures(changed), incomplete)


def findings(
    bench: MutationContext, section: str, mutant: Mutant, own: Sequence[Finding]
) -> list[Finding]:
    """Return the findings for a mutant that the unchanged report does not have.

    `own` holds the findings of its row alone.
    """
    capture, vocabulary = bench.capture, bench.vocabulary
    figures = section_rows(mutant, bench.sections[section])
    ledger = ledger_rows(
        mutant, [row for row in bench.tables[NUMERALS.name] if row["section"] == section]
    )
    found, complete, incomplete = list(own), figures, frozenset[str]()
    if len(mutant.rows) != 1:
        whole = _captured(figures, capture.figures[section])
        changed = replace(capture, figures={**capture.figures, section: whole})
        incomplete = unreadable_sections(changed)
        complete = [] if section in incomplete else figures
        twice = [row for row in figures if row["id"] == mutant.figure]
        part = _captured(twice, whole) if twice else replace(whole, frame=whole.frame.iloc[:0])
        found += validate_section(section, part, vocabulary, bench.pages, capture.report)
        found += _references(bench, changed, mutant)
    found += ledger_findings(ledger, complete, incomplete)
    found += printed_year_findings(ledger, complete, capture.report)
    found += dependent_findings(bench, mutant, incomplete)
    found = drop_explained(found, ledger, figures)
    indicators = {row["indicator"] for row in mutant.rows}
    others = {**bench.sections, section: figures}.values()
    kin = [row for rows in others for row in rows if row["indicator"] in indicators]
    found += magnitude_findings(kin, vocabulary, found)
    return [each for each in keep_root_causes(found) if each not in bench.baseline]


def proved(bench: MutationContext, section: str, mutant: Mutant) -> tuple[str, ...]:
    """Return the kinds of disagreement with the text; empty without a text."""
    if bench.scanned is None:
        return ()
    scanned = Scan(
        tuple(each for each in bench.scanned.sentences if each.section == section),
        tuple(each for each in bench.scanned.tokens if each.sentence.section == section),
    )
    numerals = [row for row in bench.tables[NUMERALS.name] if row["section"] == section]
    before, after, inside = bench.words
    disagreements = verify_ledger(
        scanned,
        ledger_rows(mutant, numerals),
        section_rows(mutant, bench.sections[section]),
        words_before=before,
        words_after=after,
        words_inside=inside,
        words_of_codes=bench.words_of_codes,
    )
    return tuple(sorted({str(each.kind) for each in disagreements}))


def mutant_results(
    bench: MutationContext, section: str, injected: Sequence[Mutant]
) -> list[MutantResult]:
    """Inject the mutants of one section, one at a time."""
    single = [mutant for mutant in injected if len(mutant.rows) == 1]
    alone = row_findings(bench, section, [mutant.rows[0] for mutant in single])
    own = dict(zip(map(id, single), alone, strict=True))
    return [
        MutantResult(
            mutant.figure,
            mutant.error_type,
            mutant.depth,
            tuple(
                sorted({e.code for e in findings(bench, section, mutant, own.get(id(mutant), []))})
            ),
            proved(bench, section, mutant),
        )
        for mutant in injected
    ]


#: A figure as its section and its index there.
Item = tuple[str, int]
#: The bench of this process, set when a worker starts, because a spawned worker inherits nothing.
_BENCHES: Final[list[MutationContext]] = []


def mutation_context(root: Path, report: str, text: Path | None) -> MutationContext:
    """Load a committed report and, if given, its scanned text.

    Raises KeyError for an unknown report, UnreadableTextError for a text that cannot be read.
    """
    capture = load_reports(Paths(root), report)[report]
    return MutationContext(capture, scan_report(capture, text) if text else None)


def _start(bench: MutationContext) -> None:
    _BENCHES[:] = [bench]


def _of_figure(item: Item) -> list[MutantResult]:
    (bench,) = _BENCHES
    section, number = item
    row = bench.sections[section][number]
    return mutant_results(bench, section, list(bench.mutants(section, row)))


def run_mutants(bench: MutationContext) -> list[MutantResult]:
    """Try every mutant of every figure, with one process per core.

    Every process receives the bench that was read, so that a file edited meanwhile has no effect.
    """
    items = [(name, number) for name, rows in bench.sections.items() for number in range(len(rows))]
    pool = ProcessPoolExecutor(
        max_workers=os.cpu_count(),
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(MutationContext(bench.capture, bench.scanned),),
    )
    with pool:
        return [each for tried in pool.map(_of_figure, items, chunksize=4) for each in tried]
