"""Propose the base of comparison of a figure from the words of comparison near it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.tools.draft.indicators import Indicators
from pipeline.tools.draft.periods import Periods, is_compound
from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.draft.report_times import FROM, WHOLE_YEAR, is_restored
from pipeline.tools.source_text.figure_words import Names
from pipeline.tools.source_text.time_expressions import TimeExpression

#: The whole of a share, between 占 and the share.
_WHOLE: Final = re.compile(r"占(?:到|据|了)?([^,;。]*?)(?:的(?:比重|比例|份额)?[^,;。]{0,6})?\Z")
#: The shares of the three industries in the product.
_STRUCTURE: Final = re.compile("三次产业(?:增加值)?(?:结构|比例|构成|占比)[^,;]*\\Z")
_SHARE: Final = re.compile(
    r"占|比重|份额|比例|贡献率|覆盖率|渗透率|城镇化率|使用率|遭遇|中有?[^,;]{0,4}\Z"
)
_RATE: Final = re.compile("增速|(?<!自然)增长率|增幅|涨幅|降幅|跌幅|升幅")
_RATE_BEHIND: Final = re.compile(r"%?(?:、[0-9.]+%)*的[^,;。]{0,3}(?:增速|增长|增幅|涨幅|降幅)")
#: The years of a mean rate: 两年平均增长.
_MEAN_OF_YEARS: Final = re.compile("(?<![0-9])(?P<years>[2-5两二三四五])年(?:平均|年均)")
_YEARS: Final = {**{str(n): n for n in range(2, 6)}, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}(?![0-9])")
_RELATIVE: Final = re.compile("[上去]年")
#: A comparison with the span before, and with the year before, which is none if only the end of the year is meant.
_ADJACENT: Final = re.compile("[比较与]上(?:个?月|一?个?季(?!度?[末底])度?|期|周)(?!同期)")
_QUARTER_END: Final = re.compile("上一?个?季度?[末底]")
_ENDED: Final = re.compile("年?[末底]")
#: A comparison in a clause of its own: 与 2019 年同期相比.
_COMPARISON: Final = re.compile("(?:年)?(?:同期)?相?比(?:较|之下)?,")
#: A direction that states the value that is reached, and not the change.
_REACHED: Final = re.compile("[至到为]")
#: The value of a time, right behind it: 由上半年下降 2.6%.
_OWN_VALUE: Final = re.compile("的?(?:下降|增长|上升|减少|上涨|下跌)?-?[0-9]")
#: Behind a form that is the value of the base: 较上半年下降 2% 加快了 3 个百分点.
_MOVED: Final = re.compile("提升|提高|回升|加快|上升|扩大|收窄|回落|下降|增长|减少|增加")
#: Words that state another base than the start of a change.
_SAID: Final = re.compile("同比|环比|[比较]")
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
        if place.unit in _FRACTIONS and (found := _MEAN_OF_YEARS.search(place.clause)):
            return self._mean(place, found)
        if is_compound(place) and place.unit in _FRACTIONS:
            return self._compound(place)
        if kind == "gap":
            return self._dated(place) or unsure(
                place.form.words, "gap_to:", "vs:", "against_entity:"
            )
        if kind == "change" or (place.unit in _FRACTIONS and _RATE_BEHIND.match(place.behind)):
            return self._change(place)
        if place.unit in _FRACTIONS and (
            _RATE.search(place.clause) or _RATE.search(place.form.words)
        ):
            return self._stated(place) or self._of_a_year(place)
        return self._level(place)

    def _of_a_year(self, place: Place) -> Proposal:
        """Return the base of a rate without words of comparison: that of a whole year is against the year before."""
        is_year = re.fullmatch("[0-9]{4}", self.periods.of_figure(place).cell)
        return Proposal("yoy", EARLIER) if is_year else unsure("", "yoy", "pop")

    def _mean(self, place: Place, found: re.Match[str]) -> Proposal:
        """Return the base of a mean rate of some years, which is that many years before its period."""
        cell = self.periods.of_figure(place).cell
        years = _YEARS[found["years"]]
        before = _YEAR.sub(lambda year: str(int(year[0]) - years), cell)
        return Proposal(f"cagr:{before}", SENTENCE, found[0]) if cell else unsure(found[0], "cagr:")

    def _compound(self, place: Place) -> Proposal:
        times = self.periods.times(place.before)
        ranges = [e for e in times if len(e.years) > 1]
        if ranges:
            return Proposal(f"cagr:{min(ranges[-1].years)}", SENTENCE, "年均")
        if began := self._began(place):
            return Proposal(f"cagr:{self.periods.cell(began, place.text)}", SENTENCE, "年均")
        own = [e for e in times if e.is_base]
        return unsure("年均", "cagr:") if own else Proposal("cagr", SENTENCE, "年均")

    def _began(self, place: Place) -> TimeExpression | None:
        """Return the time from which a value moved in an earlier clause of the part: 由 2019 年的 2 倍增至…."""
        start = place.form.start - len(place.part)
        found = [
            each
            for each in self.periods.times(place.before)
            if each.is_base and each.start >= start and FROM.search(place.before[: each.start])
        ]
        moved = found and _REACHED.search(place.before[found[-1].end : place.clause_start])
        return found[-1] if moved else None

    def _compared(self, place: Place) -> TimeExpression | None:
        """Return the base of the clause, or of the clause before if that is a comparison: 与 2019 年相比, …."""
        base = self.periods.base(place)
        if base and FROM.search(place.before[: base.start]) and place.unit in _FRACTIONS:
            # 由上半年下降 2.6%转为增长 1.8%: the base states the value of its own
            base = None if _OWN_VALUE.match(place.text, base.end) else base
        if base:
            return base
        times = [e for e in self.periods.times(place.before) if e.is_base]
        if times and _COMPARISON.fullmatch(place.before[times[-1].end : place.clause_start]):
            return times[-1]
        return None

    def _dated(self, place: Place) -> Proposal | None:
        """Return the base that is a time, or None."""
        base = self.periods.base(place)
        return self._period(base, place) if base else None

    def _stated(self, place: Place) -> Proposal | None:
        """Return the base whose words are nearest before the figure, or None if there are none."""
        before = place.before
        mentions = [
            each for each in self.names.mentions(before) if not _ENDED.match(before, each.end)
        ]
        base = self._compared(place)
        if base and (not mentions or mentions[-1].end < base.start):
            return self._period(base, place)
        if ended := _QUARTER_END.search(place.clause):
            return unsure(ended[0], "pop", "vs:")
        adjacent = list(_ADJACENT.finditer(before))
        if adjacent and (not mentions or mentions[-1].end <= adjacent[-1].start()):
            certainty = CLAUSE if adjacent[-1].start() >= place.clause_start else SENTENCE
            return Proposal("pop", certainty, adjacent[-1][0])
        if not mentions:
            return None
        certainty = CLAUSE if mentions[-1].start >= place.clause_start else SENTENCE
        return Proposal(sorted(mentions[-1].codes)[0], certainty, mentions[-1].name)

    def _period(self, base: TimeExpression, place: Place) -> Proposal:
        """Return the base that a time states, which is a year before if it is the same span of that year."""
        words, cell = place.text[base.start : base.end], self.periods.cell(base, place.text)
        if base.end == place.form.start and _MOVED.match(place.behind):
            return unsure(words, "yoy", f"vs:{cell}")
        own, year = self.periods.of_figure(place).cell, self.periods.year
        if own and place.text.startswith("同期", base.end) and len(set(_YEAR.findall(own))) == 1:
            cell = _YEAR.sub(str(max(base.years)), own)
        if not cell or (not own and place.text.startswith("同期", base.end)):
            return unsure(words, f"vs:{cell}")
        if own and _YEAR.sub(lambda each: str(int(each[0]) - 1), own) == cell:
            return Proposal("yoy", SENTENCE, words)
        is_last_year = set(base.years) == {year - 1}
        if base.is_end:
            return self._end(cell, own, words, is_last_year=is_last_year)
        if (
            not is_last_year
            or base.months != WHOLE_YEAR
            or "全年" in place.text[base.start : base.end + 2]
        ):
            return Proposal(f"vs:{cell}", SENTENCE, words)
        if _RELATIVE.match(words) or not own:
            return Proposal("yoy", SENTENCE, words)
        return unsure(words, f"vs:{cell}", "yoy")

    @staticmethod
    def _end(cell: str, own: str, words: str, *, is_last_year: bool) -> Proposal:
        """Return the base at the end of a year: of an instant, of a month, of a year as a whole."""
        if re.fullmatch("[0-9]{4}-[0-9]{2}", own):
            return Proposal(f"vs:{cell[1:8]}", SENTENCE, words)
        if own.startswith("@") or (own and not is_last_year):
            return Proposal(f"vs:{cell}", SENTENCE, words)
        if is_last_year and re.fullmatch("[0-9]{4}", own):
            return Proposal("yoy", SENTENCE, words)
        return unsure(words, f"vs:{cell}", "yoy")

    def _change(self, place: Place) -> Proposal:
        if _EACH.search(place.clause):
            return unsure("每", "yoy")
        began = None if _SAID.search(place.clause) else self._began(place)
        if began and not self.periods.base(place):
            return self._period(began, place)
        if stated := self._stated(place):
            return stated
        is_rate = place.unit in _FRACTIONS
        if years := re.fullmatch("([0-9]{4})/[0-9]{4}", self.periods.of_figure(place).cell):
            return unsure("", f"vs:{int(years[1]) - 1}", "cagr:")
        return Proposal("yoy", EARLIER) if is_rate else unsure("", "yoy", "pop", "vs:")

    def _level(self, place: Place) -> Proposal:
        if "times" in place.form.figure.units or "ratio" in place.form.figure.units:
            return self._multiple(place)
        if place.unit == "percent" and (whole := _STRUCTURE.search(place.part)):
            return self._structure(whole)
        if place.unit == "percentage_point" or not (
            place.form.figure.units or place.form.figure.multiplier
        ):
            return unsure("", "yoy", "vs:", "gap_to:", "share_of:")
        if place.unit not in _FRACTIONS:
            added = place.form.figure.direction and not _REACHED.search(place.form.words)
            return (self._dated(place) if added else None) or Proposal("", CLAUSE)
        if (base := self.periods.base(place)) and is_restored(base, place.text):
            return self._period(base, place)
        found = _WHOLE.search(place.clause)
        if found and found[1]:
            named = self.indicators.named(found[1])
            if named and found[1].endswith(self.indicators.title(named[0])):
                return Proposal(f"share_of:{named[0]}", SENTENCE, found[0])
            return unsure(found[0], *(f"share_of:{each}" for each in named[:3]))
        if _SHARE.search(place.clause):
            return unsure("", "share_of:")
        return Proposal("", EARLIER)

    def _structure(self, found: re.Match[str]) -> Proposal:
        """Return the product of the economy, of which the shares of the three industries are."""
        product = self.indicators.named("国内生产总值")[:1]
        shares = [f"share_of:{each}" for each in product]
        return Proposal(shares[0], SENTENCE, found[0]) if shares else unsure(found[0], "share_of:")

    def _multiple(self, place: Place) -> Proposal:
        """Return the period that a multiple states right before it: 是 2017 年同期的 2 倍."""
        base = self.periods.base(place)
        between = place.text[base.end : place.form.start] if base else ""
        if base is None or not re.fullmatch("(?:同期)?的", between):
            return unsure("", "vs:", "against_entity:")
        return self._period(base, place)
