"""Parse a printed figure by its grammar: which words may follow each other, and what each one is.

    figure     = lead* (amount (range amount)? | zero) after* unit? after* ("的" direction)?
               | amount against lead* amount after*
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
    zero       = nothing, after a word that states zero: 持平, 转正
    whole      = 两位数, 成千上万 and the like

At most one of the `inside` words occurs: 240 余万, 240 万余, 2.5 万多亿 and 两年多 have one each.

Every function reads one production at the position of the scanner, without backtracking: amounts.py the
amounts, prefixes.py the leads. parser.py combines the meaning of the words.
"""

from __future__ import annotations

from pipeline.parsing.amounts import amount, unit
from pipeline.parsing.lexicon import Lexicon
from pipeline.parsing.normalization import DASH, TILDE
from pipeline.parsing.number_forms import DISCOUNT, DOUBLED, DOUBLING, HALF_PRICE
from pipeline.parsing.parse_state import NumberTokens, ParseState, Prefix
from pipeline.parsing.prefixes import OF, leads
from pipeline.parsing.scanner import Scanner

_RANGES = frozenset({DASH, TILDE, "至", "到"})

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
    if scanner.text[scanner.position] == OF:
        scanner.pass_over(len(OF))  # 13.1%的增长
        if not direction_after(scanner, words, parts):
            scanner.fail("a direction after 的")
    scanner.end(_expected(parts))
    return parts


def amounts(scanner: Scanner, words: Lexicon, parts: ParseState) -> None:
    """Read `amount (range amount)?`, a rate of exchange, or a form such as 零增长."""
    at_word = scanner.text[scanner.position] in _WORD_STARTS
    first = (at_word and word_amount(scanner, parts)) or amount(scanner, words, parts)
    parts.first = first
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
    char = scanner.text[scanner.position]
    doubled = parts.leads and parts.leads[-1].word == _DOUBLE and char in DOUBLED
    word = next((each for each in _WORD_NUMBERS if scanner.starts(each)), char if doubled else "")
    if not word:
        return None
    position = scanner.position
    return NumberTokens(position, closed=True, number=scanner.accept(word, len(word)))


_DOUBLE = "翻"

_TIMES = "倍"

_WORD_NUMBERS = ("倍增长", "倍增", HALF_PRICE)

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
