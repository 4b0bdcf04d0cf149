"""Check that a ledger records every numeral once, as far as that is possible without the text.

All columns of a row are text as keyed. `pipeline.tools.source_text` makes the checks that need a copy
of the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TypeAlias

from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import core, number_words, parts, supplied, tokens

Row = Mapping[str, str]
Indexed = tuple[int, Row]
#: Returns the positions of claimed tokens that are not in a printed form.
Unprinted: TypeAlias = Callable[[str, tuple[str, ...]], tuple[int, ...]]


class LedgerProblemKind(StrEnum):
    """Name the problems of a ledger; the values are stable."""

    UNACCOUNTED = "unaccounted-token"
    FIGURE_AND_REASON = "figure-and-reason"
    UNKNOWN_FIGURE = "unknown-figure"
    FIGURE_WITHOUT_NUMERAL = "figure-without-token"
    CLAIMED_TWICE = "token-claimed-twice"
    ORDINALS_NOT_CONTIGUOUS = "ordinals-not-contiguous"
    TWO_FINGERPRINTS = "sentence-with-two-fingerprints"
    PAGE_DIFFERS = "page-differs-from-figure"
    SECTION_DIFFERS = "section-differs-from-figure"
    NOT_IN_PRINTED = "token-not-in-printed"


@dataclass(frozen=True)
class LedgerProblem:
    """Hold one problem: indices of its ledger rows and figure row, the found and the expected value."""

    kind: LedgerProblemKind
    rows: tuple[int, ...]
    figure_row: int | None = None
    seen: str = ""
    expected: str = ""


@dataclass(frozen=True)
class LedgerCounts:
    """Count the numerals: numerals = claimed + excluded + unaccounted."""

    numerals: int
    figures: int
    claimed: int
    excluded: Mapping[str, int]
    unaccounted: int


def ledger_problems(ledger: Sequence[Row], figures: Sequence[Row]) -> list[LedgerProblem]:
    """Return all problems of a ledger and its figures, in order of the ledger, then of the figures.

    Figures need `id`, `page` and `printed`, and `section` if it is not the id up to its last
    hyphen.
    """
    rows = list(enumerate(ledger))
    known = {figure["id"]: (index, figure) for index, figure in enumerate(figures)}
    found = [problem for row in rows for problem in _accounting(row, known)]
    for sentence in _grouped(rows, ("section", "paragraph", "sentence")):
        found += _sentence(sentence)
    claims: dict[str, list[Indexed]] = {}
    for index, row in rows:
        claims.setdefault(row["figure"], []).append((index, row))
    # figures that are printed alike claim the same numerals
    unprinted = cache(_not_in_printed)
    for number, figure in known.values():
        found += _claims(number, figure, claims.get(figure["id"], []), unprinted)
    return found


def count_ledger(ledger: Sequence[Row], figures: Sized) -> LedgerCounts:
    """Count the rows of a ledger without problems: a row with a figure counts as claimed."""
    reasons = Counter(row["reason"] for row in ledger if row["reason"] and not row["figure"])
    claimed = sum(1 for row in ledger if row["figure"])
    unaccounted = len(ledger) - claimed - reasons.total()
    return LedgerCounts(
        len(ledger), len(figures), claimed, dict(sorted(reasons.items())), unaccounted
    )


def _accounting(entry: Indexed, known: Mapping[str, Indexed]) -> Iterator[LedgerProblem]:
    index, row = entry
    if not row["figure"] and not row["reason"]:
        yield LedgerProblem(LedgerProblemKind.UNACCOUNTED, (index,), seen=row["token"])
    if row["figure"] and row["reason"]:
        yield LedgerProblem(
            LedgerProblemKind.FIGURE_AND_REASON, (index,), seen=f"{row['figure']}, {row['reason']}"
        )
    if row["figure"] and row["figure"] not in known:
        yield LedgerProblem(LedgerProblemKind.UNKNOWN_FIGURE, (index,), seen=row["figure"])


def _sentence(entries: Sequence[Indexed]) -> Iterator[LedgerProblem]:
    """Check that a sentence has one row per token, ordinals 1, 2, 3 … in order, and one fingerprint."""
    fingerprints = dict.fromkeys([row["sentence_sha256"] for _, row in entries])
    numbers = [str(number) for number in range(1, len(entries) + 1)]
    if [row["ordinal"] for _, row in entries] == numbers and len(fingerprints) == 1:
        return
    indices = tuple(index for index, _ in entries)
    for same in _grouped(entries, ("ordinal",)):
        if len(same) > 1:
            claims = ", ".join(row["figure"] or row["reason"] for _, row in same)
            yield LedgerProblem(
                LedgerProblemKind.CLAIMED_TWICE, tuple(index for index, _ in same), seen=claims
            )
    ordinals = list(dict.fromkeys(row["ordinal"] for _, row in entries))
    if ordinals != numbers[: len(ordinals)]:
        seen = ", ".join(ordinals)
        yield LedgerProblem(
            LedgerProblemKind.ORDINALS_NOT_CONTIGUOUS, indices, None, seen, f"1 … {len(ordinals)}"
        )
    if len(fingerprints) > 1:
        seen = ", ".join(fingerprint[:12] for fingerprint in fingerprints)
        yield LedgerProblem(
            LedgerProblemKind.TWO_FINGERPRINTS, indices, seen=seen, expected="one fingerprint"
        )


def _claims(
    number: int, figure: Row, claims: Sequence[Indexed], unprinted: Unprinted
) -> Iterator[LedgerProblem]:
    """Check that a figure's tokens are in its section and printed form, the first one on its page."""
    if not claims:
        yield LedgerProblem(
            LedgerProblemKind.FIGURE_WITHOUT_NUMERAL, (), number, figure["id"], figure["printed"]
        )
        return
    index, first = claims[0]
    if first["page"] != figure["page"]:
        yield LedgerProblem(
            LedgerProblemKind.PAGE_DIFFERS, (index,), number, first["page"], figure["page"]
        )
    section = figure.get("section") or figure["id"].rpartition("-")[0]
    for index, row in claims:
        if row["section"] != section:
            yield LedgerProblem(
                LedgerProblemKind.SECTION_DIFFERS, (index,), number, row["section"], section
            )
    # a position with two rows, which is reported there, gives one token
    claims = [same[0] for same in _grouped(claims, ("section", "paragraph", "sentence", "ordinal"))]
    for at in unprinted(figure["printed"], tuple(row["token"] for _, row in claims)):
        index, row = claims[at]
        yield LedgerProblem(
            LedgerProblemKind.NOT_IN_PRINTED, (index,), number, row["token"], figure["printed"]
        )


def _not_in_printed(form: str, claimed: tuple[str, ...]) -> tuple[int, ...]:
    """Return the positions of the claimed tokens that are not in the printed form.

    A token may lack multipliers there that the sentence shares, if 〔〕 supplies them.
    """
    words = number_words(claimed)
    printed = [token.text for part in parts(form) for token in tokens(part, words)]
    elided, missing = supplied(form), list[int]()
    for at, each in enumerate(claimed):
        token = normalize_text(each)
        short = core(token)
        if token in printed:
            printed.remove(token)
        elif short in printed and token.removeprefix(short) in elided:
            printed.remove(short)
        else:
            missing.append(at)
    return tuple(missing)


def _grouped(entries: Sequence[Indexed], columns: Sequence[str]) -> list[list[Indexed]]:
    groups: dict[tuple[str, ...], list[Indexed]] = {}
    key = itemgetter(*columns)
    for entry in entries:
        groups.setdefault(key(entry[1]), []).append(entry)
    return list(groups.values())
