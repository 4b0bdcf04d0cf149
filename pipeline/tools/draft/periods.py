"""Propose the period of a figure, and the period with which it is compared, from time expressions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.draft.report_times import (
    FROM,
    OF_BASE,
    WHOLE_YEAR,
    about_one_year,
    is_restored,
    months_reported,
    times_of,
)
from pipeline.tools.source_text.time_expressions import TimeExpression

_UNTIL: Final = re.compile(r"(?:截至|截止)(?:到|至)?\Z")
_DAY: Final = re.compile(r"([0-9]{1,2})日")
#: A compound rate, which is that of the last year of its span.
_COMPOUND: Final = re.compile(r"(?:年均(?:复合)?|复合)(?:(?:增长|增速|下降)[^,;]{0,6})?\Z")
_REACHED: Final = re.compile("(?:到|至|为)")
#: Words that bind a sentence to the one before it.
_LINKED: Final = re.compile(r"\A(?:其中|同期|此外|同时|分[^,]{1,6}看|按[^,]{1,6}分|从[^,]{1,6}看)")
#: A survey that a sentence reports on: its days are those of the answers in the sentences behind it.
_CONDUCTED: Final = re.compile(
    "(?:调研|调查|问卷|访谈)[^。]*(?:开展|进行|实施|回收|组织|完成)|(?:开展|进行|实施|组织)[^,;。]{0,9}(?:调研|调查|访谈)"
)
#: What is counted over a span, and what exists at an instant.
_OVER_A_SPAN: Final = re.compile(
    "收入|支出|[产销]量|出货量|产值|增加值|零售|投资|进出口|出口|进口|利润|销售|流量|业务[总]?量|发电量|用电量|运量|周转量|新增|天数|浓度|[价房均]价|价格|花费|接待|客流|出租率|入住率|环比"
)
_IS_RATE: Final = re.compile("增速|增长|复合|下降|递增")
_AT_AN_INSTANT: Final = re.compile("余额|保有量|存栏|人口|装机|里程|用户|床位|基站")
#: Between the times of a list, and before the values that are theirs in the same order.
_NEXT_TIME: Final = re.compile("以及|[、和与及]")
_RESPECTIVELY: Final = re.compile("(?:分别|依次)[^,;。、0-9]*")
#: What is added up over a span of years.
_ADDED_UP: Final = re.compile("累计|合计|总计|共计|[共总]|新增")
#: Days that have a name, and no dates.
_EVENT: Final = re.compile(
    "假期|假日|春运|黄金周|春节|国庆|五一|端午|中秋|元旦|双(?:十一|11)|当[天日]"
)
#: Before a year in which something is to be reached: 到 2025 年; a sum of it, or a rate, is that of the year.
_UP_TO: Final = re.compile(r"到\Z")
_MONEY: Final = frozenset({"CNY", "USD"})
#: Recent years, or years to come, of which the report does not state the last.
_RECENT: Final = re.compile("(?:近|未来)(?P<years>[2-9二三四五六七八九十])年")

#: A year that only names an event: 2020 年春节期间.
_DURING: Final = re.compile(r"[^\d,;:。]{1,6}期间")
#: Units of rates and of money, which the end of a year may state for the year as a whole.
_FLOWS: Final = frozenset({"percent", "percentage_point", "CNY", "USD", "CNY_per_month"})
#: Units that count a span of years or months, which no period measures.
_SPANS: Final = frozenset({"year", "month"})
_MULTIPLES: Final = frozenset({"times", "ratio"})


@dataclass(frozen=True)
class Periods:
    """Propose periods in a report on a year, or on some of its months.

    `is_settled` is whether a sentence without a time is about these months too: nearly all time expressions
    of the report are of its year, or its title states the months.
    """

    year: int
    months: tuple[int, int] = WHOLE_YEAR
    is_settled: bool = False

    @classmethod
    def of(cls, texts: Collection[str], year: int, title: str = "") -> Periods:
        """Return the periods of a report with these sentences and this title."""
        months = months_reported(title, texts, year) if year else WHOLE_YEAR
        named = months != WHOLE_YEAR and any(e.months == months for e in times_of(title, year))
        return cls(year, months, named or about_one_year(texts, year))

    @property
    def whole(self) -> str:
        """Return the period that the report is about, as keyed."""
        return span(self.year, self.year, self.months) if self.year else ""

    def times(self, text: str) -> tuple[TimeExpression, ...]:
        """Return the time expressions of a text, with a year for each if the report has one."""
        return times_of(text, self.year, self.months)

    def base(self, place: Place) -> TimeExpression | None:
        """Return the last base of a comparison in the clause of a figure."""
        own = self.times(place.text)
        found = [
            each
            for each in own
            if each.is_base and place.clause_start <= each.start and each.end <= place.words_end
        ]
        return found[-1] if found else None

    def is_start(self, place: Place) -> bool:
        """Return whether a figure is the value from which a change starts: 由 2020 年的 3%."""
        base = self.base(place)
        return bool(
            base
            and FROM.search(place.text[: base.start])
            and OF_BASE.fullmatch(place.text[base.end : place.form.start])
        )

    def of_figure(self, place: Place) -> Proposal:
        """Return the period of a figure."""
        if place.unit in _SPANS and not place.form.figure.direction:
            return Proposal("", EARLIER, place.form.words)
        base = self.base(place)
        base = None if base and is_restored(base, place.text) else base
        figure = place.form.figure
        is_value = not figure.direction and not _MULTIPLES & figure.units
        between = place.text[base.end : place.form.start] if base else "?"
        if base and (
            (is_value and OF_BASE.fullmatch(between))
            or (not between and FROM.search(place.text[: base.start]))
        ):
            return self._of_base(base, place)
        own = [e for e in self.times(place.text) if e.end <= place.words_end and not e.is_base]
        if recent := _RECENT.search(place.part):
            return unsure(recent.group())
        if listed := self._listed(own, place):
            return Proposal(
                self.cell(listed, place.text), SENTENCE, place.text[listed.start : listed.end]
            )
        if own:
            return self._of_sentence(own[-1], place)
        return self._of_earlier(place)

    @staticmethod
    def _listed(own: list[TimeExpression], place: Place) -> TimeExpression | None:
        """Return the time of a value in a list: 一季度、二季度收入分别为 5 亿元和 6 亿元."""
        text = place.before
        respective = list(_RESPECTIVELY.finditer(text, own[-1].end)) if own else []
        if not respective or re.search("[,;]", text[own[-1].end :]):
            return None
        times = own[-1:]
        for before, after in pairwise(reversed(own)):
            if not _NEXT_TIME.fullmatch(text[after.end : before.start]):
                break
            times.insert(0, after)
        number = len(_NEXT_TIME.findall(text, respective[0].end()))
        return times[number] if 1 < len(times) > number else None

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
        if len(time.years) > 1 and _ADDED_UP.search(place.clause + place.form.words):
            return Proposal(cell, SENTENCE, words)
        if len(time.years) > 1 or (_DAY.match(place.text, time.end) and not cell.startswith("@")):
            return unsure(words, cell)
        if self._may_be_instant(time, place):
            return unsure(words, cell, f"@{cell}-12-31")
        near = time.start >= place.clause_start or (time.is_end and self._is_of_stock(place))
        is_flow = place.unit in _FLOWS or not place.form.figure.units
        if cell.startswith("@") and not near and is_flow and not self.is_settled:
            return unsure(words, cell, str(max(time.years)))
        return Proposal(cell, CLAUSE if near else SENTENCE, words)

    def _is_of_stock(self, place: Place) -> bool:
        """Return whether a change is against the end of a year, so that it is one of a stock: 比上年末增长 3%."""
        base = self.base(place)
        return bool(base and base.is_end)

    def _may_be_instant(self, time: TimeExpression, place: Place) -> bool:
        """Return whether a year to come may be meant as its end: 到 2025 年建成 100 个."""
        stated = _UP_TO.search(place.text[: time.start]) and not time.is_end
        if _OVER_A_SPAN.search(place.clause) or _IS_RATE.search(place.clause):
            return False
        is_year = time.months == WHOLE_YEAR and max(time.years, default=0) > self.year
        return bool(
            stated and is_year and place.unit not in _MONEY and not place.form.figure.direction
        )

    @staticmethod
    def _end_of_range(time: TimeExpression, place: Place) -> str:
        """Return the year of a value at the end of a range of years: 由 A 增长到 B."""
        if FROM.search(place.clause):
            return str(min(time.years))
        reached = _REACHED.search(place.form.figure.direction or "")
        return str(max(time.years)) if reached or is_compound(place) else ""

    def _of_earlier(self, place: Place) -> Proposal:
        before = [each for each in self.times(place.earlier) if not each.is_base]
        last = self.cell(before[-1], place.earlier) if before else ""
        words = place.earlier[before[-1].start : before[-1].end] if before else ""
        if self.conducted(place):
            return Proposal(last, EARLIER, words)
        linked = _LINKED.match(place.text) and not (
            before and _DURING.match(place.earlier, before[-1].end)
        )
        if self.is_settled and not (linked and before and not last.startswith("@")):
            return self._of_report(last, place)
        if not before:
            return Proposal("", EARLIER, "", tuple(filter(None, [self.whole])))
        return Proposal(last if linked else "", EARLIER, words if linked else "", (last,))

    def _of_report(self, last: str, place: Place) -> Proposal:
        """Return the period of the report, unless the sentence before states another one."""
        if event := _EVENT.search(place.text):
            return unsure(event[0], last, self.whole)
        if last in ("", self.whole):
            return Proposal(self.whole, EARLIER)
        if last.startswith("@") and _OVER_A_SPAN.search(place.part):
            return Proposal(self.whole, EARLIER)
        if last.startswith("@") and _AT_AN_INSTANT.search(place.part):
            return Proposal(last, EARLIER)
        return unsure("", last, self.whole)

    def conducted(self, place: Place) -> str:
        """Return the words that report on a survey whose answers follow; blank if the sentence has a time of its own."""
        before = [each for each in self.times(place.earlier) if not each.is_base]
        own = [e for e in self.times(place.text) if e.end <= place.words_end and not e.is_base]
        if own or not before:
            return ""
        start = place.earlier.rfind("。", 0, before[-1].start) + 1
        end = place.earlier.find("。", before[-1].end)
        found = _CONDUCTED.search(place.earlier[start : end if end > 0 else None])
        return found[0] if found else ""

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


def is_compound(place: Place) -> bool:
    """Return whether a figure is a compound rate, whose word of growth may be part of its form."""
    found = _COMPOUND.search(place.clause)
    rate = found and (found[0][-1:] not in "均合" or _IS_RATE.match(place.form.words))
    return bool(rate)


def span(first: int, last: int, months: tuple[int, int]) -> str:
    """Return a period as keyed."""
    start, end = months
    if (start, end) == (1, 12):
        return str(first) if first == last else f"{first}/{last}"
    if start == end and first == last:
        return f"{first}-{start:02}"
    return f"{first}-{start:02}/{last}-{end:02}"
