"""Parse a printed figure by its grammar: which words may follow each other, and what each one is.

    figure     = lead* (amount (range amount)? | zero) after* unit? after*
               | amount against lead* amount after*
    against    = "兑" | "兑换" | "对" | "合" | "="
    lead       = direction "了"? | hedge | tone | "…" "的"?
    amount     = "第"? sign? denominator? sign? number inside? multiplier? inside? multiplier?
                 inside? unit? "半"? inside?
               | currency number multiplier? inside? unit?
               | magnitude multiplier? inside? unit? inside?
               | whole (unit | direction)?
    sign       = "-" | "负" | "零下" | "+" | "±" | "("       "(" closes after the number
    denominator = "百分之" | "千分之" | "万分之"
    currency   = "¥" | "$" | "RMB" | ISO 4217 code
    zero       = nothing, after a word that states zero: 持平, 转正
    whole      = 两位数, 成千上万 and the like

At most one of the `inside` words occurs: 240 余万, 240 万余, 2.5 万多亿 and 两年多 have one each.

Every function reads one production at the position of the scanner, without backtracking. parser.py
combines the meaning of the words. `ParseState` holds the words in order of printing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parsing import number_syntax
from pipeline.parsing.lexicon import COMPLETED, ORDINAL, Index, Lexicon
from pipeline.parsing.normalization import DASH, ELISION, SPACE, TILDE
from pipeline.parsing.number_forms import (
    AND_A_HALF,
    DISCOUNT,
    DOUBLED,
    DOUBLING,
    FIRST,
    HALF,
    HALF_PRICE,
    PAIR,
    TENTH,
)
from pipeline.parsing.scanner import CLOSE, OPEN, ROUND_OPEN, Scanner


@dataclass(slots=True)
class Prefix:
    """Hold a word before the number and its position."""

    word: str
    position: int


@dataclass(slots=True)
class NumberTokens:
    """Hold one number with its multiplier and unit words, and its position.

    `both` is whether ± stands before it. `closed` is whether its form is its unit: 番, 折, 三成五.
    """

    position: int
    minus: bool = False
    both: bool = False
    closed: bool = False
    number: str = ""
    number_high: str = ""
    multiplier: str = ""
    unit: str = ""


@dataclass(slots=True)
class ParseState:
    """Hold the words that the grammar has found. `elided` is the number of leads before the last ….

    `vague` is whether 数, 几 or 上 replaces a number, `within` whether a word such as 余 or 多 is
    inside it, `zero` whether a word states zero without a number.
    """

    leads: list[Prefix] = field(default_factory=list)
    elided: int = 0
    ordinal: bool = False
    vague: bool = False
    within: bool = False
    zero: bool = False
    first: NumberTokens = field(default_factory=lambda: NumberTokens(0))
    last: NumberTokens | None = None
    hedges: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


MINUS_SIGNS = frozenset({DASH, "负"})

BELOW_ZERO = "零下"

PLUS, BOTH_SIGNS = "+", "±"

SIGNS = MINUS_SIGNS | {PLUS, BOTH_SIGNS, ROUND_OPEN}

_ONE = "个"

NUMBER_EXPECTED = "a number"


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
    elif char == BELOW_ZERO[0] and scanner.starts(BELOW_ZERO):
        scanner.pass_over(len(BELOW_ZERO))
        found.minus, char = True, scanner.skip()
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
    """Read `number`, the bracket that closes after it, and what its form says about its unit."""
    found.number, found.number_high, found.multiplier = number_syntax.read_number(scanner, words)
    check_marks(scanner, found)
    if scanner.bracketed:
        scanner.close_round()
    if char == FIRST:
        parts.ordinal = True
        if not scanner.find(words.unit_index):
            scanner.fail("a measure word after 首")
    if char == PAIR and scanner.skip() != _TIMES:
        scanner.fail("倍 after 双")
    last = found.number[-1:]
    found.closed = last in (DOUBLING, DISCOUNT) or TENTH in found.number


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
    if not bare:
        if scanner.skip() == _ONE and scanner.starts(AND_A_HALF):
            half(scanner, found, AND_A_HALF)
        inside(scanner, words, parts, bare)
    if found.closed:
        return
    if not (found.multiplier or found.unit or parts.vague):
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
            half(scanner, found, HALF)
        inside(scanner, words, parts, bare, words.behind_unit)


def half(scanner: Scanner, found: NumberTokens, word: str) -> None:
    """Read the half of 1 个半小时 and 一年半; the number is keyed as 1个半 and 一个半."""
    if found.number_high or found.multiplier or not number_syntax.is_whole(found.number):
        scanner.fail("a whole number before 半")
    scanner.accept(word, len(word))
    found.number += AND_A_HALF


def merge(found: NumberTokens) -> None:
    """Join the multiplier to a number that has 亿 or 万 itself: 一亿五千多万 is 一亿五千万 多."""
    if number_syntax.has_group(found.number) and not found.number_high:
        found.number, found.multiplier = found.number + found.multiplier, ""


def rest_of_multiplier(scanner: Scanner, words: Lexicon, found: NumberTokens) -> None:
    """Read the 亿 of 2.5 万多亿, whose multiplier is 万亿."""
    rest = scanner.find(words.multiplier_index)
    if rest and found.multiplier + rest in words.multipliers:
        found.multiplier += scanner.accept(rest, len(rest))


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
    if found.multiplier in words.unit_words:
        return
    found.unit = scanner.take(words.unit_index)
    if found.unit and scanner.text[scanner.position] == OPEN:
        found.unit = scanner.take_rest(found.unit, words.unit_index)
    divided = found.unit == _ONE and not parts.within
    if divided and scanner.text[scanner.position] in words.inside:
        divided_unit(scanner, words, parts, found)


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


_RANGES = frozenset({DASH, TILDE, "至", "到"})

_AFTER_ELISION = "的"

_CONTINUES = number_syntax.STARTS | SIGNS | {SPACE, OPEN, CLOSE, ELISION, ORDINAL, COMPLETED}

_AGAINST = ("兑换", "兑", "对", "合", "=")

_AGAINST_STARTS = frozenset(word[0] for word in _AGAINST)


def parse_figure(scanner: Scanner, words: Lexicon) -> ParseState:
    """Read a whole printed figure. Raises FigureSyntaxError at the first character that does not fit."""
    parts = ParseState()
    leads(scanner, words, parts)
    if parts.zero:
        parts.first = NumberTokens(scanner.position, number="0")
    else:
        amounts(scanner, words, parts)
    last = parts.last or parts.first
    after(scanner, words, parts)
    if not (last.unit or last.closed or parts.zero):
        unit(scanner, words, parts, last)
        after(scanner, words, parts)
    scanner.end(_expected(parts))
    return parts


def amounts(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `amount (range amount)?`, a rate of exchange, or a form such as 零增长."""
    parts.first = first = word_amount(scanner, parts) or amount(scanner, words, parts)
    char = scanner.skip()
    if char in _RANGES and first.number and not (first.number_high or first.both):
        range_mark(scanner, first)
        parts.last = amount(scanner, words, parts)
        share_form(first, parts.last)
    elif char in _AGAINST_STARTS and first.unit and first.number:
        exchange_rate(scanner, words, parts, first)
    elif char in words.before and not first.unit and (first.number == "零" or parts.vague):
        direction_after(scanner, words, parts)


