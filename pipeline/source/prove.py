"""Whether a ledger and the figures say what a copy of the report says, and where they do not.

Needs a copy of the text. What can be said about a ledger without one is `reconcile/ledger.py`'s
work. A disagreement carries positions, tokens and printed forms, never a sentence of the report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.source.align import LedgerRow, SentencePair, align
from pipeline.source.disagreement import Disagreement, Kind, of_figure, of_sentence, of_token
from pipeline.source.printed import placement, words_cut_off, words_not_there
from pipeline.source.said import WordsOfCodes, unsaid
from pipeline.source.scan import Scan, SourceToken


def prove(
    scanned: Scan,
    ledger: Sequence[LedgerRow],
    figures: Sequence[Mapping[str, str]],
    *,
    words_before: Collection[str] = (),
    words_after: Collection[str] = (),
    words_inside: Collection[str] = (),
    words_of_codes: WordsOfCodes = MappingProxyType({}),
) -> list[Disagreement]:
    """All disagreements of a ledger and figures (`id`, `printed`) with a scanned text.

    Words before and after are hedges and directions: where one stands in the text directly at
    the end of a printed form, or across it, the printed form has been cut (`72` for `超 72`). Words
    inside are those that its … may not leave out. Words of codes say an entity or a basis.
    """
    pairs = align(scanned, ledger)
    known = {figure["id"] for figure in figures}
    found = [item for pair in pairs for item in _tokens(pair, known)]
    found += _sentences(pairs)
    claimed: dict[str, list[SourceToken]] = {}
    for entry, token in (both for pair in pairs for both in pair.tokens):
        if entry and token:
            claimed.setdefault(entry.row["figure"], []).append(token)
    for figure in figures:
        tokens = claimed.get(figure["id"], [])
        found += _printed_form(figure, tokens, (words_before, words_after, words_inside))
        found += _columns(figure, tokens, words_of_codes)
    return found


def _tokens(pair: SentencePair, known: Collection[str]) -> Iterator[Disagreement]:
    """What is wrong with the single tokens of a sentence."""
    for entry, token in pair.tokens:
        text = token.text if token else ""
        if entry is None:
            yield of_token(Kind.TOKEN_MISSING, entry, token, "", text)
            continue
        row = entry.row
        if token is None:
            yield of_token(Kind.TOKEN_NOT_IN_TEXT, entry, token, row["token"], "")
        elif row["token"] != text:
            yield of_token(Kind.TOKEN_DIFFERS, entry, token, row["token"], text)
        elif row["page"] != token.page:
            sides = (f"page {row['page']}", f"page {token.page}")
            yield of_token(Kind.PAGE_DIFFERS, entry, token, *sides)
        if not row["figure"] and not row["reason"]:
            yield of_token(Kind.TOKEN_UNACCOUNTED, entry, token, "", text)
        if row["figure"] and row["figure"] not in known:
            yield of_token(Kind.UNKNOWN_FIGURE, entry, token, row["figure"], text)


def _sentences(pairs: Sequence[SentencePair]) -> Iterator[Disagreement]:
    """Changed sentences, and sentences that stand elsewhere.

    Of a run that is off by the same number of paragraphs and sentences, the first one only.
    """
    shift = (0, 0)
    for pair in pairs:
        if not pair.entries or pair.sentence is None:
            continue
        row, at = pair.entries[0].row, pair.sentence
        if pair.is_changed:
            sides = (row["sentence_sha256"][:12], at.sha256[:12])
            yield of_sentence(Kind.FINGERPRINT_DIFFERS, pair, at, *sides)
        where, here = (row["paragraph"], row["sentence"]), (at.paragraph, at.sentence)
        moved = (here[0] - _number(where[0]), here[1] - _number(where[1]))
        if moved not in ((0, 0), shift):
            sides = (".".join(where), ".".join(map(str, here)))
            yield of_sentence(Kind.POSITION_DIFFERS, pair, at, *sides)
        shift = moved


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _printed_form(
    figure: Mapping[str, str],
    tokens: Sequence[SourceToken],
    words: tuple[Collection[str], Collection[str], Collection[str]],
) -> Iterator[Disagreement]:
    """Whether a figure's printed form stands, complete, where its tokens stand."""
    if not tokens:
        yield of_figure(Kind.FIGURE_WITHOUT_TOKEN, figure, tokens, "")
        return
    text, numerals = _joined(tokens)
    spans = placement(figure["printed"], text, numerals)
    if spans is None:
        seen = ", ".join(token.text for token in tokens)
        yield of_figure(Kind.PRINTED_NOT_FOUND, figure, tokens, seen)
        return
    for word in words_cut_off(text, spans, *words)[:1]:
        yield of_figure(Kind.PRINTED_CUT, figure, tokens, word)
    for word in words_not_there(figure["printed"], text)[:1]:
        yield of_figure(Kind.SUPPLIED_NOT_IN_TEXT, figure, tokens, word)


def _columns(
    figure: Mapping[str, str], tokens: Sequence[SourceToken], words: WordsOfCodes
) -> Iterator[Disagreement]:
    """Whether the sentences of a figure name its entity and say its basis."""
    if tokens:
        text, _ = _joined(tokens)
        for kind, cell in unsaid(figure, text, words):
            yield replace(of_figure(kind, figure, tokens, ""), recorded=cell)


def _joined(tokens: Sequence[SourceToken]) -> tuple[str, list[tuple[int, int]]]:
    """The sentences of a figure's tokens one after the other, and the tokens' spans there."""
    offsets: dict[object, int] = {}
    text = ""
    for token in tokens:
        if token.sentence not in offsets:
            offsets[token.sentence] = len(text)
            text += token.sentence.text
    shifts = [offsets[token.sentence] for token in tokens]
    spans = [(t.start + s, t.end + s) for t, s in zip(tokens, shifts, strict=True)]
    return text, sorted(spans)
