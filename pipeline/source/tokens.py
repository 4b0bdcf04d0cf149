r"""The numeral tokens of a sentence: which characters of a text the ledger has to account for.

The rule, on a normalised sentence (`pipeline.source.normal`), from left to right, always taking
the longest token that begins at a place. A token is either

(a) an Arabic number, `[0-9]+(\.[0-9]+)?`, with the multipliers `[十百千万亿]+` directly behind it,
    also across a single 余 or 多: `72万亿`, `240余万`, `1800`, `0.6`. The 百 of 百分点 (百分之) is
    part of a unit and no multiplier of the number before it; or
(b) a run of Chinese numeral characters `[〇零一二三四五六七八九十百千万亿两]+`, continued across a
    single 余 or 多 by `[十百千万亿]+`, with a 数, 几 or 上 before it when it begins with one of
    these multipliers: `七`, `两千`, `十余万`, `几十`, `上亿`.

Nothing is left out because it is a word and not a count (一些, 5G, 百分点): the ledger says so,
with a reason. Not numerals by this rule: 半, 双, 几 alone, Roman numerals, footnote marks.
The time needed grows in proportion to the length of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
