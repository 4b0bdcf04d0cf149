"""Read a number as spelled in a printed figure, and return the form in which it is keyed.

arabic    = digit+ ((("," | " ") digit digit digit)+)? ("." digit+)?
mixed     = (digit+ place+)+ digit*            1亿5000万, 13万2
fraction  = arabic "/" arabic | whole "分之" whole
odds      = arabic mark arabic | numeral+ mark numeral+       mark = ":" | "比"
chinese   = numeral+ ("点" numeral+)?          ending in 万, 亿 or 万亿: that is its multiplier
about     = numeral* numeral numeral place*    two that are neighbours: 七八成, 六七折, 十七八个
half      = "半" | "一半" | "半数"
form      = (arabic | chinese) ("番" | "折" | "成" digit | "成半")
split     = (numeral numeral | digit ":" digit) ("开" | "分成")    三七开
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.parsing.lexicon import BAR, PARTS_OF, Lexicon
from pipeline.parsing.normalization import SPACE
from pipeline.parsing.number_forms import (
    DISCOUNT,
    DOUBLING,
    FIRST,
    HALF,
    ODDS,
    PAIR,
    SPLITS,
    TENTH,
)
from pipeline.parsing.numbers import (
    DIGITS,
    LONGEST,
    NUMERALS,
    POINT,
    TENS,
    ZEROS,
    NumberError,
    parse_number,
)
from pipeline.parsing.scanner import Scanner

ARABIC = frozenset("0123456789")
STARTS = ARABIC | NUMERALS | {HALF, FIRST, PAIR}

_GROUP = re.compile(r"[0-9]{3}(?![0-9])")
#: Digits after which no group, point, fraction or odds can follow.
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?! ?[0-9.,/:比])")
_GROUP_SIGNS = "万萬亿億"
_PLACE_SIGNS = "百千"

_PLACES = frozenset("十百千万亿")
_TERM_DIGITS = "(?:[0-9]{1,5}|[0-9],[0-9]{3})"
_MIXED = re.compile(
    rf"{_TERM_DIGITS} ?[十百千万亿]+(?: ?零?{_TERM_DIGITS} ?[十百千万亿]+)*"
    r"(?:零?[0-9]{1,5})?(?![0-9.,])"
)
_TERM = re.compile(r"[0-9]+")
_HALF_OF_ALL = ("半数", HALF)
#: What ends a number of number_forms.py.
_FORM_SIGNS = frozenset({TENTH, DISCOUNT, DOUBLING})
_SPLIT_STARTS = frozenset(word[0] for word in SPLITS)
_TWO_DIGITS = re.compile(f"[0-9]{ODDS}[0-9]|[{''.join(DIGITS)}]{{2}}")
#: The mark between two neighbours in an older notation: 七、八个.
_LIST = "、"
#: Words that begin with 折 and are not a discount.
_NOT_A_DISCOUNT = ("折合", "折算", "折旧")
#: What may stand between a pair and the end of a numeral: 一百二三十.
_AFTER_PAIR = frozenset("十百千万亿拾佰仟萬億")
_BEFORE_PAIR = _AFTER_PAIR | TENS.keys()


class NumberToken(NamedTuple):
    """Hold a number as keyed, the upper end of 七八, and the multiplier at the end of a numeral."""

    number: str
    number_high: str = ""
    multiplier: str = ""


def read_number(scanner: Scanner, words: Lexicon) -> NumberToken:
    """Read the number at the position of the scanner, which is at one of STARTS."""
    start = scanner.position
    char = scanner.text[start]
    if char in ARABIC:
        text, end = _arabic(scanner)
        following = scanner.text[end]
        if following in _PLACES or (following == SPACE and scanner.text[end + 1] in _PLACES):
            text, end = _mixed(scanner, words, text, end)
    elif char in NUMERALS:
        text, end = _chinese(scanner, words)
    else:
        return _word(scanner, char)
    return _finished(scanner, words, text, end)


def _finished(scanner: Scanner, words: Lexicon, text: str, end: int) -> NumberToken:
    """Read what may follow digits or numerals and is part of the number."""
    start, following = scanner.position, scanner.text[end]
    if following == PARTS_OF[0] and scanner.text.startswith(PARTS_OF, end):
        part, end = _numerator(scanner, end + len(PARTS_OF))
        return _accepted(scanner, NumberToken(text + PARTS_OF + part), end)
    if following in _SPLIT_STARTS and (form := _split(scanner, text, end)):
        return _accepted(scanner, NumberToken(form), end + len(form) - len(text))
    if following in _FORM_SIGNS or (following == SPACE and scanner.text[end + 1] in _FORM_SIGNS):
        form, form_end = _form(scanner, text, end)
        if form[-1:] == DISCOUNT and len(text) == 2 and _are_neighbours(text):
            ends = NumberToken(text[0] + DISCOUNT, text[1] + DISCOUNT)
            return _accepted(scanner, ends, form_end)
        if form:
            return _accepted(scanner, NumberToken(form), form_end)
    if text[0] in ARABIC:
        return _accepted(scanner, NumberToken(text), end)
    if following in _ODDS_MARKS and scanner.text[end + 1] in NUMERALS:
        last = _run(scanner.text, end + 1, NUMERALS)
        return _accepted(scanner, NumberToken(f"{text}{ODDS}{scanner.text[end + 1 : last]}"), last)
    if text == "一" and following == HALF:
        return _accepted(scanner, NumberToken(text + HALF), end + 1)
    if following == _LIST and len(text) == 1:
        second = scanner.text[end + 1]
        if _are_neighbours(text + second) and scanner.text[end + 2] not in NUMERALS:
            return _accepted(scanner, NumberToken(text, second), end + 2)
    if _are_neighbours(text):
        return _accepted(scanner, NumberToken(text[0], text[1]), start + 2)
    pair = _pair(text) if len(text) > 2 else 0
    if pair:
        low = _without_multiplier(text[: pair + 1] + text[pair + 2 :], words)
        high = _without_multiplier(text[:pair] + text[pair + 1 :], words)
        return _accepted(scanner, low._replace(number_high=high.number), end)
    return _accepted(scanner, _without_multiplier(text, words), end)


def _word(scanner: Scanner, char: str) -> NumberToken:
    """Read 半, 半数, 首 or 双."""
    word = next((each for each in _HALF_OF_ALL if scanner.starts(each)), char)
    return _accepted(scanner, NumberToken(word), scanner.position + len(word))


def _form(scanner: Scanner, text: str, end: int) -> tuple[str, int]:
    """Read 番, 折, or 成 with another digit after a number; a blank form if there is none."""
    end += scanner.text[end] == SPACE
    sign, after = scanner.text[end], scanner.text[end + 1 : end + 2]
    if sign == TENTH and (after in DIGITS or after == HALF or after in ARABIC) and after:
        return text + sign + after, end + 2
    is_discount = sign == DISCOUNT and not scanner.text.startswith(_NOT_A_DISCOUNT, end)
    if sign == DOUBLING or is_discount:
        return text + sign, end + 1
    return "", end


def _split(scanner: Scanner, text: str, end: int) -> str:
    """Read 开 or 分成 after two digits: 三七开, 3:7开, not 64开; a blank form if there is none."""
    word = next((each for each in SPLITS if scanner.text.startswith(each, end)), "")
    return text + word if word and _TWO_DIGITS.fullmatch(text) else ""


def _mixed(scanner: Scanner, words: Lexicon, digits: str, end: int) -> tuple[str, int]:
    """Read 1亿5000万; without a second term the number is only its digits, and 亿 its multiplier."""
    found = _MIXED.match(scanner.text, scanner.position)
    if not found or not digits.isdecimal():
        return digits, end
    text, last = found[0].replace(",", ""), found.end()
    if text[-1] in _PLACE_SIGNS and _begins_unit(scanner.text, last - 1, words):
        text, last = text[:-1], last - 1
    if len(_TERM.findall(text)) < 2:
        return digits, end
    return text.replace(SPACE, ""), last


def _accepted(scanner: Scanner, found: NumberToken, end: int) -> NumberToken:
    """Check a number, and move the scanner past it."""
    start = scanner.position
    scanner.steps += end - start
    if len(found.number) > LONGEST:
        scanner.fail(f"at most {LONGEST} characters in a number", start + LONGEST)
    if BAR in found.number or ODDS in found.number or not found.number.isascii():
        _check(scanner, found.number, start)
    scanner.accept(found.number or found.multiplier, end - start)
    if found.number_high:
        scanner.accept(found.number_high, 0)
    if found.number and found.multiplier:
        scanner.accept(found.multiplier, 0)
    return found


def _check(scanner: Scanner, text: str, start: int) -> None:
    try:
        if text:
            parse_number(text)
    except NumberError as error:
        scanner.fail(error.expected, start + error.position)


def _arabic(scanner: Scanner) -> tuple[str, int]:
    """Read `arabic ("/" digit+ | ":" arabic)?` without separators; return it and its end."""
    text, end = scanner.text, scanner.position
    plain = _PLAIN.match(text, end)
    if plain:
        return plain[0], plain.end()
    digits, end = _grouped(scanner, end)
    for sign, expected in ((".", "a digit after the point"), (BAR, "a denominator")):
        if text[end] == sign:
            start, end = end + 1, _run(text, end + 1, ARABIC)
            if start == end:
                scanner.fail(expected, end)
            digits += sign + text[start:end]
    if text[end] in _ODDS_MARKS and text[end + 1] in ARABIC:
        return _odds(scanner, digits, end + 1)
    return digits, end


_ODDS_MARKS = frozenset({ODDS, "比"})


def _odds(scanner: Scanner, first: str, start: int) -> tuple[str, int]:
    """Read the second number of `1.5:1`."""
    end = _run(scanner.text, start, ARABIC)
    if scanner.text[end] == "." and scanner.text[end + 1] in ARABIC:
        end = _run(scanner.text, end + 1, ARABIC)
    if scanner.text[end] == ODDS:
        scanner.fail("one part: a composition states several figures", end)
    return f"{first}{ODDS}{scanner.text[start:end]}", end


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
    return text.startswith(words.unit_index.get(text[position], ()), position)


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


def _pair(text: str) -> int:
    """Return where two consecutive digits follow a place, as in 十七八 and 一百二三十; else 0."""
    for at in range(1, len(text) - 1):
        first, second = DIGITS.get(text[at], 0), DIGITS.get(text[at + 1], 0)
        if first and second == first + 1 and text[at - 1] in _BEFORE_PAIR:
            return at if set(text[at + 2 :]) <= _AFTER_PAIR else 0
    return 0


def _without_multiplier(text: str, words: Lexicon) -> NumberToken:
    """Split the multiplier from 三千万; keep 一亿两千万, which has another multiplier inside."""
    rest = text.rstrip(_GROUP_SIGNS)
    multiplier = text[len(rest) :]
    if multiplier in words.multipliers and not any(sign in rest for sign in _GROUP_SIGNS):
        return NumberToken(rest, "", multiplier)
    return NumberToken(text)


def is_whole(number: str) -> bool:
    """Return whether a number has neither a point nor a fraction nor a half."""
    return not _NOT_WHOLE.search(number)


_NOT_WHOLE = re.compile(f"[./点{HALF}{ODDS}]|{PARTS_OF}")


def is_number(text: str) -> bool:
    """Return whether a text is one numeral."""
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def has_group(number: str) -> bool:
    """Return whether a number contains 万 or 亿."""
    return any(sign in number for sign in _GROUP_SIGNS)
