"""Whole numbers in Chinese numerals: 十二, 三百五, 一千零五十, 一万五千, 二〇二〇.

Places fall from left to right; 万 and 亿 multiply what stands before them.
"""

from __future__ import annotations

DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
#: The signs of a place and its power of ten, the highest first.
LEVELS = (("亿億", 8), ("万萬", 4), ("千仟", 3), ("百佰", 2), ("十拾", 1))
ZEROS = "零〇"
POINT = "点"
NUMERALS = frozenset(DIGITS) | frozenset("".join(signs for signs, _ in LEVELS))


class NotANumber(ValueError):
    """A text is no number: `position` is where it ceases to be one, `expected` what was missing."""

    def __init__(self, position: int, expected: str) -> None:
        super().__init__(f"expected {expected} at character {position + 1}")
        self.position = position
        self.expected = expected


def integer(text: str) -> tuple[int, int]:
    """The number that Chinese numerals state, and the place of the last one (两千: 2000 and 3).

    A digit at the end without a place stands in the next lower one: 三百五 is 350, 一万五 is 15000.
    Digits alone are read one by one, as in years, if there are at least three. Raises NotANumber.
    """
    if len(text) > 2 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text)), 0
    return _read(text, 0, 0)


def _read(text: str, start: int, level: int) -> tuple[int, int]:
    """`number = (left? sign right?) | digit`, split at the highest sign that the text has."""
    while level < len(LEVELS) and not any(sign in text for sign in LEVELS[level][0]):
        level += 1
    if level == len(LEVELS):
        return _digit(text, start), 0
    signs, place = LEVELS[level]
    at = min(found for sign in signs if (found := text.find(sign)) >= 0)
    left, left_place = _left(text[:at], start, level)
    value = left * 10**place
    if at + 1 == len(text):
        return value, left_place + place
    right, right_place = _right(text[at + 1 :], start + at + 1, level)
    return value + right, right_place


def _left(text: str, start: int, level: int) -> tuple[int, int]:
    """How many of a place there are: one if nothing stands before it, as in 十二 and 百万."""
    if not text and not start:
        return 1, 0
    value, place = _read(text, start, level + 1)
    if not 0 < value < (10 if LEVELS[level][1] < 4 else 10 ** LEVELS[level][1]):
        raise NotANumber(start + len(text), "a lower place or the end of the number")
    return value, place


def _right(text: str, start: int, level: int) -> tuple[int, int]:
    """What stands below a place: after 零 any lower one, else a lone digit is in the next."""
    if text[0] in ZEROS:
        return _read(text[1:], start + 1, level + 1)
    if len(text) == 1 and text in DIGITS:
        place = LEVELS[level][1] - 1
        return DIGITS[text] * 10**place, place
    return _read(text, start, level + 1)


def _digit(text: str, start: int) -> int:
    if text[:1] not in DIGITS or not text:
        raise NotANumber(start, "a Chinese digit")
    if len(text) > 1:
        raise NotANumber(start + 1, "十, 百, 千, 万, 亿 or the end of the number")
    return DIGITS[text]
