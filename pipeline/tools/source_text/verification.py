"""Verify that a ledger and the figures agree with a copy of the report, and report disagreements.

Needs a copy of the text; consistency/ledger.py checks what can be checked without one. A disagreement
contains positions, tokens and printed forms, never a sentence of the report. The sentence need not
contain a column that the editor inferred, nor a code without words.
"""

from __future__ import annotations

# ruff: noqa: S105 - a token is a numeral here, not a password
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from pipeline.ingest import CONTEXT, TITLE_CONTEXT, RawReport
from pipeline.ingest.grids import Grid
from pipeline.parsing import FigureSyntaxError, Lexicon, parse_printed
from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import number_words, placement, words_cut_off, words_not_there
from pipeline.schema import NUMERALS, RAW_SECTIONS
from pipeline.tools.source_text.alignment import (
    LedgerEntry,
    LedgerRow,
    SentencePair,
    align,
    version_of_ledger,
)
from pipeline.tools.source_text.sections import Section
from pipeline.tools.source_text.tokenizer import Scan, Sentence, SourceToken, scan
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary


class MismatchKind(StrEnum):
    """Define the kinds of disagreement; the values are stable."""

    TOKEN_MISSING = "token-missing-from-ledger"
    TOKEN_NOT_IN_TEXT = "token-not-in-text"
    TOKEN_DIFFERS = "token-differs"
    TOKEN_UNACCOUNTED = "token-unaccounted"
    FINGERPRINT_DIFFERS = "sentence-fingerprint-differs"
    PAGE_DIFFERS = "page-differs"
    POSITION_DIFFERS = "position-differs"
    UNKNOWN_FIGURE = "unknown-figure"
    FIGURE_WITHOUT_TOKEN = "figure-without-token"
    PRINTED_NOT_FOUND = "printed-form-not-found"
    PRINTED_CUT = "printed-form-cut"
    SUPPLIED_NOT_IN_TEXT = "supplied-words-not-in-text"
    ENTITY_NOT_NAMED = "entity-not-named"
    BASIS_NOT_STATED = "basis-not-stated"


@dataclass(frozen=True)
class Mismatch:
    """Describe one place where the records and the text disagree.

    Positions are those of the text if it has the place, else those of the ledger. `ordinal` is blank if the
    whole sentence is concerned, `figure` if no figure is. `row` is the index of the ledger row, or None.
    """

    kind: MismatchKind
    section: str
    paragraph: str
    sentence: str
    ordinal: str
    figure: str
    recorded: str
    printed: str
    row: int | None

    def __str__(self) -> str:
        """Format for people: position, kind, and both sides."""
        place = f"section {self.section} paragraph {self.paragraph} sentence {self.sentence}"
        token = f" token {self.ordinal}" if self.ordinal else ""
        figure = f" figure {self.figure}" if self.figure else ""
        sides = f"recorded {self.recorded or 'nothing'}, in the text {self.printed or 'nothing'}"
        return f"{place}{token}{figure}: {self.kind}: {sides}"


def of_token(
    kind: MismatchKind,
    entry: LedgerEntry | None,
    token: SourceToken | None,
    recorded: str,
    printed: str,
) -> Mismatch:
    """Describe a disagreement about one token; the ledger's row, the text's token, or both are given."""
    row = entry.row if entry else {}
    at = token.position if token else row
    position = (at["section"], at["paragraph"], at["sentence"], at["ordinal"])
    index = entry.index if entry else None
    return Mismatch(kind, *position, row.get("figure", ""), recorded, printed, index)


def of_sentence(
    kind: MismatchKind, pair: SentencePair, at: Sentence, recorded: str, printed: str
) -> Mismatch:
    """Describe a disagreement about a whole sentence, with all figures that the ledger has in it."""
    figures = dict.fromkeys(entry.row["figure"] for entry in pair.entries)
    named = " ".join(filter(None, figures))
    position = (at.section, str(at.paragraph), str(at.sentence), "")
    return Mismatch(kind, *position, named, recorded, printed, pair.entries[0].index)


def of_figure(
    kind: MismatchKind, figure: Mapping[str, str], tokens: Sequence[SourceToken], printed: str
) -> Mismatch:
    """Describe a disagreement about a figure's printed form, at the first of its tokens if it has any."""
    section = figure["id"].rpartition("-")[0]
    at = tokens[0].position if tokens else dict.fromkeys(("paragraph", "sentence", "ordinal"), "")
    position = (at.get("section", section), at["paragraph"], at["sentence"], at["ordinal"])
    return Mismatch(kind, *position, figure["id"], figure["printed"], printed, None)


