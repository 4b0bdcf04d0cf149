"""Read the value and the precision of a number in Arabic digits or Chinese numerals.

A number has no hedge, unit or multiplier: `240`, `0.70`, `两千`, `三点五`, `1/6`, `三分之一`. Whole
numbers in Chinese numerals: 十二, 廿五, 三百五, 一千零五十, 一万五千, 二〇二〇. Places descend from left to
right; 万 and 亿 multiply the number before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.parsing.lexicon import BAR, PARTS_OF
from pipeline.parsing.number_forms import SIGNS as FORM_SIGNS
from pipeline.parsing.number_forms import Plain, parse_form

DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
#: One sign for a number of tens.
TENS = {"廿": 2, "卅": 3, "卌": 4}
#: The signs of each place and its power of ten, the highest first.
LEVELS = (("亿億", 8), ("万萬", 4), ("千仟", 3), ("百佰", 2), ("十拾廿卅卌", 1))

ZEROS = "零〇"

_TEN = ("十", "拾")

POINT = "点"

NUMERALS = frozenset(DIGITS) | frozenset("".join(signs for signs, _ in LEVELS))


class NumberError(ValueError):
    """The text is not a number: `expected` describes what is needed at `position`."""

    def __init__(self, position: int, expected: str) -> None:
        super().__init__(f"expected {expected} at character {position + 1}")
        self.position = position
        self.expected = expected


def parse_integer(text: str) -> tuple[int, int]:
    """Return the value of Chinese numerals and the place of the last one (两千: 2000 and 3).

    A last digit without a place has the next lower one: 三百五 is 350, 一万五 is 15000. Three or
    more digits without places are read one by one, as in years. Raises NumberError.
    """
    if len(text) > 2 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text)), 0
    return _read(text, 0, 0)


def _read(text: str, start: int, level: int) -> tuple[int, int]:
    """Read `number = (left? sign right?) | digit`, split at the highest sign in the text."""
    while level < len(LEVELS) and not any(sign in text for sign in LEVELS[level][0]):
        level += 1
    if level == len(LEVELS):
        return _digit(text, start), 0
    signs, place = LEVELS[level]
    at = min(found for sign in signs if (found := text.find(sign)) >= 0)
    left, left_place = _left(text[: at + 1], start, level)
    value = left * 10**place
    if at + 1 == len(text):
        return value, left_place + place
    right, right_place = _right(text[at + 1 :], start + at + 1, level)
    return value + right, right_place


def _left(text: str, start: int, level: int) -> tuple[int, int]:
    """Read the factor of a place; it is one if nothing precedes the place, as in 十二 and 百万.

    The text ends with the sign of the place. 廿 has its factor itself.
    """
    text, sign = text[:-1], text[-1]
    if sign in TENS:
        if text:
            raise NumberError(start, f"no digit before {sign}")
        return TENS[sign], 0
    if not text and not start:
        return 1, 0
    value, place = _read(text, start, level + 1)
    if not 0 < value < (10 if LEVELS[level][1] < 4 else 10 ** LEVELS[level][1]):
        raise NumberError(start + len(text), "a lower place or the end of the number")
    return value, place


def _right(text: str, start: int, level: int) -> tuple[int, int]:
    """Read the part below a place: after 零 any lower place; else a single digit is in the next one."""
    if text[0] in ZEROS:
        if LEVELS[level][1] == 1:
            raise NumberError(start, "a digit after 十")
        rest = f"一{text[1:]}" if text[1:2] in _TEN else text[1:]  # 一万零十二
        return _read(rest, start + 1, level + 1)
    if text[0] in _TEN and LEVELS[level][1] > 1:  # 一百十一
        return _read(f"一{text}", start, level + 1)
    if len(text) == 1 and text in DIGITS:
        place = LEVELS[level][1] - 1
        return DIGITS[text] * 10**place, place
    return _read(text, start, level + 1)


def _digit(text: str, start: int) -> int:
    if text[:1] not in DIGITS or not text:
        raise NumberError(start, "a Chinese digit")
    if len(text) > 1:
        raise NumberError(start + 1, "十, 百, 千, 万, 亿 or the end of the number")
    return DIGITS[text]


#: No statistic prints more digits; the limit keeps parsing linear.
LONGEST = 60

_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a printed number: its exact value, and the place of its last printed digit.

    `decimals` counts digits after the point (0.70: 2; 240: 0; 两千: -3), None for a fraction.
    `digit` is one unit of the last digit that is not zero (240: 10; 两千: 1000; 3.50: 1/10), None
    for a fraction.
    """

    exact: Fraction
    decimals: int | None
    digit: Fraction | None


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Number:
    """Parse a number without sign, spaces and separators. Raises NumberError."""
    if len(text) > LONGEST:
        raise NumberError(LONGEST, f"at most {LONGEST} characters in a number")
    for mark, denominator_first in ((BAR, False), (PARTS_OF, True)):
        left, found, right = text.partition(mark)
        if found:
            return _fraction(left, right, len(left) + len(mark), denominator_first)
    if not FORM_SIGNS.isdisjoint(text) or (text[:1].isascii() and not text.isascii()):
        return _form(text)
    return arabic(text) if text[:1].isascii() else chinese(text)


