"""Compute the interval of values of an expression over a box of figures, as narrow as can be proved.

Interval arithmetic lets each occurrence of a figure vary independently, so that the interval of
(new - old) / old is too wide. If the derivative by a figure has one sign over the whole box, the least
and the greatest value are at the ends of that figure. Both are then evaluated there (the monotonicity
form; Moore, Kearfott, Cloud, Introduction to Interval Analysis, ch. 6). Otherwise the result is the
wider interval, which contains every value.

`Operand` is a figure for these checks. A hedge such as 约 or 超 leaves one side unbounded, and then no
check could fail. The column `check_width` of hedges.csv is the policy that bounds it for checks. It is
never part of the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import Final

from pipeline.consistency.expression import (
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Range,
    Reference,
    Sum,
    evaluate_node,
    variable_occurrences,
)
from pipeline.intervals import Interval, IntervalDivisionError, power_of_ten
from pipeline.parsing import Quantity

_ONE_LEADING_UNIT: Final = "one_leading_unit"


@dataclass(frozen=True, slots=True)
class Operand:
    """Hold one figure of an identity.

    Attributes:
        stated: the interval that the printed words allow.
        low, high: the stated numbers, equal unless it is a range; None for a mere magnitude.
        step: one unit of the last printed digit; None for a fraction and a magnitude.
        widths: policies of its hedges, codes of `check_width`.
        signed: whether the number may have either sign, as a growth rate may.
    """

    stated: Interval
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None
    widths: frozenset[str] = frozenset()
    signed: bool = False

    @classmethod
    def of(cls, stated: Quantity, widths: Iterable[str] = (), *, signed: bool = False) -> Operand:
        """Return the term of a quantity whose hedges have these policies."""
        ends = [end for end in (stated.exact, stated.exact_high) if end is not None]
        low, high = (min(ends), max(ends)) if ends else (None, None)
        step = None if stated.decimals is None else power_of_ten(-stated.decimals)
        return cls(stated.interval, low, high, step, frozenset(widths), signed)

    @property
    def tolerated(self) -> Interval:
        """Return the interval for checks: the policy narrows `held` and never widens or empties it."""
        if self.low is None or self.high is None:
            return self.stated
        allowed = self.stated
        for width in sorted(self.widths & _MARGINS.keys()):
            window = _window(self.low, self.high, self.step, width)
            allowed = allowed.intersection(window) or allowed
        return allowed

    @property
    def approximate(self) -> Interval:
        """Return the interval for checks together with the stated numbers: with 72 for 超 72."""
        ends = [Interval.point(end) for end in (self.low, self.high) if end is not None]
        return self.tolerated if not ends else self.tolerated.hull(ends[0]).hull(ends[1])

    @property
    def is_steady(self) -> bool:
        """Return whether a higher number never lowers an end: 不到 10 begins at 0, 不到 9 at 8."""
        if _ONE_LEADING_UNIT not in self.widths or self.low is None or self.high is None:
            return True
        outward = self.stated.high if self.low < 0 else self.stated.low
        return outward is not None and self.low * self.high > 0

    def room(self, way: int, most: int) -> int:
        """Return by how many units, up to `most`, the last digit may change up (1) or down (-1).

        The result is 0 for a number without digits. The number does not pass zero, unless it is
        signed and has no hedge, because a hedge qualifies the absolute value.
        """
        if self.step is None or self.low is None or self.high is None:
            return 0
        towards_zero = self.high < 0 if way > 0 else self.low >= 0
        if not towards_zero or (self.signed and not self.widths):
            return most
        return min(most, int(min(abs(self.low), abs(self.high)) / self.step))

    def moved(self, units: int) -> Operand:
        """Return the term with its last printed digit so many units higher (both ends of a range).

        The open part above a number with 余 or 多 keeps its width, although 241 余 is narrower than
        240 余. The reported change is then too large rather than too small.
        """
        if self.step is None or self.low is None or self.high is None:
            return self
        by = units * self.step
        return replace(self, stated=self.stated + by, low=self.low + by, high=self.high + by)


def _leading_unit(size: Fraction, step: Fraction | None) -> Fraction:
    """Return one unit of the first digit that is not zero: 1000 for 1300, 1 for 5.28."""
    if not size:
        return step or Fraction(0)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    unit = power_of_ten(exponent)
    return unit if unit <= size else unit / 10


def _ten_percent(size: Fraction, _: Fraction | None) -> Fraction:
    return size / 10


def _five_percent_or_one_unit(size: Fraction, step: Fraction | None) -> Fraction:
    return max(size / 20, step or Fraction(0))


#: The margin beyond a stated number for each policy, from the number's size and last digit.
_MARGINS: Final[Mapping[str, Callable[[Fraction, Fraction | None], Fraction]]] = {
    _ONE_LEADING_UNIT: _leading_unit,
    "ten_percent": _ten_percent,
    "five_percent_or_one_unit": _five_percent_or_one_unit,
}


def _window(low: Fraction, high: Fraction, step: Fraction | None, width: str) -> Interval:
    """Return the interval from the lower number minus its margin to the upper one plus its margin."""
    margin, closed = _MARGINS[width], width != _ONE_LEADING_UNIT
    begin, end = low - margin(abs(low), step), high + margin(abs(high), step)
    return Interval.point(begin) if begin == end else Interval(begin, end, closed, closed)


#: The highest order of derivatives that are used to prove a sign; two are enough for growth rates and
#: shares of sums.
_ORDERS: Final = 2
#: The cost of a proof, which is four times as high for each further figure that repeats.
_HIGHEST_COST: Final = 512


def enclosure(
    expression: Expression, box: Mapping[str, Interval], orders: int = _ORDERS
) -> Interval:
    """Return an interval that contains every value of the expression.

    The interval is exact if each figure occurs once, or is bounded and the expression is monotonic
    in it. Derivatives up to `orders` are used to prove that; 0 is plain interval arithmetic.
    Raises IntervalDivisionError if a divisor may be zero, KeyError for a figure that is not in the box.
    """
    if isinstance(expression, Reference):
        return box[expression.figure]
    repeated = _repeated(expression) if orders else ()
    for figure in repeated:
        narrower = _between_ends(expression, figure, box, orders)
        if narrower is not None:
            return narrower
    # if no figure occurs twice, none does in any part: plain interval arithmetic is exact
    deeper = orders if repeated else 0
    return evaluate_node(expression, lambda part: enclosure(part, box, deeper))


@lru_cache(maxsize=4096)
def _repeated(expression: Expression) -> tuple[str, ...]:
    """Return the figures that occur more than once, in order; none if a proof would take too long."""
    times = Counter(variable_occurrences(expression))
    found = tuple(figure for figure, count in times.items() if count > 1)
    return found if times.total() * 4 ** len(found) <= _HIGHEST_COST else ()


Folded = tuple[str, Expression, dict[str, Interval]]


def folded(expression: Expression, box: Mapping[str, Interval]) -> Iterator[Folded]:
    """Yield each figure with an expression that has one value in place of the other figures of each sum.

    The expression has the same values as the given one for any interval of the figure, and is short:
    a search evaluates it often. It is the given one if a figure occurs more than once.
    """
    found = variable_occurrences(expression)
    if len(set(found)) < len(found):
        yield from ((figure, expression, dict(box)) for figure in dict.fromkeys(found))
    else:
        yield from _folded(expression, box, "=")


def _folded(expression: Expression, box: Mapping[str, Interval], name: str) -> Iterator[Folded]:
    """Yield the figures of an expression in which each occurs once; `name` begins the names of values."""
    parts = list(_addends(expression))
    values = [enclosure(part, box, 0) for part in parts]
    before = list(accumulate(values, initial=Interval.point(0)))
    after = list(accumulate(reversed(values), initial=Interval.point(0)))[::-1]
    for at, part in enumerate(parts):
        rest = before[at] + after[at + 1]
        for figure, own, known in _folded_part(part, box, f"{name}{at}"):
            if rest == Interval.point(0):
                yield figure, own, known
            else:
                yield figure, Sum(own, Reference(name)), {**known, name: rest}


def _addends(expression: Expression, negative: bool = False) -> Iterator[Expression]:
    """Yield the parts of a sum, also of nested ones."""
    match expression:
        case Sum(left, right):
            yield from _addends(left, negative)
            yield from _addends(right, negative)
        case Negative(inner):
            yield from _addends(inner, not negative)
        case _:
            yield Negative(expression) if negative else expression


def _folded_part(part: Expression, box: Mapping[str, Interval], name: str) -> Iterator[Folded]:
    """Yield the figures of a part that is not a sum, with the other operand as one value."""
    match part:
        case Reference(figure):
            yield figure, part, {figure: box[figure]}
        case Negative(inner):
            for figure, own, known in _folded_part(inner, box, name):
                yield figure, Negative(own), known
        case Product(left, right) | Quotient(left, right):
            one, other = enclosure(left, box, 0), enclosure(right, box, 0)
            for figure, own, known in _folded(left, box, f"{name}l"):
                yield figure, type(part)(own, Reference(name)), known | {name: other}
            for figure, own, known in _folded(right, box, f"{name}r"):
                yield figure, type(part)(Reference(name), own), known | {name: one}
        case Power(base, exponent):
            for figure, own, known in _folded(base, box, f"{name}b"):
                yield figure, Power(own, exponent), known


@lru_cache(maxsize=4096)
def derivative(expression: Expression, figure: str) -> Expression:
    """Return the derivative by a figure, not simplified; it keeps every divisor that may be zero."""
    if figure not in variable_occurrences(expression):
        return Constant(Fraction(0))
    match expression:
        case Constant() | Range() | Reference():
            return Constant(Fraction(1))
        case Negative(inner):
            return Negative(derivative(inner, figure))
        case Sum(left, right):
            return Sum(derivative(left, figure), derivative(right, figure))
        case Product(left, right):
            return _product_rule(left, right, figure)
        case Quotient(left, right) if figure not in variable_occurrences(right):
            return Quotient(derivative(left, figure), right)
        case Quotient(left, right):
            fall = Product(left, derivative(right, figure))
            rise = Product(derivative(left, figure), right)
            return Quotient(Sum(rise, Negative(fall)), Power(right, 2))
        case Power(base, exponent):
            outer = Product(Constant(Fraction(exponent)), Power(base, exponent - 1))
            return Product(outer, derivative(base, figure))


def _product_rule(left: Expression, right: Expression, figure: str) -> Expression:
    if figure not in variable_occurrences(right):
        return Product(derivative(left, figure), right)
    second = Product(left, derivative(right, figure))
    if figure not in variable_occurrences(left):
        return second
    return Sum(Product(derivative(left, figure), right), second)


def _plain(expression: Expression, box: Mapping[str, Interval]) -> Interval:
    """Apply plain interval arithmetic; return all numbers if a divisor may be zero."""
    try:
        return enclosure(expression, box, 0)
    except IntervalDivisionError:
        return Interval()


def direction(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int = _ORDERS
) -> int:
    """Return 1 if the expression never falls as the figure rises, -1 if it never rises, else 0."""
    if variable_occurrences(expression).count(figure) == 1:
        try:
            towards = _turn(expression, figure, box)
        except IntervalDivisionError:
            return 0
        if towards:
            return towards
    return _sign(_slope(expression, figure, box, orders))


def _turn(expression: Expression, figure: str, box: Mapping[str, Interval]) -> int:
    """Return the direction of an expression in which the figure occurs once, 0 if it is not proved.

    The direction follows from the signs of the other operands, without a derivative. Raises
    IntervalDivisionError if a divisor may be zero.
    """
    match expression:
        case Reference():
            return 1
        case Negative(inner):
            return -_turn(inner, figure, box)
        case Sum(left, right):
            return _turn(_with_first(left, right, figure)[0], figure, box)
        case Product(left, right):
            own, other = _with_first(left, right, figure)
            return _turn(own, figure, box) * _sign(enclosure(other, box))
        case Quotient(left, right):
            inverse = enclosure(right, box).reciprocal()
            if figure in variable_occurrences(left):
                return _turn(left, figure, box) * _sign(inverse)
            return -_turn(right, figure, box) * _sign(enclosure(left, box))
    return 0


def _with_first(left: Expression, right: Expression, figure: str) -> tuple[Expression, Expression]:
    """Return the operand with the figure, and the other one."""
    return (left, right) if figure in variable_occurrences(left) else (right, left)


def _sign(slope: Interval | None) -> int:
    """Return 1 for a slope that is never negative, -1 for one that is never positive, else 0."""
    if slope is None:
        return 0
    if slope.low is not None and slope.low >= 0:
        return 1
    return -1 if slope.high is not None and slope.high <= 0 else 0


def _slope(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int
) -> Interval | None:
    """Return the interval of the derivative, or None if a divisor may be zero."""
    try:
        return enclosure(derivative(expression, figure), box, orders - 1)
    except IntervalDivisionError:
        return None


def _between_ends(
    expression: Expression, figure: str, box: Mapping[str, Interval], orders: int
) -> Interval | None:
    """Return the interval between the values at the figure's ends; None if monotonicity is not proved."""
    held = box[figure]
    if held.low is None or held.high is None or held.low == held.high:
        return None
    slope = _slope(expression, figure, box, orders)
    towards = _sign(slope)
    if not towards:
        return None
    ends = [(held.low, held.low_closed), (held.high, held.high_closed)][::towards]
    try:
        least, greatest = (
            enclosure(expression, {**box, figure: Interval.point(end)}, orders) for end, _ in ends
        )
    except IntervalDivisionError:
        return None
    # if the slope may be zero, the value at an open end may also occur inside the interval
    level = slope is None or slope.contains(0)
    low_closed, high_closed = (closed or level for _, closed in ends)
    found = Interval(
        least.low,
        greatest.high,
        least.low_closed and low_closed,
        greatest.high_closed and high_closed,
    )
    return found.intersection(_plain(expression, box)) or found
