"""Arithmetic over figures as a tree: its operations, on intervals too, and its derivatives.

Reading text into trees is expression.py's work, the values of a tree are enclosure.py's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def combined(expression: Expression, of: Callable[[Expression], Interval]) -> Interval:
    """What an operation makes of its operands' values, as if they varied independently.

    `of` gives the values of an operand, and of a figure. Raises DividesByZero if a divisor may be
    zero.
    """
    match expression:
        case Constant(value):
            return Interval.point(value)
        case Reference():
            return of(expression)
        case Negative(inner):
            return -of(inner)
        case Sum(left, right):
            return of(left) + of(right)
        case Product(left, right):
            return of(left) * of(right)
        case Quotient(left, right):
            return of(left) / of(right)
        case Power(base, exponent):
            return power(of(base), exponent)


def derivative(expression: Expression, figure: str) -> Expression:
    """The derivative by a figure, unsimplified; it has every divisor that may be zero."""
    if figure not in occurrences(expression):
        return Constant(Fraction(0))
    match expression:
        case Constant() | Reference():
            return Constant(Fraction(1))
        case Negative(inner):
            return Negative(derivative(inner, figure))
        case Sum(left, right):
            return Sum(derivative(left, figure), derivative(right, figure))
        case Product(left, right):
            return _product_rule(left, right, figure)
        case Quotient(left, right) if figure not in occurrences(right):
            return Quotient(derivative(left, figure), right)
        case Quotient(left, right):
            fall = Product(left, derivative(right, figure))
            rise = Product(derivative(left, figure), right)
            return Quotient(Sum(rise, Negative(fall)), Power(right, 2))
        case Power(base, exponent):
            outer = Product(Constant(Fraction(exponent)), Power(base, exponent - 1))
            return Product(outer, derivative(base, figure))


def _product_rule(left: Expression, right: Expression, figure: str) -> Expression:
    if figure not in occurrences(right):
        return Product(derivative(left, figure), right)
    second = Product(left, derivative(right, figure))
    if figure not in occurrences(left):
        return second
    return Sum(Product(derivative(left, figure), right), second)


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
