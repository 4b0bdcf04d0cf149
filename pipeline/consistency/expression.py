"""Parse arithmetic over figures into trees: `([1.1-021] / [1.1-020] - 1) * 100`, `>= [1.1-022]`.

    comparison = sum relation sum
    claim      = relation sum
    relation   = "=" | ">" | ">=" | "<" | "<="
    sum        = product (("+" | "-") product)*
    product    = signed (("*" | "/") signed)*
    signed     = "-" signed | power
    power      = atom ("**" "-"? digit+)?
    atom       = decimal (".." decimal)? | "[" figure "]" | "(" sum ")"

Blanks may separate tokens. As in Python, `-2 ** 2` is -4. The exponent of a power is a written whole
number, because only then is the power exact. `0.5..0.7` is any
number from 0.5 to 0.7: `= 0.5..0.7` claims a value between two ends, both included. The operations also apply to intervals;
evaluation.py computes the values of a tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias, TypeVar

from pipeline.intervals import Interval
from pipeline.rules import LocalizedText, localized


class ExpressionSyntaxError(ValueError):
    """The text is not an expression: `expected` describes what is needed at `position` (from 0)."""

    def __init__(self, text: str, position: int, expected: LocalizedText) -> None:
        super().__init__(text, position, expected)
        self.text = text
        self.position = position
        self.expected = expected

    @property
    def message(self) -> LocalizedText:
        """Return the position and the expected token, in both languages."""
        at = self.position + 1
        return localized("at character {at} expected {expected}", at=at, expected=self.expected)

    def __str__(self) -> str:
        return self.message.en


_ZERO, _ONE = Interval.point(0), Interval.point(1)


@dataclass(frozen=True, slots=True)
class Constant:
    """Hold a decimal constant, exactly."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """Any number between two decimal constants, both included."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Reference:
    """Refer to a figure by its identifier."""

    figure: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Hold an expression with the opposite sign."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Sum:
    """Hold left + right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Product:
    """Hold left * right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Quotient:
    """Hold left / right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Power:
    """Hold a base and its exponent, a whole number, which may be negative."""

    base: Expression
    exponent: int


Expression: TypeAlias = Constant | Range | Reference | Negative | Sum | Product | Quotient | Power


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two expressions and the relation that is claimed between them."""

    left: Expression
    relation: str
    right: Expression


def variable_occurrences(expression: Expression) -> tuple[str, ...]:
    """Return the figures in order of occurrence, with repetitions."""
    match expression:
        case Constant() | Range():
            return ()
        case Reference(figure):
            return (figure,)
        case Negative(inner) | Power(inner):
            return variable_occurrences(inner)
        case Sum(left, right) | Product(left, right) | Quotient(left, right):
            return variable_occurrences(left) + variable_occurrences(right)


def figures(expression: Expression) -> tuple[str, ...]:
    """Return the figures in order of their first occurrence, each once."""
    return tuple(dict.fromkeys(variable_occurrences(expression)))


def named_figures(text: str) -> tuple[str, ...]:
    """Return the figures in the brackets of an expression that may be unreadable, each once."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def evaluate_node(expression: Expression, of: Callable[[Expression], Interval]) -> Interval:
    """Apply the operation of a node to the intervals of its operands, which vary independently.

    `of` returns the interval of an operand or of a figure. Raises IntervalDivisionError if a divisor may be
    zero.
    """
    match expression:
        case Constant(value):
            return Interval.point(value)
        case Range(low, high):
            return Interval(low, high, low_closed=True, high_closed=True)
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


def power(base: Interval, exponent: int) -> Interval:
    """Raise every number of the base to a whole number; 0 to the power 0 is 1.

    Raises IntervalDivisionError if the exponent is negative and the base contains zero.
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


#: Limits of parsing and numbers. Exponents are added, those of nested powers multiplied.
LONGEST, DEEPEST, STEEPEST, MOST_TERMS, MOST_FACTORS, MOST_REPEATING = 2000, 30, 99, 200, 20, 30
_NAMED: Final = re.compile(r"\[([^\]]+)\]")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|\[(?P<figure>[^\[\]\s]+)\]"
    r"|(?P<sign>\*\*|>=|<=|\.\.|[-+*/()=<>]))",
    re.ASCII,
)
_RELATIONS: Final = ("=", ">", ">=", "<", "<=")
_EXPECTED: Final[Mapping[str, LocalizedText]] = {
    "token": localized("a number, [figure], operator or parenthesis"),
    "atom": localized("a number, a [figure] or ("),
    "relation": localized("one of = > >= < <="),
    "end": localized("an operator or the end"),
    "close": localized("an operator or )"),
    "exponent": localized(
        "a whole number; exponents add up to at most {steepest}", steepest=STEEPEST
    ),
    "range": localized("a number that is not smaller"),
    "short": localized("at most {longest} characters", longest=LONGEST),
    "few": localized("at most {most} numbers and figures", most=MOST_TERMS),
    "factors": localized("at most {most} factors in one product", most=MOST_FACTORS),
    "repeating": localized(
        "at most {most} figures in an identity that repeats one", most=MOST_REPEATING
    ),
    "flat": localized("at most {deepest} levels of nesting", deepest=DEEPEST),
}


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Expression:
    """Parse a sum. Raises ExpressionSyntaxError."""
    return _whole(text, _Reader.sum)


