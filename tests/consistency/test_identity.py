"""Identities judged: verdict, slack, policy, and the power to notice an error."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.consistency.evaluation import Operand
from pipeline.consistency.expression import Comparison, parse_comparison
from pipeline.consistency.identity import (
    DetectionPower,
    Evaluation,
    Verdict,
    detection_powers,
    evaluate,
    guard_holds,
)
from pipeline.intervals import Interval
from pipeline.parsing import Lexicon, to_quantity
from pipeline.parsing.quantity import split_hedge
from tests.intervals.interval_strategies import intervals, samples

WORDS = Lexicon.from_folder(Path(__file__).parents[2] / "raw" / "vocabulary")
WIDTHS = {
    "超": "one_leading_unit", "不到": "one_leading_unit", "以上": "one_leading_unit",
    "近": "ten_percent", "约": "five_percent_or_one_unit", "余": "none", "上": "none",
}  # fmt: skip
NAMES = {"a": "1-001", "b": "1-002", "c": "1-003"}


def term(printed: str, *, signed: bool = False) -> Operand:
    """A term out of `hedge number multiplier`, hedge and multiplier as in raw/, `_` for none."""
    hedge, number, multiplier = printed.split() if " " in printed else ("_", printed, "_")
    low, _, high = number.partition("~")
    cells = ["" if cell == "_" else cell for cell in (low, high, multiplier, hedge)]
    stated = to_quantity(*cells, "", WORDS)
    widths = [WIDTHS[each.word] for each in split_hedge(cells[3], WORDS)]
    return Operand.of(stated, widths, signed=signed)


def comparison(text: str) -> Comparison:
    """A comparison in which a, b and c stand for figures."""
    for name, figure in NAMES.items():
        text = text.replace(name, f"[{figure}]")
    return parse_comparison(text)


def terms(*printed: str, signed: bool = False) -> dict[str, Operand]:
    """Terms for a, b and c."""
    made = (term(each, signed=signed) for each in printed)
    return dict(zip(NAMES.values(), made, strict=False))


def judge(text: str, *printed: str) -> Evaluation:
    """The judgement of a comparison of printed figures."""
    return evaluate(comparison(text), terms(*printed))


@pytest.mark.parametrize(
    ("text", "printed", "verdict", "slack", "policy_used"),
    [
        pytest.param("a - b = c", ("0.7", "-1.6", "2.3"), "consistent", "0.15", False, id="a difference, to the half unit three times"),
        pytest.param("a - b = c", ("0.7", "-1.6", "2.5"), "inconsistent", "-0.05", False, id="two tenths off"),
        pytest.param("a - b = c", ("0.7", "-1.6", "2.4"), "consistent", "0.05", False, id="one tenth off is rounding"),
        pytest.param("a = b", ("1", "2"), "consistent", "0", False, id="closed ends that touch agree"),
        pytest.param("a / b * 100 = c", ("_ 898 万", "_ 900 万", "99.8"), "consistent", None, False, id="a share"),
        pytest.param("a * (1 + b / 100) ** 3 = c", ("_ 4.5 万亿", "10", "_ 6 万亿"), "consistent", None, False, id="compound growth"),
        pytest.param("(1 + b / 100) ** 3 = c / a", ("_ 4.5 万亿", "12", "_ 6 万亿"), "consistent", None, False, id="compound growth against a ratio"),
        pytest.param("(1 + b / 100) ** 3 = c / a", ("_ 4.5 万亿", "20", "_ 6 万亿"), "inconsistent", None, False, id="too much growth"),
        pytest.param("a > b", ("3", "3"), "consistent", "1", False, id="equal digits may differ"),
        pytest.param("a > b", ("2", "3"), "inconsistent", "0", False, id="touching is not being above"),
        pytest.param("a >= b", ("2", "3"), "consistent", "0", False, id="touching is being at least"),
        pytest.param("a < b", ("3", "2"), "inconsistent", "0", False, id="nor below"),
        pytest.param("a <= b", ("3", "2"), "consistent", "0", False, id="at most"),
        pytest.param("a = b", ("28.2", "_ 20~30 _"), "consistent", "1.85", False, id="within a range"),
        pytest.param("a = b", ("超 10 _", "10"), "consistent", "0.5", False, id="more than ten, printed as ten"),
        pytest.param("a = b", ("超 10 _", "9"), "inconsistent", "-0.5", False, id="more than ten is not nine"),
        pytest.param("a = b", ("超 10 _", "21"), "inconsistent", "-0.5", True, id="nor, for checking, twenty-one"),
        pytest.param("a = b", ("不到 10 _", "9"), "consistent", None, False, id="less than ten"),
        pytest.param("a > b", ("超 10 _", "15"), "consistent", "5.5", True, id="only the policy bounds it above"),
        pytest.param("a = b", ("约 10 _", "超 10 _"), "consistent", "1", True, id="about, against more than"),
        pytest.param("a = b", ("约 10 _", "12"), "inconsistent", "-0.5", True, id="about ten is not twelve"),
        pytest.param("a = b", ("近 10 _", "9"), "consistent", None, False, id="nearly ten"),
        pytest.param("a = b", ("近 10 _", "8"), "inconsistent", "-0.5", True, id="eight is not nearly ten"),
        pytest.param("a < b", ("上 _ 亿", "3"), "inconsistent", None, False, id="a magnitude has a floor"),
        pytest.param("a > b", ("上 _ 亿", "3"), "undecidable", None, False, id="a magnitude without a ceiling"),
        pytest.param("a / b = 2", ("3", "0"), "undecidable", None, False, id="the divisor may be zero"),
        pytest.param("a = a", ("上 _ 亿",), "undecidable", None, False, id="an unbounded figure against itself"),
        pytest.param("a = a", ("3",), "consistent", "0", False, id="a figure against itself"),
        pytest.param("a < a", ("3",), "inconsistent", "0", False, id="a figure below itself"),
    ],
)  # fmt: skip
def test_verdicts_by_hand(text, printed, verdict: str, slack: str | None, policy_used) -> None:
    """Worked out on paper; slack where it is a short decimal."""
    found = judge(text, *printed)
    assert (found.verdict, found.policy_used) == (verdict, policy_used)
    if slack is not None:
        assert found.slack == Fraction(slack)
    assert (found.slack is None) == (verdict == "undecidable")


def test_both_sides_are_shown_as_they_were_checked() -> None:
    """Implied is the left side's interval, printed the right side's."""
    found = judge("a - b = c", "0.7", "-1.6", "2.3")
    assert (str(found.implied), str(found.printed)) == ("[11/5, 12/5]", "[9/4, 47/20]")
    assert judge("a / b = 2", "3", "0").implied is None


#: As far as a last digit is changed in tests that try every change.
TRIED = 40
BOXES = st.lists(intervals(), min_size=3, max_size=3)
SMALL = st.builds(
    lambda low, width: Interval(low, low + width),
    st.fractions(-20, 20, max_denominator=4),
    st.fractions(0, 3, max_denominator=4),
)
SMALL_BOXES = st.tuples(SMALL, SMALL, SMALL)
FORMS = st.sampled_from([
    "a + b {} c", "a - b {} c", "a / b * 100 {} c", "(a - b) / b {} c", "a * (1 + b) ** 2 {} c",
    "a {} b", "a - b {} b * c", "a * a {} b",
])  # fmt: skip
RELATIONS = {
    "=": lambda x, y: x == y, ">": lambda x, y: x > y, ">=": lambda x, y: x >= y,
    "<": lambda x, y: x < y, "<=": lambda x, y: x <= y,
}  # fmt: skip
LEFT_RIGHT = {
    "a + b {} c": lambda a, b, c: (a + b, c), "a - b {} c": lambda a, b, c: (a - b, c),
    "a / b * 100 {} c": lambda a, b, c: (a / b * 100, c),
    "(a - b) / b {} c": lambda a, b, c: ((a - b) / b, c),
    "a * (1 + b) ** 2 {} c": lambda a, b, c: (a * (1 + b) ** 2, c),
    "a {} b": lambda a, b, _: (a, b), "a - b {} b * c": lambda a, b, c: (a - b, b * c),
    "a * a {} b": lambda a, b, _: (a * a, b),
}  # fmt: skip


@pytest.mark.slow
@given(FORMS, st.sampled_from(list(RELATIONS)), st.one_of(SMALL_BOXES, BOXES))
@settings(max_examples=300)
def test_no_numbers_satisfy_what_is_called_inconsistent(form: str, relation: str, held) -> None:
    """Against exact numbers of every box: an inconsistency is proved, never guessed."""
    given_terms = {name: Operand(each) for name, each in zip(NAMES.values(), held, strict=True)}
    found = evaluate(comparison(form.format(relation)), given_terms)
    assume(found.verdict is Verdict.INCONSISTENT)
    for numbers in product(*(samples(each) for each in held)):
        left, right = LEFT_RIGHT[form](*numbers)
        assert not RELATIONS[relation](left, right)


@pytest.mark.slow
@given(st.sampled_from(list(RELATIONS)), BOXES)
@settings(max_examples=300)
def test_a_verdict_is_right_both_ways_where_each_figure_stands_once(relation: str, held) -> None:
    """Consistent means that some numbers agree, for any interval, open or closed, bounded or not."""
    given_terms = {name: Operand(each) for name, each in zip(NAMES.values(), held, strict=True)}
    found = evaluate(comparison(f"a + b {relation} c"), given_terms)
    gap = held[0] + held[1] - held[2]
    agreeing = [number for number in samples(gap) if RELATIONS[relation](number, 0)]
    assert (found.verdict is not Verdict.INCONSISTENT) == bool(agreeing)


@given(BOXES, st.fractions(-3, 3, max_denominator=4))
def test_slack_is_how_far_the_sides_can_shift(held, shift: Fraction) -> None:
    """Moving the difference by less than the slack never ends the agreement; by more, one way does."""
    given_terms = {name: Operand(each) for name, each in zip(NAMES.values(), held, strict=True)}
    found = evaluate(comparison("a - b = c"), given_terms)
    assume(found.verdict is Verdict.CONSISTENT)
    assert found.slack is not None and found.slack >= 0
    moved = {**given_terms, NAMES["a"]: Operand(held[0] + shift)}
    after = evaluate(comparison("a - b = c"), moved).verdict
    if abs(shift) < found.slack:
        assert after is Verdict.CONSISTENT
    for way in (found.slack + 1, -found.slack - 1):
        moved[NAMES["a"]] = Operand(held[0] + way)
        if evaluate(comparison("a - b = c"), moved).verdict is Verdict.INCONSISTENT:
            break
    else:
        pytest.fail("a shift beyond the slack was not noticed either way")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param("0.7", "[13/20, 3/4]", id="no hedge: rounding"),
        pytest.param("超 72 _", "(72, 82)", id="more than: one leading unit above"),
        pytest.param("超 1300 _", "(1300, 2300)", id="the leading digit counts"),
        pytest.param("超 5.28 _", "(132/25, 157/25)", id="of a decimal too"),
        pytest.param("超 0.52 _", "(13/25, 31/50)", id="and of a number below one"),
        pytest.param("98 _ _", None, id="no words"),
        pytest.param("以上 98 _", "[98, 108)", id="or more: the number included"),
        pytest.param("不到 10 _", "(0, 10)", id="less than: one leading unit below"),
        pytest.param("超 -5 _", "(-6, -5)", id="a decline of more than five"),
        pytest.param("近 10 _", "[9, 10)", id="nearly: ten percent below"),
        pytest.param("约 1.3 万", "[12000, 14000]", id="about: one printed unit"),
        pytest.param("约 100 _", "[95, 105]", id="about: five percent, if that is more"),
        pytest.param("约 1/4 _", "[19/80, 21/80]", id="about: a fraction has no last digit"),
        pytest.param("约 20~30 _", "[19, 63/2]", id="about a range"),
        pytest.param("余 240 _", "(240, 250)", id="odd: words bound it already"),
        pytest.param("上 _ 亿", "[100000000, ∞)", id="a magnitude stays unbounded"),
    ],
)
def test_policy_widths_narrow_what_words_leave_open(printed: str, shown: str | None) -> None:
    """As hedges.csv names them, for checking only; the data keep the words' own bounds."""
    if shown is None:
        printed, shown = "98", "[195/2, 197/2]"
    found = term(printed)
    assert str(found.tolerated) == shown
    assert found.tolerated.is_subset_of(found.stated)


