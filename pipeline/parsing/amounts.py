"""Read one amount of a printed figure: its number, multiplier and unit, as grammar.py defines them."""

from __future__ import annotations

from pipeline.parsing import number_syntax
from pipeline.parsing.lexicon import BAR, ORDINAL, PARTS_OF, Index, Lexicon
from pipeline.parsing.normalization import SPACE
from pipeline.parsing.number_forms import (
    AND_A_HALF,
    DISCOUNT,
    DOUBLING,
    FIRST,
    HALF,
    HALVES,
    PAIR,
    TENTH,
    is_split,
)
from pipeline.parsing.parse_state import (
    ABOVE_ZERO,
    BELOW_ZERO,
    BOTH_SIGNS,
    MINUS_SIGNS,
    NUMBER_EXPECTED,
    SIGNS,
    NumberTokens,
    ParseState,
)
from pipeline.parsing.scanner import OPEN, ROUND_OPEN, Scanner

_ONE, _TIMES = "个", "倍"
_PLACE, _DIGITS = "位", "数"
#: The counts of digits as the words of the vocabulary have them: 6 位数 is 六位数.
_COUNTS = {str(count): sign for count, sign in enumerate("一两三四五六七八九", start=1)}
TEN = "十"


def amount(scanner: Scanner, words: Lexicon, parts: ParseState) -> NumberTokens:
    """Read `amount`, with the marks of ranks, percentages and currencies before its number."""
    char = scanner.skip()
    if char == ORDINAL:
        scanner.accept(ORDINAL, len(ORDINAL))
        parts.ordinal = True
        char = scanner.skip()
    found = NumberTokens(scanner.position)
    currency = ""
    if char in words.marks:
        if whole(scanner, words, parts, found):
            return found
        currency = scanner.take(words.currency_index)
        char = scanner.skip() if currency else char
    if char in SIGNS:
        char = sign(scanner, found, char)
    elif char == BELOW_ZERO[0] and (scanner.starts(BELOW_ZERO) or scanner.starts(ABOVE_ZERO)):
        found.minus = scanner.starts(BELOW_ZERO)
        scanner.pass_over(len(BELOW_ZERO))
        char = scanner.skip()
    if char in words.denominators and not currency:
        char = denominator(scanner, words, found, char)
    if char in number_syntax.STARTS:
        digits(scanner, words, parts, found, char)
    elif found.minus or found.unit or not magnitude(scanner, words, parts, found):
        scanner.fail(NUMBER_EXPECTED)
    tail(scanner, words, parts, found)
    if currency:
        check_currency(scanner, words, found, currency)
    return found


def denominator(scanner: Scanner, words: Lexicon, found: NumberTokens, char: str) -> str:
    """Read `denominator? sign?`; return the next character."""
    found.unit = scanner.take(words.denominators)
    if not found.unit:
        return char
    return scanner.skip() if found.minus else sign(scanner, found, scanner.skip())


def digits(
    scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens, char: str
) -> None:
    """Read `number`, the bracket that closes after it, and what its form states about its unit."""
    found.number, found.number_high, found.multiplier = number_syntax.read_number(scanner, words)
    if found.unit and found.number_high and scanner.skip() == TEN:  # 百分之七八十
        scanner.accept(TEN, len(TEN))
        found.number, found.number_high = found.number + TEN, found.number_high + TEN
    check_marks(scanner, found)
    if scanner.bracketed:
        scanner.close_round()
    if char == FIRST:
        parts.ordinal = True
        if not scanner.find(words.unit_index):
            scanner.fail("a measure word after 首")
    if char == PAIR and scanner.skip() != _TIMES:
        scanner.fail("倍 after 双")
    if not found.number.isascii():
        is_form = found.number[-1] in (DOUBLING, DISCOUNT) or TENTH in found.number
        found.closed = is_form or is_split(found.number)


