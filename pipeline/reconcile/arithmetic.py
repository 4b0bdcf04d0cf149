"""Arithmetic over figures as a tree: the values it can take, and how it moves with one figure.

Reading text into trees is expression.py's work; what a result means is identity.py's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from pipeline.exact import Interval

#: What each figure may be, by its identifier.
Box: TypeAlias = Mapping[str, Interval]

_ZERO, _ONE = Interval.point(0), Interval.point(1)


@dataclass(frozen=True, slots=True)
class Constant:
    """A decimal constant, exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure, by its identifier."""

    figure: str


@dataclass(frozen=True, slots=True)
class Negative:
    """An expression with the other sign."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Sum:
    """left + right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Product:
    """left * right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Quotient:
    """left / right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Power:
    """A base to a whole number, which may be negative."""

    base: Expression
    exponent: int


Expression: TypeAlias = Constant | Reference | Negative | Sum | Product | Quotient | Power


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two expressions and the relation that is claimed to hold between them."""

    left: Expression
    relation: str
    right: Expression


def occurrences(expression: Expression) -> tuple[str, ...]:
    """The figures in order of writing, each as often as it is written."""
    match expression:
        case Constant():
            return ()
        case Reference(figure):
            return (figure,)
        case Negative(inner) | Power(inner):
            return occurrences(inner)
        case Sum(left, right) | Product(left, right) | Quotient(left, right):
            return occurrences(left) + occurrences(right)


def figures(expression: Expression) -> tuple[str, ...]:
    """The figures in order of their first occurrence, each once."""
    return tuple(dict.fromkeys(occurrences(expression)))


def values(expression: Expression, box: Box) -> Interval:
    """All values if every occurrence of a figure varied by itself: never too narrow.

    Raises DividesByZero if a divisor may be zero, KeyError for a figure that the box lacks.
    """
    match expression:
        case Constant(value):
            return Interval.point(value)
        case Reference(figure):
            return box[figure]
        case Negative(inner):
            return -values(inner, box)
        case Sum(left, right):
            return values(left, box) + values(right, box)
        case Product(left, right):
            return values(left, box) * values(right, box)
        case Quotient(left, right):
            return values(left, box) / values(right, box)
        case Power(base, exponent):
            return power(values(base, box), exponent)


def slope(expression: Expression, figure: str, box: Box) -> Interval:
    """An interval that holds the derivative by a figure everywhere in the box.

    Raises DividesByZero if a divisor may be zero, KeyError for a figure that the box lacks.
    """
    match expression:
        case Constant():
            return _ZERO
        case Reference(name):
            return _ONE if name == figure else _ZERO
        case Negative(inner):
            return -slope(inner, figure, box)
        case Sum(left, right):
            return slope(left, figure, box) + slope(right, figure, box)
        case Product(left, right):
            first = slope(left, figure, box) * values(right, box)
            return first + values(left, box) * slope(right, figure, box)
        case Quotient(left, right):
            fall = values(expression, box) * slope(right, figure, box)
            return (slope(left, figure, box) - fall) / values(right, box)
        case Power(base, exponent):
            outer = power(values(base, box), exponent - 1) if exponent else _ZERO
            return outer.scale(exponent) * slope(base, figure, box)


def power(base: Interval, exponent: int) -> Interval:
    """Every number of the base to a whole number; 0 to the 0 is 1.

    Raises DividesByZero if the exponent is negative and the base contains zero.
    """
    if exponent < 0:
        return power(base.reciprocal(), -exponent)
    if exponent == 0:
        return _ONE
    if exponent % 2 or not base.intersects(Interval.below(0)):
        return Interval(
            None if base.low is None else base.low**exponent,
            None if base.high is None else base.high**exponent,
            base.low_closed,
            base.high_closed,
        )
    if not base.intersects(Interval.above(0)):
        return power(-base, exponent)
    sides = (base.intersection(Interval.above(0)), base.intersection(Interval.below(0)))
    up, down = (power(side if side.high != 0 else -side, exponent) for side in sides if side)
    return _ZERO.hull(up.hull(down))