@pytest.mark.parametrize(
    ("text", "printed", "up", "down"),
    [
        pytest.param("a - b = c", ("0.7", "-1.6", "2.3"), 2, 2, id="two tenths would be noticed"),
        pytest.param("2 * a = b", ("50", "100"), 1, 1, id="one unit counts twice"),
        pytest.param("a / b * 100 = c", ("_ 26 _", "58", "44.8"), 1, 1, id="a share of few"),
        pytest.param("a > b", ("15", "3"), None, 13, id="down to two, where ends touch"),
        pytest.param("a >= b", ("15", "3"), None, 14, id="at least: one more"),
        pytest.param("a < b", ("0.5", "60"), 601, None, id="far away"),
        pytest.param("a < b", ("0.5", "600"), None, None, id="too far away"),
        pytest.param("a > b", ("上 _ 亿", "3"), None, None, id="nothing where it is undecidable"),
        pytest.param("a = b", ("3", "9"), None, None, id="nothing where it is inconsistent already"),
        pytest.param("a = a", ("3",), None, None, id="a figure against itself"),
        pytest.param("a = b", ("近 10 _", "9"), 1, 2, id="the policy follows the number"),
        pytest.param("1 / a < 2", ("3",), None, None, id="no farther than zero"),
    ],
)  # fmt: skip
def test_power_by_hand(text: str, printed: tuple[str, ...], up, down) -> None:
    """The smallest change of the last digit of a that makes the sides disagree."""
    assert detection_powers(comparison(text), terms(*printed))[NAMES["a"]] == DetectionPower(
        up, down
    )