def word_amount(scanner: Scanner, parts: ParseState) -> NumberTokens | None:
    """Read 倍增, 对折, and the 番 or 倍 of 翻番 and 翻倍."""
    char = scanner.skip()
    if char not in _WORD_STARTS:
        return None
    doubled = parts.leads and parts.leads[-1].word == _DOUBLE and char in DOUBLED
    word = next((each for each in _WORD_NUMBERS if scanner.starts(each)), char if doubled else "")
    if not word:
        return None
    position = scanner.position
    return NumberTokens(position, closed=True, number=scanner.accept(word, len(word)))


_DOUBLE = "翻"

_TIMES = "倍"

_WORD_NUMBERS = ("倍增", HALF_PRICE)

_WORD_STARTS = frozenset({_TIMES, DOUBLING, HALF_PRICE[0]})


def share_form(first: NumberTokens, last: NumberTokens) -> None:
    """Give the lower end the form of the upper: 一到两番, 七至八折."""
    form = last.number[-1:]
    if form in (DOUBLING, DISCOUNT) and not first.closed and not (first.unit or first.multiplier):
        first.number, first.closed = first.number + form, True


def exchange_rate(scanner: Scanner, words: Lexicon, parts: ParseState, first: NumberTokens) -> None:
    """Read `against lead* amount`: 1 美元兑 7.1217 元 is 7.1217 元/美元."""
    scanner.pass_over(len(next(word for word in _AGAINST if scanner.starts(word))))
    leads(scanner, words, parts)
    parts.first = second = amount(scanner, words, parts)
    base = first.unit if first.number in ("1", "一") else first.number + first.unit
    rate = f"{second.unit}/{base}"
    if rate not in words.unit_words or first.multiplier:
        scanner.fail("a rate of exchange of the vocabulary", first.position)
    second.unit = rate


