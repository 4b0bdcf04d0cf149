"""Propose the entity of a figure: the one that its clause, its sentence or its paragraph names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.source_text.figure_words import Mention, Names

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
#: Parts of a region, and the first of a ranking, as the subject of a clause or of the list that ends in it.
_PART_OF_REGION: Final = re.compile(
    "[东中西]部(?:地区|省份|[、和])|东北(?:地区|[、三])|[长珠]三角|京津冀|大湾区|(?:北京|上海|广东|江苏|浙江|山东)[、市省居]"
    "|前[二三五十3510]+[大家强名位](?:品牌|企业|平台|厂商|公司)?|头部(?:企业|平台|品牌)"
)


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
        if elsewhere or _ABROAD.search(place.before) or _PART_OF_REGION.search(place.before):
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