@pytest.mark.parametrize(("signed", "down"), [(True, 9), (False, None)])
def test_only_a_number_that_may_be_negative_is_moved_through_zero(signed: bool, down) -> None:
    """增长 0.8% keyed as a fall is an error; 0.8 万人 never is minus something."""
    given_terms = terms("0.8", "0.0", signed=signed)
    assert detection_powers(comparison("a > b"), given_terms)[NAMES["a"]] == DetectionPower(
        None, down
    )


@pytest.mark.parametrize(
    ("printed", "steady"),
    [
        pytest.param("10", True, id="no hedge"),
        pytest.param("约 10 _", True, id="a policy in proportion to the number"),
        pytest.param("超 10 _", True, id="an open end that follows the number"),
        pytest.param("超 -10 _", True, id="the same for a negative number"),
        pytest.param(
            "不到 10 _", False, id="a lower end that falls from 8 to 0 with one digit more"
        ),
        pytest.param("超 0 _", False, id="nothing has no first digit"),
        pytest.param("上 _ 亿", True, id="a magnitude does not move"),
    ],
)
def test_a_number_is_steady_if_both_ends_rise_with_it(printed: str, steady: bool) -> None:
    """Halving the range of changes is right for such numbers only."""
    assert term(printed).is_steady is steady


