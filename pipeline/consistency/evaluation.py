"""Compute the values of an expression over a box of figures, as narrow as can be proved.

Interval arithmetic lets each occurrence of a figure vary by itself, so (new - old) / old comes out
wider than it is. Where the derivative by a figure has one sign all over the box, the least and the
greatest value stand at that figure's ends, and both are evaluated there (the monotonicity form;
Moore, Kearfott, Cloud, Introduction to Interval Analysis, ch. 6). Elsewhere the wider interval
stands: it always holds every value.

`Term` is a figure as these checks see it. A hedge such as 约 or 超 leaves a side unbounded, and then
no check could fail. The column `check_width` of hedges.csv is the policy that bounds it for checking;
it never enters the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from pipeline.consistency.expression import Expression, Reference, combined, derivative, occurrences
from pipeline.intervals import DividesByZero, Interval, power_of_ten
from pipeline.parsing import Quantity

_ONE_LEADING_UNIT: Final = "one_leading_unit"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of an identity.

    Attributes:
        held: what the printed words allow.
        low, high: the stated numbers, equal where it is no range; None for a mere magnitude.
        step: one in the last printed digit; None for a fraction and a magnitude.
        widths: policies of its hedges, codes of `check_width`.
        signed: whether the number might as well have the other sign, as a growth rate might.
    """

    held: Interval
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None
    widths: frozenset[str] = frozenset()
    signed: bool = False

    @classmethod
    def of(cls, stated: Quantity, widths: Iterable[str] = (), *, signed: bool = False) -> Term:
        """The term of a quantity whose hedges have these policies."""
        ends = [end for end in (stated.exact, stated.exact_high) if end is not None]
        low, high = (min(ends), max(ends)) if ends else (None, None)
        step = None if stated.decimals is None else power_of_ten(-stated.decimals)
        return cls(stated.interval, low, high, step, frozenset(widths), signed)

    @property
    def checked(self) -> Interval:
        """What is allowed for checking: the policy narrows `held` and never widens or empties it."""
        if self.low is None or self.high is None:
            return self.held
        allowed = self.held
        for width in sorted(self.widths & _MARGINS.keys()):
            window = _window(self.low, self.high, self.step, width)
            allowed = allowed.intersection(window) or allowed
        return allowed

    @property
    def near(self) -> Interval:
        """What is allowed for checking, and the stated numbers themselves: 72 too for 超 72."""
        ends = [Interval.point(end) for end in (self.low, self.high) if end is not None]
        return self.checked if not ends else self.checked.hull(ends[0]).hull(ends[1])

    @property
    def is_steady(self) -> bool:
        """Whether a higher number never lowers an end: 不到 10 reaches down to 0, 不到 9 to 8."""
        if _ONE_LEADING_UNIT not in self.widths or self.low is None or self.high is None:
            return True
        outward = self.held.high if self.low < 0 else self.held.low
        return outward is not None and self.low * self.high > 0

    def room(self, way: int, most: int) -> int:
        """How many units, up to `most`, the last digit may move up (1) or down (-1).

        None for a number without digits; no farther than zero unless it is signed and unhedged,
        because a hedge speaks of the size.
        """
        if self.step is None or self.low is None or self.high is None:
            return 0
        towards_zero = self.high < 0 if way > 0 else self.low >= 0
        if not towards_zero or (self.signed and not self.widths):
            return most
        return min(most, int(min(abs(self.low), abs(self.high)) / self.step))

    def moved(self, units: int) -> Term:
        """The term with its last printed digit so many units higher (both ends of a range).

        What 余 and 多 leave open above is moved as it is, although 241 余 is narrower than 240 余:
        a change is then rather told too large than too small.
        """
        if self.step is None or self.low is None or self.high is None:
            return self
        by = units * self.step
        return replace(self, held=self.held + by, low=self.low + by, high=self.high + by)


def _leading_unit(size: Fraction, step: Fraction | None) -> Fraction:
    """One in the place of the first digit that is not zero: 1000 for 1300, 1 for 5.28."""
    if not size:
        return step or Fraction(0)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    unit = power_of_ten(exponent)
    return unit if unit <= size else unit / 10


def _ten_percent(size: Fraction, _: Fraction | None) -> Fraction:
    return size / 10


def _five_percent_or_one_unit(size: Fraction, step: Fraction | None) -> Fraction:
    return max(size / 20, step or Fraction(0))


#: For each policy how far beyond a stated number it looks, from the number's size and last digit.
_MARGINS: Final[Mapping[str, Callable[[Fraction, Fraction | None], Fraction]]] = {
    _ONE_LEADING_UNIT: _leading_unit,
    "ten_percent": _ten_percent,
    "five_percent_or_one_unit": _five_percent_or_one_unit,
}


def _window(low: Fraction, high: Fraction, step: Fraction | None, width: str) -> Interval:
    """From the lower number less its margin to the upper one plus its margin."""
    margin, closed = _MARGINS[width], width != _ONE_LEADING_UNIT
    begin, end = low - margin(abs(low), step), high + margin(abs(high), step)
    return Interval.point(begin) if begin == end else Interval(begin, end, closed, closed)


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
