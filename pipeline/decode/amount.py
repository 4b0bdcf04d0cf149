"""One number of a printed figure with the words that hold on to it: multiplier, hedge, unit.

    amount     = "第"? minus? "百分之"? number inside? multiplier? inside? unit? inside?
               | magnitude multiplier? inside? unit? inside?

At most one word stands inside, wherever it does: 240 余万, 240 万余 and 两年多 have one each.
"""

from __future__ import annotations

from pipeline.decode import spelling
from pipeline.decode.folding import DASH
from pipeline.decode.parts import Amount, Parts
from pipeline.decode.scanner import OPEN, Scanner
from pipeline.decode.words import ORDINAL, PERCENT_BEFORE, Words

MINUS_SIGNS = frozenset({DASH, "负"})
PLUS = "+"
_ONE = "个"


def amount(scanner: Scanner, words: Words, parts: Parts) -> Amount:
    """`amount`, with the marks of ranks and percentages that may stand before its number."""
    char = scanner.skip()
    if char == ORDINAL:
        scanner.accept(ORDINAL, len(ORDINAL))
        parts.ordinal = True
        char = scanner.skip()
    found = Amount(scanner.position)
    char = sign(scanner, found, char)
    if char in PERCENT_BEFORE and scanner.starts(PERCENT_BEFORE):
        found.unit = scanner.accept(PERCENT_BEFORE, len(PERCENT_BEFORE))
        char = scanner.skip() if found.minus else sign(scanner, found, scanner.skip())
    if char in spelling.STARTS:
        found.number, found.number_high, found.multiplier = spelling.spelled(scanner, words)
        check_marks(scanner, found)
    elif found.minus or found.unit or not magnitude(scanner, words, parts, found):
        scanner.fail("a number")
    tail(scanner, words, parts, found)
    return found


def sign(scanner: Scanner, found: Amount, char: str) -> str:
    """A minus or plus before the number, and the character that follows it."""
    if char in MINUS_SIGNS or char == PLUS:
        scanner.pass_over(1)
        found.minus = char != PLUS
        return scanner.text[scanner.position]
    return char


def check_marks(scanner: Scanner, found: Amount) -> None:
    """A minus stands before one number with digits, 百分之 before one without a multiplier."""
    if found.minus and (found.number_high or not found.number):
        scanner.fail("one number after the minus", found.position)
    if found.unit and found.multiplier:
        scanner.fail(f"a number without {found.multiplier} after {found.unit}", found.position)


def magnitude(scanner: Scanner, words: Words, parts: Parts, found: Amount) -> bool:
    """`magnitude multiplier?`: 数百, 上亿, and 几 or 数 before a unit."""
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


def tail(scanner: Scanner, words: Words, parts: Parts, found: Amount) -> None:
    """What follows the number: `inside? multiplier? inside? unit? inside?`."""
    bare = not found.number
    if not bare:
        inside(scanner, words, parts, bare)
    if not (found.multiplier or found.unit or parts.vague):
        found.multiplier = multiplier(scanner, words)
    if found.multiplier:
        inside(scanner, words, parts, bare)
    if not found.unit:
        unit(scanner, words, parts, found)
    if found.unit and (found.multiplier or not bare):
        inside(scanner, words, parts, bare)


def inside(scanner: Scanner, words: Words, parts: Parts, bare: bool) -> None:
    """`inside?`: 余, 多 after the digits; 几 and 数 only after digits that are printed."""
    word = "" if parts.within else scanner.find(words.inside)
    if not word:
        return
    if bare and words.hedges[word].is_magnitude:
        scanner.fail("a number")
    parts.hedges.append(scanner.accept(word, len(word)))
    parts.within = True


def multiplier(scanner: Scanner, words: Words) -> str:
    """`multiplier?`, unless a longer unit word stands there: 百分点, 千米."""
    word = scanner.find(words.multiplier_index)
    if not word or len(scanner.find(words.unit_index)) > len(word):
        return ""
    return scanner.accept(word, len(word))


def unit(scanner: Scanner, words: Words, parts: Parts, found: Amount) -> None:
    """`unit?`: also 个多月, in which a hedge divides 个月; none after 成, which is percent."""
    if found.multiplier in words.unit_words:
        return
    found.unit = scanner.take(words.unit_index)
    if found.unit and scanner.text[scanner.position] == OPEN:
        found.unit = scanner.take_rest(found.unit, words.unit_index)
    divided = found.unit == _ONE and not parts.within
    if divided and scanner.text[scanner.position] in words.inside:
        divided_unit(scanner, words, parts, found)


def divided_unit(scanner: Scanner, words: Words, parts: Parts, found: Amount) -> None:
    """`"个" inside rest`, where 个 and the rest are a unit word together."""
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
