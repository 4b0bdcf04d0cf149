"""Rounding intervals, and decimals for fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intervals import (
    ceil_decimal,
    exact_decimal,
    floor_decimal,
    padded_decimal,
    power_of_ten,
    round_decimal,
    rounding_interval,
)

FRACTIONS = st.fractions(max_denominator=10**4)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        pytest.param(Fraction(7, 10), 1, "[13/20, 3/4]", id="0.7"),
        pytest.param(Fraction(72 * 10**12), -12, "[71500000000000, 72500000000000]", id="72 万亿"),
        pytest.param(Fraction(0), 0, "[-1/2, 1/2]", id="0"),
    ],
)
def test_a_rounding_interval_is_half_a_unit_of_the_last_place(value, decimals, shown) -> None:
    """Closed at both ends, as XBRL Calculations 1.1 has it."""
    assert str(rounding_interval(value, decimals)) == shown


@given(FRACTIONS, st.integers(-6, 6))
def test_an_interval_contains_what_it_was_rounded_from(value: Fraction, decimals: int) -> None:
    """Whichever way halves are rounded."""
    unit = power_of_ten(-decimals)
    rounded = round(value / unit) * unit
    assert rounding_interval(rounded, decimals).contains(value)


@given(FRACTIONS)
def test_decimals_enclose_the_fraction(value: Fraction) -> None:
    """Exactly where it ends; else one below, one above, and the nearest is one of the two."""
    below, above, nearest = floor_decimal(value), ceil_decimal(value), round_decimal(value)
    exact = exact_decimal(value)
    if exact is not None:
        assert Fraction(exact) == value
        assert below == above == nearest == exact
    else:
        assert Fraction(below) < value < Fraction(above)
        assert above - below == Decimal("1e-12")
        assert nearest in (below, above)


@given(st.integers(-(10**60), 10**60), st.integers(0, 30))
def test_a_decimal_is_never_rounded_by_a_context(digits: int, places: int) -> None:
    """Decimal's arithmetic would round at 28 digits."""
    value = Fraction(digits, 10**places)
    assert Fraction(round_decimal(value)) == value
    assert "E" not in str(exact_decimal(value)).upper() or abs(value) < Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(9), 1, "9.0"),
        (Fraction(9), -3, "9"),
        (Fraction(5, 4), 2, "1.25"),
        (Fraction(-5, 4), 3, "-1.250"),
        (Fraction(1, 3), 2, "0.333333333333"),
    ],
)
def test_printed_zeros_behind_the_point_are_kept(
    value: Fraction, places: int, written: str
) -> None:
    """9.0 states more than 9."""
    assert str(padded_decimal(value, places)) == written