@pytest.mark.parametrize(
    ("printed", "signed", "up", "down"),
    [
        pytest.param("5", False, TRIED, 5, id="down to zero"),
        pytest.param("0.5", False, TRIED, 5, id="in units of the last digit"),
        pytest.param("5", True, TRIED, TRIED, id="through zero, for a number of either sign"),
        pytest.param("超 5 _", True, TRIED, 5, id="not through zero with a hedge"),
        pytest.param("-5", False, 5, TRIED, id="up to zero"),
        pytest.param("_ 20~30 _", False, TRIED, 20, id="a range down to its lower end"),
        pytest.param("_ 20~30 万", False, TRIED, 20, id="whatever the multiplier"),
        pytest.param("1/4", False, 0, 0, id="a fraction has no last digit"),
        pytest.param("上 _ 亿", False, 0, 0, id="nor has a magnitude"),
    ],
)
def test_a_number_has_room_to_zero(printed: str, signed: bool, up: int, down: int) -> None:
    """What is tried are numbers that an editor could have mistyped."""
    found = term(printed, signed=signed)
    assert (found.room(1, TRIED), found.room(-1, TRIED)) == (up, down)


NUMBERS = st.builds(lambda digits, places: f"{digits / 10**places:.{places}f}", st.integers(1, 400), st.integers(0, 2))  # fmt: skip
HEDGED = st.builds(
    lambda hedge, number: f"{hedge} {number} _", st.sampled_from(["_", "_", *WIDTHS][:-1]), NUMBERS
)