def whole(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> bool:
    """Read `whole unit?`: 两位数, 成千上万家."""
    word = scanner.take(words.whole)
    if not word:
        return False
    parts.hedges.append(word)
    parts.vague = True
    unit(scanner, words, parts, found)
    return True


def check_currency(scanner: Scanner, words: Lexicon, found: NumberTokens, currency: str) -> None:
    """Check that a unit word after the number means the currency whose sign is before it."""
    units = words.currency_signs[currency]
    if found.unit and not units <= words.unit_words.get(found.unit, frozenset()):
        scanner.fail(f"no other unit after {currency}", found.position)
    found.unit = currency


def sign(scanner: Scanner, found: NumberTokens, char: str) -> str:
    """Read a minus, a plus, ± or the bracket of a loss before the number; return the next character."""
    if char in SIGNS:
        found.minus = char in MINUS_SIGNS or char == ROUND_OPEN
        found.both = char == BOTH_SIGNS
        if char == ROUND_OPEN:
            scanner.open_round()
        scanner.pass_over(1)
        return scanner.skip()
    return char


def check_marks(scanner: Scanner, found: NumberTokens) -> None:
    """Check that one number follows a minus, and that no multiplier follows 百分之."""
    if (found.minus or found.both) and (found.number_high or not found.number):
        scanner.fail("one number after the sign", found.position)
    if found.unit and found.multiplier:
        scanner.fail(f"a number without {found.multiplier} after {found.unit}", found.position)


def magnitude(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> bool:
    """Read `magnitude multiplier?`: 数百, 上亿, and 几 or 数 before a unit."""
    word = scanner.take(words.magnitudes)
    if not word:
        return False
    parts.hedges.append(word)
    parts.vague = True
    found.multiplier = scanner.take(words.multiplier_index)
    counts_ones = words.hedges[word].reach == "digit" and scanner.find(words.unit_index)
    if not (found.multiplier or counts_ones):
        scanner.fail("a multiplier such as 百 or 万")
    return True


def tail(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> None:
    """Read the words after the number: inside words, multiplier, unit, and 半."""
    bare = not found.number
    if not bare and scanner.skip() in words.inside:
        inside(scanner, words, parts, bare)
    if found.closed:
        return
    if not (found.multiplier or found.unit or parts.vague):
        if scanner.skip() in words.multiplier_index:
            found.multiplier = multiplier(scanner, words)
        if found.multiplier and parts.within:
            merge(found)
    if found.multiplier:
        inside(scanner, words, parts, bare)
        if parts.within:
            rest_of_multiplier(scanner, words, found)
    if not found.unit:
        unit(scanner, words, parts, found)
    if found.unit and (found.multiplier or not bare):
        if scanner.text[scanner.position] == HALF and not parts.within:
            half(scanner, words, parts, found)
        if scanner.skip() in words.behind_unit:
            inside(scanner, words, parts, bare, words.behind_unit)


def half(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> None:
    """Read the half of 1 个半小时 and 一年半; the number is keyed as 1个半 and 一个半."""
    if found.number_high or found.multiplier or not number_syntax.is_whole(found.number):
        scanner.fail("a whole number before 半")
    scanner.accept(HALF, len(HALF))
    found.number += AND_A_HALF
    if found.unit == _ONE:
        found.unit = ""
        unit(scanner, words, parts, found)


def merge(found: NumberTokens) -> None:
    """Join the multiplier to a number that has 亿 or 万 itself: 一亿五千多万 is 一亿五千万 多.

    一万五千余万 is not one numeral: its number is 一万五千 and its multiplier 万.
    """
    whole = found.number + found.multiplier
    if (
        number_syntax.has_group(found.number)
        and not found.number_high
        and number_syntax.is_number(whole)
    ):
        found.number, found.multiplier = whole, ""


def rest_of_multiplier(scanner: Scanner, words: Lexicon, found: NumberTokens) -> None:
    """Read the 亿 of 2.5 万多亿, whose multiplier is 万亿. If a part is supplied, the whole counts as such."""
    first, rest = found.multiplier, scanner.find(words.multiplier_index)
    if rest and first + rest in words.multipliers:
        found.multiplier += scanner.accept(rest, len(rest))
        if parts := scanner.supplied & {first, rest}:
            scanner.supplied -= parts
            scanner.supplied.add(found.multiplier)


def inside(
    scanner: Scanner, words: Lexicon, parts: ParseState, bare: bool, index: Index | None = None
) -> None:
    """Read `inside?`: 余, 多 after the digits; 几 and 数 only after printed digits."""
    word = "" if parts.within else scanner.find(index or words.inside)
    if not word:
        return
    if bare and words.hedges[word].is_magnitude:
        scanner.fail(NUMBER_EXPECTED)
    parts.hedges.append(scanner.accept(word, len(word)))
    parts.within = True


def multiplier(scanner: Scanner, words: Lexicon) -> str:
    """Read `multiplier?`, unless a longer unit word begins there: 百分点, 千米."""
    word = scanner.find(words.multiplier_index)
    if not word or len(scanner.find(words.unit_index)) > len(word):
        return ""
    return scanner.accept(word, len(word))


def unit(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> None:
    """Read `unit?`, also 个多月, where a hedge divides 个月; none after 成, which means percent."""
    if scanner.skip() not in words.unit_index or found.multiplier in words.unit_words:
        return
    is_share = BAR in found.number or PARTS_OF in found.number or found.number in HALVES
    if is_share and scanner.find(words.after):  # 三分之一强 is not one of the strongest
        return
    found.unit = scanner.take(words.unit_index)
    following = scanner.text[scanner.position]
    if found.unit and following == OPEN:
        found.unit = scanner.take_rest(found.unit, words.unit_index)
    elif found.unit == _PLACE and following == _DIGITS:
        count_of_digits(scanner, words, parts, found)
    elif found.unit == _ONE and following == SPACE:
        rest = scanner.find(words.unit_index)  # 25 个 BP
        if _ONE + rest in words.unit_words:
            found.unit = scanner.accept(_ONE + rest, len(rest))
    divided = found.unit == _ONE and not parts.within
    if divided and scanner.text[scanner.position] in words.inside:
        divided_unit(scanner, words, parts, found)


def count_of_digits(
    scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens
) -> None:
    """Read the 数 of 6 位数, which is 六位数."""
    word = f"{_COUNTS.get(found.number, '')}{_PLACE}{_DIGITS}"
    if word not in words.hedges or found.multiplier or found.minus or parts.within:
        scanner.fail("a number of digits of the vocabulary before 位数", found.position)
    parts.hedges.append(scanner.accept(word, len(_DIGITS)))
    parts.vague = True
    found.number = found.unit = ""
    unit(scanner, words, parts, found)


def divided_unit(scanner: Scanner, words: Lexicon, parts: ParseState, found: NumberTokens) -> None:
    """Read `"个" inside rest`, where 个 and the rest together are a unit word."""
    hedge = next(
        (each for each in words.inside[scanner.text[scanner.position]] if scanner.starts(each)), ""
    )
    rest = scanner.position + len(hedge)
    for whole in words.unit_index[_ONE]:
        tail_of_unit = whole[len(_ONE) :]
        if hedge and tail_of_unit and scanner.text.startswith(tail_of_unit, rest):
            parts.hedges.append(scanner.accept(hedge, len(hedge)))
            parts.within = True
            found.unit = scanner.accept(whole, len(tail_of_unit))
            return
