"""Propose the period of a figure, and the period with which it is compared, from time expressions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
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
