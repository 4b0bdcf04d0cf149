"""Parse numbers that a plain run of digits or numerals does not express.

half      = "半" | "一半" | "半数" | whole "个半"      一年半 is keyed as 一个半
doubling  = whole? "番" | "倍" | "倍增"               two to the power of the whole: 两番 is 4
tenths    = whole "成" digit | whole "成半"            percent: 三成五 is 35
discount  = number "折" | "对折"                      percent of the price: 八五折 and 8.5折 are 85
odds      = number ":" number                         1.5:1 is 1.5
split     = two digits splits | "对半" splits           the ratio of two parts of ten: 三七开 is 3:7
splits    = "开" | "分成"
mixed     = (digits place+)+ digits?                  1亿5000万, 13万2

The words are numerals, as 两 is; hedges, directions and units are data. Authority of halves, tenths and
doublings: GB/T 15835-2011, 现代汉语词典 (7th edition).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, TypeAlias

#: The value of a text, its decimals, and where it is not a number: position and expectation.
Parts: TypeAlias = tuple[Fraction, int | None]

HALF = "半"
HALVES = frozenset({HALF, "一半", "半数"})
AND_A_HALF = "个半"
FIRST, PAIR = "首", "双"
WORDS = {FIRST: 1, PAIR: 2}

DOUBLING = "番"
DOUBLED = frozenset({DOUBLING, "倍", "倍增", "倍增长"})
TENTH = "成"
DISCOUNT = "折"
HALF_PRICE = "对折"
ODDS = ":"
#: What follows the two parts of a whole of ten.
SPLITS = ("开", "分成")
EVEN_SPLITS = tuple("对半" + word for word in SPLITS)
_SPLIT = re.compile(f"(?P<first>.){ODDS}?(?P<second>.)(?:{'|'.join(SPLITS)})")
_PARTS = 10

PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MIXED = re.compile(r"[0-9]+[十百千万亿]+[0-9零十百千万亿]*")
_TERM = re.compile(r"零?(?P<digits>[0-9]+)(?P<places>[十百千万亿]*)")
#: More doublings than any statistic prints; the limit keeps values small.
_MOST_DOUBLINGS = 30
#: The characters by which one of these forms can be recognised.
SIGNS = frozenset(f"{HALF}{FIRST}{PAIR}{DOUBLING}倍{TENTH}{DISCOUNT}{ODDS}{SPLITS[0]}")


class Plain(NamedTuple):
    """Hold a number of the plain notation: its value and its decimals."""

    exact: Fraction
    decimals: int | None


Read: TypeAlias = Callable[[str], Plain]


def parse_form(text: str, read: Read) -> Plain | None:
    """Return the number of a text in one of the forms above, or None if it has another form.

    `read` parses the plain numbers inside it and raises NumberError.
    """
    if text in HALVES:
        return Plain(Fraction(1, 2), None)
    if text in WORDS:
        return Plain(Fraction(WORDS[text]), 0)
    if text in DOUBLED:
        return Plain(Fraction(2), None)
    if is_split(text):
        return _split(text, read)
    for sign, parse in _BY_SIGN:
        if sign in text:
            return parse(text, read)
    return _mixed(text) if _MIXED.fullmatch(text) else None


def is_split(text: str) -> bool:
    """Return whether a number is the ratio of two parts: 三七开, 对半分成."""
    return text.endswith(SPLITS)


def _split(text: str, read: Read) -> Plain | None:
    if text in EVEN_SPLITS:
        return Plain(Fraction(1), None)
    found = _SPLIT.fullmatch(text)
    if not found:
        return None
    first, second = read(found["first"]).exact, read(found["second"]).exact
    fits = first + second == _PARTS and 0 < first < _PARTS
    return Plain(first / second, None) if fits else None


def _and_a_half(text: str, read: Read) -> Plain | None:
    whole = read(text.removesuffix(AND_A_HALF))
    fits = text.endswith(AND_A_HALF) and whole.exact.denominator == 1
    return Plain(whole.exact + Fraction(1, 2), None) if fits else None


def _doublings(text: str, read: Read) -> Plain | None:
    count = read(text.removesuffix(DOUBLING)).exact
    fits = text.endswith(DOUBLING) and count.denominator == 1 and 0 < count <= _MOST_DOUBLINGS
    return Plain(Fraction(2 ** int(count)), None) if fits else None


def _tenths(text: str, read: Read) -> Plain | None:
    left, _, right = text.partition(TENTH)
    whole = read(left)
    part = Fraction(5) if right == HALF else read(right).exact
    fits = len(right) == 1 and whole.exact.denominator == 1 and 0 <= part < 10
    return Plain(whole.exact * 10 + part, 0) if fits else None


def _discount(text: str, read: Read) -> Plain | None:
    if text == HALF_PRICE:
        return Plain(Fraction(50), None)
    written = text.removesuffix(DISCOUNT)
    tenths = [read(digit).exact for digit in written] if len(written) == 2 else []
    if tenths and all(0 < digit < 10 for digit in tenths):
        return Plain(tenths[0] * 10 + tenths[1], 0)
    number = read(written)
    fits = text.endswith(DISCOUNT) and 0 < number.exact < 10
    return Plain(number.exact * 10, (number.decimals or 0) - 1) if fits else None


def _odds(text: str, read: Read) -> Plain | None:
    left, _, right = text.partition(ODDS)
    first, second = read(left), read(right)
    if not second.exact:
        return None
    return Plain(first.exact / second.exact, first.decimals if second.exact == 1 else None)


_BY_SIGN: tuple[tuple[str, Callable[[str, Read], Plain | None]], ...] = (
    (ODDS, _odds),
    (DOUBLING, _doublings),
    (DISCOUNT, _discount),
    (TENTH, _tenths),
    (HALF, _and_a_half),
)


def _mixed(text: str) -> Plain | None:
    """Return the sum of terms such as 1亿, 5000万 and a last 2 of the next lower place."""
    total, place, last = Fraction(0), 0, None
    terms = _terms(text)
    if len(terms) < len(("first", "last")):
        return None
    for digits, unit in terms:
        if unit is None:  # a single digit after a place has the next lower one, as in 一万五
            unit = (last or 1) - 1 if len(digits) == 1 and "零" not in text else 0
        if last is not None and int(digits) * 10**unit >= 10**last:
            return None
        total, place, last = total + int(digits) * 10**unit, unit, unit
    return Plain(total, -place)


def _terms(text: str) -> list[tuple[str, int | None]]:
    """Split 2千3百万 to (2, 7) and (3, 6): 万 or 亿 also multiplies the terms before it."""
    found: list[tuple[str, int | None]] = []
    groups = [(match["digits"], match["places"]) for match in _TERM.finditer(text)]
    for index, (digits, places) in enumerate(groups):
        own = sum(PLACES[sign] for sign in places)
        shared = 0
        if places and places[-1] not in "万亿":
            following = next(
                (after for _, after in groups[index + 1 :] if after[-1:] in ("万", "亿")), ""
            )
            shared = PLACES[following[-1]] if following else 0
        found.append((digits, own + shared if places else None))
    return found
