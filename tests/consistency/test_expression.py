"""Arithmetic over figures: what is read, what is rejected and where, and the values it can take."""

import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consistency.evaluation import enclosure
from pipeline.consistency.expression import (
    DEEPEST,
    LONGEST,
    Constant,
    Expression,
    ExpressionSyntaxError,
    Negative,
    Power,
    Product,
    Quotient,
    Reference,
    Sum,
    figures,
    parse_claim,
    parse_comparison,
    parse_expression,
    variable_occurrences,
)
from pipeline.intervals import Interval
from tests.consistency.expressions import EXPRESSIONS, A, B, two


def written(expression: Expression) -> str:
    """The expression in text, every operation in parentheses; stated without the code under test."""
    match expression:
        case Constant(value):
            return str(value)
        case Reference(figure):
            return f"[{figure}]"
        case Negative(of):
            return f"(-{written(of)})"
        case Power(base, exponent):
            return f"({written(base)} ** {exponent})"
        case Sum(left, Negative(right)):
            return f"({written(left)} - {written(right)})"
        case Sum(left, right):
            return f"({written(left)}+{written(right)})"
        case Product(left, right):
            return f"({written(left)} * {written(right)})"
        case Quotient(left, right):
            return f"({written(left)}/{written(right)})"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("[1.1-001]", A, id="a figure"),
        pytest.param("0.70", Constant(Fraction(7, 10)), id="a decimal, exact"),
        pytest.param(" [1.1-001]+ [1.1-002] ", Sum(A, B), id="blanks do not matter"),
        pytest.param("[1.1-001]-[1.1-002]-2", Sum(Sum(A, Negative(B)), Negative(two(2))), id="from the left"),
        pytest.param("[1.1-001]/[1.1-002]*2", Product(Quotient(A, B), two(2)), id="quotients from the left too"),
        pytest.param("2+[1.1-001]*[1.1-002]", Sum(two(2), Product(A, B)), id="products before sums"),
        pytest.param("(2+[1.1-001])*[1.1-002]", Product(Sum(two(2), A), B), id="parentheses"),
        pytest.param("-[1.1-001]**2", Negative(Power(A, 2)), id="a power binds closer than a minus"),
        pytest.param("2**-1", Power(two(2), -1), id="a negative exponent"),
        pytest.param("2--[1.1-001]", Sum(two(2), Negative(Negative(A))), id="minus minus"),
        pytest.param("3*-2", Product(two(3), Negative(two(2))), id="a negative factor"),
    ],
)  # fmt: skip
def test_expressions_are_read_as_python_reads_them(text: str, read: Expression) -> None:
    """Nobody has to learn another order of operations."""
    assert parse_expression(text) == read


@given(EXPRESSIONS)
def test_what_is_written_is_read_again(expression: Expression) -> None:
    """Parse, write, parse agree, for every tree."""
    assert parse_expression(written(expression)) == expression


@given(st.lists(st.tuples(st.sampled_from("+-*/"), st.integers(1, 9)), min_size=1, max_size=6))
def test_a_chain_of_operators_has_the_value_that_left_to_right_arithmetic_gives(chain) -> None:
    """Stated by hand: products gathered first, then added up."""
    text, summands = "7", [Fraction(7)]
    for sign, number in chain:
        text += f" {sign} {number}"
        if sign in "+-":
            summands.append(Fraction(number if sign == "+" else -number))
        else:
            summands[-1] = (operator.mul if sign == "*" else operator.truediv)(summands[-1], number)
    assert enclosure(parse_expression(text), {}) == Interval.point(sum(summands, Fraction(0)))


def test_claims_and_comparisons_have_one_relation() -> None:
    """A claim is what stands right of the expression, with its relation; a guard is both sides."""
    assert parse_claim(">= [1.1-001] * 2") == (">=", Product(A, two(2)))
    guard = parse_comparison("[1.1-001] / 2 < [1.1-002]")
    assert (guard.left, guard.relation, guard.right) == (Quotient(A, two(2)), "<", B)


