"""What holds for every printed text: it reads back, or is rejected, in a length of time to match."""

from contextlib import suppress

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.parsing import (
    FigureSyntaxError,
    ParsedFigure,
    QuantityError,
    parse_printed,
    to_quantity,
)
from pipeline.parsing.parser import scan
from pipeline.parsing.scanner import Scanner
from tests.parsing.printed_forms import NUMBERS, WORDS, printed_figures

#: Any text, and texts of the characters that the grammar gives a meaning to.
SIGNS = "".join(sorted({*"".join(WORDS.hedges), *"".join(WORDS.unit_words), *"0123456789"}))
TEXTS = st.one_of(st.text(), st.text(alphabet=SIGNS + "〔〕…-~至第百分之点/., 万亿十百千"))


def figure_of(printed: str) -> ParsedFigure:
    """The reading of a text; a text that is not a figure is not counted as an example.

    A grammar that rejects nearly all texts fails the health check of hypothesis.
    """
    try:
        return parse_printed(printed, WORDS)
    except FigureSyntaxError:
        assume(False)
        raise


@given(printed_figures())
@example("数百〔余〕〔万〕")
@example("2.5 万多〔亿〕")
@example("2.5〔万多亿〕")
@example("一万五千〔余〕〔万〕")
@example("数百〔点〕")
@settings(max_examples=250, deadline=None)
@pytest.mark.slow
def test_a_reading_rendered_and_read_again_is_the_same(printed: str) -> None:
    """Rendering loses nothing: otherwise a reading could not stand for the printed figure."""
    reading = figure_of(printed)
    assert parse_printed(reading.format(WORDS), WORDS) == reading


@given(printed_figures())
@settings(max_examples=150, deadline=None)
@pytest.mark.slow
def test_whatever_reads_as_a_figure_states_a_quantity(printed: str) -> None:
    """A text whose hedges exclude each other is rejected by the grammar, not later."""
    reading = figure_of(printed)
    for unit in ("", *sorted(reading.units)):
        stated = reading.to_quantity(unit, WORDS)
        assert stated.bound != "=" or stated.interval.contains(stated.exact)


@given(TEXTS)
@example("\ud800")
@example("9" * 5000)
@example("一" * 5000)
@example("1/" + "9" * 5000)
@settings(max_examples=600, deadline=None)
def test_no_text_raises_anything_but_the_documented_error(printed: str) -> None:
    """Editors key anything; a crash would hide all other findings."""
    try:
        parse_printed(printed, WORDS)
    except FigureSyntaxError as refusal:
        assert 0 <= refusal.position <= len(printed)
        assert str(refusal).endswith("^")


@given(
    st.tuples(
        st.one_of(TEXTS, NUMBERS),
        st.one_of(st.just(""), TEXTS, NUMBERS),
        st.one_of(TEXTS, st.sampled_from(["", *sorted(WORDS.multipliers)])),
        st.one_of(TEXTS, st.sampled_from(["", "超过…多", *sorted(WORDS.hedges)])),
        st.one_of(TEXTS, st.sampled_from(["", *sorted(WORDS.units)])),
    )
)
@settings(max_examples=600, deadline=None)
def test_no_keyed_cells_raise_anything_but_the_documented_error(
    cells: tuple[str, str, str, str, str],
) -> None:
    """The cells are a person's typing, and the meaning is asked for before they are all right."""
    try:
        to_quantity(*cells, WORDS)
    except QuantityError as error:
        assert error.column in ("number", "number_high", "multiplier", "hedge", "unit")


def steps(printed: str) -> int:
    """How many characters and words are looked at until a text is read or rejected."""
    scanner = Scanner(printed)
    with suppress(FigureSyntaxError):
        scan(scanner, WORDS)
    return scanner.steps


ADVERSARIAL = {
    "spaces": " ",
    "digits": "1",
    "groups of thousands": "1,000",
    "groups set with spaces": " 000",
    "points": "1.",
    "Chinese digits": "一",
    "falling and rising places": "千百十万",
    "multipliers": "万亿",
    "directions": "增长至",
    "hedges that begin alike": "不超过",
    "hedges that follow": "以上",
    "elisions": "增长…",
    "tone words": "达",
    "words that are hedge and direction": "高于",
    "ranges": "1至",
    "fractions": "分之一",
    "brackets": "〔增长〕",
    "units": "个",
    "halves of units": "个多",
    "no figure at all": "很多",
}


AROUND = ("{}", "增长{}", "5{}", "1-{}", "近{}5%", "数{}", "达{0}…{0}5%", "{}超5%")


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_reading_is_linear_in_the_length_of_the_text(piece: str) -> None:
    """Counted in steps and not in seconds: twice the text may at most double the work."""
    for around in AROUND:
        counts = [steps(around.format(piece * size)) for size in (500, 1000, 2000)]
        assert counts[2] - counts[1] <= 2 * (counts[1] - counts[0]) + 20, around
        assert counts[2] <= 40 * len(around.format(piece * 2000)) + 100, around
