"""Warn about columns of a figure that its sentence assigns to a neighbouring figure instead.

A sentence with several figures names several entities, periods and bases. The words nearest before a
figure decide: the entity, 同比 or 环比, the time expression, the source that is credited, the words
of a forecast. A warning names the words that were looked for. Words may be elsewhere, so that a
warning is not a disagreement; a column that the editor inferred is checked by weaker rules only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pipeline.ingest import RawReport
from pipeline.parsing import ComparisonBase, Period, PeriodError
from pipeline.parsing.normalization import normalize_text
from pipeline.tools.source_text.alignment import align
from pipeline.tools.source_text.figure_words import (
    CLAUSE_ENDS,
    FigureInText,
    Lookup,
    Row,
    base_of,
    lookup_of,
    period_of,
)
from pipeline.tools.source_text.neighbour_entity import entity_words
from pipeline.tools.source_text.time_expressions import TimeExpression, time_expressions
from pipeline.tools.source_text.tokenizer import Scan, Sentence, SourceToken
from pipeline.tools.source_text.verification import ledger_rows, tokens_of_figures
from pipeline.tools.source_text.words_of_status import ASSUMED, ASSUMED_BEHIND, STATED
from pipeline.validation.report import keyed_figures
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class NeighbourWarning:
    """Hold one warning: the column, its cell, and the words that were looked for or found instead."""

    figure: str
    column: str
    cell: str
    words: str

    @property
    def kind(self) -> str:
        """Return the kind of the warning, which is stable."""
        return f"{self.column}-of-a-neighbour"

    def __str__(self) -> str:
        return f"figure {self.figure}: {self.column} {self.cell or 'blank'}: look at {self.words}"


def neighbour_warnings(
    scanned: Scan,
    tokens: Mapping[str, Sequence[SourceToken]],
    figures: Collection[Row],
    lookup: Lookup,
    beside: Mapping[str, Collection[str]],
) -> list[NeighbourWarning]:
    """Return the warnings about figures whose numerals are in a scanned text.

    `tokens` are the numerals of figures, `beside` the entities of the figures of each section.
    """
    earlier = earlier_texts(scanned)
    found: list[NeighbourWarning] = []
    for row in figures:
        own = tokens.get(row["id"], ())
        if own and not row.get("context"):
            first = own[0]
            at = (first.start, first.end)
            placed = FigureInText(row, first.sentence.text, *at, earlier[first.sentence])
            found += _warnings(placed, lookup, beside[_section(row)])
    return found


def _section(row: Row) -> str:
    return row["id"].rpartition("-")[0]


def report_warnings(capture: RawReport, scanned: Scan) -> list[NeighbourWarning]:
    """Return the warnings about the figures of a report and a scanned text."""
    figures = keyed_figures(capture)
    lookup = lookup_of(Vocabulary.of(capture.vocabulary), capture.report, figures)
    tokens = tokens_of_figures(align(scanned, ledger_rows(capture)))
    return neighbour_warnings(scanned, tokens, figures, lookup, entities_by_section(figures))


def entities_by_section(figures: Iterable[Row]) -> dict[str, set[str]]:
    """Return the entities of the figures of each section."""
    found: dict[str, set[str]] = {}
    for row in figures:
        found.setdefault(_section(row), set()).add(row["entity"])
    return found


@lru_cache(maxsize=4)
def earlier_texts(scanned: Scan) -> dict[Sentence, str]:
    """Return for each sentence the text before it in its paragraph, with the heading of the section."""
    found: dict[Sentence, str] = {}
    heading, section, paragraph, text = "", "", -1, ""
    for each in scanned.sentences:
        if each.section != section:
            section, heading = each.section, ""
        if each.paragraph != paragraph:
            paragraph, text = each.paragraph, ""
        heading += each.text if each.kind == "heading" else ""
        found[each] = heading + text
        text += each.text
    return found


def _warnings(
    figure: FigureInText, lookup: Lookup, beside: Collection[str]
) -> Iterator[NeighbourWarning]:
    checks = (
        ("entity", entity_words(figure, lookup, beside)),
        ("basis", _basis(figure, lookup)),
        ("period", _period(figure, lookup)),
        ("status", _status(figure)),
        ("cited", _cited(figure, lookup)),
    )
    for column, words in checks:
        if words:
            yield NeighbourWarning(figure.row["id"], column, figure.row[column], words)


def _basis(figure: FigureInText, lookup: Lookup) -> str:
    """Return the words of another base that are nearer, or those that the base needs."""
    base = base_of(figure.row)
    if base is None:
        return ""
    if base.kind in lookup.bases.names:
        mentions = [m for m in lookup.bases.mentions(figure.before) if m.codes <= set(_RATES)]
        if mentions and base.kind in _RATES and base.kind not in mentions[-1].codes:
            return mentions[-1].name
        if base.kind == "pop" and figure.infers("basis") and not mentions:
            return "环比, which a report prints"  # a rate without a base is against the year before
    if base.kind == "share_of":
        return _whole(figure, lookup, base.argument)
    if base.kind in ("vs", "cagr") and base.argument:
        return _base_year(figure, lookup, base)
    return ""


_RATES: Final = ("yoy", "pop")


def _whole(figure: FigureInText, lookup: Lookup, whole: str) -> str:
    """Return the name of another whole that the clause of the figure has, and not that of its own."""
    if figure.infers("basis"):
        return ""
    text = _words_of_a_whole(re.split(f"[,{CLAUSE_ENDS}]", figure.before))
    if not text:
        return ""
    likeness = {
        code: max((_likeness(name, text) for name in names), default=Fraction(0))
        for code, names in lookup.wholes.names.items()
    }
    best = max(likeness, key=lambda code: likeness[code], default=whole)
    is_nearer = likeness.get(best, 0) - likeness.get(whole, Fraction(0)) >= _CLEARLY
    return next(iter(lookup.wholes.names[best])) if is_nearer else ""


_CLEARLY: Final = Fraction(3, 10)

#: A clause that states a share of a whole: 占同期出货量的, 新增用户中有, 常住人口城镇化率.
_OF_A_WHOLE: Final = re.compile(r"占|中有?(?:近|超过?|约)?\Z")

_RATE_OF_A_WHOLE: Final = re.compile(r"(.+)(?:城镇|城市|老龄)化率[^占]{0,6}\Z")

#: A clause that shares the whole of the one before it: 网民中有44%开通了一家,28%开通了多家.
_SHARES_A_WHOLE: Final = re.compile(r"(?:近|超过?|约)?\Z")

_WHOLE_BEFORE: Final = re.compile(r".+中有?(?=近|超过?|约|[0-9])")


def _words_of_a_whole(clauses: Sequence[str]) -> str:
    """Return the words before a figure that name the whole of its share; blank if none do."""
    clause = clauses[-1]
    if len(clauses) > 1 and _SHARES_A_WHOLE.match(clause):
        shared = _WHOLE_BEFORE.match(clauses[-2])
        return shared.group() if shared else ""
    if rate := _RATE_OF_A_WHOLE.match(clause):
        return rate[1]
    if not _OF_A_WHOLE.search(clause):
        return ""
    about = clause.rpartition("占")[2] or clause
    return clause if about.startswith("比") else about


def _likeness(name: str, text: str) -> Fraction:
    """Return the share of a name's pairs of characters that a text has."""
    name = normalize_text(name)
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return Fraction(sum(pair in text for pair in pairs), len(pairs) or 1)


