"""What a number is worth, in Arabic digits or Chinese numerals, and how far it was printed.

Knows no hedge, unit or multiplier: `240`, `0.70`, `两千`, `三点五`, `1/6`, `三分之一`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from pipeline.decode.chinese import DIGITS, POINT, NotANumber, integer
from pipeline.decode.words import BAR, PARTS_OF
from pipeline.exact import power_of_ten

#: No statistic prints more digits; the limit keeps reading linear.
LONGEST = 60

_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its exact worth, and the place of its last printed digit.

    `decimals` counts digits after the point (0.70: 2; 240: 0; 两千: -3), None for a fraction.
    `digit` is the worth of one in the place of the last digit that is not zero (240: 10; 两千:
    1000; 3.50: 1/10), None for a fraction.
    """

    exact: Fraction
    decimals: int | None
    digit: Fraction | None


def number(text: str) -> Number:
    """The number that a text without sign, spaces and separators states. Raises NotANumber."""
    if len(text) > LONGEST:
        raise NotANumber(LONGEST, f"at most {LONGEST} characters in a number")
    for mark, denominator_first in ((BAR, False), (PARTS_OF, True)):
        left, found, right = text.partition(mark)
        if found:
            return _fraction(left, right, len(left) + len(mark), denominator_first)
    return arabic(text) if text[:1].isascii() else chinese(text)


def _fraction(left: str, right: str, start: int, denominator_first: bool) -> Number:
    first, second = _whole(left, 0), _whole(right, start)
    above, below = (second, first) if denominator_first else (first, second)
    if not below:
        raise NotANumber(0 if denominator_first else start, "a denominator other than zero")
    return Number(Fraction(above, below), None, None)


def _whole(text: str, start: int) -> int:
    try:
        value = arabic(text).exact if text[:1].isascii() else chinese(text).exact
    except NotANumber as error:
        raise NotANumber(start + error.position, error.expected) from None
    if value.denominator != 1 or "." in text:
        raise NotANumber(start, "a whole number")
    return int(value)


def arabic(text: str) -> Number:
    """Digits with at most one point: `digit+ ("." digit+)?`."""
    if not _ARABIC.fullmatch(text):
        match = _ARABIC.match(text)
        raise NotANumber(match.end() if match else 0, "a digit")
    whole, _, part = text.partition(".")
    return _number(int(whole + part), len(part))


def chinese(text: str) -> Number:
    """`chinese = integer ("点" digit+)?`, in the integer places fall from 亿 and 万 to 千百十."""
    head, point, tail = text.partition(POINT)
    for at, char in enumerate(tail, start=len(head) + 1):
        if char not in DIGITS:
            raise NotANumber(at, "a Chinese digit after 点")
    if point and not (head and tail):
        raise NotANumber(len(text) if head else 0, "a Chinese digit")
    value, place = integer(head)
    if not point:
        return _number(value // 10**place, -place)
    digits = "".join(str(DIGITS[char]) for char in tail)
    return _number(int(str(value) + digits), len(digits))


def _number(digits: int, decimals: int) -> Number:
    """The number `digits` / 10^decimals, printed down to the last of `digits`."""
    unit, rest = power_of_ten(-decimals), digits
    while rest and rest % 10 == 0:
        rest //= 10
    return Number(digits * unit, decimals, unit * (digits // rest if rest else 1))
