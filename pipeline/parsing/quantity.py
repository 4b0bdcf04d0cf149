"""Compute the quantity of keyed cells: a value in the base unit, its rounding interval, its bounds.

Only the keyed columns are used, not the printed form, so that keyed cells and parsed figures give
quantities in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pipeline.intervals import (
    Interval,
    ceil_decimal,
    floor_decimal,
    padded_decimal,
    power_of_ten,
    round_decimal,
    rounding_interval,
)
from pipeline.parsing.errors import QuantityError
from pipeline.parsing.hedges import (
    ABOUT,
    MAGNITUDE,
    RANGE,
    STATED,
    bound_code,
    interval_of_magnitude,
    interval_of_range,
    interval_of_value,
    mirror,
)
from pipeline.parsing.lexicon import Hedge, Lexicon
from pipeline.parsing.normalization import ELISION
from pipeline.parsing.numbers import Number, NumberError, parse_number


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number in its base unit and what is known about it.

    `exact` and `exact_high` are the stated numbers; None for a vague magnitude, and without an upper
    end. `value` and `value_high` are the same as decimals, rounded at twelve places if the expansion
    is infinite. `decimals` counts digits after the point as XBRL does; None for fractions and
    magnitudes. `rounding` has the numbers with this printed form; None for a magnitude. `interval`
    has the numbers that hedge, range or rounding allow. `bound` is its kind for the signed value:
    `=`, `>`, `>=`, `<`, `<=`, `~<`, `~>`, `~`, `range` or `magnitude`.
    """

    exact: Fraction | None
    exact_high: Fraction | None
    value: Decimal | None
    value_high: Decimal | None
    decimals: int | None
    bound: str
    interval: Interval
    rounding: Interval | None

    @property
    def lower(self) -> Decimal | None:
        """Return the lower end, None if unbounded; an infinite decimal is rounded down."""
        return None if self.interval.low is None else floor_decimal(self.interval.low)

    @property
    def upper(self) -> Decimal | None:
        """Return the upper end, None if unbounded; an infinite decimal is rounded up."""
        return None if self.interval.high is None else ceil_decimal(self.interval.high)

    @property
    def lower_closed(self) -> bool:
        """Return whether the lower end itself is allowed."""
        return self.interval.low_closed

    @property
    def upper_closed(self) -> bool:
        """Return whether the upper end itself is allowed."""
        return self.interval.high_closed


MINUS = "-"


def to_quantity(
    number: str, number_high: str, multiplier: str, hedge: str, unit: str, words: Lexicon
) -> Quantity:
    """Return the quantity of the keyed columns. Raises only QuantityError, which names the column.

    A hedge qualifies the printed size: 下降超过 5% is below -5. Bounds and code of a negative number
    are therefore mirrored. Several hedges apply together. A blank number with a hedge and a
    multiplier is one (近亿 is below 100000000), or a magnitude if the hedge is 数, 几 or 上. A single
    minus is the same for a decline (减少数百家).
    """
    hedges = split_hedge(hedge, words)
    exponent = _exponent(multiplier, unit, words)
    negative, printed = _keyed("number", number)
    if printed is None and any(each.is_magnitude for each in hedges):
        return _magnitude(negative, exponent, number_high, hedges)
    if printed is None:
        printed = _one(number, multiplier, hedges)
    if any(each.is_next_power for each in hedges) and _is_power(printed):
        scale = exponent + len(str(printed.exact.numerator)) - 1
        return _magnitude(negative, scale, number_high, hedges)
    kind = _kind(number, unit, words)
    if number_high:
        return _range(negative, printed, number_high, exponent, hedges, kind)
    return _single(negative, printed, exponent, hedges, kind)


def _is_power(printed: Number) -> bool:
    """Return whether a number is one, ten, a hundred and so on: 百 in 百万级."""
    return printed.exact.denominator == 1 and str(printed.exact.numerator).rstrip("0") == "1"


