"""Convert printed digits to the interval that they represent, and fractions to decimals.

All functions are exact: they compute with integers and never with a decimal context.
"""

from decimal import Decimal
from fractions import Fraction

from pipeline.intervals.interval import Interval

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