def _base_year(figure: FigureInText, lookup: Lookup, base: ComparisonBase) -> str:
    """Return the years of a base that the sentence does not state, or a nearer one that is a base."""
    try:
        period = base.base_period(period_of(figure.row))
    except PeriodError:
        return ""
    years = {period.start.year, period.end.year} if period else set()
    times = time_expressions(figure.text, lookup.year)
    bases = [each for each in times if each.is_base and each.end <= figure.start]
    if bases and bases[-1].years and not years & bases[-1].years and base.kind == "vs":
        return figure.text[bases[-1].start : bases[-1].end]
    stated = {year for each in times for year in each.years}
    missing = [] if figure.infers("basis") else sorted(years - stated)
    return ", ".join(f"{year}年" for year in missing)


def _period(figure: FigureInText, lookup: Lookup) -> str:
    """Return the nearest time expression before the figure, if the period is another one.

    The base of a comparison between this expression and the figure may be the period too.
    """
    period = period_of(figure.row)
    times = time_expressions(figure.before, lookup.year)
    stated = [number for number, each in enumerate(times) if not each.is_base]
    if not stated or figure.row["unit"] in _LENGTHS:
        return ""
    time, nearest = times[stated[-1]], times[stated[-1] :]
    shown = figure.before[time.start : time.end]
    is_own = time.start >= len(figure.before) - len(figure.part)
    if period is None:
        one_year = is_own and time.states_year and len(time.years) == len(nearest) == 1
        return shown if one_year and not figure.row["period"] else ""
    return "" if any(_fits(each, period) for each in (nearest if is_own else times)) else shown


#: Units of the length of a span of time, which ends at a time expression or began before it.
_LENGTHS: Final = ("year", "month", "day")


def _fits(time: TimeExpression, period: Period) -> bool:
    """Return whether a time expression may state a period; an instant is the end of its month."""
    years = set(range(period.start.year, period.end.year + 1))
    if time.years and not time.years & years:
        return False
    if period.kind == "instant":
        return not time.is_whole and time.months[1] == period.end.month
    months = (period.start.month, period.end.month)
    return len(years) > 1 or time.months == months or (time.is_end and months[1] == time.months[1])


def _status(figure: FigureInText) -> str:
    """Return the words that the status needs, or those of another status before the figure."""
    status = figure.row["status"]
    if figure.infers("status"):
        return ""
    needed = STATED.get(status)
    text = figure.part if status == "forecast" else figure.earlier + figure.text
    if needed and not needed.search(text):
        return needed.pattern
    if status == "actual":
        assumed = ASSUMED.search(figure.part) or ASSUMED_BEHIND.match(figure.text, figure.end)
        return assumed.group() if assumed else ""
    return ""


def _cited(figure: FigureInText, lookup: Lookup) -> str:
    """Return the name of another source before the figure, or the names of the source if it has none."""
    cited, credit = figure.row["cited"], figure.row["credit"]
    mentions = lookup.sources.mentions(figure.part)
    if cited and credit == "sentence" and lookup.sources.names.get(cited):
        named = lookup.sources.mentions(figure.text)
        if not any(cited in each.codes for each in named):
            return ", ".join(lookup.sources.names[cited])
    own = {cited, figure.row["entity"]}
    return mentions[-1].name if mentions and not own & mentions[-1].codes else ""
