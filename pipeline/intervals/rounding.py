"""From printed digits to the interval they may stand for, and from fractions to decimals.

All functions are exact: they compute with integers and never with a decimal context.
"""

from decimal import Decimal
from fractions import Fraction

from pipeline.intervals.interval import Interval

#: Digits after the point in a decimal that cannot be written out in full.
PLACES = 12


def rounding_interval(value: Fraction, decimals: int) -> Interval:
    """All numbers that round to `value`: half a unit of the last printed place, both ends closed.

    `decimals` counts digits after the point as XBRL does: 1 for 0.7, -12 for 72 trillion.
    Closed at both ends, as XBRL Calculations 1.1 does: a report rarely says how it rounds halves.
    """
    half = power_of_ten(-decimals) / 2
    return Interval(value - half, value + half)


def power_of_ten(exponent: int) -> Fraction:
    """10 to a positive or negative integer, exactly."""
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def exact_decimal(value: Fraction) -> Decimal | None:
    """The decimal that equals `value`, written without an exponent; None if it never ends."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    return _shifted(int(value * 10**places), places) if rest == 1 else None


def nearest_decimal(value: Fraction, places: int = PLACES) -> Decimal:
    """`value` exactly if it ends, else rounded half to even at `places` digits after the point."""
    exact = exact_decimal(value)
    return _shifted(round(value * 10**places), places) if exact is None else exact


def padded_decimal(value: Fraction, places: int) -> Decimal:
    """`value` with at least `places` digits behind the point, if it ends: 9.0 and not 9."""
    digits = value * 10 ** max(places, 0)
    return (
        nearest_decimal(value) if digits.denominator > 1 else _shifted(int(digits), max(places, 0))
    )


def decimal_below(value: Fraction, places: int = PLACES) -> Decimal:
    """`value` exactly if it ends, else the next decimal below it: a lower end never moves in."""
    exact = exact_decimal(value)
    return _shifted(value * 10**places // 1, places) if exact is None else exact


def decimal_above(value: Fraction, places: int = PLACES) -> Decimal:
    """`value` exactly if it ends, else the next decimal above it: an upper end never moves in."""
    return decimal_below(-value, places).copy_negate() if value else Decimal(0)


def _shifted(digits: int, places: int) -> Decimal:
    """`digits` divided by 10 to the `places`, however many digits there are."""
    whole = Decimal(digits).as_tuple()
    return Decimal((whole.sign, whole.digits, -places))