@lru_cache(maxsize=1024)
def parse_claim(text: str) -> tuple[str, Expression]:
    """Parse a relation and the expression on its right. Raises ExpressionSyntaxError."""
    return _whole(text, lambda reader: (reader.relation(), reader.sum()))


@lru_cache(maxsize=1024)
def parse_comparison(text: str) -> Comparison:
    """Parse two expressions with a relation between them. Raises ExpressionSyntaxError."""
    sides = _whole(text, lambda reader: (reader.sum(), reader.relation(), reader.sum()))
    return compare(*sides, text)


def compare(left: Expression, relation: str, right: Expression, text: str) -> Comparison:
    """Return a comparison. Raises ExpressionSyntaxError if its checks would take too long."""
    found = variable_occurrences(left) + variable_occurrences(right)
    if len(set(found)) < len(found) > MOST_REPEATING:
        raise ExpressionSyntaxError(text, 0, _EXPECTED["repeating"])
    return Comparison(left, relation, right)


@dataclass(frozen=True, slots=True)
class _Token:
    """Hold a token: its kind is number, figure, the sign itself, or blank at the end of the text."""

    kind: str
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    if len(text) > LONGEST:
        raise ExpressionSyntaxError(text, LONGEST, _EXPECTED["short"])
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionSyntaxError(text, at, _EXPECTED["token"])
        group, at = match.lastgroup, match.end()
        body = match[group]
        begin = match.start(group) - (group == "figure")
        found.append(_Token(body if group == "sign" else group, body, begin))
    return [*found, _Token("", "", end)]


_Read = TypeVar("_Read")


def _whole(text: str, read: Callable[[_Reader], _Read]) -> _Read:
    reader = _Reader(text)
    found = read(reader)
    if reader.next.kind:
        raise reader.error("end")
    return found


class _Reader:
    """Hold the tokens and the position of the parser; one method for each production."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = self.depth = self.terms = 0
        self.exponents = 0  # their sum so far, nested powers multiplied out
        self.factors = 0  # of the largest product in what was read last, nested ones multiplied out

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def error(self, expected: str) -> ExpressionSyntaxError:
        return ExpressionSyntaxError(self.text, self.next.position, _EXPECTED[expected])

    def take(self, *kinds: str) -> _Token | None:
        token = self.next
        if token.kind not in kinds:
            return None
        self.at += 1
        return token

    def relation(self) -> str:
        token = self.take(*_RELATIONS)
        if token is None:
            raise self.error("relation")
        return token.kind

    def sum(self) -> Expression:
        found, most = self.product(), self.factors
        while sign := self.take("+", "-"):
            right = self.product()
            most = max(most, self.factors)
            found = Sum(found, right if sign.kind == "+" else Negative(right))
        self.factors = most
        return found

    def product(self) -> Expression:
        found = self.signed()
        while sign := self.take("*", "/"):
            before, right = self.factors, self.signed()
            self.factors += before
            if self.factors > MOST_FACTORS:
                raise self.error("factors")
            found = Product(found, right) if sign.kind == "*" else Quotient(found, right)
        return found

    def signed(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error("flat")
        found = Negative(self.signed()) if self.take("-") else self.power()
        self.depth -= 1
        return found

    def power(self) -> Expression:
        before, self.exponents = self.exponents, 0
        base = self.atom()
        if not self.take("**"):
            self.exponents += before
            return base
        sign = -1 if self.take("-") else 1
        at = self.next
        digits = self.take("number")
        if digits is not None and digits.text.isdecimal():
            self.exponents = before + max(self.exponents, 1) * int(digits.text)
        if digits is None or not digits.text.isdecimal() or self.exponents > STEEPEST:
            raise ExpressionSyntaxError(self.text, at.position, _EXPECTED["exponent"])
        return Power(base, sign * int(digits.text))

    def range(self, low: Fraction) -> Range:
        at = self.next
        high = self.take("number")
        if high is None or Fraction(high.text) < low:
            raise ExpressionSyntaxError(self.text, at.position, _EXPECTED["range"])
        return Range(low, Fraction(high.text))

    def atom(self) -> Expression:
        self.terms += 1
        self.factors = 1
        if self.terms > MOST_TERMS:
            raise self.error("few")
        if number := self.take("number"):
            low = Fraction(number.text)
            return self.range(low) if self.take("..") else Constant(low)
        if figure := self.take("figure"):
            return Reference(figure.text)
        if not self.take("("):
            raise self.error("atom")
        found = self.sum()
        if not self.take(")"):
            raise self.error("close")
        return found