#: For a column, for each of its codes, the words of which one must be in the sentence.
WordsOfCodes: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]
KINDS: Final = MappingProxyType(
    {"entity": MismatchKind.ENTITY_NOT_NAMED, "basis": MismatchKind.BASIS_NOT_STATED}
)


def missing_evidence(
    figure: Mapping[str, str], text: str, words: WordsOfCodes
) -> Iterator[tuple[MismatchKind, str]]:
    """Yield the columns of a figure that a normalised text does not state, with their cells."""
    inferred = figure.get("inferred", "").split(";")
    for column, kind in KINDS.items():
        cell = figure.get(column, "")
        of_code = words.get(column, {}).get(cell, ())
        stated = any(normalize_text(word) in text for word in of_code)
        if of_code and column not in inferred and not stated:
            yield kind, cell


def verify_ledger(
    scanned: Scan,
    ledger: Sequence[LedgerRow],
    figures: Sequence[Mapping[str, str]],
    *,
    words_before: Collection[str] = (),
    words_after: Collection[str] = (),
    words_inside: Collection[str] = (),
    words_of_codes: WordsOfCodes = MappingProxyType({}),
    is_figure: Callable[[str], bool] = bool,
) -> list[Mismatch]:
    """Return all disagreements of a ledger and figures (`id`, `printed`) with a scanned text.

    Words before and after are hedges and directions. If one is directly at the end of a printed
    form, or across it, the printed form is truncated (`72` for `超 72`). Words inside are those that
    the form's … may not omit. Words of codes name an entity or a basis. `is_figure` is whether the grammar
    can read a printed form, so that the form and the text are read by one grammar.
    """
    pairs = align(scanned, ledger)
    known = {figure["id"] for figure in figures}
    found = [
        item
        for pair in pairs
        for item in _tokens(pair, known)
        if scanned.has_pages or item.kind is not MismatchKind.PAGE_DIFFERS
    ]
    found += _sentences(pairs)
    claimed = tokens_of_figures(pairs)
    for figure in figures:
        tokens = claimed.get(figure["id"], [])
        around = (words_before, words_after, words_inside)
        found += _printed_form(figure, tokens, around, is_figure)
        found += _columns(figure, tokens, words_of_codes)
    return found


def _tokens(pair: SentencePair, known: Collection[str]) -> Iterator[Mismatch]:
    """Yield the disagreements of the single tokens of a sentence."""
    for entry, token in pair.tokens:
        text = token.text if token else ""
        if entry is None:
            yield of_token(MismatchKind.TOKEN_MISSING, entry, token, "", text)
            continue
        row = entry.row
        if token is None:
            yield of_token(MismatchKind.TOKEN_NOT_IN_TEXT, entry, token, row["token"], "")
        elif row["token"] != text:
            yield of_token(MismatchKind.TOKEN_DIFFERS, entry, token, row["token"], text)
        elif row["page"] != token.page:
            sides = (f"page {row['page']}", f"page {token.page}")
            yield of_token(MismatchKind.PAGE_DIFFERS, entry, token, *sides)
        if not row["figure"] and not row["reason"]:
            yield of_token(MismatchKind.TOKEN_UNACCOUNTED, entry, token, "", text)
        if row["figure"] and row["figure"] not in known:
            yield of_token(MismatchKind.UNKNOWN_FIGURE, entry, token, row["figure"], text)


