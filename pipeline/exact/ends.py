"""The ends of intervals as values of their own, and what sums and products make of them."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple


class End(NamedTuple):
    """One end: an infinite one has the sign of its infinity and a value that does not count."""

    infinite: int
    value: Fraction
    closed: bool


def inward(end: End) -> tuple[int, Fraction, bool]:
    """Orders low ends: of two equal ones the open end begins later."""
    return end.infinite, end.value, not end.closed


def total(left: End, right: End) -> End:
    """The sum of two low ends or of two high ends, so infinities never have opposite signs."""
    infinite = left.infinite or right.infinite
    return End(infinite, left.value + right.value, left.closed and right.closed and not infinite)


def product(left: End, right: End) -> End:
    """The product of two ends. A closed zero is reached whatever the other end, even infinite."""
    zeros = [end for end in (left, right) if not end.infinite and end.value == 0]
    if zeros:
        closed = any(end.closed for end in zeros)
        return End(0, Fraction(0), closed)
    if left.infinite or right.infinite:
        return End(_sign(left) * _sign(right), Fraction(0), False)
    return End(0, left.value * right.value, left.closed and right.closed)


def _sign(end: End) -> int:
    return end.infinite or (1 if end.value > 0 else -1)


def extreme(ends: Iterable[End], choose: Callable[..., End]) -> End:
    """The lowest or highest end; of equal ones a closed one, as that number is reached."""
    candidates = list(ends)
    outermost = choose(candidates, key=lambda end: end[:2])
    closed = any(end.closed for end in candidates if end[:2] == outermost[:2])
    return outermost._replace(closed=closed)


def inverse(end: End, side: int) -> End:
    """One over an end of an interval that lies on one `side` of zero."""
    if end.infinite:
        return End(0, Fraction(0), False)
    if end.value == 0:
        return End(side, Fraction(0), False)
    return End(0, 1 / end.value, end.closed)
