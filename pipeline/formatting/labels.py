"""Format codes, periods and comparison bases: `2020-01 to 2020-06`, `minus …`, `taking 2017 as 1`.

Codes of closed lists without a table have their labels here, as do bases of comparison. Templates and
scripts of the page both show these texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.rules.finding import Wording
from pipeline.transform.tables import Frames
from pipeline.validation.schema import rows_of

Words = Mapping[str, Wording]

BOUNDS: Final[Words] = {
    "=": Wording("as printed, without a hedge", "与原文相同，无模糊词"),
    ">": Wording("more than", "大于"),
    ">=": Wording("at least", "不小于"),
    "<": Wording("less than", "小于"),
    "<=": Wording("at most", "不大于"),
    "~<": Wording("nearly, but less", "接近但不到"),
    "~>": Wording("just above", "略高于"),
    "~": Wording("about", "大约"),
    "range": Wording("range", "区间"),
    "magnitude": Wording("order of magnitude only", "仅有数量级"),
}

VERDICTS: Final[Words] = {
    "consistent": Wording("consistent", "相符"),
    "inconsistent": Wording("inconsistent", "不符"),
    "undecidable": Wording("undecidable", "无法判定"),
}

IDENTITY_KINDS: Final[Words] = {
    "sum": Wording("sum", "求和"),
    "difference": Wording("difference", "差"),
    "share": Wording("share", "占比"),
    "ratio": Wording("ratio", "比值"),
    "growth": Wording("growth", "增长"),
    "compound_growth": Wording("compound growth", "复合增长"),
    "earlier_level": Wording("earlier level", "前期水平"),
    "monotonic": Wording("order in time", "先后增减"),
    "bound": Wording("bound", "界限"),
    "repeated": Wording("stated twice", "重复陈述"),
    "duration": Wording("duration", "时长"),
    "plausibility": Wording("plausible size", "量级合理"),
}

POLICY_KINDS: Final[Words] = {
    "law": Wording("law", "法律"),
    "plan": Wording("plan", "规划"),
    "opinion": Wording("opinions", "意见"),
    "guidance": Wording("guidance", "指导意见"),
    "action_plan": Wording("action plan", "行动方案"),
    "meeting": Wording("meeting", "会议"),
    "instruction": Wording("instruction", "部署"),
    "framework": Wording("framework", "总体方针"),
    "programme": Wording("programme", "工程与计划"),
    "reform": Wording("reform", "改革"),
    "regulation": Wording("regulation", "制度"),
    "campaign": Wording("campaign", "专项行动"),
    "notice": Wording("notice", "通报"),
}

LEVELS: Final[Words] = {
    "central": Wording("central", "中央"),
    "ministerial": Wording("ministerial", "部门"),
    "local": Wording("local", "地方"),
}

SECTORS: Final[Words] = {
    "research": Wording("research", "研究"),
    "delivery": Wording("delivery", "配送"),
    "tourism": Wording("tourism", "旅游"),
    "media": Wording("media", "媒体"),
    "education": Wording("education", "教育"),
    "retail": Wording("retail", "零售"),
    "real_estate": Wording("real estate", "房产"),
    "catering": Wording("catering", "餐饮"),
    "lodging": Wording("lodging", "住宿"),
    "manufacturing": Wording("manufacturing", "制造"),
    "devices": Wording("devices", "终端"),
    "mobility": Wording("mobility", "出行"),
    "home": Wording("home", "家居"),
    "finance": Wording("finance", "金融"),
    "health": Wording("health", "健康"),
    "government": Wording("government", "政务"),
}

CHALLENGE_GROUPS: Final[Words] = {
    "demand": Wording("Demand", "需求侧"),
    "supply": Wording("Supply", "供给侧"),
    "environment": Wording("Environment", "环境"),
}

CONFIDENCES: Final[Words] = {
    "high": Wording("high", "高"),
    "medium": Wording("medium", "中"),
    "low": Wording("low", "低"),
}

ERRATUM_KINDS: Final[Words] = {
    "contradiction": Wording("contradiction", "矛盾"),
    "mislabelled": Wording("mislabelled", "误标"),
    "misprint": Wording("misprint", "误印"),
    "unlike_base": Wording("different bases", "口径不一致"),
    "not_stated": Wording("not stated", "未写明"),
}

COLUMNS: Final[Words] = {
    "indicator": Wording("indicator", "指标"),
    "entity": Wording("entity", "对象"),
    "unit": Wording("unit", "单位"),
    "period": Wording("period", "时期"),
    "basis": Wording("base of comparison", "比较基础"),
    "status": Wording("status", "状态"),
    "page": Wording("page", "页码"),
}

OF_SCRIPTS: Final[Mapping[str, Words]] = {
    "bounds": BOUNDS,
    "verdicts": VERDICTS,
    "kinds": IDENTITY_KINDS,
    "columns": COLUMNS,
}

"""Labels that the scripts of the page show."""

Row = Mapping[str, str]

RELATIONS: Final[Mapping[str, Wording]] = {
    "vs": Wording("against {to}", "较 {to}"),
    "cagr": Wording("compound annual since {to}", "自 {to} 起年均复合"),
    "share_of": Wording("share of: {to}", "占{to}的比重"),
    "gap_to": Wording("minus {to}", "减：{to}"),
    "against_entity": Wording("relative to: {to}", "相对于：{to}"),
}

"""The relation of a figure to its base, if the base has a name."""

OF_RATIOS: Final[Mapping[str, Wording]] = {
    "vs": Wording("taking {to} as 1", "以 {to} 为 1"),
    "gap_to": Wording("divided by: {to}", "除以：{to}"),
}

"""The relation of a ratio to its base; a ratio is divided by its base."""

RATIO: Final = "ratio"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Bases:
    """Hold the bases of comparison and the titles of their arguments."""

    rows: Mapping[str, Row]
    arguments: Mapping[str, Mapping[str, Wording]]

    @classmethod
    def of(cls, frames: Frames) -> Bases:
        """Return the bases of the published tables."""
        rows = {row["basis"]: row for row in rows_of(frames["bases"])}
        tables = (("indicator", "indicators"), ("entity", "entities"))
        return cls(rows, {key: _titles(frames, table, key) for key, table in tables})

    def said(self, figure: Row) -> Wording:
        """Return the label of a figure's base of comparison; blank if it has none."""
        code, _, argument = figure["basis"].partition(":")
        if not argument:
            return _titled(self.rows[code]) if code else Wording("", "")
        relation = RELATIONS[code]
        if figure["measure"] == RATIO:
            relation = OF_RATIOS.get(code, relation)
        dates = period(argument.removeprefix("@"))
        to = self.arguments.get(self.rows[code]["argument"], {}).get(argument, dates)
        return Wording(relation.en.format(to=to.en), relation.zh.format(to=to.zh))


def period(cell: str) -> Wording:
    """Format a period for the page; an instant begins with “at”."""
    at = Wording("at ", "截至 ") if cell.startswith("@") else Wording("", "")
    dates = cell.removeprefix("@")
    return Wording(at.en + dates.replace("/", " to "), at.zh + dates.replace("/", " 至 "))


def spelled(cell: str) -> str:
    """Return a period's dates with the names of months, as search terms in both languages."""
    dates = [date.split("-") for date in cell.removeprefix("@").split("/") if date]
    return "\n".join(words for date in dates for words in _spelled(date))


def _spelled(date: list[str]) -> Iterator[str]:
    yield " ".join([*date[2:], *(MONTHS[int(month) - 1] for month in date[1:2]), date[0]])
    yield "".join(f"{int(part)}{sign}" for part, sign in zip(date, "年月日", strict=False))


def _titles(frames: Frames, table: str, key: str) -> dict[str, Wording]:
    return {row[key]: _titled(row) for row in rows_of(frames[table])}


def _titled(row: Row) -> Wording:
    return Wording(row["title_en"], row["title_zh"])