class Kind(NamedTuple):
    """Hold what the unit states about a number: whether it can be rounded, and its lowest size.

    `exact` is whether no number beside the stated one can be meant, `whole` whether it counts whole
    things. `least` is the lowest possible size, None if the quantity may have either sign.
    """

    exact: bool
    whole: bool
    least: Fraction | None


def _kind(number: str, unit: str, words: Lexicon) -> Kind:
    """Return the kind of a number in a unit.

    A printed number stands for every number that rounds to it, unless rounding cannot have happened:

    - a position in an order is not measured: 第一 is 1, and 第十 is 10;
    - a count of whole things that is printed to the last digit: of the numbers that round to 13, only
      13 is whole. 2.9 万个 and 两千个 do not print the last digit and have an interval, and so does 2.6
      人, which is a mean;
    - 百分之百 and 十成 are the whole itself. 100% is a measured share that may be rounded;
    - fractions and numerals that are words (1/6, 一半, 翻一番) print no digits that could be rounded.

    A magnitude that cannot be negative has 0 below if the words set no lower end: 接近 30 亿元. The unit
    decides: money, people, things, lengths; not percentages, ratios and temperatures, which may be
    changes. A rank begins at 1.
    """
    if not unit:
        return _MEASURED
    if words.is_ordered(unit):
        return _RANK
    if words.may_be_negative(unit):
        whole = number.removeprefix(MINUS) in _WHOLES and unit in words.unit_words.get(_PERCENT, ())
        return _WHOLE if whole else _MEASURED
    return _COUNTED if words.is_count(unit) else _MAGNITUDE


_PERCENT = "百分之"
_WHOLES = frozenset({"百", "一百", "十"})

_MEASURED, _WHOLE = Kind(False, False, None), Kind(True, False, None)
_RANK = Kind(True, False, Fraction(1))
_COUNTED, _MAGNITUDE = Kind(False, True, Fraction(0)), Kind(False, False, Fraction(0))


def split_hedge(hedge: str, words: Lexicon) -> tuple[Hedge, ...]:
    """Return the hedges that a keyed cell joins by `…`. Raises QuantityError for any other word."""
    if not hedge:
        return ()
    found = tuple(words.hedges.get(word) for word in hedge.split(ELISION))
    known = tuple(each for each in found if each and not each.is_tone)
    if len(known) < len(found):
        raise QuantityError("hedge", hedge, "hedges of the vocabulary, joined by …")
    return known


def _exponent(multiplier: str, unit: str, words: Lexicon) -> int:
    if unit and unit not in words.units:
        raise QuantityError("unit", unit, "a unit of the vocabulary")
    if not multiplier:
        return 0
    if multiplier not in words.multipliers:
        raise QuantityError("multiplier", multiplier, "a multiplier of the vocabulary")
    units = words.unit_words.get(multiplier)
    if unit and units and unit not in units:
        raise QuantityError("unit", unit, f"{' or '.join(sorted(units))} with {multiplier}")
    return words.multipliers[multiplier]


def _keyed(column: str, text: str) -> tuple[bool, Number | None]:
    """Return whether a cell is negative, and its number; None if it is blank or a single minus."""
    size = text.removeprefix(MINUS)
    if not size:
        return bool(text), None
    try:
        return size != text, parse_number(size)
    except NumberError as error:
        raise QuantityError(column, text, str(error)) from None


def _one(number: str, multiplier: str, hedges: tuple[Hedge, ...]) -> Number:
    if not multiplier or not hedges:
        raise QuantityError("number", number, "a number, or a hedge such as 数, 几, 上")
    return Number(Fraction(1), 0, Fraction(1))


def _magnitude(
    negative: bool, exponent: int, number_high: str, hedges: tuple[Hedge, ...]
) -> Quantity:
    if number_high:
        raise QuantityError(
            "number_high", number_high, "a blank cell, because the hedge is 数, 几 or 上"
        )
    interval = interval_of_magnitude(hedges, power_of_ten(exponent))
    interval = -interval if negative else interval
    return Quantity(None, None, None, None, None, MAGNITUDE, interval, None)


