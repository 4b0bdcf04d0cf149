"""Propose the period of a figure and its base of comparison, from time expressions and words of comparison."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pipeline.tools.draft.printed import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.draft.subjects import Indicators
from pipeline.tools.source_text.figure_words import Names
from pipeline.tools.source_text.time_expressions import TimeExpression, time_expressions

_UNTIL: Final = re.compile(r"(?:截至|截止)(?:到|至)?\Z")
_DAY: Final = re.compile(r"([0-9]{1,2})日")
#: The year as a whole and its end, without a number: 全年, 年末.
_WHOLE: Final = re.compile(
    r"全年(?!目标|任务|计划|预期)|(?<![0-9上去前今本])年(?P<end>[末底])|(?<=[0-9])年年(?P<again>[末底])"
)
#: A form right behind the base of a comparison is that of the base: 由 2017 年的 70%.
_OF_BASE: Final = re.compile(r"(?:同期)?(?:的|\()")
#: Before the year that a share restores: 恢复至 2019 年的 92.5%.
_RESTORED: Final = re.compile(r"(?:恢复|回升|相当于)(?:至|到)?\Z")
_FROM: Final = re.compile(r"(?:由|从|自)\Z")
#: A compound rate, which is that of the last year of its span.
COMPOUND: Final = re.compile(r"(?:年均(?:复合)?|复合)(?:增长|增速|下降)[^,;]{0,6}\Z")
_SAME: Final = re.compile("同期")
_REACHED: Final = re.compile("(?:到|至|为)")
#: Words that bind a sentence to the one before it.
_LINKED: Final = re.compile(r"\A(?:其中|同期|此外|同时|分[^,]{1,6}看)")
#: A year that only names an event: 2020 年春节期间.
_DURING: Final = re.compile(r"[^\d,;:。]{1,6}期间")
#: Units of rates and of money, which the end of a year may state for the year as a whole.
_FLOWS: Final = frozenset({"percent", "percentage_point", "CNY", "USD", "CNY_per_month"})
#: Units that count a span of years or months, which no period measures.
_SPANS: Final = frozenset({"year", "month"})
_MULTIPLES: Final = frozenset({"times", "ratio"})
#: From this share of its time expressions on, a report is about one year.
_MOSTLY: Final = Fraction(9, 10)


@dataclass(frozen=True)
class Periods:
    """Propose periods in a report on a year.

    `of_one_year` is whether nearly all of its time expressions are of this year, so that a sentence without one
    is about it too.
    """

    year: int
    of_one_year: bool = False

    @classmethod
    def of(cls, texts: Iterable[str], year: int) -> Periods:
        """Return the periods of a report with these sentences."""
        found = [
            set(each.years) == {year}
            for text in texts
            for each in _times(text, year)
            if not each.is_base and not (each.years and min(each.years) > year)
        ]
        return cls(year, bool(found) and Fraction(sum(found), len(found)) >= _MOSTLY)

    def times(self, text: str) -> tuple[TimeExpression, ...]:
        """Return the time expressions of a text, with a year for each if the report has one."""
        return _times(text, self.year)

    def base(self, place: Place) -> TimeExpression | None:
        """Return the last base of a comparison in the clause of a figure."""
        own = self.times(place.text)
        found = [
            each
            for each in own
            if each.is_base and place.clause_start <= each.start and each.end <= place.form.start
        ]
        return found[-1] if found else None

    def of_figure(self, place: Place) -> Proposal:
        """Return the period of a figure."""
        if place.unit in _SPANS and not place.form.figure.direction:
            return Proposal("", EARLIER, place.form.words)
        base = self.base(place)
        base = None if base and is_restored(base, place.text) else base
        figure = place.form.figure
        is_value = not figure.direction and not _MULTIPLES & figure.units
        if base and is_value and _OF_BASE.fullmatch(place.text[base.end : place.form.start]):
            return self._of_base(base, place)
        own = [e for e in self.times(place.text) if e.end <= place.form.start and not e.is_base]
        if own:
            return self._of_sentence(own[-1], place)
        return self._of_earlier(place)

    def _of_base(self, base: TimeExpression, place: Place) -> Proposal:
        words = place.text[base.start : base.end]
        if base.is_end:
            return unsure(words, self.cell(base, place.text))
        return Proposal(self.cell(base, place.text), CLAUSE, words)

    def _of_sentence(self, time: TimeExpression, place: Place) -> Proposal:
        words, cell = place.text[time.start : time.end], self.cell(time, place.text)
        if _DURING.match(place.text, time.end):
            return unsure(words, cell)
        if len(time.years) > 1 and (end := self._end_of_range(time, place)):
            return Proposal(end, SENTENCE, words)
        if len(time.years) > 1 or (_DAY.match(place.text, time.end) and not cell.startswith("@")):
            return unsure(words, cell)
        near = time.start >= place.clause_start
        is_flow = place.unit in _FLOWS or not place.form.figure.units
        if cell.startswith("@") and not near and is_flow and not self.of_one_year:
            return unsure(words, cell, str(max(time.years)))
        return Proposal(cell, CLAUSE if near else SENTENCE, words)

    @staticmethod
    def _end_of_range(time: TimeExpression, place: Place) -> str:
        """Return the year of a value at the end of a range of years: 由 A 增长到 B."""
        if _FROM.search(place.clause):
            return str(min(time.years))
        reached = _REACHED.search(place.form.figure.direction or "")
        return str(max(time.years)) if reached or COMPOUND.search(place.clause) else ""

    def _of_earlier(self, place: Place) -> Proposal:
        before = [each for each in self.times(place.earlier) if not each.is_base]
        whole = str(self.year or "")
        if self.of_one_year:
            last = self.cell(before[-1], place.earlier) if before else whole
            if last == whole or not before:
                return Proposal(whole, EARLIER)
            return unsure("", last, whole)
        if not before:
            return Proposal("", EARLIER, "", (whole,))
        words = place.earlier[before[-1].start : before[-1].end]
        cell = self.cell(before[-1], place.earlier)
        linked = _LINKED.match(place.text) and not _DURING.match(place.earlier, before[-1].end)
        return Proposal(cell if linked else "", EARLIER, words if linked else "", (cell,))

    def cell(self, time: TimeExpression, text: str) -> str:
        """Return the period of a time expression as keyed, blank if it has no year."""
        if not time.years:
            return ""
        first, last = min(time.years), max(time.years)
        day, month = _DAY.match(text, time.end), time.months[1]
        if time.is_end or _UNTIL.search(text[: time.start]):
            number = int(day[1]) if day else monthrange(last, month)[1]
            return f"@{last}-{month:02}-{number:02}"
        if day and time.months[0] == month:
            return f"{last}-{month:02}-{int(day[1]):02}"
        return span(first, last, time.months)


@lru_cache(maxsize=256)
def _times(text: str, year: int) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text; a month without a year is of the report's year."""
    found = [
        each if each.years or not year else replace(each, years=frozenset({year}))
        for each in time_expressions(text, year)
    ]
    taken = {at for each in found for at in range(each.start, each.end)}
    for match in _WHOLE.finditer(text):
        if year and match.start() not in taken:
            end = bool(match["end"] or match["again"])
            years = frozenset({year})
            found.append(TimeExpression(*match.span(), years, (1, 12), False, True, end))
    found.sort(key=lambda each: each.start)
    bases = (replace(e, is_base=e.is_base or is_restored(e, text)) for e in found)
    return tuple(_same_months(list(bases), text))


