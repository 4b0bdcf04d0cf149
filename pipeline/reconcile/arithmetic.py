"""Arithmetic over figures as a tree: the numbers it can take, and how it moves with one figure.

Reading text into trees is expression.py's work; what a result means is identity.py's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from pipeline.exact import DividesByZero, Interval

#: What each figure may be, by its identifier.
Box: TypeAlias = Mapping[str, Interval]

_ZERO, _ONE = Interval.point(0), Interval.point(1)


class Expression(ABC):
    """A node of the tree. Both methods raise KeyError for a figure that the box lacks."""

    @property
    @abstractmethod
    def occurrences(self) -> tuple[str, ...]:
        """The figures in order of writing, each as often as it is written."""

    @abstractmethod
    def range(self, box: Box) -> Interval:
        """All values if every occurrence of a figure varied by itself: never too narrow.

        Raises DividesByZero if a divisor may be zero.
        """

    @abstractmethod
    def slope(self, figure: str, box: Box) -> Interval:
        """An interval that holds the derivative by a figure everywhere in the box.

        Raises DividesByZero if a divisor may be zero.
        """

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures in order of their first occurrence, each once."""
        return tuple(dict.fromkeys(self.occurrences))


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A decimal constant, exact."""

    value: Fraction

    @property
    def occurrences(self) -> tuple[str, ...]:
        return ()

    def range(self, box: Box) -> Interval:
        return Interval.point(self.value)

    def slope(self, figure: str, box: Box) -> Interval:
        return _ZERO


@dataclass(frozen=True, slots=True)
class Reference(Expression):
    """A figure, by its identifier."""

    figure: str

    @property
    def occurrences(self) -> tuple[str, ...]:
        return (self.figure,)

    def range(self, box: Box) -> Interval:
        return box[self.figure]

    def slope(self, figure: str, box: Box) -> Interval:
        return _ONE if figure == self.figure else _ZERO


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """An expression with the other sign."""

    of: Expression

    @property
    def occurrences(self) -> tuple[str, ...]:
        return self.of.occurrences

    def range(self, box: Box) -> Interval:
        return -self.of.range(box)

    def slope(self, figure: str, box: Box) -> Interval:
        return -self.of.slope(figure, box)


@dataclass(frozen=True, slots=True)
class _Pair(Expression):
    """Two expressions joined by an operator."""

    left: Expression
    right: Expression

    @property
    def occurrences(self) -> tuple[str, ...]:
        return self.left.occurrences + self.right.occurrences


class Sum(_Pair):
    """left + right."""

    __slots__ = ()

    def range(self, box: Box) -> Interval:
        return self.left.range(box) + self.right.range(box)

    def slope(self, figure: str, box: Box) -> Interval:
        return self.left.slope(figure, box) + self.right.slope(figure, box)


class Product(_Pair):
    """left * right."""

    __slots__ = ()

    def range(self, box: Box) -> Interval:
        return self.left.range(box) * self.right.range(box)

    def slope(self, figure: str, box: Box) -> Interval:
        first = self.left.slope(figure, box) * self.right.range(box)
        return first + self.left.range(box) * self.right.slope(figure, box)


class Quotient(_Pair):
    """left / right."""

    __slots__ = ()

    def range(self, box: Box) -> Interval:
        return self.left.range(box) / self.right.range(box)

    def slope(self, figure: str, box: Box) -> Interval:
        """(left' - quotient × right') / right."""
        inner = self.left.slope(figure, box) - self.range(box) * self.right.slope(figure, box)
        return inner / self.right.range(box)


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """A base to a whole number, which may be negative."""

    base: Expression
    exponent: int

    @property
    def occurrences(self) -> tuple[str, ...]:
        return self.base.occurrences

    def range(self, box: Box) -> Interval:
        return power(self.base.range(box), self.exponent)

    def slope(self, figure: str, box: Box) -> Interval:
        if not self.exponent:
            return _ZERO
        outer = power(self.base.range(box), self.exponent - 1).scale(self.exponent)
        return outer * self.base.slope(figure, box)


def power(base: Interval, exponent: int) -> Interval:
    """Every number of the base to a whole number; 0 to the 0 is 1.

    Raises DividesByZero if the exponent is negative and the base contains zero.
    """
    if exponent < 0:
        return power(base.reciprocal(), -exponent)
    if exponent == 0:
        return _ONE
    if exponent % 2 == 0 and base.intersection(Interval.above(0)) is None:
        return power(-base, exponent)
    if exponent % 2 == 0 and base.intersection(Interval.below(0)) is not None:
        return _from_zero(base, exponent)
    ends = (None if end is None else end**exponent for end in (base.low, base.high))
    return Interval(*ends, base.low_closed, base.high_closed)


def _from_zero(base: Interval, exponent: int) -> Interval:
    """An even power of numbers on both sides of zero: the side that reaches farther counts."""
    up, down = (
        Interval(Fraction(0), None if side.high is None else side.high**exponent, True, side.high_closed)
        for side in (base, -base)
    )  # fmt: skip
    return up.hull(down)