def _sentences(pairs: Sequence[SentencePair]) -> Iterator[Mismatch]:
    """Yield changed sentences, and sentences at another position.

    Of a run with the same shift of paragraphs and sentences, only the first is reported.
    """
    shift = (0, 0)
    for pair in pairs:
        if not pair.entries or pair.sentence is None:
            continue
        row, at = pair.entries[0].row, pair.sentence
        if pair.is_changed:
            sides = (row["sentence_sha256"][:12], at.sha256[:12])
            yield of_sentence(MismatchKind.FINGERPRINT_DIFFERS, pair, at, *sides)
        where, here = (row["paragraph"], row["sentence"]), (at.paragraph, at.sentence)
        moved = (here[0] - _number(where[0]), here[1] - _number(where[1]))
        if moved not in ((0, 0), shift):
            sides = (".".join(where), ".".join(map(str, here)))
            yield of_sentence(MismatchKind.POSITION_DIFFERS, pair, at, *sides)
        shift = moved


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _printed_form(
    figure: Mapping[str, str],
    tokens: Sequence[SourceToken],
    words: tuple[Collection[str], Collection[str], Collection[str]],
    is_figure: Callable[[str], bool],
) -> Iterator[Mismatch]:
    """Yield a disagreement if a figure's printed form is not complete at its tokens."""
    if not tokens:
        yield of_figure(MismatchKind.FIGURE_WITHOUT_TOKEN, figure, tokens, "")
        return
    text, numerals = _joined(tokens)
    spans = placement(figure["printed"], text, numerals)
    if spans is None:
        seen = ", ".join(token.text for token in tokens)
        yield of_figure(MismatchKind.PRINTED_NOT_FOUND, figure, tokens, seen)
        return
    printed = figure["printed"]
    cut = words_cut_off(text, spans, *words, lambda head, tail: is_figure(head + printed + tail))
    for word in cut[:1]:
        yield of_figure(MismatchKind.PRINTED_CUT, figure, tokens, word)
    around = f"{text}{figure.get(CONTEXT, '')}{figure.get(TITLE_CONTEXT, '')}"
    for word in words_not_there(figure["printed"], around)[:1]:
        yield of_figure(MismatchKind.SUPPLIED_NOT_IN_TEXT, figure, tokens, word)


def _columns(
    figure: Mapping[str, str], tokens: Sequence[SourceToken], words: WordsOfCodes
) -> Iterator[Mismatch]:
    """Yield a disagreement if a figure's sentences do not name its entity or basis."""
    if tokens:
        text, _ = _joined(tokens)
        text += figure.get(CONTEXT, "") + figure.get(TITLE_CONTEXT, "")
        for kind, cell in missing_evidence(figure, text, words):
            yield replace(of_figure(kind, figure, tokens, ""), recorded=cell)


def _joined(tokens: Sequence[SourceToken]) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentences of a figure's tokens, joined, and the spans of the tokens there."""
    offsets: dict[object, int] = {}
    text = ""
    for token in tokens:
        if token.sentence not in offsets:
            offsets[token.sentence] = len(text)
            text += token.sentence.text
    shifts = [offsets[token.sentence] for token in tokens]
    spans = [(t.start + s, t.end + s) for t, s in zip(tokens, shifts, strict=True)]
    return text, sorted(spans)


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
    directions = {row["direction"] for row in vocabulary.rows("directions")}
    signs = {word for word in directions if not word.isalpha()}
    return hidden | directions, after | signs, hidden


def ledger_rows(capture: RawReport) -> list[Row]:
    """Return the rows of the keyed ledger."""
    return capture.tables[NUMERALS.name].rows


def scan_report(capture: RawReport, text: Path, version: int | None = None) -> Scan:
    """Scan the report's text by its own sections. Raises UnreadableTextError.

    The version of the normal form is that of the report's ledger, unless one is given.
    """
    rows = capture.tables[RAW_SECTIONS.name].rows
    imprint = capture.report.imprint if capture.report else ()
    version = version or version_of_ledger(ledger_rows(capture))
    words = number_words(row.get("token", "") for row in ledger_rows(capture))
    return scan(text, [Section.from_row(row) for row in rows], imprint, words, version=version)


def tokens_of_figures(pairs: Iterable[SentencePair]) -> dict[str, list[SourceToken]]:
    """Return the numerals of each figure in a text, by the rows of the ledger."""
    found: dict[str, list[SourceToken]] = {}
    for pair in pairs:
        for entry, token in pair.tokens:
            if entry and token:
                found.setdefault(entry.row["figure"], []).append(token)
    return found


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
        is_figure=_reads_with(vocabulary.words),
    )


def _reads_with(words: Lexicon) -> Callable[[str], bool]:
    """Return whether a text is a printed figure with the words of a vocabulary."""

    def reads(printed: str) -> bool:
        try:
            parse_printed(printed, words)
        except FigureSyntaxError:
            return False
        return True

    return reads


def agrees(grid: Grid, scanned: Scan) -> bool:
    """Return whether a text has the table of a grid, cell by cell, in its section."""
    section = grid.key.section if grid.key else ""
    return any(each.section == section and each.text == grid.text for each in scanned.tables)
