"""One mutant through the rules that `check` runs, and through the proof against the text.

Validating the whole report takes a second and there are thousands of mutants. So a mutant's own
rows go through their section's rules, and the rules between rows see only what a change of that
figure can reach: its section's numerals, what is built upon it (reach.py), its indicator.
Tests hold this against a full validation of an edited copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.capture import RAW_FILE, RAW_ROW, Capture, Captured
from pipeline.capture.folder import REPORT_TABLES
from pipeline.mutation.bench import Bench
from pipeline.mutation.reach import built_upon_findings
from pipeline.mutation.slips import Depth, Mutant
from pipeline.rules import Finding, Place
from pipeline.rules.capture import HeaderOnly
from pipeline.rules.decode import DuplicateKey
from pipeline.source import Scan, prove
from pipeline.tables import ERRATA, NUMERALS
from pipeline.validation.causes import first_causes
from pipeline.validation.frame import Row, validate_frame
from pipeline.validation.ledger import ledger_findings, unexplained
from pipeline.validation.report import (
    keyed_figures,
    report_codes,
    validate_section,
)
from pipeline.validation.sections import sections_without_rows
from pipeline.validation.settled import unsettled_sections
from pipeline.validation.stated_years import stated_year_findings
from pipeline.validation.twins import twin_findings


@dataclass(frozen=True)
class Trial:
    """What became of a mutant: codes of the rules that told it, kinds of the proof that did."""

    figure: str
    slip: str
    depth: Depth
    told: tuple[str, ...]
    proved: tuple[str, ...]


def section_rows(mutant: Mutant, rows: Sequence[Row]) -> list[Row]:
    """A section's rows with the mutant's in place of the figure's own; a second one at the end."""
    if not mutant.rows:
        return [row for row in rows if row["id"] != mutant.figure]
    first, *more = mutant.rows
    last = max(int(row[RAW_ROW]) for row in rows)
    added = [{**row, RAW_ROW: str(last + number)} for number, row in enumerate(more, 1)]
    return [*(first if row["id"] == mutant.figure else row for row in rows), *added]


def ledger_rows(mutant: Mutant, ledger: Iterable[Row]) -> list[Row]:
    """A ledger with the mutant's numerals, if it has any, in place of the figure's own."""
    numerals = iter(mutant.numerals or ())
    return [
        {**row, "token": next(numerals, row["token"])} if row["figure"] == mutant.figure else row
        for row in ledger
    ]


def _captured(rows: Sequence[Row], like: Captured) -> Captured:
    if rows:
        return Captured(pd.DataFrame(rows, columns=like.frame.columns, dtype=str))
    return Captured(like.frame.iloc[:0], (HeaderOnly(Place(like.frame[RAW_FILE].iloc[0], 1)),))


def row_findings(bench: Bench, section: str, rows: Sequence[Row]) -> list[list[Finding]]:
    """What a section's rules say of each row by itself, although all go through them at once."""
    if not rows:
        return []
    numbered = [{**row, RAW_ROW: str(number)} for number, row in enumerate(rows)]
    part = _captured(numbered, bench.capture.figures[section])
    found: list[list[Finding]] = [[] for _ in rows]
    report = bench.capture.report
    for each in validate_section(section, part, bench.vocabulary, bench.pages, report):
        if not isinstance(each, DuplicateKey):
            number = each.place.row
            place = replace(each.place, row=int(rows[number][RAW_ROW]))
            found[number].append(replace(each, place=place))
    return found


def _references(bench: Bench, changed: Capture, mutant: Mutant) -> Iterator[Finding]:
    """Where the identifiers have changed: what is told of the tables that refer to the figure."""
    unsettled = unsettled_sections(changed)
    codes = report_codes(changed, bench.vocabulary, unsettled)
    for table in REPORT_TABLES:
        frame = changed.tables[table.name].frame
        naming = frame[(frame == mutant.figure).any(axis=1)]
        if len(naming) and table not in (NUMERALS, ERRATA):
            yield from validate_frame(Captured(naming), table, codes, {})
    yield from sections_without_rows(changed, keyed_figures(changed), unsettled)


def findings(bench: Bench, section: str, mutant: Mutant, own: Sequence[Finding]) -> list[Finding]:
    """What the rules say of a mutant beyond what they say of the report as it is.

    `own` is what they say of its row by itself.
    """
    capture, vocabulary = bench.capture, bench.vocabulary
    figures = section_rows(mutant, bench.sections[section])
    ledger = ledger_rows(
        mutant, [row for row in bench.tables[NUMERALS.name] if row["section"] == section]
    )
    found, settled, unsettled = list(own), figures, frozenset[str]()
    if len(mutant.rows) != 1:
        whole = _captured(figures, capture.figures[section])
        changed = replace(capture, figures={**capture.figures, section: whole})
        unsettled = unsettled_sections(changed)
        settled = [] if section in unsettled else figures
        twice = [row for row in figures if row["id"] == mutant.figure]
        part = _captured(twice, whole) if twice else replace(whole, frame=whole.frame.iloc[:0])
        found += validate_section(section, part, vocabulary, bench.pages, capture.report)
        found += _references(bench, changed, mutant)
    found += ledger_findings(ledger, settled, unsettled)
    found += stated_year_findings(ledger, settled, capture.report)
    found += built_upon_findings(bench, mutant, unsettled)
    found = unexplained(found, ledger, figures)
    indicators = {row["indicator"] for row in mutant.rows}
    others = {**bench.sections, section: figures}.values()
    kin = [row for rows in others for row in rows if row["indicator"] in indicators]
    found += twin_findings(kin, vocabulary, found)
    return [each for each in first_causes(found) if each not in bench.baseline]


def proved(bench: Bench, section: str, mutant: Mutant) -> tuple[str, ...]:
    """The kinds of disagreement with the text, none where there is no text."""
    if bench.scanned is None:
        return ()
    scanned = Scan(
        tuple(each for each in bench.scanned.sentences if each.section == section),
        tuple(each for each in bench.scanned.tokens if each.sentence.section == section),
    )
    numerals = [row for row in bench.tables[NUMERALS.name] if row["section"] == section]
    before, after, inside = bench.words
    disagreements = prove(
        scanned,
        ledger_rows(mutant, numerals),
        section_rows(mutant, bench.sections[section]),
        words_before=before,
        words_after=after,
        words_inside=inside,
        words_of_codes=bench.words_of_codes,
    )
    return tuple(sorted({str(each.kind) for each in disagreements}))


def trials_of(bench: Bench, section: str, planted: Sequence[Mutant]) -> list[Trial]:
    """Plant mutants of one section, one at a time."""
    single = [mutant for mutant in planted if len(mutant.rows) == 1]
    alone = row_findings(bench, section, [mutant.rows[0] for mutant in single])
    own = dict(zip(map(id, single), alone, strict=True))
    return [
        Trial(
            mutant.figure,
            mutant.slip,
            mutant.depth,
            tuple(
                sorted({e.code for e in findings(bench, section, mutant, own.get(id(mutant), []))})
            ),
            proved(bench, section, mutant),
        )
        for mutant in planted
    ]