def direction_after(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read the direction of 零增长 and 两位数增长, which follows its number."""
    start = scanner.position
    word = scanner.find(words.before)
    if word in words.directions and not any(lead.word in words.directions for lead in parts.leads):
        parts.leads.append(Prefix(scanner.accept(word, len(word)), start))


def leads(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `lead*`, the words before the number; parser.py decides what 高于 and 低于 are."""
    while True:
        char = scanner.skip()
        if char in words.before:
            start = scanner.position
            word = lead(scanner, words, char)
            if not word:
                return
            parts.leads.append(Prefix(word, start))
            if word in words.zeros:
                parts.zero = True
                return
            if word in words.directions and scanner.starts(COMPLETED):
                scanner.pass_over(len(COMPLETED))
        elif char == ELISION and parts.leads:
            elision(scanner, parts)
        elif char == _AFTER_ELISION and parts.leads and is_tone(parts.leads[-1], words):
            scanner.pass_over(len(_AFTER_ELISION))  # 占全国的 12.5%
        else:
            return


def is_tone(prefix: Prefix, words: Lexicon) -> bool:
    """Return whether a word before the number has no effect on it."""
    hedge = words.hedges.get(prefix.word)
    return hedge is not None and hedge.is_tone


def lead(scanner: Scanner, words: Lexicon, char: str) -> str:
    """Read the longest word with a valid continuation: in 增长至少 5% it is 增长, not 增长至."""
    longest = ""
    for word in words.before[char]:
        scanner.steps += 1
        if scanner.starts(word):
            if word in words.zeros or continues(scanner, words, scanner.position + len(word)):
                return scanner.accept(word, len(word))
            longest = longest or word
    return scanner.accept(longest, len(longest)) if longest else ""


def continues(scanner: Scanner, words: Lexicon, position: int) -> bool:
    """Return whether a number or another lead can begin at a position."""
    char = scanner.text[position]
    if char in _CONTINUES:
        return True
    scanner.steps += 1
    candidates = words.before.get(char, ()) + words.magnitudes.get(char, ())
    return any(scanner.text.startswith(word, position) for word in candidates)


def elision(scanner: Scanner, parts: ParseState) -> None:
    """Read `"…"+ "的"?`: omitted words after a direction, hedge or tone."""
    while scanner.starts(ELISION):
        scanner.pass_over(len(ELISION))
    if scanner.starts(_AFTER_ELISION):
        scanner.pass_over(len(_AFTER_ELISION))
    parts.elided = len(parts.leads)


def after(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `after*`: 以上, 左右 and other words after number and unit."""
    while word := scanner.take(words.after):
        parts.after.append(word)


def range_mark(scanner: Scanner, first: NumberTokens) -> None:
    """Read the mark between the ends of a range: `"-" | "——" | "~" | "至" | "到"`."""
    mark = scanner.text[scanner.position]
    scanner.pass_over(1)
    if mark == DASH and not first.minus and scanner.starts(DASH):
        scanner.pass_over(1)


def _expected(parts: ParseState) -> str:
    last = parts.last or parts.first
    if last.unit or parts.after:
        return "a hedge such as 以上, or the end of the figure"
    if last.multiplier:
        return "a unit, a hedge or the end of the figure"
    return "a multiplier, a unit, a hedge or the end of the figure"
