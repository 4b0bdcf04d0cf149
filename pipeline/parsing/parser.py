"""Parse a printed figure to its direction, sign, hedges, unit and range, and format it again.

grammar.py finds the words; this module combines their meaning. A parsed figure holds them word by
word, and its text parses to the same figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.parsing.errors import QuantityError
from pipeline.parsing.grammar import NumberTokens, ParseState, Prefix, parse_figure
from pipeline.parsing.lexicon import (
    BAR,
    ORDINAL,
    PARTS_OF,
    PERCENT_BEFORE,
    Direction,
    Hedge,
    Lexicon,
)
from pipeline.parsing.normalization import ELISION, SPACE
from pipeline.parsing.numbers import parse_number
from pipeline.parsing.quantity import MINUS, Quantity, split_hedge, to_quantity
from pipeline.parsing.scanner import CLOSE, OPEN, Scanner

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


_POINTS = "percentage_point"
_TIMES = "times"
_NONE: frozenset[str] = frozenset()


def parse_printed(printed: str, words: Lexicon) -> ParsedFigure:
    """Parse a printed figure in linear time. Raises FigureSyntaxError and no other error."""
    return scan(Scanner(printed), words)


def scan(scanner: Scanner, words: Lexicon) -> ParsedFigure:
    """Parse the text of a new scanner."""
    parts = parse_figure(scanner, words)
    lead = _direction(scanner, parts, words)
    direction = words.directions[lead.word] if lead else None
    hedges, tones = _hedges(parts, lead, words)
    if not (parts.first.number or hedges):
        scanner.fail("a number, or a hedge before the bare multiplier", parts.first.position)
    low, high = _ends(scanner, parts, direction)
    last = parts.last or parts.first
    unit = last.unit or parts.first.unit
    units, ordinal = _units(scanner, parts, unit, hedges, words)
    reading = ParsedFigure(
        direction=direction.word if direction else "",
        sign=-1 if low.startswith(MINUS) else 1,
        tones=tuple(tones),
        hedge=ELISION.join(hedges),
        number=low,
        number_high=high,
        multiplier=last.multiplier,
        unit_words=unit,
        units=units,
        ordinal=ordinal,
        multiple=_multiple(units, direction),
        elided=parts.elided > 0,
        supplied=frozenset(scanner.supplied) if scanner.supplied else _NONE,
    )
    if len(hedges) > 1 or (hedges and high):
        _check_hedges(scanner, reading, words)
    return reading


def _direction(scanner: Scanner, parts: ParseState, words: Lexicon) -> Prefix | None:
    """Return the one direction word.

    高于 and 低于 are also hedges. They are the direction before 百分点 and before …, unless another
    word is: 高于…10 个百分点 is a gap, while 增长高于 10% and 高于 60% are bounds.
    """
    leads = [lead for lead in parts.leads if lead.word in words.directions]
    sure = [lead for lead in leads if lead.word not in words.hedges]
    if len(sure) > 1:
        scanner.fail(f"no second direction after {sure[0].word}", sure[1].position)
    if sure or not leads:
        return sure[0] if sure else None
    unit = (parts.last or parts.first).unit
    if _POINTS in words.unit_words.get(unit, _NONE):
        return leads[0]
    return next(
        (lead for lead in parts.leads[: parts.elided] if lead.word in words.directions), None
    )


def _hedges(
    parts: ParseState, direction: Prefix | None, words: Lexicon
) -> tuple[list[str], list[str]]:
    """Return the hedges and the tone words, each in order of printing."""
    hedges: list[str] = []
    tones: list[str] = []
    for lead in parts.leads:
        if lead is not direction:
            (tones if words.hedges[lead.word].is_tone else hedges).append(lead.word)
    hedges += parts.hedges
    for word in parts.after:
        (tones if words.hedges[word].is_tone else hedges).append(word)
    return hedges, tones


def _ends(scanner: Scanner, parts: ParseState, direction: Direction | None) -> tuple[str, str]:
    """Return the number and the upper end of a range as they are keyed, a decline with a minus."""
    first, last = parts.first, parts.last
    declines = direction is not None and direction.sign < 0
    if direction and declines and (first.minus or (last and last.minus)):
        scanner.fail(f"no minus after {direction.word}", first.position)
    high = last.number if last else first.number_high
    if last:
        _check_shared(scanner, first, last)
        _check_order(scanner, first, last)
    low_minus = MINUS if declines or first.minus else ""
    high_minus = MINUS if declines or (last or first).minus else ""
    return low_minus + first.number, high_minus + high if high else ""


def _check_shared(scanner: Scanner, first: NumberTokens, last: NumberTokens) -> None:
    """Check that both ends of a range have the same multiplier and unit."""
    if not last.number:
        scanner.fail("a number at the upper end", last.position)
    if first.multiplier not in ("", last.multiplier):
        scanner.fail(f"the multiplier {first.multiplier} at both ends", last.position)
    if first.unit not in ("", last.unit) and (last.unit or first.unit != PERCENT_BEFORE):
        scanner.fail(f"the unit {first.unit} at both ends", last.position)
    if last.unit == PERCENT_BEFORE != first.unit:
        scanner.fail("百分之 at both ends", last.position)


def _check_order(scanner: Scanner, first: NumberTokens, last: NumberTokens) -> None:
    """Check that a range ascends: in value, or in size for a decline."""
    start, end = parse_number(first.number).exact, parse_number(last.number).exact
    start, end = -start if first.minus else start, -end if last.minus else end
    if start >= end:
        scanner.fail("an upper end above the lower", last.position)


def _units(
    scanner: Scanner, parts: ParseState, unit: str, hedges: list[str], words: Lexicon
) -> tuple[frozenset[str], bool]:
    """Return the unit codes that the words may mean, and whether the number is a rank."""
    ranks = words.unit_words.get(ORDINAL, _NONE)
    orders = any(words.hedges[hedge].is_order for hedge in hedges)
    last = parts.last or parts.first
    if parts.ordinal:
        if orders:
            scanner.fail("no 第 after 前", parts.first.position)
        if last.multiplier in words.unit_words:
            scanner.fail(f"no {last.multiplier} after {ORDINAL}", last.position)
        return ranks, True
    units = words.unit_words.get(unit or last.multiplier, _NONE) or _units_of_form(last, words)
    if orders and (units & ranks or not units):
        return ranks, True
    return units, False


def _units_of_form(amount: NumberTokens, words: Lexicon) -> frozenset[str]:
    """Return the units of a fraction such as 1/6 or 三分之一 without a unit word."""
    for mark in (BAR, PARTS_OF):
        if mark in amount.number and not amount.unit:
            return words.unit_words.get(mark, _NONE)
    return _NONE


def _multiple(units: frozenset[str], direction: Direction | None) -> Multiple:
    """Classify 倍: 增长 N 倍 is an increase; 是…的 N 倍, 提升至…的 N 倍 and N 倍 alone are ratios."""
    if _TIMES not in units:
        return ""
    return "increase" if direction and direction.kind != "level" else "ratio"


def _check_hedges(scanner: Scanner, reading: ParsedFigure, words: Lexicon) -> None:
    try:
        reading.to_quantity("", words)
    except QuantityError as error:
        scanner.fail(error.expected, len(scanner.printed))
