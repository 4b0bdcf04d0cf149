"""Define intervals of numbers with open, closed or absent ends; add, multiply, divide and round exactly.

An end of None is unbounded. Ends are fractions, so every operation is exact and no decimal context is
used. As in interval arithmetic, operands vary independently: x - x is not zero. The ends are values of
their own, with their own sums and products. Printed digits are converted to the interval that they
represent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias


class End(NamedTuple):
    """Hold one end; an infinite end has the sign of its infinity, and its value is ignored."""

    infinite: int
    value: Fraction
    closed: bool


def lower_end_key(end: End) -> tuple[int, Fraction, bool]:
    """Return a sort key of low ends: of two equal ends, the open one is later."""
    return end.infinite, end.value, not end.closed


def add_ends(left: End, right: End) -> End:
    """Return the sum of two low or two high ends, so that infinities never have opposite signs."""
    infinite = left.infinite or right.infinite
    return End(infinite, left.value + right.value, left.closed and right.closed and not infinite)


def multiply_ends(left: End, right: End) -> End:
    """Return the product of two ends. A closed zero gives a closed zero, even with an infinite end."""
    zeros = [end for end in (left, right) if not end.infinite and end.value == 0]
    if zeros:
        closed = any(end.closed for end in zeros)
        return End(0, Fraction(0), closed)
    if left.infinite or right.infinite:
        return End(_sign(left) * _sign(right), Fraction(0), False)
    return End(0, left.value * right.value, left.closed and right.closed)


def _sign(end: End) -> int:
    return end.infinite or (1 if end.value > 0 else -1)


def outermost(ends: Iterable[End], choose: Callable[..., End]) -> End:
    """Return the lowest or highest end; of equal ends a closed one, because it contains its number."""
    candidates = list(ends)
    outermost = choose(candidates, key=lambda end: end[:2])
    closed = any(end.closed for end in candidates if end[:2] == outermost[:2])
    return outermost._replace(closed=closed)


def invert_end(end: End, side: int) -> End:
    """Return the reciprocal of an end of an interval on one `side` of zero."""
    if end.infinite:
        return End(0, Fraction(0), False)
    if end.value == 0:
        return End(side, Fraction(0), False)
    return End(0, 1 / end.value, end.closed)


Rational: TypeAlias = Fraction | Decimal | int


class EmptyIntervalError(ValueError):
    """The ends enclose no number: low is above high, or both are equal and one is open."""


class IntervalDivisionError(ZeroDivisionError):
    """The divisor contains zero, so that not all quotients are defined."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold the numbers from `low` to `high`. None is unbounded; an unbounded end is never closed.

    Raises EmptyIntervalError if it would contain no number.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low is None and self.low_closed:
            object.__setattr__(self, "low_closed", False)
        if self.high is None and self.high_closed:
            object.__setattr__(self, "high_closed", False)
        if self.low is None or self.high is None or self.low < self.high:
            return
        if self.low > self.high or not (self.low_closed and self.high_closed):
            raise EmptyIntervalError(f"{self} contains no number")

    @classmethod
    def point(cls, value: Rational) -> Interval:
        """Return the interval that contains one number."""
        return cls(Fraction(value), Fraction(value))

    @classmethod
    def above(cls, value: Rational, *, closed: bool = False) -> Interval:
        """Return all numbers above `value`, with `value` itself if closed."""
        return cls(Fraction(value), None, low_closed=closed)

    @classmethod
    def below(cls, value: Rational, *, closed: bool = False) -> Interval:
        """Return all numbers below `value`, with `value` itself if closed."""
        return cls(None, Fraction(value), high_closed=closed)

    def __str__(self) -> str:
        low, high = ("-∞" if self.low is None else self.low), self.high
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{low}, {'∞' if high is None else high}{right}"

    def contains(self, value: Rational) -> bool:
        """Return whether the interval contains `value`."""
        return self.intersects(Interval.point(value))

    def intersects(self, other: Interval) -> bool:
        """Return whether some number is in both: both statements may be true of one number."""
        return self.intersection(other) is not None

    def is_subset_of(self, other: Interval) -> bool:
        """Return whether `other` contains every number of this interval: this statement implies that one."""
        return self.intersection(other) == self

    def intersection(self, other: Interval) -> Interval | None:
        """Return the numbers that are in both, or None if there are none."""
        low, high = max(_low(self), _low(other), key=lower_end_key), min(_high(self), _high(other))
        apart = low[:2] > high[:2] or (low[:2] == high[:2] and not (low.closed and high.closed))
        return None if apart else _between(low, high)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that contains both."""
        low, high = min(_low(self), _low(other), key=lower_end_key), max(_high(self), _high(other))
        return _between(low, high)

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_closed, self.low_closed)

    def __add__(self, other: Interval | Rational) -> Interval:
        right = _interval(other)
        return _between(add_ends(_low(self), _low(right)), add_ends(_high(self), _high(right)))

    def __sub__(self, other: Interval | Rational) -> Interval:
        return self + -_interval(other)

    def __mul__(self, other: Interval | Rational) -> Interval:
        right = _interval(other)
        if _is_not_negative(self) and _is_not_negative(right):  # most figures: two products do
            lows, highs = (_low(self), _low(right)), (_high(self), _high(right))
            return _between(multiply_ends(*lows), multiply_ends(*highs))
        products = [multiply_ends(a, b) for a in _ends(self) for b in _ends(right)]
        return _between(outermost(products, min), outermost(products, max))

    def __truediv__(self, other: Interval | Rational) -> Interval:
        """Return the quotients. Raises IntervalDivisionError if the divisor contains zero."""
        return self * _interval(other).reciprocal()

    def reciprocal(self) -> Interval:
        """Return the reciprocals. Raises IntervalDivisionError if the interval contains zero."""
        if self.contains(0):
            raise IntervalDivisionError(f"{self} contains zero")
        ends = _ends(self)
        positive = all(end.infinite > 0 or (not end.infinite and end.value >= 0) for end in ends)
        low, high = (invert_end(end, 1 if positive else -1) for end in reversed(ends))
        return _between(low, high)

    def scale(self, factor: Rational) -> Interval:
        """Return every number times `factor`."""
        return self * factor


def growth(new: Interval, old: Interval) -> Interval:
    """Return the rate new / old - 1 as a fraction of one. Raises IntervalDivisionError if `old` contains zero."""
    return new / old - 1


def share(part: Interval, whole: Interval) -> Interval:
    """Return the fraction part / whole. Raises IntervalDivisionError if `whole` contains zero.

    The two vary independently, so that a share may exceed one if the ends overlap.
    """
    return part / whole


def _interval(value: Interval | Rational) -> Interval:
    return value if isinstance(value, Interval) else Interval.point(value)


def _low(interval: Interval) -> End:
    low = interval.low
    return End(-1 if low is None else 0, low or Fraction(0), interval.low_closed)


def _high(interval: Interval) -> End:
    high = interval.high
    return End(1 if high is None else 0, high or Fraction(0), interval.high_closed)


def _ends(interval: Interval) -> tuple[End, End]:
    return _low(interval), _high(interval)


def _is_not_negative(interval: Interval) -> bool:
    return interval.low is not None and interval.low >= 0


def _between(low: End, high: End) -> Interval:
    return Interval(
        None if low.infinite else low.value,
        None if high.infinite else high.value,
        low.closed,
        high.closed,
    )


#: Digits after the point in a decimal that cannot be written out in full.
PLACES = 12


def rounding_interval(value: Fraction, decimals: int) -> Interval:
    """Return all numbers that round to `value`: half a unit of the last printed place either way.

    `decimals` counts digits after the point as XBRL does: 1 for 0.7, -12 for 72 trillion. Both ends
    are closed, as in XBRL Calculations 1.1, because a report rarely states how it rounds halves.
    """
    half = power_of_ten(-decimals) / 2
    return Interval(value - half, value + half)


def power_of_ten(exponent: int) -> Fraction:
    """Return 10 to a positive or negative integer power, exactly."""
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def exact_decimal(value: Fraction) -> Decimal | None:
    """Return the decimal equal to `value`, without an exponent; None if its expansion is infinite."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    return _shifted(int(value * 10**places), places) if rest == 1 else None


def round_decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """Return `value` exactly if its expansion is finite, else rounded half to even to `places` digits."""
    exact = exact_decimal(value)
    return _shifted(round(value * 10**places), places) if exact is None else exact


def padded_decimal(value: Fraction, places: int) -> Decimal:
    """Return `value` with at least `places` digits after the point, if finite: 9.0, not 9."""
    digits = value * 10 ** max(places, 0)
    return round_decimal(value) if digits.denominator > 1 else _shifted(int(digits), max(places, 0))


def floor_decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """Return `value` exactly if its expansion is finite, else rounded down, as a lower end needs."""
    exact = exact_decimal(value)
    return _shifted(value * 10**places // 1, places) if exact is None else exact


def ceil_decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """Return `value` exactly if its expansion is finite, else rounded up, as an upper end needs."""
    return floor_decimal(-value, places).copy_negate() if value else Decimal(0)


def _shifted(digits: int, places: int) -> Decimal:
    """Return `digits` divided by 10 to the `places`, without a limit on the number of digits."""
    whole = Decimal(digits).as_tuple()
    return Decimal((whole.sign, whole.digits, -places))
