"""Parse a printed figure to its direction, sign, hedges, unit and range, and format it again.

grammar.py finds the words; this module combines their meaning. A parsed figure holds them word by
word, and its text parses to the same figure.
"""

from __future__ import annotations

from pipeline.parsing.errors import FigureSyntaxError
from pipeline.parsing.grammar import CALENDAR, parse_figure
from pipeline.parsing.lexicon import (
    BAR,
    DENOMINATORS,
    MORE_OR_LESS,
    ORDINAL,
    PARTS_OF,
    PER,
    PERCENT_BEFORE,
    Direction,
    Lexicon,
)
from pipeline.parsing.normalization import ELISION, normalize_characters
from pipeline.parsing.number_forms import (
    DISCOUNT,
    DOUBLED,
    DOUBLING,
    HALF,
    HALVES,
    ODDS,
    TENTH,
    is_split,
)
from pipeline.parsing.number_syntax import STARTS, is_whole
from pipeline.parsing.numbers import NUMERALS, parse_number
from pipeline.parsing.parse_state import (
    NUMBER_EXPECTED,
    NumberTokens,
    ParseState,
    Prefix,
)
from pipeline.parsing.parsed_figure import RECENT, Multiple, ParsedFigure, sign_of
from pipeline.parsing.quantity import MINUS
from pipeline.parsing.reading_checks import POINT_OF_INDEX, check_reading
from pipeline.parsing.scanner import Scanner

_ONLY_POINTS = frozenset({"percentage_point"})
_TIMES = "times"
_NONE: frozenset[str] = frozenset()


def parse_printed(printed: str, words: Lexicon) -> ParsedFigure:
    """Parse a printed figure in linear time. Raises FigureSyntaxError and no other error."""
    try:
        return scan(Scanner(printed), words)
    except FigureSyntaxError as error:
        if error.expected != NUMBER_EXPECTED:
            raise
        raise _with_unknown_word(error, words) from None


#: A rank from the end is not a rank: the number of ranks is not printed.
_FROM_THE_END = "倒数"
#: The longest unknown word that is looked for before a readable rest.
_LONGEST_UNKNOWN = 12


def _with_unknown_word(error: FigureSyntaxError, words: Lexicon) -> FigureSyntaxError:
    """Return the error with the word that is not known, if the figure can be read without it."""
    printed, start = error.printed, error.position
    if normalize_characters(printed).startswith(_FROM_THE_END, start):
        expected = (
            f"a rank from the first; {_FROM_THE_END} counts from the last, whose rank is unknown"
        )
        return FigureSyntaxError(printed, start, expected)
    for end in range(start + 1, min(start + _LONGEST_UNKNOWN, len(printed))):
        unknown = printed[start:end].strip()
        if not unknown.isalpha() or not _may_begin(printed[end], words):
            continue
        try:
            scan(Scanner(printed[:start] + printed[end:]), words)
            rest = scan(Scanner(printed[end:]), words).format(words)
        except FigureSyntaxError:
            continue
        return FigureSyntaxError(printed, start, error.expected, unknown, rest)
    return error


def _may_begin(char: str, words: Lexicon) -> bool:
    """Return whether a printed figure may begin with a character."""
    return normalize_characters(char) in STARTS or char in words.before or char == ORDINAL


def scan(scanner: Scanner, words: Lexicon) -> ParsedFigure:
    """Parse the text of a new scanner."""
    parts = parse_figure(scanner, words)
    rate, lead = _directions(scanner, parts, words) if parts.leads else _NO_DIRECTIONS
    direction = words.directions[lead.word] if lead else None
    last = parts.last or parts.first
    unit = last.unit or parts.first.unit
    for each in parts.leads:
        if each.word[0] == PER:
            unit = _rate_per(scanner, each, unit, words)
    if lead and lead.word in MORE_OR_LESS and last.number == HALF and not unit:
        scanner.fail("a unit after 半", last.position)  # 多半 is not a gap
    recent = bool(parts.leads) and _is_recent(parts, unit, lead)
    hedges, tones = _hedges(scanner, parts, (rate, lead), recent, words)
    if not (parts.first.number or hedges):
        scanner.fail("a number, or a hedge before the bare multiplier", parts.first.position)
    declines = lead and sign_of(rate.word if rate else "", lead.word, words) < 0
    low, high = _ends(scanner, parts, lead.word if lead and declines else "")
    units, ordinal = _units(scanner, parts, unit, hedges, words)
    if (
        not units
        and direction
        and direction.kind != "level"
        and _is_rate_form(parts, hedges, words)
    ):
        units = words.unit_words.get(PERCENT_BEFORE, _NONE)
    reading = ParsedFigure.of(
        direction=direction.word if direction else "",
        sign=-1 if low.startswith(MINUS) else 1,
        tones=tuple(tones),
        hedge=ELISION.join(hedges),
        number=low,
        number_high=high,
        multiplier=last.multiplier,
        unit_words=unit,
        units=units,
        ordinal=ordinal,
        multiple=_multiple(units, direction, parts),
        elided=parts.elided > 0,
        supplied=frozenset(scanner.supplied) if scanner.supplied else _NONE,
        rate=rate.word if rate else "",
        recent=recent,
    )
    if hedges or tones or unit == POINT_OF_INDEX:
        check_reading(scanner, parts, reading, (*hedges, *tones), words)
    return reading


