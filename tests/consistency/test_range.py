"""A claim between two ends: `= 0.5..0.7`."""

from fractions import Fraction

import pytest

from pipeline.consistency.evaluation import Operand
from pipeline.consistency.expression import (
    ExpressionSyntaxError,
    Range,
    parse_claim,
    parse_comparison,
)
from pipeline.consistency.identity import Verdict, detection_powers, evaluate
from pipeline.intervals import Interval

HALF = Fraction(1, 2)


def printed(number: str) -> Operand:
    """A whole number printed to the last digit, rounded."""
    value = Fraction(number)
    return Operand(Interval(value - HALF, value + HALF, True, True), value, value, Fraction(1))


def test_a_range_is_read_with_both_ends() -> None:
    """The ends are exact decimals."""
    assert parse_claim("= 0.5..0.7") == ("=", Range(Fraction(1, 2), Fraction(7, 10)))
    assert parse_claim("= 3..3")[1] == Range(Fraction(3), Fraction(3))


@pytest.mark.parametrize(
    ("text", "position"),
    [("= 0.7..0.5", 7), ("= 1..", 5), ("= 1..[1-001]", 5), ("= 1...2", 5), ("= ..2", 2)],
)
def test_a_range_that_is_none_is_rejected_at_its_place(text: str, position: int) -> None:
    """Turned ends, a missing end, a figure as an end."""
    with pytest.raises(ExpressionSyntaxError) as raised:
        parse_claim(text)
    assert raised.value.position == position


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("499", Verdict.INCONSISTENT),
        ("500", Verdict.CONSISTENT),
        ("600", Verdict.CONSISTENT),
        ("700", Verdict.CONSISTENT),
        ("701", Verdict.INCONSISTENT),
    ],
)
def test_both_ends_count(number: str, verdict: Verdict) -> None:
    """A printed number is rounded: 499 is at most 499.5, so 499 fails and 500 does not."""
    terms = {"a": printed(number)}
    assert evaluate(parse_comparison("[a] = 500..700"), terms).verdict is verdict


def test_its_power_is_the_distance_to_each_end() -> None:
    """From 600, up to 701 and down to 499."""
    found = detection_powers(parse_comparison("[a] = 500..700"), {"a": printed("600")})["a"]
    assert (found.up, found.down) == (101, 101)


def test_it_is_an_interval_of_the_right_side() -> None:
    """What the package publishes as printed."""
    made = evaluate(parse_comparison("[a] = 500..700"), {"a": printed("600")})
    assert made.printed == Interval(Fraction(500), Fraction(700), True, True)
