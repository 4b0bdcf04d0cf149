"""Compute the interval that hedges allow around a printed size, and the code of its kind.

Sizes are positive; `mirror` converts a bound on the size of a decline to one on its signed value.
The code of each word is data (`raw/vocabulary/hedges.csv`).
"""

from __future__ import annotations

from fractions import Fraction

from pipeline.intervals import Interval, power_of_ten
from pipeline.parsing.errors import QuantityError
from pipeline.parsing.lexicon import Hedge
from pipeline.parsing.normalization import ELISION

STATED, RANGE, MAGNITUDE, ABOUT = "=", "range", "magnitude", "~"

#: Of several hedges, the first of these decides the code: stricter bounds come first.
_PRECEDENCE = (">", "<", "~<", ">=", "<=", ABOUT)

_FROM_BELOW = (">", ">=")
_SHORT_OF = ("<", "~<")

#: 十几 is above ten; 42 万亿级 is about 42 万亿.
_BOUND_AFTER_DIGITS = {"next_power": ABOUT}

_MIRROR = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "~<": "~>", "~>": "~<"}


def interval_of_value(
    hedges: tuple[Hedge, ...], size: Fraction, digit: Fraction | None
) -> Interval:
    """Return the interval that all hedges together allow around one size.

    `digit` is one unit of the last digit that is not zero; with 余 and 多 the value stays below
    the size plus `digit`. It is None for a fraction, which then has no upper end. Raises
    QuantityError if no number is left.
    """
    return _together(hedges, [_allowed(hedge, size, size, digit) for hedge in hedges])


def interval_of_range(hedges: tuple[Hedge, ...], low: Fraction, high: Fraction) -> Interval:
    """Return a range as its hedges allow; 约 leaves both ends unbounded. Raises QuantityError."""
    if any(hedge.reach == "last_nonzero_digit" or hedge.is_magnitude for hedge in hedges):
        raise QuantityError("hedge", _joined(hedges), "no 余, 多, 几 or 数 with a range")
    soft = any(hedge.bound == ABOUT for hedge in hedges)
    parts = [_allowed(hedge, low, high, None) for hedge in hedges]
    return _together(hedges, parts if soft else [Interval(low, high), *parts])


def interval_of_magnitude(hedges: tuple[Hedge, ...], unit: Fraction) -> Interval:
    """Return the sizes that the word of a magnitude allows for one `unit` of its multiplier.

    A lower bound removes the upper end: 超过数百 may also be more than a thousand. What does not reach a
    number of digits, or is near it, has fewer: 不到两位数 is below 10.
    """
    ends = {_ends_of_magnitude(hedge, unit) for hedge in hedges if hedge.is_magnitude}
    if len(ends) > 1:
        raise QuantityError("hedge", _joined(hedges), "one word of magnitude, such as 数 or 级")
    ((low, high),) = ends
    firm = [hedge for hedge in hedges if not hedge.is_magnitude]
    has_digits = high is not None and any(hedge.is_whole for hedge in hedges)
    if has_digits and any(hedge.bound in _SHORT_OF for hedge in firm):
        return _together(hedges, [_allowed(hedge, low, low, None) for hedge in firm])
    open_above = high is None or any(hedge.bound in _FROM_BELOW for hedge in firm)
    vague = Interval(low, None if open_above else high, high_closed=False)
    end = low if high is None else high
    return _together(hedges, [vague, *(_allowed(hedge, low, end, None) for hedge in firm)])


def _ends_of_magnitude(hedge: Hedge, unit: Fraction) -> tuple[Fraction, Fraction | None]:
    """Return the ends that one word gives to a magnitude; the upper is not included.

    数百 is 200 to 1000, 上百 100 or more, 百万级 one to ten million, 两位数 10 to 100, 数以亿计 10^8 or
    more.
    """
    if hedge.is_whole:
        power = power_of_ten(hedge.power)
        return (power, None) if hedge.reach.startswith("floor") else (power / 10, power)
    if hedge.reach == "floor":
        return unit, None
    return (unit, 10 * unit) if hedge.is_next_power else (2 * unit, 10 * unit)


def bound_code(hedges: tuple[Hedge, ...]) -> str:
    """Return the code of several hedges together; `=` without a hedge and for v 以上以下."""
    bounds = {
        _BOUND_AFTER_DIGITS.get(hedge.reach, ">") if hedge.is_magnitude else hedge.bound
        for hedge in hedges
    }
    if bounds <= {STATED} or {">=", "<="} <= bounds <= {">=", "<=", ABOUT}:
        return STATED
    return next(bound for bound in _PRECEDENCE if bound in bounds)


def mirror(bound: str, interval: Interval) -> tuple[str, Interval]:
    """Convert a bound on a size to a bound on the negative number of that size."""
    return _MIRROR.get(bound, bound), -interval


def _allowed(hedge: Hedge, low: Fraction, high: Fraction, digit: Fraction | None) -> Interval:
    """Return the interval that one hedge allows: a lower bound at `low`, an upper bound at `high`."""
    if hedge.is_next_power:
        return Interval()
    if hedge.is_magnitude or hedge.reach == "last_nonzero_digit":
        return Interval(low, None if digit is None else low + digit, False, False)
    if hedge.bound == STATED:
        return Interval(low, high)
    if hedge.bound in _FROM_BELOW:
        return Interval.above(low, closed=hedge.bound == ">=")
    if hedge.bound in ("<", "<=", "~<"):
        return Interval.below(high, closed=hedge.bound == "<=")
    return Interval()


def _together(hedges: tuple[Hedge, ...], parts: list[Interval]) -> Interval:
    held = Interval()
    for part in parts:
        narrower = held.intersection(part)
        if narrower is None:
            raise QuantityError("hedge", _joined(hedges), "hedges that do not exclude each other")
        held = narrower
    return held


def _joined(hedges: tuple[Hedge, ...]) -> str:
    return ELISION.join(hedge.word for hedge in hedges)