def _rate_per(scanner: Scanner, per: Prefix, unit: str, words: Lexicon) -> str:
    """Return the unit of 每千人 6.8 张, which is 张/千人; after 每年 the unit may stand by itself."""
    base = per.word.removeprefix(PER).removesuffix(_POPULATION)
    rate = unit if unit.endswith(BAR + base) else f"{unit}{BAR}{base}"
    if rate not in words.unit_words:
        if base[0] in NUMERALS:
            scanner.fail(f"a unit of the vocabulary with {per.word}", per.position)
        return unit
    if unit in scanner.supplied:
        scanner.supplied = scanner.supplied - {unit} | {rate}
    return rate


#: The end of 每千人口, whose unit is 人/千人.
_POPULATION = "口"
_ZERO = "0"
_NO_DIRECTIONS: tuple[None, None] = (None, None)


def _directions(
    scanner: Scanner, parts: ParseState, words: Lexicon
) -> tuple[Prefix | None, Prefix | None]:
    """Return the noun of a rate or balance, if another direction word follows it, and the direction.

    高于 and 低于 are also hedges. They are the direction before 百分点 and before …, unless another
    word is: 高于…10 个百分点 is a gap, while 增长高于 10% and 高于 60% are bounds.
    """
    stated = parts.leads[:-1] if parts.stated == _ZERO else parts.leads  # 负增长 without a number
    leads = [lead for lead in stated if lead.word in words.directions]
    if not leads:
        return None, None
    unit = (parts.last or parts.first).unit
    is_points = words.unit_words.get(unit) == _ONLY_POINTS
    sure = [lead for lead in leads if not words.may_be_hedge(lead.word)]
    if is_points and len(sure) == 1 and words.directions[sure[0].word].is_rate:
        gap = next((lead for lead in leads[leads.index(sure[0]) :] if lead is not sure[0]), None)
        return (sure[0], gap) if gap else (None, sure[0])  # 增幅高于全国 1.1 个百分点
    if len(sure) > 1:
        first = words.directions[sure[0].word]
        if len(sure) > 2 or not (first.is_rate or first.is_balance):
            scanner.fail(f"no second direction after {sure[-2].word}", sure[-1].position)
        return sure[0], sure[1]
    if sure:
        return None, sure[0]
    if is_points:
        return None, leads[0]
    elided = (lead for lead in parts.leads[: parts.elided] if lead.word in words.directions)
    return None, next(elided, None)


def _is_recent(parts: ParseState, unit: str, direction: Prefix | None) -> bool:
    """Return whether 近 means the near past, as in 近 21 个月; not after a direction or another hedge."""
    if unit not in CALENDAR or not parts.leads or parts.leads[-1].word != RECENT:
        return False
    return direction is None and not parts.elided


def _is_rate_form(parts: ParseState, hedges: list[str], words: Lexicon) -> bool:
    """Return whether a form without a unit word is a rate of change: 零增长, 两位数增长."""
    if parts.first.multiplier:
        return False
    digits = any(words.hedges[word].reach.startswith("digits") for word in hedges)
    return parts.first.number == "零" or (digits and not parts.first.number)


def _hedges(
    scanner: Scanner,
    parts: ParseState,
    directions: tuple[Prefix | None, ...],
    recent: bool,
    words: Lexicon,
) -> tuple[list[str], list[str]]:
    """Return the hedges and the tone words, each in order of printing."""
    hedges: list[str] = []
    tones: list[str] = []
    for lead in parts.leads:
        if lead not in directions:
            is_tone = words.hedges[lead.word].is_tone or (recent and lead is parts.leads[-1])
            if lead.word in hedges:
                scanner.fail(f"no second {lead.word}", lead.position)
            (tones if is_tone else hedges).append(lead.word)
    hedges += parts.hedges
    for word in parts.after:
        (tones if words.hedges[word].is_tone else hedges).append(word)
    return hedges, tones