def is_restored(time: TimeExpression, text: str) -> bool:
    """Return whether a figure states how much of the value at this time is reached."""
    return bool(_RESTORED.search(text[: time.start]) and _OF_BASE.match(text, time.end))


def _same_months(found: list[TimeExpression], text: str) -> Iterable[TimeExpression]:
    """Give 同期 the months of the time expression before it."""
    months = (1, 12)
    for each in found:
        same = _SAME.match(text, each.end) and each.months == (1, 12)
        yield replace(each, months=months) if same else each
        months = months if each.is_base else each.months


def span(first: int, last: int, months: tuple[int, int]) -> str:
    """Return a period as keyed."""
    start, end = months
    if (start, end) == (1, 12):
        return str(first) if first == last else f"{first}/{last}"
    if start == end and first == last:
        return f"{first}-{start:02}"
    return f"{first}-{start:02}/{last}-{end:02}"


#: The whole of a share, between 占 and the share.
_WHOLE_OF_SHARE: Final = re.compile(
    r"占(?:到|据|了)?([^,;。]*?)(?:的(?:比重|比例|份额)?[^,;。]{0,6})?\Z"
)
_SHARE: Final = re.compile(
    r"占|比重|份额|比例|贡献率|覆盖率|渗透率|城镇化率|使用率|遭遇|中有?[^,;]{0,4}\Z"
)
_RATE: Final = re.compile("增速|增长率|增幅|涨幅|降幅|跌幅|升幅")
_RATE_BEHIND: Final = re.compile(r"%?(?:、[0-9.]+%)*的[^,;。]{0,3}(?:增速|增长|增幅|涨幅|降幅)")
_EACH: Final = re.compile(r"每(?!年)[^,;]{0,6}\Z")
_FRACTIONS: Final = frozenset({"percent", "per_mille"})


