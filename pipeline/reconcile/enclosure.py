"""The values of an expression over a box of figures, as narrow as can be proved.

Interval arithmetic lets each occurrence of a figure vary by itself, so (new - old) / old comes out
wider than it is. Where the derivative by a figure has one sign all over the box, the least and the
greatest value stand at that figure's ends, and both are evaluated there (the monotonicity form;
Moore, Kearfott, Cloud, Introduction to Interval Analysis, ch. 6). Elsewhere the wider interval
stands: it always holds every value.
"""

from __future__ import annotations

from collections import Counter

from pipeline.exact import DividesByZero, Interval
from pipeline.reconcile.arithmetic import Box, Expression, occurrences, slope, values


def enclosure(expression: Expression, box: Box) -> Interval:
    """An interval that holds every value of the expression.

    It has no value too many if each figure is written once, or is bounded and moves the expression
    in one direction only. Raises DividesByZero if a divisor may be zero, KeyError for a figure that
    the box lacks.
    """
    for figure, count in Counter(occurrences(expression)).items():
        if count > 1 and (narrower := _between_ends(expression, figure, box)) is not None:
            return narrower
    return values(expression, box)


def direction(expression: Expression, figure: str, box: Box) -> int:
    """1 if the expression never falls as the figure rises, -1 if it never rises, 0 if unproved."""
    try:
        held = slope(expression, figure, box)
    except DividesByZero:
        return 0
    if held.low is not None and held.low >= 0:
        return 1
    return -1 if held.high is not None and held.high <= 0 else 0


def _between_ends(expression: Expression, figure: str, box: Box) -> Interval | None:
    """From the value at one end of the figure to that at the other; None if that is not proved."""
    held = box[figure]
    if held.low is None or held.high is None or held.low == held.high:
        return None
    towards = direction(expression, figure, box)
    if not towards:
        return None
    ends = [(held.low, held.low_closed), (held.high, held.high_closed)][::towards]
    try:
        least, greatest = (
            enclosure(expression, {**box, figure: Interval.point(end)}) for end, _ in ends
        )
    except DividesByZero:
        return None
    # where the slope may be zero, the value at an open end may be reached further inside
    level = slope(expression, figure, box).contains(0)
    low_closed, high_closed = (closed or level for _, closed in ends)
    return Interval(
        least.low,
        greatest.high,
        least.low_closed and low_closed,
        greatest.high_closed and high_closed,
    )
