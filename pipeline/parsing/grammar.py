"""Parse a printed figure by its grammar: which words may follow each other, and what each one is.

    figure     = lead* amount (range amount)? after* unit? after*
    lead       = direction "了"? | hedge | tone | "…" "的"?
    amount     = "第"? minus? "百分之"? number inside? multiplier? inside? unit? inside?
               | magnitude multiplier? inside? unit? inside?

At most one of the `inside` words occurs: 240 余万, 240 万余 and 两年多 have one each.

Every function reads one production at the position of the scanner, without backtracking. parser.py
combines the meaning of the words. `ParseState` holds the words in order of printing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parsing import number_syntax
from pipeline.parsing.lexicon import COMPLETED, ORDINAL, PERCENT_BEFORE, Lexicon
from pipeline.parsing.normalization import DASH, ELISION, SPACE, TILDE
from pipeline.parsing.scanner import CLOSE, OPEN, Scanner


@dataclass(slots=True)
class Prefix:
    """Hold a word before the number and its position."""

    word: str
    position: int


@dataclass(slots=True)
class NumberTokens:
    """Hold one number with its multiplier and unit words, and its position."""

    position: int
    minus: bool = False
    number: str = ""
    number_high: str = ""
    multiplier: str = ""
    unit: str = ""


@dataclass(slots=True)
class ParseState:
    """Hold the words that the grammar has found. `elided` is the number of leads before the last ….

    `vague` is whether 数, 几 or 上 replaces a number, `within` whether a word such as 余 or 多 is
    inside it.
    """

    leads: list[Prefix] = field(default_factory=list)
    elided: int = 0
    ordinal: bool = False
    vague: bool = False
    within: bool = False
    first: NumberTokens = field(default_factory=lambda: NumberTokens(0))
    last: NumberTokens | None = None
    hedges: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


MINUS_SIGNS = frozenset({DASH, "负"})

PLUS = "+"

_ONE = "个"


def amount(scanner: Scanner, words: Lexicon, parts: ParseState) -> NumberTokens:
    """Read `amount`, with the marks of ranks and percentages before its number."""
    char = scanner.skip()
    if char == ORDINAL:
        scanner.accept(ORDINAL, len(ORDINAL))
        parts.ordinal = True
        char = scanner.skip()
    found = NumberTokens(scanner.position)
    char = sign(scanner, found, char)
    if char in PERCENT_BEFORE and scanner.starts(PERCENT_BEFORE):
        found.unit = scanner.accept(PERCENT_BEFORE, len(PERCENT_BEFORE))
        char = scanner.skip() if found.minus else sign(scanner, found, scanner.skip())
    if char in number_syntax.STARTS:
        found.number, found.number_high, found.multiplier = number_syntax.read_number(
            scanner, words
        )
        check_marks(scanner, found)
    elif found.minus or found.unit or not magnitude(scanner, words, parts, found):
        scanner.fail("a number")
    tail(scanner, words, parts, found)
    return found


def sign(scanner: Scanner, found: NumberTokens, char: str) -> str:
    """Read a minus or plus before the number; return the next character."""
    if char in MINUS_SIGNS or char == PLUS:
        scanner.pass_over(1)
        found.minus = char != PLUS
        return scanner.text[scanner.position]
    return char


def check_marks(scanner: Scanner, found: NumberTokens) -> None:
    """Check that one number follows a minus, and that no multiplier follows 百分之."""
    if found.minus and (found.number_high or not found.number):
        scanner.fail("one number after the minus", found.position)
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
    """Read the words after the number: `inside? multiplier? inside? unit? inside?`."""
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


def inside(scanner: Scanner, words: Lexicon, parts: ParseState, bare: bool) -> None:
    """Read `inside?`: 余, 多 after the digits; 几 and 数 only after printed digits."""
    word = "" if parts.within else scanner.find(words.inside)
    if not word:
        return
    if bare and words.hedges[word].is_magnitude:
        scanner.fail("a number")
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

_CONTINUES = (
    number_syntax.STARTS | MINUS_SIGNS | {PLUS, SPACE, OPEN, CLOSE, ELISION, ORDINAL, COMPLETED}
)


def parse_figure(scanner: Scanner, words: Lexicon) -> ParseState:
    """Read a whole printed figure. Raises FigureSyntaxError at the first character that does not fit."""
    parts = ParseState()
    leads(scanner, words, parts)
    parts.first = first = amount(scanner, words, parts)
    if first.number and not first.number_high and scanner.skip() in _RANGES:
        range_mark(scanner, first)
        parts.last = amount(scanner, words, parts)
    last = parts.last or first
    after(scanner, words, parts)
    if not last.unit:
        unit(scanner, words, parts, last)
        after(scanner, words, parts)
    scanner.end(_expected(parts))
    return parts


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
            if word in words.directions and scanner.starts(COMPLETED):
                scanner.pass_over(len(COMPLETED))
        elif char == ELISION and parts.leads:
            elision(scanner, parts)
        else:
            return


def lead(scanner: Scanner, words: Lexicon, char: str) -> str:
    """Read the longest word with a valid continuation: in 增长至少 5% it is 增长, not 增长至."""
    longest = ""
    for word in words.before[char]:
        scanner.steps += 1
        if scanner.starts(word):
            if continues(scanner, words, scanner.position + len(word)):
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
