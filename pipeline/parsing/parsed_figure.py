"""Hold a parsed printed figure, word by word, and format it so that it parses to the same again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.parsing.lexicon import ORDINAL, PERCENT_BEFORE, Hedge, Lexicon
from pipeline.parsing.normalization import ELISION, SPACE
from pipeline.parsing.quantity import MINUS, Quantity, split_hedge, to_quantity
from pipeline.parsing.scanner import CLOSE, OPEN

#: The meaning of 倍: 增长 N 倍 adds N times the base, 是…的 N 倍 states the ratio.
Multiple: TypeAlias = Literal["", "increase", "ratio"]

RANGE_WORD = "至"


@dataclass(frozen=True, slots=True)
class ParsedFigure:
    """Hold the parts of a printed figure. A blank part is not printed.

    `number`, `number_high`, `multiplier` and `hedge` have the form in which editors key them. A
    decline is negative; if it is a magnitude without digits, it is a single minus. Digits have
    neither separators nor full-width forms. Chinese numerals are as printed. Hedges are joined by
    `…`. `units` are the codes that the unit words may mean. `unit_words` is blank for 1/6, 七成 and
    第一, whose form implies the unit. `supplied` are the words in 〔〕; `elided` is whether … occurs.
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
        yield from self._leads(hedges, words)
        if self.ordinal and not any(hedge.is_order for hedge in hedges):
            yield ORDINAL
        if self.unit_words == PERCENT_BEFORE:
            yield PERCENT_BEFORE
        counts = [hedge.word for hedge in hedges if hedge.is_magnitude and not size]
        inside = [hedge.word for hedge in hedges if hedge.position == "inside"][len(counts) :]
        yield from counts
        yield from self._ends(words)
        yield from (*inside, self.multiplier) if size else (self.multiplier, *inside)
        yield "" if self.unit_words == PERCENT_BEFORE else self.unit_words
        yield from (hedge.word for hedge in hedges if hedge.position == "after")
        yield from (tone for tone in self.tones if words.hedges[tone].position == "after")

    def _leads(self, hedges: tuple[Hedge, ...], words: Lexicon) -> Iterator[str]:
        leads = [tone for tone in self.tones if words.hedges[tone].position == "before"]
        leads += [hedge.word for hedge in hedges if hedge.position == "before"]
        if self.direction:
            leads.insert(0, self.direction)
        if self.elided:
            leads.insert(1, ELISION)
        yield from leads

    def _ends(self, words: Lexicon) -> Iterator[str]:
        declines = self.direction and words.directions[self.direction].sign < 0
        ends = [self.number, self.number_high]
        low, high = (end.lstrip(MINUS) if declines else end for end in ends)
        yield low
        if high:
            yield RANGE_WORD
            yield high
