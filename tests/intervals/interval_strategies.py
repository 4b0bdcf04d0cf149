"""Hypothesis strategies for intervals, and numbers in and near them."""

from fractions import Fraction

from hypothesis import strategies as st

from pipeline.intervals import EmptyIntervalError, Interval

NUMBERS = st.fractions(-50, 50, max_denominator=12)
ENDS = st.one_of(st.none(), st.sampled_from([Fraction(0), Fraction(1), Fraction(-1)]), NUMBERS)
#: How near a sample comes to an open end, and how far out it goes where there is none.
NEAR, FAR = Fraction(1, 10**12), Fraction(10**12)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval: points, rays, the whole line; ends open and closed; often touching zero."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    try:
        return Interval(low, high, draw(st.booleans()), draw(st.booleans()))
    except EmptyIntervalError:
        assert low is not None
        return Interval.point(low)


def samples(interval: Interval) -> list[Fraction]:
    """Numbers of the interval: its ends or close to them, zero, and the middle."""
    low, high = interval.low, interval.high
    inner = [] if low is None else [low, low + NEAR]
    inner += [] if high is None else [high, high - NEAR]
    inner += [Fraction(0), FAR, -FAR]
    if low is not None and high is not None:
        inner.append((low + high) / 2)
    return [value for value in inner if interval.contains(value)]
