"""Propose what a figure measures and of whom: indicators and entities named in the words near it."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from pipeline.parsing import Lexicon
from pipeline.parsing.normalization import normalize_text
from pipeline.tools.draft.printed import CLAUSE, EARLIER, SENTENCE, Place, Printed, Proposal, unsure
from pipeline.tools.source_text.figure_words import Mention, Names

Row = Mapping[str, str]
#: Endings of titles that name the kind of number and not the thing.
KIND: Final = re.compile(
    r"(?:的)?(?:(?:增长率|增速|占比|比重|增加额|增加数|变动|变化|增量|数|额|总额|人数|规模|之差|之比|倍数|倍率)(?:的变动|的变化|之差)?)\Z"
)
#: The measures of a change by the words of the printed form.
_CHANGES: Final = frozenset({"growth_rate", "pp_difference", "difference", "increase_multiple"})
_RANKED: Final = 3


@dataclass(frozen=True)
class Indicators:
    """Rank indicators by the share of their titles' pairs of characters that a text has."""

    rows: tuple[Row, ...]
    words: Lexicon

    @cached_property
    def _by_pair(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, core in enumerate(self._cores):
            for pair in _pairs(core):
                found[pair].append(number)
        return found

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        return tuple(KIND.sub("", normalize_text(row["title_zh"])) for row in self.rows)

    @cached_property
    def _weights(self) -> Mapping[str, Fraction]:
        return {pair: Fraction(1, len(rows)) for pair, rows in self._by_pair.items()}

    def change_of(self, form: Printed) -> str:
        """Return whether the words of a form state a change or a level."""
        direction = form.figure.direction
        return self.words.directions[direction].kind if direction else ""

    def named(self, text: str) -> list[str]:
        """Return the indicators whose whole title is in a text, the longest title first."""
        found = [r for r in self.rows if normalize_text(r["title_zh"]) in text]
        return [row["indicator"] for row in sorted(found, key=lambda r: -len(r["title_zh"]))]

    def title(self, code: str) -> str:
        """Return the title of an indicator, normalised."""
        return next(normalize_text(r["title_zh"]) for r in self.rows if r["indicator"] == code)

    def propose(self, clause: str, part: str, form: Printed) -> Proposal:
        """Return the best indicator if its title is in the clause, and the first three candidates."""
        scores: dict[int, Fraction] = defaultdict(Fraction)
        for text in (part[-60:] + form.words, clause + form.words):
            for pair in _pairs(text):
                for number in self._by_pair.get(pair, ()):
                    scores[number] += self._weights[pair]
        fitting = {
            number: score * score / sum(self._weights[pair] for pair in _pairs(self._cores[number]))
            for number, score in scores.items()
            if self._fits(self.rows[number], form)
        }
        ranked = sorted(fitting, key=lambda number: (-fitting[number], number))[:_RANKED]
        codes = tuple(self.rows[number]["indicator"] for number in ranked)
        if ranked and len(self._cores[ranked[0]]) > 1 and self._cores[ranked[0]] in clause:
            others = [fitting[number] for number in ranked[1:]]
            if not others or fitting[ranked[0]] > Fraction(36, 25) * others[0]:
                return Proposal(codes[0], CLAUSE, self._cores[ranked[0]], codes)
        return unsure("", *codes)

    def _fits(self, row: Row, form: Printed) -> bool:
        if row["unit"] not in form.figure.units:
            return False
        changes = self.change_of(form) == "change"
        return changes == (row["measure"] in _CHANGES) or "percentage_point" in form.figure.units


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


#: Before a name that is not the subject: what is compared, where, by which means.
_BESIDE: Final = re.compile(
    r"(?:占据?了?|不及|比|较|高于|低于|超过|相当于|仅次于|与|和|及|以及|、|在|从|自|来自|对|向|为|携|通过|联合|被)\Z"
)
#: Behind a name that is not the subject: the field of a rank, or an attribution.
_BEHIND: Final = re.compile(
    r"第|前[0-9一二三四五六七八九十]|领先|[^,;。]{0,4}(?:显示|发布|公布|指出|预测|预计|数据|统计|报告)|主要|等平台"
)
#: Behind the first name of a list.
_LISTED: Final = re.compile("以?及|[、和与]")
#: Behind a group of which a share is stated: 网民中有 44%.
_AMONG: Final = re.compile(r"中有?[^,;]{0,2}\Z")
#: Words of a subject that is not the region of the report.
_ABROAD: Final = re.compile("全球|世界|国际|海外|国外")


@dataclass(frozen=True)
class Entities:
    """Propose entities; `groups` are those that only answer a survey, `region` that of the report."""

    names: Names
    groups: Collection[str] = ()
    region: Collection[str] = ()

    def of_figure(self, place: Place) -> Proposal:
        """Return the entity of a figure."""
        if answers := self._respondents(place):
            return answers
        known = self._mentions(place.text, place.form.start)
        nearest = [each for each in known if each.start >= place.clause_start]
        for found, certainty in ((nearest, CLAUSE), (known, SENTENCE)):
            if found:
                codes = sorted({code for each in found for code in each.codes})
                if len(codes) == 1 and not _LISTED.match(place.text, found[-1].end):
                    return Proposal(codes[0], certainty, found[-1].name, (codes[0],))
                return unsure(found[-1].name, *sorted(found[-1].codes), *codes)
        others = {*self.groups, *self.region}
        elsewhere = [m for m in self.names.mentions(place.before) if not m.codes <= others]
        if elsewhere or _ABROAD.search(place.before):
            return unsure("", *(code for each in elsewhere for code in sorted(each.codes)))
        return self._of_earlier(place)

    def _respondents(self, place: Place) -> Proposal | None:
        """Return the respondents that are named right behind a share: 71.7% 的居民."""
        if "percent" not in place.form.figure.units:
            return None
        before = [
            each
            for each in self.names.mentions(place.clause)
            if each.start == 0 and _AMONG.match(place.clause, each.end)
        ]
        behind = [e for e in self.names.mentions(place.behind[:9]) if e.start == 1]
        found = behind if place.behind.startswith("的") and behind else before
        codes = sorted(code for each in found for code in each.codes & set(self.groups))
        return Proposal(codes[0], CLAUSE, found[0].name) if len(codes) == 1 else None

    def _of_earlier(self, place: Place) -> Proposal:
        region = next(iter(self.region), "")
        earlier = self._mentions(place.earlier, len(place.earlier))
        if not earlier and region:
            return Proposal(region, EARLIER, "", (region,))
        last = sorted(earlier[-1].codes) if earlier else []
        if last == [region]:
            return Proposal(region, EARLIER, earlier[-1].name, (region,))
        return unsure(earlier[-1].name if earlier else "", *last, region)

    def _mentions(self, text: str, end: int) -> list[Mention]:
        """Return the mentions before an offset that may be subjects."""
        return [
            each
            for each in self.names.mentions(text)
            if each.end <= end
            and each.codes - set(self.groups)
            and not _BESIDE.search(text[: each.start])
            and not _BEHIND.match(text, each.end)
        ]
