"""Arithmetic over figures: what is read, what is rejected and where, and the values it can take."""

import operator
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.consistency.evaluation import direction, enclosure
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
    power,
    variable_occurrences,
)
from pipeline.intervals import Interval, IntervalDivisionError
from tests.intervals.interval_strategies import intervals, samples

A, B, C = Reference("1.1-001"), Reference("1.1-002"), Reference("2-001")
NAMES = (A.figure, B.figure, C.figure)


def two(number: int) -> Constant:
    """A constant."""
    return Constant(Fraction(number))


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


def at(expression: Expression, point: dict[str, Fraction]) -> Fraction:
    """The value at one point, in fractions and Python's own operators. May divide by zero."""
    match expression:
        case Constant(value):
            return value
        case Reference(figure):
            return point[figure]
        case Negative(of):
            return -at(of, point)
        case Power(base, exponent):
            return Fraction(at(base, point) ** exponent)
        case Sum(left, right):
            return at(left, point) + at(right, point)
        case Product(left, right):
            return at(left, point) * at(right, point)
        case Quotient(left, right):
            return at(left, point) / at(right, point)


def joined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """One operation over expressions."""
    pairs = [st.builds(kind, inner, inner) for kind in (Sum, Product, Quotient)]
    difference = st.builds(lambda left, right: Sum(left, Negative(right)), inner, inner)
    return st.one_of(
        *pairs, difference, st.builds(Negative, inner), st.builds(Power, inner, st.integers(-3, 3))
    )


EXPRESSIONS = st.recursive(
    st.one_of(st.sampled_from([A, B, C]), st.integers(0, 9).map(two)), joined, max_leaves=6
)


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
        pytest.param(parse_expression, "2 ** 0.5", 5, "a whole number up to 99", id="a root"),
        pytest.param(parse_expression, "2 ** [1.1-001]", 5, "a whole number up to 99", id="a figure as exponent"),
        pytest.param(parse_expression, "2 ** 100", 5, "a whole number up to 99", id="too steep"),
        pytest.param(parse_expression, "2 ** 3 ** 2", 7, "an operator or the end", id="a tower of powers"),
        pytest.param(parse_expression, "1 = 1", 2, "an operator or the end", id="a relation in an expression"),
        pytest.param(parse_expression, "1e5", 1, "a number, [figure], operator or parenthesis", id="no exponents"),
        pytest.param(parse_expression, "(" * 40 + "1" + ")" * 40, DEEPEST, "at most 30 levels of nesting", id="too deep"),
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


@pytest.mark.slow
@given(EXPRESSIONS, st.lists(intervals(), min_size=3, max_size=3))
@settings(max_examples=400)
def test_an_enclosure_holds_every_value(expression: Expression, held: list[Interval]) -> None:
    """Against exact numbers: no combination of numbers from the box has a value outside."""
    box = dict(zip(NAMES, held, strict=True))
    try:
        found = enclosure(expression, box)
    except IntervalDivisionError:
        assume(False)
    for numbers in product(*(samples(interval)[:4] for interval in held)):
        assert found.contains(at(expression, dict(zip(NAMES, numbers, strict=True))))


@pytest.mark.slow
@given(EXPRESSIONS, st.lists(intervals(), min_size=3, max_size=3))
@settings(max_examples=300)
def test_an_enclosure_is_never_wider_than_interval_arithmetic(expression, held) -> None:
    """Looking at the ends of repeated figures can only narrow."""
    box = dict(zip(NAMES, held, strict=True))
    try:
        plain = enclosure(expression, box, 0)
    except IntervalDivisionError:
        assume(False)
    assert enclosure(expression, box).is_subset_of(plain)


BOUNDED = st.tuples(st.fractions(1, 50, max_denominator=8), st.fractions(0, 9, max_denominator=8))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("([1.1-001] - [1.1-002]) / [1.1-002] * 100", id="growth"),
        pytest.param("[1.1-001] / ([1.1-001] + [1.1-002])", id="share of a sum"),
        pytest.param("[1.1-001] * (1 + [1.1-002]) ** 3 - [1.1-001]", id="compound growth less its base"),
        pytest.param("3 * [1.1-001] - ([1.1-001] - [1.1-002])", id="a share and a gap to it"),
        pytest.param("[1.1-001] - [1.1-001]", id="a figure less itself"),
        pytest.param("[1.1-001] / [1.1-001]", id="a figure by itself"),
        pytest.param("[1.1-001] ** 2 - [1.1-001] * [1.1-001]", id="a square said twice"),
    ],
)  # fmt: skip
@given(first=BOUNDED, second=BOUNDED)
@settings(max_examples=60)
def test_a_figure_that_occurs_twice_does_not_widen(text: str, first, second) -> None:
    """Both ends are values at corners of the box, so the enclosure has no value too many.

    The last of these moves in no direction that can be proved, and may be wider.
    """
    expression = parse_expression(text)
    ends = [(low, low + width) for low, width in (first, second)]
    box = dict(zip(NAMES, (Interval(*end) for end in ends), strict=False))
    corners = [at(expression, dict(zip(NAMES, corner, strict=False))) for corner in product(*ends)]
    found = enclosure(expression, box)
    exact = Interval(min(corners), max(corners))
    assert exact.is_subset_of(found)
    assert found == exact or "**" in text


