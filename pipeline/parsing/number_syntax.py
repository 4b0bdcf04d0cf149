"""Read a number as spelled in a printed figure, and return the form in which it is keyed.

arabic    = digit+ ((("," | " ") digit digit digit)+)? ("." digit+)?
fraction  = arabic "/" arabic | whole "分之" whole
chinese   = numeral+ ("点" numeral+)?          ending in 万, 亿 or 万亿: that is its multiplier
about     = numeral numeral                    two that are neighbours: 七八成, 三五家
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.parsing.lexicon import BAR, PARTS_OF, Lexicon
from pipeline.parsing.normalization import SPACE
from pipeline.parsing.numbers import (
    DIGITS,
    LONGEST,
    NUMERALS,
    POINT,
    ZEROS,
    NumberError,
    parse_number,
)
from pipeline.parsing.scanner import Scanner

ARABIC = frozenset("0123456789")
STARTS = ARABIC | NUMERALS

_GROUP = re.compile(r"[0-9]{3}(?![0-9])")
_GROUP_SIGNS = "万萬亿億"
_PLACE_SIGNS = "百千"


class NumberToken(NamedTuple):
    """Hold a number as keyed, the upper end of 七八, and the multiplier at the end of a numeral."""

    number: str
    number_high: str = ""
    multiplier: str = ""


def read_number(scanner: Scanner, words: Lexicon) -> NumberToken:
    """Read the number at the position of the scanner, which is at one of STARTS."""
    start = scanner.position
    arabic = scanner.text[start] in ARABIC
    text, end = _arabic(scanner) if arabic else _chinese(scanner, words)
    if scanner.text.startswith(PARTS_OF, end):
        end += len(PARTS_OF)
        part, end = _numerator(scanner, end)
        return _accepted(scanner, NumberToken(text + PARTS_OF + part), end)
    if arabic:
        return _accepted(scanner, NumberToken(text), end)
    if _are_neighbours(text):
        return _accepted(scanner, NumberToken(text[0], text[1]), start + 2)
    return _accepted(scanner, _without_multiplier(text, words), end)


def _accepted(scanner: Scanner, found: NumberToken, end: int) -> NumberToken:
    """Check a number, and move the scanner past it."""
    start = scanner.position
    scanner.steps += end - start
    if len(found.number) > LONGEST:
        scanner.fail(f"at most {LONGEST} characters in a number", start + LONGEST)
    if BAR in found.number or not found.number.isascii():
        _check(scanner, found.number, start)
    scanner.accept(found.number or found.multiplier, end - start)
    for word in (found.number_high, found.number and found.multiplier):
        if word:
            scanner.accept(word, 0)
    return found


def _check(scanner: Scanner, text: str, start: int) -> None:
    try:
        if text:
            parse_number(text)
    except NumberError as error:
        scanner.fail(error.expected, start + error.position)


def _arabic(scanner: Scanner) -> tuple[str, int]:
    """Read `arabic ("/" digit+)?` without separators; return it and its end."""
    text, end = scanner.text, scanner.position
    digits, end = _grouped(scanner, end)
    for sign, expected in ((".", "a digit after the point"), (BAR, "a denominator")):
        if text[end] == sign:
            start, end = end + 1, _run(text, end + 1, ARABIC)
            if start == end:
                scanner.fail(expected, end)
            digits += sign + text[start:end]
    return digits, end


def _grouped(scanner: Scanner, start: int) -> tuple[str, int]:
    """Read digits, which may be grouped by commas or spaces in threes."""
    text = scanner.text
    end = _run(text, start, ARABIC)
    groups = [text[start:end]]
    separator = text[end]
    if separator not in ", " or end - start > 3:
        return groups[0], end
    while text[end] == separator:
        group = _GROUP.match(text, end + 1)
        if not group:
            if separator != SPACE:
                scanner.fail("three digits after the separator of thousands", end + 1)
            break
        groups.append(group[0])
        end = group.end()
    return "".join(groups), end


def _chinese(scanner: Scanner, words: Lexicon) -> tuple[str, int]:
    """Read all consecutive numerals, without the 百 of 百分点 and 千 of 千米, which are part of the unit."""
    text, start = scanner.text, scanner.position
    end = start
    while text[end] in NUMERALS or (text[end] == POINT and text[end + 1] in DIGITS):
        if end > start and text[end] in _PLACE_SIGNS and _begins_unit(text, end, words):
            break
        end += 1
    return text[start:end], end


def _begins_unit(text: str, position: int, words: Lexicon) -> bool:
    return any(text.startswith(word, position) for word in words.unit_index.get(text[position], ()))


def _numerator(scanner: Scanner, start: int) -> tuple[str, int]:
    arabic = scanner.text[start] in ARABIC
    end = _run(scanner.text, start, ARABIC if arabic else NUMERALS)
    if end == start:
        scanner.fail("a numerator after 分之", start)
    return scanner.text[start:end], end


def _run(text: str, start: int, signs: frozenset[str]) -> int:
    """Return the end of a run of signs."""
    while text[start] in signs:
        start += 1
    return start


def _are_neighbours(text: str) -> bool:
    """Return whether a numeral begins with two consecutive digits, or with 三五."""
    pair = [DIGITS.get(char, 0) for char in text[:3]]
    if len(pair) < 2 or not all(pair[:2]) or (len(text) > 2 and (pair[2] or text[2] in ZEROS)):
        return False
    return pair[1] == pair[0] + 1 or text[:2] == "三五"


def _without_multiplier(text: str, words: Lexicon) -> NumberToken:
    """Split the multiplier from 三千万; keep 一亿两千万, which has another multiplier inside."""
    rest = text.rstrip(_GROUP_SIGNS)
    multiplier = text[len(rest) :]
    if multiplier in words.multipliers and not any(sign in rest for sign in _GROUP_SIGNS):
        return NumberToken(rest, "", multiplier)
    return NumberToken(text)
