"""Parse a printed figure by its grammar: which words may follow each other, and what each one is.

    figure     = lead* (amount (range amount)? | stated) after* unit? after* "来"? ("的"? direction)?
               | amount against lead* amount after*
    range      = "-" | "——" | "~" | "至" | "到" | "和" or "与" before an amount and 之间
    against    = "兑" | "兑换" | "对" | "合" | "="
    lead       = (direction | hedge | tone) "了"? | "…" "的"?
    amount     = "第"? sign? denominator? sign? number inside? multiplier? inside? multiplier?
                 inside? unit? "半"? inside?
               | currency number multiplier? inside? unit?
               | magnitude multiplier? inside? unit? inside?
               | whole (unit | direction)?
    sign       = "-" | "负" | "零下" | "零上" | "+" | "±" | "("       "(" closes after the number
    denominator = "百分之" | "千分之" | "万分之"
    currency   = "¥" | "$" | "RMB" | ISO 4217 code
    stated     = nothing, after a word that states its number: 持平, 转正, 腰斩
    whole      = 两位数, 成千上万 and the like

At most one of the `inside` words occurs: 240 余万, 240 万余, 2.5 万多亿 and 两年多 have one each.

Every function reads one production at the position of the scanner, without backtracking: amounts.py the
amounts, prefixes.py the leads. parser.py combines the meaning of the words.
"""

from __future__ import annotations

from pipeline.parsing.amounts import amount, unit
from pipeline.parsing.lexicon import Lexicon
from pipeline.parsing.normalization import DASH, END, SPACE, TILDE
from pipeline.parsing.number_forms import DISCOUNT, DOUBLED, DOUBLING, EVEN_SPLITS, HALF_PRICE
from pipeline.parsing.parse_state import NumberTokens, ParseState, Prefix
from pipeline.parsing.prefixes import OF, leads
from pipeline.parsing.scanner import Scanner

_RANGES = frozenset({DASH, TILDE, "至", "到"})

#: Spans of the calendar, after which 来 has no effect: 近 10 年来.
CALENDAR = frozenset(["年", "个月", "月", "天", "日", "周", "个星期", "星期", "个季度", "季度"])

_SINCE = "来"

#: The marks of a range before 之间: 5% 和 6% 之间.
_PAIRED = frozenset("和与")

_BETWEEN = "之间"

_AGAINST = ("兑换", "兑", "对", "合", "=")

_AGAINST_STARTS = frozenset(word[0] for word in _AGAINST)


def parse_figure(scanner: Scanner, words: Lexicon) -> ParseState:
    """Read a whole printed figure. Raises FigureSyntaxError at the first character that does not fit."""
    parts = ParseState()
    leads(scanner, words, parts)
    if parts.stated:
        parts.first = NumberTokens(scanner.position, number=parts.stated)
    else:
        amounts(scanner, words, parts)
    last = parts.last or parts.first
    after(scanner, words, parts)
    if not (last.unit or last.closed or parts.stated):
        unit(scanner, words, parts, last)
        after(scanner, words, parts)
    char = scanner.skip()
    if char == _SINCE and last.unit in CALENDAR:
        scanner.pass_over(len(_SINCE))
        char = scanner.skip()
    if char == OF:
        scanner.pass_over(len(OF))  # 13.1%的增长
    if (char == OF or char in words.signs_behind) and not direction_after(scanner, words, parts):
        scanner.fail("a direction after 的" if char == OF else "one direction")
    if scanner.skip() != END:
        scanner.fail(_expected(parts))
    scanner.end()
    return parts


def amounts(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `amount (range amount)?`, a rate of exchange, or a form such as 零增长."""
    at_word = scanner.text[scanner.position] in _WORD_STARTS
    first = (at_word and word_amount(scanner, parts)) or amount(scanner, words, parts)
    parts.first = first
    char = scanner.skip()
    is_range = char in _RANGES or (char in _PAIRED and is_between(scanner))
    if is_range and first.number and not (first.number_high or first.both):
        range_mark(scanner, first)
        parts.last = amount(scanner, words, parts)
        share_form(first, parts.last)
    elif char in _AGAINST_STARTS and first.unit and first.number:
        exchange_rate(scanner, words, parts, first)
    elif char in words.before and not first.unit and (first.number == "零" or parts.vague):
        direction_after(scanner, words, parts)


def is_between(scanner: Scanner) -> bool:
    """Return whether the figure ends with 之间."""
    return scanner.text[scanner.position :].rstrip(SPACE + END).endswith(_BETWEEN)


def word_amount(scanner: Scanner, parts: ParseState) -> NumberTokens | None:
    """Read 倍增, 对折, and the 番 or 倍 of 翻番 and 翻倍."""
    char = scanner.text[scanner.position]
    doubled = parts.leads and parts.leads[-1].word == _DOUBLE and char in DOUBLED
    word = next((each for each in _WORD_NUMBERS if scanner.starts(each)), char if doubled else "")
    if not word:
        return None
    position = scanner.position
    return NumberTokens(position, closed=True, number=scanner.accept(word, len(word)))


_DOUBLE = "翻"

_TIMES = "倍"

_WORD_NUMBERS = ("倍增长", "倍增", HALF_PRICE, *EVEN_SPLITS)

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


def direction_after(scanner: Scanner, words: Lexicon, parts: ParseState) -> bool:
    """Read the direction of 零增长, 两位数增长 and 13.1%的增长, which follows its number."""
    word = scanner.find(words.before)
    start = scanner.position
    known = any(lead.word in words.directions for lead in parts.leads)
    if word not in words.directions or known:
        return False
    parts.leads.append(Prefix(scanner.accept(word, len(word)), start))
    return True


def after(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `after*`: 以上, 左右 and other words after number and unit."""
    while scanner.skip() in words.after and (word := scanner.take(words.after)):
        if word in parts.after or word in parts.hedges:
            scanner.fail(f"no second {word}", scanner.position - len(word))
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