def _single(
    negative: bool, printed: Number, exponent: int, hedges: tuple[Hedge, ...], kind: Kind
) -> Quantity:
    scale = power_of_ten(exponent)
    size, decimals = printed.exact * scale, _decimals(printed, exponent)
    rounding = _rounding(size, decimals, kind)
    bound, interval = STATED, rounding
    if hedges:
        digit = None if printed.digit is None else printed.digit * scale
        bound, interval = bound_code(hedges), interval_of_value(hedges, size, digit)
        interval = _from_least(bound, interval, size, kind)
    if negative:
        size, rounding, (bound, interval) = -size, -rounding, mirror(bound, interval)
    value = _decimal(size, decimals)
    return Quantity(size, None, value, None, decimals, bound, interval, rounding)


def _from_least(bound: str, interval: Interval, size: Fraction, kind: Kind) -> Interval:
    """Return an interval that ends at the lowest possible size, if the words set no lower end.

    约 sets no end at all, so that its interval stays unbounded.
    """
    if kind.least is None or interval.low is not None or bound == ABOUT or size <= kind.least:
        return interval
    return Interval(kind.least, interval.high, True, interval.high_closed)


def _range(
    negative: bool,
    first: Number,
    number_high: str,
    exponent: int,
    hedges: tuple[Hedge, ...],
    kind: Kind,
) -> Quantity:
    """Return a range; both ends of a decline are keyed in order of printing: -13 and -32."""
    ends_negative, last = _keyed("number_high", number_high)
    if last is None:
        raise QuantityError("number_high", number_high, "a number")
    scale = power_of_ten(exponent)
    start = (-first.exact if negative else first.exact) * scale
    end = (-last.exact if ends_negative else last.exact) * scale
    declining = negative and ends_negative
    if start == end or (start > end and not declining):
        raise QuantityError("number_high", number_high, "an upper end above the number")
    low, high = sorted((-start, -end)) if declining else (start, end)
    bound, interval = bound_code(hedges), interval_of_range(hedges, low, high)
    bound = bound if bound == ABOUT else RANGE
    interval = -interval if declining else interval
    decimals = _decimals(first, exponent), _decimals(last, exponent)
    return _between((start, decimals[0]), (end, decimals[1]), bound, interval, kind)


def _between(
    first: tuple[Fraction, int | None],
    last: tuple[Fraction, int | None],
    bound: str,
    held: Interval,
    kind: Kind,
) -> Quantity:
    """Return a range as precise as the less precise of its ends."""
    (start, start_decimals), (end, end_decimals) = first, last
    known = [decimals for decimals in (start_decimals, end_decimals) if decimals is not None]
    decimals = min(known) if len(known) == 2 else None
    value, value_high = _decimal(start, start_decimals), _decimal(end, end_decimals)
    rounding = _rounding(start, start_decimals, kind).hull(_rounding(end, end_decimals, kind))
    return Quantity(start, end, value, value_high, decimals, bound, held, rounding)


def _decimals(printed: Number, exponent: int) -> int | None:
    return None if printed.decimals is None else printed.decimals - exponent


def _rounding(value: Fraction, decimals: int | None, kind: Kind) -> Interval:
    """Return the numbers with this printed form: one number if it cannot be rounded (`_kind`)."""
    exact = decimals is None or kind.exact or (kind.whole and decimals == 0)
    return (
        Interval.point(value) if exact or decimals is None else rounding_interval(value, decimals)
    )


def _decimal(value: Fraction, decimals: int | None) -> Decimal:
    """Return the value with the zeros that are printed after the point: 9.0, not 9."""
    return padded_decimal(value, decimals) if decimals else round_decimal(value)
