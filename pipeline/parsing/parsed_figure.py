"""Hold the parts of a parsed figure, and format them as a printed figure again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.parsing.lexicon import DENOMINATORS, ORDINAL, Hedge, Lexicon
from pipeline.parsing.normalization import ELISION, SPACE
from pipeline.parsing.number_forms import FIRST, HALF
from pipeline.parsing.quantity import MINUS, Quantity, split_hedge, to_quantity
from pipeline.parsing.scanner import CLOSE, OPEN

#: 近 before a span of the calendar names the near past.
RECENT = "近"

#: The meaning of 倍: 增长 N 倍 adds N times the base, 是…的 N 倍 states the ratio.
Multiple: TypeAlias = Literal["", "increase", "ratio"]

RANGE_WORD = "至"


@dataclass(frozen=True)
class ParsedFigure:
    """Hold the parts of a printed figure. A blank part is not printed.

    `number`, `number_high`, `multiplier` and `hedge` have the form in which editors key them. A
    decline is negative; if it is a magnitude without digits, it is a single minus. Digits have
    neither separators nor full-width forms. Chinese numerals are as printed. Hedges are joined by
    `…`. `units` are the codes that the unit words may mean. `unit_words` is blank for 1/6, 七成 and
    第一, whose form implies the unit. `supplied` are the words in 〔〕; `elided` is whether … occurs.
    `rate` is a noun such as 增速 before another direction word. `recent` is whether 近 is the near past
    (近 21 个月) and therefore among the `tones`; the same words may mean that the span is nearly as long.
    """

    direction: str
    sign: int
    tones: tuple[str, ...]
    hedge: str
    number: str
    number_high: str
    multiplier: str
    unit_words: str
    units: frozenset[str]
    ordinal: bool
    multiple: Multiple
    elided: bool
    supplied: frozenset[str]
    rate: str = ""
    recent: bool = False

    @classmethod
    def of(cls, **parts: object) -> ParsedFigure:
        """Return a figure of all its parts, faster than one frozen attribute after the other."""
        made = object.__new__(cls)
        made.__dict__.update(parts)
        return made

    def to_quantity(self, unit: str, words: Lexicon) -> Quantity:
        """Return the quantity in a unit, one of `units`; blank if the unit is unknown."""
        return to_quantity(self.number, self.number_high, self.multiplier, self.hedge, unit, words)

    def format(self, words: Lexicon) -> str:
        """Return a printed form that `read` parses to an equal reading."""
        return SPACE.join(
            f"{OPEN}{token}{CLOSE}" if token.lstrip(MINUS) in self.supplied else token
            for token in self._tokens(words)
            if token
        )

    def _tokens(self, words: Lexicon) -> Iterator[str]:
        hedges = split_hedge(self.hedge, words)
        size = self.number.lstrip(MINUS)
        before = self.unit_words in DENOMINATORS or self.unit_words in words.currency_signs
        yield from self._leads(hedges, words)
        if any(hedge.number for hedge in hedges):
            return
        if self.ordinal and size != FIRST and not any(hedge.is_order for hedge in hedges):
            yield ORDINAL
        yield self.unit_words if before else ""
        counts = [hedge.word for hedge in hedges if hedge.is_magnitude and not size]
        counts = [word for word in counts if words.hedges[word].position == "inside"]
        inside = [hedge.word for hedge in hedges if hedge.position == "inside"][len(counts) :]
        yield from counts
        if not self._states_number(words):
            yield from self._ends(words)
        yield from (*inside, self.multiplier) if size else (self.multiplier, *inside)
        yield "" if before else self.unit_words
        yield from (hedge.word for hedge in hedges if hedge.position == "after")
        yield from (tone for tone in self.tones if words.hedges[tone].position == "after")

    def _leads(self, hedges: tuple[Hedge, ...], words: Lexicon) -> Iterator[str]:
        tones = [tone for tone in self.tones if words.hedges[tone].position == "before"]
        if self.recent:
            tones.remove(RECENT)
        leads = tones + [hedge.word for hedge in hedges if hedge.position == "before"]
        if self.recent:
            leads.append(RECENT)
        directions = [word for word in (self.rate, self.direction) if word]
        leads = leads + directions if self._states_number(words) else directions + leads
        if self.elided:
            leads.insert(max(len(directions), 1), ELISION)
        yield from leads

    def _states_number(self, words: Lexicon) -> bool:
        """Return whether the direction states the number by itself: 腰斩."""
        return words.stated.get(self.direction) == HALF

    def _ends(self, words: Lexicon) -> Iterator[str]:
        declines = sign_of(self.rate, self.direction, words) < 0
        ends = [self.number, self.number_high]
        low, high = (end.lstrip(MINUS) if declines else end for end in ends)
        yield low
        if high:
            yield RANGE_WORD
            yield high


def sign_of(rate: str, direction: str, words: Lexicon) -> int:
    """Return the sign that the direction words give to the number.

    After the noun of a rate both count: 降幅收窄 0.5 个百分点 raises the rate, 降幅收窄至 3.2% is still a
    decline. A balance gives its sign to a level only: 逆差扩大 5% is an increase.
    """
    if not direction:
        return 1
    last = words.directions[direction]
    if not rate:
        return last.sign
    first = words.directions[rate]
    counts = first.is_rate or last.kind == "level"
    return first.sign * last.sign if counts else last.sign
