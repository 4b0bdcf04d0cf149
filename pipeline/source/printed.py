"""Where a figure's printed form stands in a sentence, and whether it stands there complete.

`printed` holds the figure as the report prints it; words that the editor supplies because the
sentence shares them stand in 〔〕, and … stands for words left out within the figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.source.normal import normalised
from pipeline.source.tokens import core

SUPPLIED = re.compile("〔([^〔〕]*)〕")

Span = tuple[int, int]
"""Start and end offsets in a normalised text."""


def parts(printed: str) -> list[str]:
    """The normalised runs of a printed form that stand in the text, in order."""
    runs = re.split("…+", SUPPLIED.sub("", printed))
    return [run for run in map(normalised, runs) if run]


def supplied(printed: str) -> str:
    """The normalised words of a printed form that stand elsewhere in the sentence."""
    return normalised("".join(SUPPLIED.findall(printed)))


def placement(printed: str, text: str, numerals: Sequence[Span]) -> list[Span] | None:
    """The spans of a printed form's parts in a normalised text, or None if it does not fit.

    The parts stand in order and cover every one of the numerals, given in order: this is the
    right occurrence. A numeral may lack the end that the printed form supplies in 〔〕 (`3〔亿〕`).
    """
    return _placed(text, parts(printed), list(numerals), 0, supplied(printed))


def words_cut_off(
    text: str,
    spans: Sequence[Span],
    before: Collection[str],
    after: Collection[str],
    inside: Collection[str] = (),
) -> list[str]:
    """Words that belong to a figure and stand directly at, or across, the ends of its spans.

    `inside` are words that the … of a printed form may not leave out: they are looked for in front
    of its later parts.
    """
    start, end = spans[0][0], spans[-1][1]
    later = [begin for begin, _ in spans[1:]]
    return [
        *(word for word in before if _stands(text, word, range(start - len(word), start))),
        *(word for word in after if _stands(text, word, range(end, end - len(word), -1))),
        *(word for word in inside for at in later if text.endswith(word, 0, at)),
    ]


def words_not_there(printed: str, text: str) -> list[str]:
    """The words in 〔〕 that stand nowhere in the text, although its sentence should share them.

    The slash of a rate (`元〔/月〕`) is the editor's sign for 每.
    """
    words = (normalised(each).lstrip("/") for each in SUPPLIED.findall(printed))
    return [word for word in words if word not in text]


def _stands(text: str, word: str, starts: Collection[int]) -> bool:
    return any(start >= 0 and text.startswith(word, start) for start in starts)


def _placed(
    text: str, runs: Sequence[str], numerals: Sequence[Span], begin: int, elided: str
) -> list[Span] | None:
    if not runs:
        return None if numerals else []
    for start in _occurrences(text, runs[0], begin):
        end = start + len(runs[0])
        uncovered = [n for n in numerals if not _covers((start, end), n, text, elided)]
        first = uncovered[0][0] if uncovered else end
        if first < start:  # passed over, here and at any later place
            return None
        if first < end:  # cut in two by the run: another occurrence may be the right one
            continue
        rest = _placed(text, runs[1:], uncovered, end, elided)
        if rest is not None:
            return [(start, end), *rest]
    return None


def _occurrences(text: str, run: str, begin: int) -> Iterator[int]:
    start = text.find(run, begin)
    while start >= 0:
        yield start
        start = text.find(run, start + 1)


def _covers(span: Span, numeral: Span, text: str, elided: str) -> bool:
    start, end = numeral
    kept = start + len(core(text[start:end]))
    whole = span[1] >= end
    return span[0] <= start and (whole or (span[1] >= kept and text[span[1] : end] in elided))