def _ends(scanner: Scanner, parts: ParseState, decline: str) -> tuple[str, str]:
    """Return the number and the upper end of a range as they are keyed, a decline with a minus."""
    first, last = parts.first, parts.last
    if decline and (first.minus or first.both or (last and (last.minus or last.both))):
        scanner.fail(f"no sign after {decline}", first.position)
    high = last.number if last else first.number_high
    if last:
        _check_shared(scanner, first, last)
        _check_order(scanner, first, last)
    if first.both:
        if not parse_number(first.number).exact:
            scanner.fail("a number other than zero after ±", first.position)
        return MINUS + first.number, first.number
    low_minus = MINUS if decline or first.minus else ""
    high_minus = MINUS if decline or (last or first).minus else ""
    return low_minus + first.number, high_minus + high if high else ""


def _check_shared(scanner: Scanner, first: NumberTokens, last: NumberTokens) -> None:
    """Check that both ends of a range have the same multiplier and unit."""
    if not last.number:
        scanner.fail("a number at the upper end", last.position)
    if first.multiplier not in ("", last.multiplier):
        scanner.fail(f"the multiplier {first.multiplier} at both ends", last.position)
    if last.both:
        scanner.fail("no ± at the upper end", last.position)
    if first.unit not in ("", last.unit) and (last.unit or first.unit not in DENOMINATORS):
        scanner.fail(f"the unit {first.unit} at both ends", last.position)
    if first.unit in DENOMINATORS and last.multiplier:
        scanner.fail(f"a number without {last.multiplier} after {first.unit}", last.position)
    if last.unit in DENOMINATORS and last.unit != first.unit:
        scanner.fail(f"{last.unit} at both ends", last.position)


def _check_order(scanner: Scanner, first: NumberTokens, last: NumberTokens) -> None:
    """Check that a range ascends: in value, or in size for a decline."""
    start, end = parse_number(first.number).exact, parse_number(last.number).exact
    start, end = -start if first.minus else start, -end if last.minus else end
    if start >= end:
        scanner.fail("an upper end above the lower", last.position)


def _units(
    scanner: Scanner, parts: ParseState, unit: str, hedges: list[str], words: Lexicon
) -> tuple[frozenset[str], bool]:
    """Return the unit codes that the words may mean, and whether the number is a rank."""
    ranks = words.unit_words.get(ORDINAL, _NONE)
    orders = [hedge for hedge in hedges if words.hedges[hedge].is_order]
    if len(orders) > 1:
        scanner.fail(f"no {orders[1]} after {orders[0]}", parts.first.position)
    last = parts.last or parts.first
    if parts.ordinal:
        if orders:
            scanner.fail("no 第 after 前", parts.first.position)
        number = "" if parts.first.minus else parts.first.number
        if not (number and is_whole(number) and parse_number(number).exact):
            scanner.fail(f"a whole number from 1 after {ORDINAL}", parts.first.position)
        if last.multiplier in words.unit_words:
            scanner.fail(f"no {last.multiplier} after {ORDINAL}", last.position)
        return ranks, True
    units = (
        words.unit_words.get(unit or last.multiplier, _NONE)
        or words.currency_signs.get(unit, _NONE)
        or _units_of_form(last, words)
    )
    if orders and (units & ranks or not units):
        return ranks, True
    return units, False


def _units_of_form(amount: NumberTokens, words: Lexicon) -> frozenset[str]:
    """Return the units of a number without a unit word: 1/6, 三分之一, 一半, 1.5:1, 三成五, 两番."""
    number = amount.number
    if amount.unit or not number or number.isdecimal():
        return _NONE
    if number[-1] == DOUBLING or number in DOUBLED:
        return words.unit_words.get(_TIMES_WORD, _NONE)
    if is_split(number):
        return words.unit_words.get(PARTS_OF, _NONE)
    if TENTH in number or number[-1] == DISCOUNT:
        return words.unit_words.get(PERCENT_BEFORE, _NONE)
    if number in HALVES or ODDS in number:
        return words.unit_words.get(PARTS_OF, _NONE)
    for mark in (BAR, PARTS_OF):
        if mark in number:
            return words.unit_words.get(mark, _NONE)
    return _NONE


_TIMES_WORD = "倍"


def _multiple(units: frozenset[str], direction: Direction | None, parts: ParseState) -> Multiple:
    """Classify 倍: 增长 N 倍 is an increase; 是…的 N 倍, 提升至…的 N 倍 and N 倍 alone are ratios.

    番 and words of doubling state the ratio: 翻一番 is twice as much.
    """
    if _TIMES not in units:
        return ""
    increases = direction is not None and direction.kind != "level" and not parts.first.closed
    return "increase" if increases else "ratio"
