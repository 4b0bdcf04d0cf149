"""Hold the words that the grammar finds in a printed figure, in order of printing."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parsing.normalization import DASH
from pipeline.parsing.scanner import ROUND_OPEN


@dataclass(slots=True, eq=False)
class Prefix:
    """Hold a word before the number and its position."""

    word: str
    position: int


@dataclass(slots=True, eq=False)
class NumberTokens:
    """Hold one number with its multiplier and unit words, and its position.

    `both` is whether ± stands before it. `closed` is whether its form is its unit: 番, 折, 三成五.
    """

    position: int
    minus: bool = False
    both: bool = False
    closed: bool = False
    number: str = ""
    number_high: str = ""
    multiplier: str = ""
    unit: str = ""


#: Stands for an amount that has not been read.
_UNREAD = NumberTokens(0)


@dataclass(slots=True, eq=False)
class ParseState:
    """Hold the words that the grammar has found. `elided` is the number of leads before the last ….

    `vague` is whether 数, 几 or 上 replaces a number, `within` whether a word such as 余 or 多 is
    inside it, `stated` the number of a word that states one by itself: 持平, 腰斩.
    """

    leads: list[Prefix] = field(default_factory=list)
    elided: int = 0
    ordinal: bool = False
    vague: bool = False
    within: bool = False
    stated: str = ""
    first: NumberTokens = _UNREAD
    last: NumberTokens | None = None
    hedges: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


MINUS_SIGNS = frozenset({DASH, "负"})

BELOW_ZERO, ABOVE_ZERO = "零下", "零上"

PLUS, BOTH_SIGNS = "+", "±"

SIGNS = MINUS_SIGNS | {PLUS, BOTH_SIGNS, ROUND_OPEN}

NUMBER_EXPECTED = "a number"
