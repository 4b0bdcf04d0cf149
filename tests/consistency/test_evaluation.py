"""The values that an expression can take: enclosures hold every value, and directions are the true ones."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.consistency.evaluation import direction, enclosure
from pipeline.consistency.expression import (
    Constant,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Reference,
    Sum,
    parse_expression,
    power,
)
from pipeline.intervals import Interval, IntervalDivisionError
from tests.consistency.expressions import EXPRESSIONS, A, B, C
from tests.intervals.interval_strategies import intervals, samples

NAMES = (A.figure, B.figure, C.figure)


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
        pytest.param("[1.1-001] ** 2 - [1.1-001] * [1.1-001]", id="a square stated twice"),
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


@pytest.mark.parametrize(
    ("text", "first", "second", "towards"),
    [
        pytest.param("[1.1-001] - 3", (1, 2), (0, 0), 1, id="a difference rises with its first part"),
        pytest.param("3 - [1.1-001]", (1, 2), (0, 0), -1, id="and falls with its second"),
        pytest.param("[1.1-001] * [1.1-002]", (1, 2), (0, 1), 1, id="a factor that is never negative"),
        pytest.param("[1.1-001] * [1.1-002]", (1, 2), (-1, 0), -1, id="a factor that is never positive"),
        pytest.param("[1.1-001] * [1.1-002]", (1, 2), (-1, Fraction(1, 2)), 0, id="a factor of either sign"),
        pytest.param("[1.1-001] * ([1.1-001] - 10)", (1, 2), (0, 0), -1, id="a product, falling with its second factor"),
        pytest.param("([1.1-001] - 10) * [1.1-001]", (1, 2), (0, 0), -1, id="a product, falling with its first factor"),
        pytest.param("1 / [1.1-001]", (2, 3), (0, 0), -1, id="a positive divisor"),
        pytest.param("1 / [1.1-001]", (-3, -2), (0, 0), -1, id="a negative divisor"),
        pytest.param("[1.1-001] / [1.1-002]", (1, 2), (-3, -2), -1, id="a part of a negative whole"),
        pytest.param("1 / [1.1-001]", (-1, 1), (0, 0), 0, id="a divisor that may be zero"),
        pytest.param("[1.1-001] ** 2", (-2, -1), (0, 0), -1, id="a square of negatives"),
        pytest.param("[1.1-002]", (1, 2), (0, 1), 1, id="another figure, which stands still"),
    ],
)  # fmt: skip
def test_directions_by_hand(
    text: str, first: tuple[int, int], second: tuple[int, int], towards: int
) -> None:
    """Whether the value rises or falls with the first figure is proved by the sign of its slope."""
    box = dict(
        zip(NAMES, (Interval(*map(Fraction, each)) for each in (first, second)), strict=False)
    )
    assert direction(parse_expression(text), A.figure, box) == towards


def test_many_repeated_figures_take_no_proof_and_stay_enclosed() -> None:
    """A proof doubles its cost with each figure that repeats; beyond a few the wider interval is enough."""
    text = "+".join(f"[{i % 50}]*[{(i + 1) % 50}]" for i in range(50))
    box = {str(number): Interval(Fraction(1), Fraction(2)) for number in range(50)}
    found = enclosure(parse_expression(text), box)
    assert found == Interval(Fraction(50), Fraction(200))
