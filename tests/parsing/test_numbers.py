"""What numbers are worth, and how far they were printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.numbers import LONGEST, NumberError, parse_integer, parse_number

SIGNS = "零一二三四五六七八九"


def in_full(value: int) -> str:
    """A number below 10^16 written out in Chinese, as schools teach it."""
    for sign, place in (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1)):
        if value >= 10**place:
            left, right = divmod(value, 10**place)
            zero = "零" if right and right < 10 ** (place - 1) else ""
            return in_full(left) + sign + (zero + in_full(right) if right else "")
    return SIGNS[value]


@given(st.integers(0, 10**16 - 1))
def test_a_number_written_out_in_chinese_reads_back(value: int) -> None:
    """Against the writing rule, which is simpler than the reading."""
    assert parse_integer(in_full(value))[0] == value


@given(st.integers(0, 10**15), st.integers(0, 9))
def test_digits_are_worth_what_they_are_and_no_more_precise(value: int, places: int) -> None:
    """A trailing zero that is printed counts as printed."""
    digits = f"{value:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    found = parse_number(text)
    assert (found.exact, found.decimals) == (Fraction(value, 10**places), places)


@pytest.mark.parametrize(
    ("text", "value", "decimals", "digit"),
    [
        ("240", 240, 0, 10),
        ("1800", 1800, 0, 100),
        ("0", 0, 0, 1),
        ("两千", 2000, -3, 1000),
        ("十", 10, -1, 10),
        ("百", 100, -2, 100),
        ("三百五", 350, -1, 10),
        ("一万五", 15000, -3, 1000),
        ("一千零五", 1005, 0, 1),
        ("三百五十万", 3500000, -5, 100000),
        ("一万三千亿", 1300000000000, -11, 100000000000),
        ("二〇二一", 2021, 0, 1),
        ("壹佰贰拾", 120, -1, 10),
    ],
)
def test_a_number_knows_its_last_place(text: str, value: int, decimals: int, digit: int) -> None:
    """两千 states nothing below the thousands; 余 after 240 reaches to the tens."""
    found = parse_number(text)
    assert (found.exact, found.decimals, found.digit) == (value, decimals, digit)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("十十", 1),
        ("五百百", 2),
        ("一二", 1),
        ("一百零", 3),
        ("百零五五", 3),
        ("三十百", 2),
        ("三点", 2),
        ("三点十", 2),
        ("1.", 1),
        ("1.2.3", 3),
        ("1.5/2", 0),
        ("1/0", 2),
        ("零分之一", 0),
        ("9" * (LONGEST + 1), LONGEST),
    ],
)
def test_what_is_not_a_number_is_rejected_where_it_ceases_to_be_one(
    text: str, position: int
) -> None:
    """The grammar passes the position on to the editor."""
    with pytest.raises(NumberError) as refusal:
        parse_number(text)
    assert refusal.value.position == position
    assert str(refusal.value).endswith(f" at character {position + 1}")
