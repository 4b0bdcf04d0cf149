"""Scan the text of one report by its own sections, and verify the keyed ledger and figures against it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipeline.ingest import RawReport
from pipeline.schema import NUMERALS, RAW_SECTIONS
from pipeline.tools.source_text.sections import Section
from pipeline.tools.source_text.tokenizer import Scan, scan
from pipeline.tools.source_text.verification import Mismatch, WordsOfCodes, verify_ledger
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row, rows_of
from pipeline.validation.vocabulary import Vocabulary

WordsAround = tuple[Collection[str], Collection[str], Collection[str]]


def words_of_codes(vocabulary: Vocabulary) -> WordsOfCodes:
    """Return the words by which a sentence names an entity or a basis."""
    entities, bases = vocabulary.rows("entities"), vocabulary.rows("bases")
    return {
        "entity": {
            row["entity"]: [row["title_zh"], *filter(None, row["names_zh"].split(";"))]
            for row in entities
        },
        "basis": {row["basis"]: [*filter(None, row["words_zh"].split(";"))] for row in bases},
    }


def words_around(vocabulary: Vocabulary) -> WordsAround:
    """Return words before a number (hedges, directions), hedges after it, and hedges that … may not omit.

    A vague 数, 几 or 上 is part of its numeral token and needs no check. As the last character of the
    preceding noun (人数) it would be a false alarm.
    """
    hedges = [row for row in vocabulary.rows("hedges") if row["kind"] == "hedge"]
    hidden = {row["hedge"] for row in hedges if row["position"] == "before"}
    after = {
        row["hedge"]
        for row in hedges
        if row["position"] == "after" or row["reach"] == "last_nonzero_digit"
    }
    before = hidden | {row["direction"] for row in vocabulary.rows("directions")}
    return before, after, hidden


def ledger_rows(capture: RawReport) -> list[Row]:
    """Return the rows of the keyed ledger."""
    return rows_of(capture.tables[NUMERALS.name].frame)


def scan_report(capture: RawReport, text: Path) -> Scan:
    """Scan the report's text by its own sections. Raises UnreadableTextError."""
    rows = rows_of(capture.tables[RAW_SECTIONS.name].frame)
    imprint = capture.report.imprint if capture.report else ()
    return scan(text, [Section.from_row(row) for row in rows], imprint)


def verify_report(capture: RawReport, scanned: Scan) -> list[Mismatch]:
    """Return every disagreement of the committed ledger and figures with a scanned text."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    before, after, inside = words_around(vocabulary)
    figures = keyed_figures(capture)
    return verify_ledger(
        scanned,
        ledger_rows(capture),
        figures,
        words_before=before,
        words_after=after,
        words_inside=inside,
        words_of_codes=words_of_codes(vocabulary),
    )
