"""Propose the base of comparison of a figure from the words of comparison near it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.tools.draft.indicators import Indicators
from pipeline.tools.draft.periods import COMPOUND, Periods, is_restored
from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.source_text.figure_words import Names
from pipeline.tools.source_text.time_expressions import TimeExpression

#: The whole of a share, between 占 and the share.
_WHOLE: Final = re.compile(r"占(?:到|据|了)?([^,;。]*?)(?:的(?:比重|比例|份额)?[^,;。]{0,6})?\Z")
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
        found = _WHOLE.search(place.clause)
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