def scanned(text: Comparison, given_terms: dict[str, Operand], figure: str, way: int) -> int | None:
    """The power by trying every number of units."""
    for units in range(1, given_terms[figure].room(way, TRIED) + 1):
        moved = {**given_terms, figure: given_terms[figure].moved(way * units)}
        if evaluate(text, moved).verdict is Verdict.INCONSISTENT:
            return units
    return None


@pytest.mark.slow
@given(
    FORMS, st.sampled_from(["=", ">", "<="]), st.tuples(HEDGED, HEDGED, HEDGED), st.sampled_from("abc")
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_power_is_what_trying_every_change_finds(form, relation, printed, name: str) -> None:
    """Halving is only used where it is proved to be right."""
    text, given_terms, figure = comparison(form.format(relation)), terms(*printed), NAMES[name]
    assume(evaluate(text, given_terms).verdict is Verdict.CONSISTENT)
    assume(name in form)
    found = detection_powers(text, given_terms)[figure]
    for units, way in ((found.up, 1), (found.down, -1)):
        assert (units if units and units <= TRIED else None) == scanned(
            text, given_terms, figure, way
        )


def test_power_is_found_beyond_a_pole() -> None:
    """1 / a has no value where a may be zero; what lies beyond is found all the same."""
    given_terms = terms("30", signed=True)
    found = detection_powers(comparison("1 / a > -0.1"), given_terms)[NAMES["a"]]
    assert found == DetectionPower(None, 31)
    assert found.down == scanned(comparison("1 / a > -0.1"), given_terms, NAMES["a"], -1)


@pytest.mark.parametrize(
    ("guard", "printed", "holds"),
    [
        pytest.param("a = 81.8", ("81.8",), True, id="the figure still reads so"),
        pytest.param("a = 81.8", ("81.6",), False, id="the figure was corrected"),
        pytest.param("a = 72", ("超 72 _",), True, id="the stated number of a hedge"),
        pytest.param("a = b", ("3", "3"), True, id="printed alike"),
        pytest.param("a > b", ("10", "8"), True, id="above, whatever the rounding"),
        pytest.param("a > b", ("9", "8"), False, id="not surely above"),
        pytest.param("a >= b", ("9", "8"), True, id="surely not below"),
        pytest.param("a < b", ("超 60 _", "100"), True, id="for checking, hedges are bounded"),
        pytest.param("a > b", ("上 _ 亿", "3"), True, id="a floor is enough"),
        pytest.param("a < b", ("上 _ 亿", "3"), False, id="no ceiling"),
        pytest.param("a / b < 9", ("3", "0"), False, id="the divisor may be zero"),
    ],
)
def test_a_guard_holds_only_if_it_is_sure(
    guard: str, printed: tuple[str, ...], holds: bool
) -> None:
    """An order must hold for all numbers that are allowed, an equality for some."""
    assert guard_holds(comparison(guard), terms(*printed)) is holds


def test_an_unknown_figure_is_a_key_error() -> None:
    """Callers ask for unknown figures before; they have a finding of their own."""
    with pytest.raises(KeyError):
        evaluate(comparison("a = b"), terms("3"))


@given(BOXES)
def test_a_figure_that_has_no_digits_has_no_power(held: list[Interval]) -> None:
    """数百 and 1/4 have no last digit that could be mistyped by one."""
    given_terms = {name: Operand(each) for name, each in zip(NAMES.values(), held, strict=True)}
    assert detection_powers(comparison("a + b = c"), given_terms)[NAMES["a"]] == DetectionPower(
        None, None
    )


def test_the_powers_of_a_long_sum_take_a_time_that_is_linear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each figure is compared with the sum of the others, which is computed once for all of them."""
    counted: list[int] = []
    add = Interval.__add__

    def added(one: Interval, other: Interval) -> Interval:
        counted.append(1)
        return add(one, other)

    monkeypatch.setattr(Interval, "__add__", added)

    def additions(count: int) -> int:
        names = [f"1-{number:03}" for number in range(count)]
        text = parse_comparison("+".join(f"[{name}]" for name in names) + f" = {count}")
        counted.clear()
        found = detection_powers(text, dict.fromkeys(names, *terms("1").values()))
        assert set(found.values()) == {found[names[0]]}
        return len(counted)

    assert additions(180) < 2.2 * additions(90)
