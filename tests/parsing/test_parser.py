"""The tables of printed forms, written by hand: what each states, and what is not a figure."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.intervals import round_decimal
from pipeline.parsing import FigureSyntaxError, Lexicon, ParsedFigure, Quantity, parse_printed

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FORMS = rows("forms.csv")
NOT_FIGURES = rows("not_figures.csv")


def by_print(row: dict[str, str]) -> str:
    """The printed form names its case."""
    return row["printed"] or "blank"


def decimal(cell: str) -> Decimal | None:
    """A cell's number; None if it is blank."""
    return Decimal(cell) if cell else None


def written(end: Fraction | None) -> Decimal | None:
    """An end as the table writes it, at most twelve digits behind the point."""
    return None if end is None else round_decimal(end)


def test_the_table_of_forms_is_as_large_as_the_grammar_deserves() -> None:
    """At least 250 forms, so that a deleted half does not pass unnoticed."""
    assert len(FORMS) >= 250


def check_reading(reading: ParsedFigure, row: dict[str, str]) -> None:
    """Check the words and numbers that were read."""
    for part in ("direction", "hedge", "number", "number_high", "multiplier"):
        assert getattr(reading, part) == row[part], part
    assert row["unit"] in reading.units if row["unit"] else not reading.units


def check_meaning(stated: Quantity, row: dict[str, str]) -> None:
    """Check value, precision and bounds; ends that never end are compared at twelve places."""
    assert (stated.value, stated.value_high) == (decimal(row["value"]), decimal(row["value_high"]))
    assert ("" if stated.decimals is None else str(stated.decimals)) == row["decimals"]
    assert stated.bound == row["bound"]
    ends = (written(stated.interval.low), written(stated.interval.high))
    assert ends == (decimal(row["lower"]), decimal(row["upper"]))
    assert stated.lower_closed == (row["lower_closed"] == "true")
    assert stated.upper_closed == (row["upper_closed"] == "true")


@pytest.mark.parametrize("row", FORMS, ids=by_print)
def test_a_printed_form_reads_and_means_what_the_table_states(
    row: dict[str, str], words: Lexicon
) -> None:
    """The table was written by meaning, blind to the code; a form that is rendered reads the same."""
    reading = parse_printed(row["printed"], words)
    check_reading(reading, row)
    check_meaning(reading.to_quantity(row["unit"], words), row)
    assert parse_printed(reading.format(words), words) == reading


@pytest.mark.parametrize("row", NOT_FIGURES, ids=lambda row: f"{row['printed']!a}")
def test_what_is_not_a_figure_is_rejected_at_the_right_character(
    row: dict[str, str], words: Lexicon
) -> None:
    """The position is where an editor would put a finger; blank where several would do."""
    printed = row["printed"].replace("\\u0000", "\0")
    with pytest.raises(FigureSyntaxError) as refusal:
        parse_printed(printed, words)
    if row["position"]:
        assert refusal.value.position == int(row["position"]), refusal.value
    assert 0 <= refusal.value.position <= len(printed)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        pytest.param("1,234", "1234", id="one digit first"),
        pytest.param("12,345", "12345", id="two digits first"),
        pytest.param("123,456", "123456", id="three digits first"),
        pytest.param("123 456", "123456", id="a space between"),
        pytest.param("123,456,789.50", "123456789.50", id="several groups and a point"),
    ],
)
def test_digits_in_groups_of_three_are_one_number(
    printed: str, number: str, words: Lexicon
) -> None:
    """The first group has up to three digits."""
    assert parse_printed(printed, words).number == number


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        pytest.param("1234,567", 4, id="four digits before a group"),
        pytest.param("123,45", 4, id="a group of two digits"),
        pytest.param("-七八", 0, id="a minus before two neighbouring digits"),
        pytest.param("-万", 0, id="a minus before a bare multiplier"),
        pytest.param("七九百", 1, id="two digits that are not neighbours"),
    ],
)
def test_what_only_looks_like_one_number_is_rejected(
    printed: str, position: int, words: Lexicon
) -> None:
    """Which number was meant is for the editor to state."""
    with pytest.raises(FigureSyntaxError) as refusal:
        parse_printed(printed, words)
    assert refusal.value.position == position


@pytest.mark.parametrize(
    ("printed", "number", "high", "multiplier"),
    [
        pytest.param("三千万", "三千", "", "万", id="one multiplier"),
        pytest.param("一亿两千万", "一亿两千万", "", "", id="one multiplier inside another"),
        pytest.param("七八百", "七", "八", "百", id="two neighbouring digits before a place"),
        pytest.param("七八〇", "七八〇", "", "", id="digits read one by one, with a zero"),
        pytest.param("七八九", "七八九", "", "", id="three digits read one by one"),
    ],
)
def test_chinese_numerals_are_one_number_or_two(
    printed: str, number: str, high: str, multiplier: str, words: Lexicon
) -> None:
    """七八百 is a range of which both ends are stated; 七八〇 is one number."""
    found = parse_printed(printed, words)
    assert (found.number, found.number_high, found.multiplier) == (number, high, multiplier)
