"""Intervals: what they hold, and that their arithmetic is that of exact numbers."""

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.intervals import EmptyIntervalError, Interval, IntervalDivisionError, growth, share
from tests.intervals.interval_strategies import NUMBERS, intervals, samples

OPERATIONS = {
    "sum": operator.add,
    "difference": operator.sub,
    "product": operator.mul,
    "quotient": operator.truediv,
}
operations = pytest.mark.parametrize("operate", OPERATIONS.values(), ids=OPERATIONS.keys())


def contains(interval: Interval, value: Fraction) -> bool:
    """What containing means, stated without the code under test."""
    above = interval.low is None or (
        value >= interval.low if interval.low_closed else value > interval.low
    )
    below = interval.high is None or (
        value <= interval.high if interval.high_closed else value < interval.high
    )
    return above and below


@pytest.mark.parametrize(
    ("low", "high", "low_closed", "high_closed"),
    [
        pytest.param(2, 1, True, True, id="low above high"),
        pytest.param(1, 1, False, True, id="a point open below"),
        pytest.param(1, 1, True, False, id="a point open above"),
    ],
)
def test_an_empty_interval_cannot_be_built(low, high, low_closed, high_closed) -> None:
    """Nothing downstream then has to ask whether there is anything in it."""
    with pytest.raises(EmptyIntervalError):
        Interval(Fraction(low), Fraction(high), low_closed, high_closed)


def test_an_unbounded_end_is_never_closed() -> None:
    """Infinity is not a number that could be included."""
    assert (Interval().low_closed, Interval().high_closed) == (False, False)
    assert Interval(None, Fraction(1), True, True) == Interval.below(1, closed=True)


@given(intervals(), NUMBERS)
def test_an_interval_contains_what_lies_between_its_ends(interval: Interval, value) -> None:
    """An open end is not contained, a closed one is."""
    assert interval.contains(value) == contains(interval, value)
    assert interval.contains(Decimal(3)) == contains(interval, Fraction(3))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        pytest.param(Interval.above(5), Interval.point(5), False, id="an open end and its point"),
        pytest.param(Interval.above(5, closed=True), Interval.point(5), True, id="a closed end"),
        pytest.param(Interval.above(5), Interval.below(5), False, id="two open ends"),
        pytest.param(
            Interval.above(5, closed=True), Interval.below(5), False, id="one closed, one open"
        ),
        pytest.param(
            Interval.above(5, closed=True), Interval.below(5, closed=True), True, id="both closed"
        ),
    ],
)
def test_touching_intervals_meet_only_where_both_are_closed(one, other, meet: bool) -> None:
    """Closedness is joined with *and*: the study found a calculator that joins it with *or*."""
    assert one.intersects(other) is meet
    assert other.intersects(one) is meet


@given(intervals(), intervals(), NUMBERS)
def test_an_intersection_holds_what_both_hold(one: Interval, other: Interval, value) -> None:
    """And there is none exactly if they do not intersect."""
    meet = one.intersection(other)
    both = contains(one, value) and contains(other, value)
    assert both == (meet is not None and contains(meet, value))
    assert (meet is not None) == one.intersects(other)


@given(intervals(), intervals())
def test_implying_is_being_a_subset(one: Interval, other: Interval) -> None:
    """A statement entails another exactly if no number of it lies outside the other."""
    inside = all(contains(other, value) for value in samples(one))
    assert one.is_subset_of(other) == inside
    assert (
        one.is_subset_of(one) and one.is_subset_of(one.hull(other)) and one.is_subset_of(Interval())
    )


@pytest.mark.slow
@operations
@given(one=intervals(), other=intervals())
@settings(max_examples=300)
def test_arithmetic_holds_every_result_and_no_end_beyond(
    operate: Callable, one: Interval, other: Interval
) -> None:
    """Against exact numbers: each result is inside, each end is met, or come near if it is open."""
    assume(operate is not operator.truediv or not other.contains(0))
    result = operate(one, other)
    values = [operate(x, y) for x, y in product(samples(one), samples(other))]
    assert all(contains(result, value) for value in values)
    for end, closed, nearest in (
        (result.low, result.low_closed, min(values)),
        (result.high, result.high_closed, max(values)),
    ):
        if end is None:
            assert abs(nearest) > 10**6
        else:
            assert (nearest == end) == closed
            assert abs(nearest - end) < Fraction(1, 10**6)


@given(intervals(), intervals(), intervals())
def test_sums_associate_and_commute(one: Interval, two: Interval, three: Interval) -> None:
    """So that the order of the parts of a total does not matter."""
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one


@given(intervals(), NUMBERS)
def test_scaling_turns_around_with_a_negative_factor(interval: Interval, factor) -> None:
    """-(1, 2] is [-2, -1)."""
    assert interval.scale(factor) == interval * Interval.point(factor)
    assert interval.scale(-1) == -interval
    assert interval.scale(-1).scale(-1) == interval


@given(intervals())
def test_nothing_is_divided_by_an_interval_with_zero_in_it(interval: Interval) -> None:
    """The quotients would not all be defined; an end that only touches zero is no harm."""
    if contains(interval, Fraction(0)):
        with pytest.raises(IntervalDivisionError):
            Interval.point(1) / interval
    else:
        assert (Interval.point(1) / interval).contains(1 / samples(interval)[0])


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        pytest.param(Interval(Fraction(0), Fraction(1)) * Interval.above(2), "[0, ∞)", id="0 × ∞"),
        pytest.param(Interval.point(0) * Interval(), "[0, 0]", id="zero times anything"),
        pytest.param(Interval.above(0).reciprocal(), "(0, ∞)", id="one over all positives"),
        pytest.param(Interval.below(-2, closed=True).reciprocal(), "[-1/2, 0)", id="negatives"),
        pytest.param(
            growth(Interval(Fraction(104), Fraction(106)), Interval.point(100)),
            "[1/25, 3/50]",
            id="growth",
        ),
        pytest.param(growth(Interval.above(72), Interval.point(60)), "(1/5, ∞)", id="open growth"),
        pytest.param(
            share(Interval.point(1), Interval(Fraction(4), Fraction(5), False)),
            "[1/5, 1/4)",
            id="share",
        ),
        pytest.param(Interval.above(1, closed=True) - 1, "[0, ∞)", id="a number as operand"),
    ],
)
def test_some_results_by_hand(found: Interval, shown: str) -> None:
    """Worked out on paper."""
    assert str(found) == shown


@given(intervals(), st.data())
def test_growth_and_share_are_the_quotients_they_claim(old: Interval, data) -> None:
    """New / old - 1, and part / whole."""
    new = data.draw(intervals())
    assume(not old.contains(0))
    assert growth(new, old) == new / old - Interval.point(1)
    assert share(new, old) == new / old
