"""Check a reading as a whole: words that exclude each other, or stand beside a number that does not fit."""

from __future__ import annotations

from pipeline.parsing.errors import QuantityError
from pipeline.parsing.lexicon import PARTS_OF, PERCENT_BEFORE, Hedge, Lexicon
from pipeline.parsing.normalization import ELISION
from pipeline.parsing.number_forms import HALF, HALVES, TENTH
from pipeline.parsing.number_syntax import is_whole
from pipeline.parsing.numbers import NUMERALS, TENS, parse_number
from pipeline.parsing.parse_state import PLUS, SIGNS, NumberTokens, ParseState
from pipeline.parsing.parsed_figure import ParsedFigure
from pipeline.parsing.quantity import MINUS
from pipeline.parsing.scanner import Scanner

_NONE: frozenset[str] = frozenset()


def check_reading(
    scanner: Scanner,
    parts: ParseState,
    reading: ParsedFigure,
    qualifiers: tuple[str, ...],
    words: Lexicon,
) -> None:
    """Check the hedges and tones of a reading against each other and its number."""
    if reading.unit_words == POINT_OF_INDEX and not reading.direction:
        _check_not_a_time(scanner, parts.last or parts.first, reading, words)
    if ELISION in reading.hedge or (reading.hedge and reading.number_high):
        _check_together(scanner, reading, words)
    for word in qualifiers:
        if word == PLUS:
            _check_plus(scanner, parts.first, reading)
        elif word in words.placed:
            _check_place(scanner, parts.first, reading, words.hedges[word], words)


def _check_plus(scanner: Scanner, first: NumberTokens, reading: ParsedFigure) -> None:
    """Check that + follows one number without a sign: 100+."""
    if reading.number_high or scanner.text[first.position] in SIGNS:
        scanner.fail(f"one number without a sign before {PLUS}", first.position)


POINT_OF_INDEX, _HOURS = "点", 24


def _check_not_a_time(
    scanner: Scanner, last: NumberTokens, reading: ParsedFigure, words: Lexicon
) -> None:
    """Check that a number before 点 without a direction is not a time of day: 8 点, 几点."""
    if last.number:
        is_time = is_whole(last.number) and parse_number(last.number).exact <= _HOURS
    else:  # a magnitude in words, of which 数百 is too large for an hour
        _check_together(scanner, reading, words)
        least = reading.to_quantity("", words).interval.low
        is_time = least is not None and least <= _HOURS
    if is_time:
        scanner.fail(
            f"a direction, or 个点: {last.number or reading.hedge} 点 is a time of day",
            last.position,
        )


def _check_together(scanner: Scanner, reading: ParsedFigure, words: Lexicon) -> None:
    """Check that hedges do not exclude each other."""
    try:
        reading.to_quantity("", words)
    except QuantityError as error:
        scanner.fail(error.expected, len(scanner.printed))


def _check_place(
    scanner: Scanner, first: NumberTokens, reading: ParsedFigure, hedge: Hedge, words: Lexicon
) -> None:
    """Check that 过 stands before a share or a bare multiplier, 大 before a half, 强 after a share."""
    if hedge.reach == "half" and hedge.position == "after":
        shares = (words.unit_words.get(mark, _NONE) for mark in (PARTS_OF, PERCENT_BEFORE))
        if reading.units.isdisjoint(frozenset().union(*shares)):
            scanner.fail(f"a share before {hedge.word}", first.position)
    elif hedge.reach == "half" and reading.number.lstrip(MINUS) != HALF:
        scanner.fail(f"a half after {hedge.word}", first.position)
    if hedge.is_of_range and not reading.number_high:
        scanner.fail(f"a range with {hedge.word}", first.position)
    is_share = hedge.position == "before" and _is_whole_share(reading)
    if hedge.reach == "bare" and not (_is_round(reading) or is_share):
        scanner.fail(f"a half, a share or a bare multiplier after {hedge.word}", first.position)
    if hedge.is_next_power and not _may_be_power(reading, words):
        scanner.fail(f"a multiplier before {hedge.word}", first.position)


def _is_round(reading: ParsedFigure) -> bool:
    number = reading.number.lstrip(MINUS)
    return number in HALVES or (not reading.number_high and set(number) <= _PLACES)


def _is_whole_share(reading: ParsedFigure) -> bool:
    """Return whether a number is so many tenths or a fraction in words: 七成, 三分之二."""
    if reading.number_high:
        return False
    is_tenths = reading.multiplier == TENTH and is_whole(reading.number)
    return is_tenths or any(sign in reading.number for sign in (TENTH, PARTS_OF))


def _may_be_power(reading: ParsedFigure, words: Lexicon) -> bool:
    """Return whether 级 may follow: after a multiplier, a place or a measured unit, not after 3."""
    place = reading.multiplier or reading.number[-1:]
    is_place = bool(place) and set(place) <= _PLACES
    is_measured = bool(reading.units) and not any(map(words.is_count, reading.units))
    return not reading.number_high and (is_place or is_measured)


_PLACES = NUMERALS - TENS.keys() - frozenset("零〇一二三四五六七八九两")