def test_growth_from_two_levels_by_hand() -> None:
    """From 99 … 101 to 98 … 102: a fall of 3/101 to a rise of 3/99.

    With the base written twice, plain interval arithmetic also divides the fall by 99.
    """
    growth = parse_expression("([1.1-002] - [1.1-001]) / [1.1-001]")
    box = {
        A.figure: Interval(Fraction(99), Fraction(101)),
        B.figure: Interval(Fraction(98), Fraction(102)),
    }
    assert enclosure(growth, box) == Interval(Fraction(-3, 101), Fraction(3, 99))
    assert enclosure(growth, box, 0) == Interval(Fraction(-3, 99), Fraction(3, 99))


def test_an_open_end_stays_open_and_a_level_stretch_closes_it() -> None:
    """超 72 never gives 72 itself; but what does not move is reached inside as well."""
    box = {A.figure: Interval(Fraction(1), Fraction(2), False, False)}
    assert str(enclosure(parse_expression("[1.1-001] * 3 - [1.1-001]"), box)) == "(2, 4)"
    assert str(enclosure(parse_expression("[1.1-001] - [1.1-001] + 5"), box)) == "[5, 5]"


@pytest.mark.slow
@given(EXPRESSIONS, st.lists(intervals(), min_size=3, max_size=3))
@settings(max_examples=300)
def test_a_proved_direction_is_the_true_one(expression: Expression, held: list[Interval]) -> None:
    """Going up in one figure and standing still in the others, the values do what was stated."""
    box = dict(zip(NAMES, held, strict=True))
    towards = direction(expression, A.figure, box)
    assume(towards)
    rising = sorted(samples(held[0]))
    rest = dict(zip(NAMES[1:], (samples(each)[0] for each in held[1:]), strict=True))
    try:
        found = [at(expression, {A.figure: number, **rest}) for number in rising]
    except ZeroDivisionError:
        assume(False)
    assert found == sorted(found, reverse=towards < 0)


@given(intervals(), st.integers(-4, 5))
def test_a_power_holds_every_power_and_both_its_ends(base: Interval, exponent: int) -> None:
    """An even power turns back at zero; a negative one is rejected where zero would be divided by."""
    if exponent < 0 and base.contains(0):
        with pytest.raises(IntervalDivisionError):
            power(base, exponent)
        return
    found = power(base, exponent)
    reached = [number**exponent for number in samples(base)]
    assert all(found.contains(number) for number in reached)
    if found.low is not None and found.low_closed:
        assert found.low in reached
    if found.high is not None and found.high_closed:
        assert found.high in reached


@pytest.mark.parametrize(
    ("base", "exponent", "shown"),
    [
        pytest.param(Interval(Fraction(-3), Fraction(2), True, False), 2, "[0, 9]", id="across zero"),
        pytest.param(Interval(Fraction(-2), Fraction(3), True, False), 2, "[0, 9)", id="the open end reaches farther"),
        pytest.param(Interval(Fraction(-3), Fraction(3), True, False), 2, "[0, 9]", id="both as far, one closed"),
        pytest.param(Interval(Fraction(-3), Fraction(-2), True, False), 2, "(4, 9]", id="below zero"),
        pytest.param(Interval.below(-2), 2, "(4, ∞)", id="unbounded below"),
        pytest.param(Interval(), 4, "[0, ∞)", id="everything"),
        pytest.param(Interval(Fraction(-3), Fraction(2)), 3, "[-27, 8]", id="an odd power"),
        pytest.param(Interval(), 0, "[1, 1]", id="to the zero"),
        pytest.param(Interval(Fraction(2), Fraction(4)), -1, "[1/4, 1/2]", id="the reciprocal"),
    ],
)  # fmt: skip
def test_some_powers_by_hand(base: Interval, exponent: int, shown: str) -> None:
    """Worked out on paper."""
    assert str(power(base, exponent)) == shown