def _form(text: str) -> Number:
    """Parse one of the forms of number_forms.py."""
    found = parse_form(text, _plain)
    if found is None:
        raise NumberError(0, "a number")
    if found.decimals is None:
        return Number(found.exact, None, None)
    return (
        _number(int(found.exact * 10**found.decimals), found.decimals)
        if found.decimals > 0
        else (_number(int(found.exact / 10**-found.decimals), found.decimals))
    )


def _plain(text: str) -> Plain:
    found = arabic(text) if text[:1].isascii() else chinese(text)
    return Plain(found.exact, found.decimals)


def _fraction(left: str, right: str, start: int, denominator_first: bool) -> Number:
    first, second = _whole(left, 0), _whole(right, start)
    above, below = (second, first) if denominator_first else (first, second)
    if not below:
        raise NumberError(0 if denominator_first else start, "a denominator other than zero")
    return Number(Fraction(above, below), None, None)


def _whole(text: str, start: int) -> int:
    try:
        value = arabic(text).exact if text[:1].isascii() else chinese(text).exact
    except NumberError as error:
        raise NumberError(start + error.position, error.expected) from None
    if value.denominator != 1 or "." in text:
        raise NumberError(start, "a whole number")
    return int(value)


def arabic(text: str) -> Number:
    """Parse digits with at most one point: `digit+ ("." digit+)?`."""
    if not _ARABIC.fullmatch(text):
        match = _ARABIC.match(text)
        raise NumberError(match.end() if match else 0, "a digit")
    whole, _, part = text.partition(".")
    return _number(int(whole + part), len(part))


def chinese(text: str) -> Number:
    """Parse `chinese = integer ("点" digit+)?`; places of the integer descend from 亿 and 万 to 千百十."""
    head, point, tail = text.partition(POINT)
    for at, char in enumerate(tail, start=len(head) + 1):
        if char not in DIGITS:
            raise NumberError(at, "a Chinese digit after 点")
    if point and not (head and tail):
        raise NumberError(len(text) if head else 0, "a Chinese digit")
    value, place = parse_integer(head)
    if not point:
        return _number(value // 10**place, -place)
    digits = "".join(str(DIGITS[char]) for char in tail)
    return _number(int(str(value) + digits), len(digits))


def _number(digits: int, decimals: int) -> Number:
    """Return the number `digits` / 10^decimals, whose last printed digit is the last of `digits`."""
    above, below, rest = 10 ** max(-decimals, 0), 10 ** max(decimals, 0), digits
    while rest and rest % 10 == 0:
        rest //= 10
    last = digits // rest if rest else 1
    return Number(Fraction(digits * above, below), decimals, Fraction(last * above, below))
