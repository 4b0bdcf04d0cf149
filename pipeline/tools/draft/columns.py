"""Propose the columns of a figure that its printed form does not state, from the words near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.ingest import RawReport
from pipeline.parsing.normalization import normalize_text
from pipeline.tools.draft.bases import Bases
from pipeline.tools.draft.entities import Entities
from pipeline.tools.draft.indicators import Indicators
from pipeline.tools.draft.periods import Periods
from pipeline.tools.draft.proposal import CLAUSE, EARLIER, SENTENCE, Place, Proposal, unsure
from pipeline.tools.source_text.figure_words import Names, lookup_of
from pipeline.tools.source_text.words_of_status import ASSUMED_BEHIND, STATED
from pipeline.validation.vocabulary import Vocabulary

_CREDITED: Final = re.compile("据|显示|发布|公布|数据|统计|报告|测算|指出")
_FORECAST: Final = re.compile(
    "预计|预测|预期|有望|将(?:[达超突破增有在会于由从升降下新带拉创形接保维迎成]|推动(?!.*到20))|或[将达超]"
)
_TARGET: Final = re.compile(
    "目标(?!任务?的)|力争|计划(?=到|在|于|[^,]{0,8}(?:达|建|实现))|控制在"
    "|到20[0-9]{2}年底?,?[^,]{0,20}(?:达到|实现|建成|培育|打造|形成|建设)"
)
#: Who sets a target before the year in which it is to be reached, or the words by which a text announces it.
_ANNOUNCED: Final = re.compile(
    "(?:提出|要求|明确|部署|方案|规划|意见|通知|[将要](?:推动|推进|加快|着力|实施|加强|深入|持续|进一步))[^。]*到20[0-9]{2}年"
    "|(?:工作报告|方案|规划|意见|会议)[^,;。]{0,6}(?:提出|要求|明确|部署|确定)"
)
_TO_COME: Final = re.compile("到20[0-9]{2}年|到“?十[一二三四五]五")
_DONE: Final = re.compile("完成[^,;]{0,6}(?:目标|任务)|(?:提前|超额)(?:实现|完成)")
_CONDITION: Final = re.compile(r"每(?![年十百千万])[^,;]{0,8}\Z")
_SUPPOSED: Final = re.compile(r"(?:若|如果|假设|假定|倘若)[^,;。]*\Z")
#: Behind a supposition, what would follow from it.
_FOLLOWING: Final = re.compile("(?:若|如果|假设|假定|倘若)[^;。]*,[^;。]*(?:可|将|能|预计)")
_SURVEYED: Final = re.compile("受访|(?:调查|调研)(?:结果|数据)?(?:显示|发现|表明)|问卷|样本")
_ASKED: Final = re.compile("受访者|(?:调查|调研)(?:结果|数据)?(?:显示|发现|表明)")
_ANSWERS: Final = re.compile("(?:左右)?的(?:居民|用户|消费者|网民|受访|企业|家庭|人)")
#: What people answer, in a paragraph that reports on a survey.
_ANSWERED: Final = re.compile(
    "愿意|认为|表示|满意|关注|选择|希望|期望|看重|提及|倾向|担忧|偏好|不满|有意"
)
#: The limits of a group of ages: 18-30 岁群体.
_AGES: Final = re.compile(
    "(?:以上|以下|及以上|及以下)?[^,;。0-9]{0,4}(?:群体|人群|人口|居民|用户|消费者|年龄段|青年|老年|儿童)"
)
#: An amount of money, and people, whose unit is not printed.
_MONEY: Final = re.compile(
    "额|收入|营收|市场规模|[价产总市]值|增加值|斥资|投资|融资|利润|资金|费用|支出|成本|税|GMV|亏损|成交|[贷存]款"
)
_PEOPLE: Final = re.compile(
    "人数|用户|网民|人口|人员|群体|患者|旅客|游客|学生|劳动力|观众|日活|月活"
)
#: People as the noun that is counted, which before a number may own what is counted: 居民存款.
_COUNTED: Final = re.compile(f"{_PEOPLE.pattern}|市民|居民|群众|农民|职工|乘客|消费者")
#: A quantity divided by another of its kind.
_QUOTIENT: Final = re.compile("比值|(?:收入|价|倍)比|之比(?!重)")
#: Behind a number without a unit: nothing that it counts.
_NO_NOUN: Final = re.compile("[^一-龥]|[的级左以之到至和与及、大强、关]|规模|市场(?!主体)|\\Z")
#: Words of a forecast beside 将.
_EXPECTED: Final = re.compile("预计|预测|预期|有望|我们认为|估计")
_OF_EACH: Final = unsure("每", "condition", "actual")


@dataclass(frozen=True)
class Columns:
    """Propose the columns of a figure with the names of the vocabulary and the facts of the report."""

    indicators: Indicators
    entities: Entities
    periods: Periods
    bases: Bases
    sources: Names

    @classmethod
    def of_report(
        cls, vocabulary: Vocabulary, capture: RawReport, texts: Collection[str]
    ) -> Columns:
        """Return the columns of a report with these sentences."""
        lookup = lookup_of(vocabulary, capture.report, ())
        indicators = Indicators(tuple(vocabulary.rows("indicators")), vocabulary.words)
        rows = vocabulary.rows("entities")
        groups = {row["entity"] for row in rows if row["kind"] == "population"}
        title = normalize_text(capture.report.title_zh) if capture.report else ""
        periods = Periods.of(texts, lookup.year, title)
        return cls(
            indicators,
            Entities(lookup.entities, groups, lookup.region),
            periods,
            Bases(lookup.bases, indicators, periods),
            lookup.sources,
        )

    def of(self, place: Place) -> Iterator[tuple[str, Proposal]]:
        """Yield each column that is not read from the printed form, with its proposal."""
        period = self.periods.of_figure(place)
        yield "unit", self._unit(place)
        yield "indicator", self.indicators.propose(place.clause, place.part, place.form)
        yield "entity", self.entities.of_figure(place)
        yield "period", period
        yield "basis", self.bases.of_figure(place)
        yield "status", self._status(place, period)
        yield from self._cited(place)

    def _unit(self, place: Place) -> Proposal:
        """Return the unit of a form; one that states none may have that of its noun."""
        figure, words = place.form.figure, place.form.words
        if place.form.unit:
            return Proposal(place.form.unit, SENTENCE, words)
        stated = figure.units if figure.ordinal else figure.units - {"rank"}
        units = sorted(stated or figure.units)
        if len(units) == 1:
            return Proposal(units[0], CLAUSE, words)
        if not units and not figure.multiplier and (found := _QUOTIENT.search(place.clause)):
            return Proposal("times", EARLIER, found.group())
        if not units and figure.direction and place.unit_before:
            return Proposal(place.unit_before, SENTENCE, words)
        if not units and figure.multiplier:
            money, people = _MONEY.search(place.clause), _PEOPLE.search(place.clause)
            if money and not people:
                return Proposal("CNY", EARLIER, money.group())
            if people and not money:
                return Proposal("person", EARLIER, people.group())
            if not money and not _NO_NOUN.match(place.behind):
                counted = re.split("[^一-龥]", place.behind)[0][:6]
                return Proposal("person" if _COUNTED.search(counted) else "item", EARLIER, counted)
            return unsure(words, "CNY", "person", "item")
        return unsure(words, *units)

    def _status(self, place: Place, period: Proposal) -> Proposal:
        if _CONDITION.search(place.clause) or _SUPPOSED.search(place.clause):
            supposed = _SUPPOSED.search(place.clause)
            return Proposal("condition", CLAUSE, supposed[0]) if supposed else _OF_EACH
        if found := ASSUMED_BEHIND.match(place.behind):
            return Proposal("target", CLAUSE, found.group())
        if "year" in place.form.figure.units and place.form.words.endswith("岁"):
            ages = _AGES.match(place.behind)
            return (
                Proposal("threshold", CLAUSE, ages[0])
                if ages
                else unsure("岁", "threshold", "actual")
            )
        return self._expected(place) or self._answered(place) or self._observed(period)

    def _expected(self, place: Place) -> Proposal | None:
        """Return the status that words of expectation state, the nearest before the figure."""
        text = place.part + place.form.words
        if self.periods.is_start(place):
            return None
        if found := _FOLLOWING.search(place.part):
            return unsure(found[0][:1], "forecast", "estimate")
        stated = {"forecast": _FORECAST, "target": _TARGET, "estimate": STATED["estimate"]}
        if _DONE.search(text):
            del stated["target"]
        words = [(m.start(), name, m[0]) for name, p in stated.items() for m in p.finditer(text)]
        if announced := _ANNOUNCED.search(place.before):
            return Proposal("target", SENTENCE, announced[0][:2])
        if not words:
            return None
        _, status, nearest = max(words)
        if (
            nearest.startswith("将")
            and _TO_COME.search(text)
            and not _EXPECTED.search(place.before)
        ):
            return unsure(nearest, "target", "forecast")
        return Proposal(status, SENTENCE, nearest)

    def _answered(self, place: Place) -> Proposal | None:
        """Return that a share is one of the answers of a survey, or that it may be one."""
        conducted, earlier = self.periods.conducted(place), _SURVEYED.search(place.earlier)
        about = conducted or (earlier.group() if earlier else "")
        if not {"percent", "ratio", "percentage_point"} & place.form.figure.units:
            asked = _ASKED.search(place.before)
            if not asked and (place.form.figure.direction or not conducted):
                return None
            return unsure(asked.group() if asked else about, "survey", "threshold", "actual")
        surveyed = _SURVEYED.search(place.text) or _ANSWERS.match(place.behind)
        if surveyed:
            return Proposal("survey", EARLIER, surveyed.group())
        if conducted or (earlier and _ANSWERED.search(place.text)):
            return Proposal("survey", EARLIER, about)
        return unsure(about, "survey", "actual") if about else None

    def _observed(self, period: Proposal) -> Proposal:
        stated = period.candidates[:1] if period.words else ()
        year = re.search("20[0-9]{2}", period.cell or ";".join(stated))
        if year and self.periods.year and int(year.group()) > self.periods.year:
            return unsure(period.words, "forecast", "target")
        return Proposal("actual", SENTENCE)

    def _cited(self, place: Place) -> Iterator[tuple[str, Proposal]]:
        own = self.sources.mentions(place.before)
        own = [each for each in own if _CREDITED.search(place.before)]
        if own:
            yield "cited", Proposal(sorted(own[-1].codes)[0], SENTENCE, own[-1].name)
            yield "credit", Proposal("sentence", SENTENCE, own[-1].name)
            return
        before = self.sources.mentions(place.earlier)
        if before:
            yield "cited", unsure(before[-1].name, *sorted(before[-1].codes))
            yield "credit", unsure(before[-1].name, "preceding", "passage")
            return
        yield "cited", Proposal("", EARLIER)
        yield "credit", Proposal("", EARLIER)


def inferred(cells: Mapping[str, Proposal]) -> Proposal:
    """Return the columns that seem not to be stated as a candidate; reports differ in what they infer."""
    names = ("entity", "period", "basis")
    by_rule = (n for n in names if cells[n].cell and cells[n].certainty == EARLIER)
    return unsure("", ";".join(by_rule))