@pytest.mark.parametrize(
    ("parse", "text", "position", "expected"),
    [
        pytest.param(parse_expression, "", 0, "a number, a [figure] or (", id="nothing"),
        pytest.param(parse_expression, "1 +", 3, "a number, a [figure] or (", id="no right side"),
        pytest.param(parse_expression, "1 2", 2, "an operator or the end", id="no operator"),
        pytest.param(parse_expression, "(1 + 2", 6, "an operator or )", id="not closed"),
        pytest.param(parse_expression, "1 + 2)", 5, "an operator or the end", id="not opened"),
        pytest.param(parse_expression, "1.1-001]", 7, "a number, [figure], operator or parenthesis", id="bracket not opened"),
        pytest.param(parse_expression, "2 * [1.1-001", 4, "a number, [figure], operator or parenthesis", id="bracket not closed"),
        pytest.param(parse_expression, "1 −  2", 2, "a number, [figure], operator or parenthesis", id="a typographic minus"),
        pytest.param(parse_expression, "1,300", 1, "a number, [figure], operator or parenthesis", id="a separator"),
        pytest.param(parse_expression, "10%", 2, "a number, [figure], operator or parenthesis", id="a percent sign"),
        pytest.param(parse_expression, "１", 0, "a number, [figure], operator or parenthesis", id="a full-width digit"),
        pytest.param(parse_expression, "2 ** 0.5", 5, "a whole number; exponents add up to at most 99", id="a root"),
        pytest.param(parse_expression, "2 ** [1.1-001]", 5, "a whole number; exponents add up to at most 99", id="a figure as exponent"),
        pytest.param(parse_expression, "2 ** 100", 5, "a whole number; exponents add up to at most 99", id="too steep"),
        pytest.param(parse_expression, "2 ** 3 ** 2", 7, "an operator or the end", id="a tower of powers"),
        pytest.param(parse_expression, "1 = 1", 2, "an operator or the end", id="a relation in an expression"),
        pytest.param(parse_expression, "1e5", 1, "a number, [figure], operator or parenthesis", id="no exponents"),
        pytest.param(parse_expression, "(" * 40 + "1" + ")" * 40, DEEPEST, "at most 30 levels of nesting", id="too deep"),
        pytest.param(parse_expression, "([a] ** 9) ** 11 * [a] ** 1", 26, "a whole number; exponents add up to at most 99", id="too steep together"),
        pytest.param(parse_expression, "+".join(["1"] * 201), 400, "at most 200 numbers and figures", id="too many terms"),
        pytest.param(parse_expression, "*".join(["[a]"] * 10) + "/(" + "/".join(["[b]"] * 11) + ")", 85, "at most 20 factors in one product", id="too many factors"),
        pytest.param(parse_comparison, "+".join(f"[{n % 16}]" for n in range(31)) + " > 0", 0, "at most 30 figures in an identity that repeats one", id="too many repetitions"),
        pytest.param(parse_expression, "-" * 5000 + "1", LONGEST, "at most 2000 characters", id="too long"),
        pytest.param(parse_claim, "[1.1-001]", 0, "one of = > >= < <=", id="no relation"),
        pytest.param(parse_claim, "== 1", 1, "a number, a [figure] or (", id="two equals signs"),
        pytest.param(parse_comparison, "1 < 2 < 3", 6, "an operator or the end", id="two relations"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_rejected_where_it_stops(
    parse: Callable[[str], object], text: str, position: int, expected: str
) -> None:
    """The editor sees the character and what should stand there, in both languages."""
    with pytest.raises(ExpressionSyntaxError) as raised:
        parse(text)
    error = raised.value
    assert (error.position, error.expected.en) == (position, expected)
    assert error.message.en == str(error) == f"at character {position + 1} expected {expected}"
    assert f"第 {position + 1} 个字符" in error.message.zh and error.expected.zh in error.message.zh


def test_nothing_is_executed() -> None:
    """The parser is our own; Python's names and calls are not tokens."""
    with pytest.raises(ExpressionSyntaxError):
        parse_expression("__import__('os')")


def test_figures_are_named_once_and_their_occurrences_each_time() -> None:
    """The table of terms has a row for each figure; whether one is repeated matters to bounds."""
    growth = parse_expression("([1.1-002] - [1.1-001]) / [1.1-001]")
    assert figures(growth) == ("1.1-002", "1.1-001")
    assert variable_occurrences(growth) == ("1.1-002", "1.1-001", "1.1-001")