@dataclass(frozen=True)
class Bases:
    """Propose bases with the names of the vocabulary."""

    names: Names
    indicators: Indicators
    periods: Periods

    def of_figure(self, place: Place) -> Proposal:
        """Return the base of a figure."""
        kind = self.indicators.change_of(place.form)
        if COMPOUND.search(place.clause) and place.unit in _FRACTIONS:
            return self._compound(place)
        if kind == "gap":
            return unsure(place.form.words, "gap_to:", "vs:", "against_entity:")
        if kind == "change" or (place.unit in _FRACTIONS and _RATE_BEHIND.match(place.behind)):
            return self._change(place)
        if place.unit in _FRACTIONS and (
            _RATE.search(place.clause) or _RATE.search(place.form.words)
        ):
            return self._stated(place) or unsure("", "yoy", "pop")
        return self._level(place)

    def _compound(self, place: Place) -> Proposal:
        ranges = [e for e in self.periods.times(place.before) if len(e.years) > 1]
        if ranges:
            return Proposal(f"cagr:{min(ranges[-1].years)}", SENTENCE, "年均")
        own = [e for e in self.periods.times(place.before) if e.is_base]
        return unsure("年均", "cagr:") if own else Proposal("cagr", SENTENCE, "年均")

    def _stated(self, place: Place) -> Proposal | None:
        """Return the base whose words are nearest before the figure, or None if there are none."""
        mentions = self.names.mentions(place.before)
        base = self.periods.base(place)
        if base and (not mentions or mentions[-1].end < base.start):
            return self._period(base, place)
        if not mentions:
            return None
        certainty = CLAUSE if mentions[-1].start >= place.clause_start else SENTENCE
        return Proposal(sorted(mentions[-1].codes)[0], certainty, mentions[-1].name)

    def _period(self, base: TimeExpression, place: Place) -> Proposal:
        words, cell = place.text[base.start : base.end], self.periods.cell(base, place.text)
        year = self.periods.year
        if "上" in words[:1] or set(base.years) == {year - 1}:
            return Proposal("yoy", SENTENCE, words)
        return Proposal(f"vs:{cell}", SENTENCE, words) if cell else unsure(words, "vs:")

    def _change(self, place: Place) -> Proposal:
        if _EACH.search(place.clause):
            return unsure("每", "yoy")
        if stated := self._stated(place):
            return stated
        is_rate = place.unit in _FRACTIONS
        return Proposal("yoy", EARLIER) if is_rate else unsure("", "yoy", "pop", "vs:")

    def _level(self, place: Place) -> Proposal:
        if "times" in place.form.figure.units or "ratio" in place.form.figure.units:
            return self._multiple(place)
        if place.unit == "percentage_point" or not (
            place.form.figure.units or place.form.figure.multiplier
        ):
            return unsure("", "yoy", "vs:", "gap_to:", "share_of:")
        if place.unit not in _FRACTIONS:
            return Proposal("", CLAUSE)
        if (base := self.periods.base(place)) and is_restored(base, place.text):
            return self._period(base, place)
        found = _WHOLE_OF_SHARE.search(place.clause)
        if found and found[1]:
            named = self.indicators.named(found[1])
            if named and found[1].endswith(self.indicators.title(named[0])):
                return Proposal(f"share_of:{named[0]}", SENTENCE, found[0])
            return unsure(found[0], *(f"share_of:{each}" for each in named[:3]))
        if _SHARE.search(place.clause):
            return unsure("", "share_of:")
        return Proposal("", EARLIER)

    def _multiple(self, place: Place) -> Proposal:
        """Return the period that a multiple states right before it: 是 2017 年同期的 2 倍."""
        base = self.periods.base(place)
        between = place.text[base.end : place.form.start] if base else ""
        if base is None or not re.fullmatch("(?:同期)?的", between):
            return unsure("", "vs:", "against_entity:")
        words = place.text[base.start : base.end]
        return Proposal(f"vs:{self.periods.cell(base, place.text)}", SENTENCE, words)
