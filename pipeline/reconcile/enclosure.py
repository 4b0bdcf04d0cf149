"""The values of an expression over a box of figures, as narrow as can be proved.

Interval arithmetic lets each occurrence of a figure vary by itself, so (new - old) / old comes out
wider than it is. Where the derivative by a figure has one sign all over the box, the least and the
greatest value stand at that figure's ends, and both are evaluated there (the monotonicity form;
Moore, Kearfott, Cloud, Introduction to Interval Analysis, ch. 6). Elsewhere the wider interval
stands: it always holds every value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from pipeline.exact import DividesByZero, Interval
from pipeline.reconcile.arithmetic import (
    Expression,
    Reference,
    combined,
    derivative,
    occurrences,
)

#: How many times a derivative's own sign is looked for by deriving once more; two settle growth
#: rates and shares of sums.
_ORDERS: Final = 2


def enclosure(
    expression: Expression, box: Mapping[str, Interval], orders: int = _ORDERS
) -> Interval:
    """An interval that holds every value of the expression.

    It has no value too many if each figure is written once, or is bounded and moves the expression
    in one direction only, as far as `orders` derivatives prove that. With none it is plain interval
    arithmetic. Raises DividesByZero if a divisor may be zero, KeyError for a figure that the box
    lacks.
    """
    if isinstance(expression, Reference):
        return box[expression.figure]
    repeated = _repeated(expression) if orders else ()
    for figure in repeated:
        narrower = _between_ends(expression, figure, box, orders)
        if narrower is not None:
            return narrower
    # what writes no figure twice has no part that does: plain arithmetic is exact for it
    deeper = orders if repeated else 0
    return combined(expression, lambda part: enclosure(part, box, deeper))


def _repeated(expression: Expression) -> tuple[str, ...]:
    """The figures that are written more than once, in order of their first occurrence."""
    times = Counter(occurrences(expression))
    return tuple(figure for figure, count in times.items() if count > 1)


def _plain(expression: Expression, box: Mapping[str, Interval]) -> Interval:
    """Plain interval arithmetic; everything where a divisor might be zero in it."""
    try:
        return enclosure(expression, box, 0)
    except DividesByZero:
        return Interval()


def direction(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int = _ORDERS
) -> int:
    """1 if the expression never falls as the figure rises, -1 if it never rises, 0 if unproved."""
    slope = _slope(expression, figure, box, orders)
    if slope is None:
        return 0
    if slope.low is not None and slope.low >= 0:
        return 1
    return -1 if slope.high is not None and slope.high <= 0 else 0


def _slope(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int
) -> Interval | None:
    """All values of the derivative, or None where a divisor may be zero."""
    try:
        return enclosure(derivative(expression, figure), box, orders - 1)
    except DividesByZero:
        return None


def _between_ends(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int
) -> Interval | None:
    """From the value at one end of the figure to that at the other; None if that is not proved."""
    held = box[figure]
    if held.low is None or held.high is None or held.low == held.high:
        return None
    towards = direction(expression, figure, box, orders)
    if not towards:
        return None
    ends = [(held.low, held.low_closed), (held.high, held.high_closed)][::towards]
    try:
        least, greatest = (
            enclosure(expression, {**box, figure: Interval.point(end)}, orders) for end, _ in ends
        )
    except DividesByZero:
        return None
    # where the slope may be zero, the value at an open end may be reached further inside
    slope = _slope(expression, figure, box, orders)
    level = slope is None or slope.contains(0)
    low_closed, high_closed = (closed or level for _, closed in ends)
    found = Interval(
        least.low,
        greatest.high,
        least.low_closed and low_closed,
        greatest.high_closed and high_closed,
    )
    return found.intersection(_plain(expression, box)) or found
