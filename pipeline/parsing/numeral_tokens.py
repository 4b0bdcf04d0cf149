r"""Find numeral tokens in a sentence, and where a figure's printed form stands among them.

The rule for tokens, on a normalised sentence (`pipeline.parsing.normalization`), from left to right,
always taking the longest token that begins at a place. A token is either

(a) an Arabic number, `[0-9]+(\.[0-9]+)?`, with the multipliers `[十百千万亿]+` directly behind it,
    also across a single 余 or 多: `72万亿`, `240余万`, `1800`, `0.6`. The 百 of 百分点 (百分之) is
    part of a unit and not a multiplier of the number before it; or
(b) a run of Chinese numeral characters `[〇零一二三四五六七八九十百千万亿两]+`, continued across a
    single 余 or 多 by `[十百千万亿]+`, with a 数, 几 or 上 before it when it begins with one of
    these multipliers: `七`, `两千`, `十余万`, `几十`, `上亿`.

No token is left out because it is a word and not a count (一些, 5G, 百分点): the ledger records that,
with a reason. Not numerals by this rule: 半, 双, 几 alone, Roman numerals, footnote marks.
The time needed grows in proportion to the length of the sentence.

`printed` holds the figure as the report prints it; words that the editor supplies because the
sentence shares them stand in 〔〕, and … stands for words left out within the figure. `placement`
finds such a form in a sentence and decides whether it stands there complete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.parsing.normalization import normalised

MULTIPLIERS = "十百千万亿"

NUMERALS = f"〇零一二三四五六七八九两{MULTIPLIERS}"

TAIL = f"(?:[余多]?(?!百分[点之])[{MULTIPLIERS}]+)"

TOKEN = re.compile(
    f"[0-9]+(?:\\.[0-9]+)?{TAIL}?"
    f"|(?:[数几上](?=[{MULTIPLIERS}]))?[{NUMERALS}]+(?:[余多][{MULTIPLIERS}]+)?"
)

MAGNITUDE_AT_THE_END = re.compile(f"(?<=[0-9{NUMERALS}]){TAIL}\\Z")


@dataclass(frozen=True)
class Token:
    """One numeral as it stands in a normalised sentence: `sentence[start:end] == text`."""

    text: str
    start: int
    end: int


def tokens(sentence: str) -> list[Token]:
    """All numeral tokens of a normalised sentence, in order; they do not overlap."""
    return [Token(found.group(), *found.span()) for found in TOKEN.finditer(sentence)]


def core(token: str) -> str:
    """A token without its 余 or 多 and its multipliers: what a shared multiplier leaves of it.

    `240余万` → `240`, `72万亿` → `72`, `两千` → `两`; a bare magnitude (`几十`, `万`) stays whole.
    """
    return MAGNITUDE_AT_THE_END.sub("", token, count=1) or token


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
