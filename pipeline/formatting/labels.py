"""Format codes, periods and comparison bases: `2020-01 to 2020-06`, `minus …`, `taking 2017 as 1`.

Codes of closed lists without a table have their labels here, as do bases of comparison. Templates and
scripts of the page both show these texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.rules.finding import LocalizedText
from pipeline.transform.tables import Tables
from pipeline.validation.schema import rows_of

Labels = Mapping[str, LocalizedText]

BOUNDS: Final[Labels] = {
    "=": LocalizedText("as printed, without a hedge", "与原文相同，无模糊词"),
    ">": LocalizedText("more than", "大于"),
    ">=": LocalizedText("at least", "不小于"),
    "<": LocalizedText("less than", "小于"),
    "<=": LocalizedText("at most", "不大于"),
    "~<": LocalizedText("nearly, but less", "接近但不到"),
    "~>": LocalizedText("just above", "略高于"),
    "~": LocalizedText("about", "大约"),
    "range": LocalizedText("range", "区间"),
    "magnitude": LocalizedText("order of magnitude only", "仅有数量级"),
}

VERDICTS: Final[Labels] = {
    "consistent": LocalizedText("consistent", "相符"),
    "inconsistent": LocalizedText("inconsistent", "不符"),
    "undecidable": LocalizedText("undecidable", "无法判定"),
}

IDENTITY_KINDS: Final[Labels] = {
    "sum": LocalizedText("sum", "求和"),
    "difference": LocalizedText("difference", "差"),
    "share": LocalizedText("share", "占比"),
    "ratio": LocalizedText("ratio", "比值"),
    "growth": LocalizedText("growth", "增长"),
    "compound_growth": LocalizedText("compound growth", "复合增长"),
    "earlier_level": LocalizedText("earlier level", "前期水平"),
    "monotonic": LocalizedText("order in time", "先后增减"),
    "bound": LocalizedText("bound", "界限"),
    "repeated": LocalizedText("stated twice", "重复陈述"),
    "duration": LocalizedText("duration", "时长"),
    "plausibility": LocalizedText("plausible size", "量级合理"),
}

POLICY_KINDS: Final[Labels] = {
    "law": LocalizedText("law", "法律"),
    "plan": LocalizedText("plan", "规划"),
    "opinion": LocalizedText("opinions", "意见"),
    "guidance": LocalizedText("guidance", "指导意见"),
    "action_plan": LocalizedText("action plan", "行动方案"),
    "meeting": LocalizedText("meeting", "会议"),
    "instruction": LocalizedText("instruction", "部署"),
    "framework": LocalizedText("framework", "总体方针"),
    "programme": LocalizedText("programme", "工程与计划"),
    "reform": LocalizedText("reform", "改革"),
    "regulation": LocalizedText("regulation", "制度"),
    "campaign": LocalizedText("campaign", "专项行动"),
    "notice": LocalizedText("notice", "通报"),
}

LEVELS: Final[Labels] = {
    "central": LocalizedText("central", "中央"),
    "ministerial": LocalizedText("ministerial", "部门"),
    "local": LocalizedText("local", "地方"),
}

SECTORS: Final[Labels] = {
    "research": LocalizedText("research", "研究"),
    "delivery": LocalizedText("delivery", "配送"),
    "tourism": LocalizedText("tourism", "旅游"),
    "media": LocalizedText("media", "媒体"),
    "education": LocalizedText("education", "教育"),
    "retail": LocalizedText("retail", "零售"),
    "real_estate": LocalizedText("real estate", "房产"),
    "catering": LocalizedText("catering", "餐饮"),
    "lodging": LocalizedText("lodging", "住宿"),
    "manufacturing": LocalizedText("manufacturing", "制造"),
    "devices": LocalizedText("devices", "终端"),
    "mobility": LocalizedText("mobility", "出行"),
    "home": LocalizedText("home", "家居"),
    "finance": LocalizedText("finance", "金融"),
    "health": LocalizedText("health", "健康"),
    "government": LocalizedText("government", "政务"),
}

CHALLENGE_GROUPS: Final[Labels] = {
    "demand": LocalizedText("Demand", "需求侧"),
    "supply": LocalizedText("Supply", "供给侧"),
    "environment": LocalizedText("Environment", "环境"),
}

CONFIDENCES: Final[Labels] = {
    "high": LocalizedText("high", "高"),
    "medium": LocalizedText("medium", "中"),
    "low": LocalizedText("low", "低"),
}

ERRATUM_KINDS: Final[Labels] = {
    "contradiction": LocalizedText("contradiction", "矛盾"),
    "mislabelled": LocalizedText("mislabelled", "误标"),
    "misprint": LocalizedText("misprint", "误印"),
    "unlike_base": LocalizedText("different bases", "口径不一致"),
    "not_stated": LocalizedText("not stated", "未写明"),
}

COLUMNS: Final[Labels] = {
    "indicator": LocalizedText("indicator", "指标"),
    "entity": LocalizedText("entity", "对象"),
    "unit": LocalizedText("unit", "单位"),
    "period": LocalizedText("period", "时期"),
    "basis": LocalizedText("base of comparison", "比较基础"),
    "status": LocalizedText("status", "状态"),
    "page": LocalizedText("page", "页码"),
}

OF_SCRIPTS: Final[Mapping[str, Labels]] = {
    "bounds": BOUNDS,
    "verdicts": VERDICTS,
    "kinds": IDENTITY_KINDS,
    "columns": COLUMNS,
}

"""Labels that the scripts of the page show."""

Row = Mapping[str, str]

RELATIONS: Final[Mapping[str, LocalizedText]] = {
    "vs": LocalizedText("against {to}", "较 {to}"),
    "cagr": LocalizedText("compound annual since {to}", "自 {to} 起年均复合"),
    "share_of": LocalizedText("share of: {to}", "占{to}的比重"),
    "gap_to": LocalizedText("minus {to}", "减：{to}"),
    "against_entity": LocalizedText("relative to: {to}", "相对于：{to}"),
}

"""The relation of a figure to its base, if the base has a name."""

OF_RATIOS: Final[Mapping[str, LocalizedText]] = {
    "vs": LocalizedText("taking {to} as 1", "以 {to} 为 1"),
    "gap_to": LocalizedText("divided by: {to}", "除以：{to}"),
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
    arguments: Mapping[str, Mapping[str, LocalizedText]]

    @classmethod
    def of(cls, frames: Tables) -> Bases:
        """Return the bases of the published tables."""
        rows = {row["basis"]: row for row in rows_of(frames["bases"])}
        tables = (("indicator", "indicators"), ("entity", "entities"))
        return cls(rows, {key: _titles(frames, table, key) for key, table in tables})

    def text(self, figure: Row) -> LocalizedText:
        """Return the label of a figure's base of comparison; blank if it has none."""
        code, _, argument = figure["basis"].partition(":")
        if not argument:
            return _titled(self.rows[code]) if code else LocalizedText("", "")
        relation = RELATIONS[code]
        if figure["measure"] == RATIO:
            relation = OF_RATIOS.get(code, relation)
        dates = period(argument.removeprefix("@"))
        to = self.arguments.get(self.rows[code]["argument"], {}).get(argument, dates)
        return LocalizedText(relation.en.format(to=to.en), relation.zh.format(to=to.zh))


def period(cell: str) -> LocalizedText:
    """Format a period for the page; an instant begins with “at”."""
    at = LocalizedText("at ", "截至 ") if cell.startswith("@") else LocalizedText("", "")
    dates = cell.removeprefix("@")
    return LocalizedText(at.en + dates.replace("/", " to "), at.zh + dates.replace("/", " 至 "))


def period_in_words(cell: str) -> str:
    """Return a period's dates with the names of months, as search terms in both languages."""
    dates = [date.split("-") for date in cell.removeprefix("@").split("/") if date]
    return "\n".join(words for date in dates for words in _spelled(date))


def _spelled(date: list[str]) -> Iterator[str]:
    yield " ".join([*date[2:], *(MONTHS[int(month) - 1] for month in date[1:2]), date[0]])
    yield "".join(f"{int(part)}{sign}" for part, sign in zip(date, "年月日", strict=False))


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {row[key]: _titled(row) for row in rows_of(frames[table])}


def _titled(row: Row) -> LocalizedText:
    return LocalizedText(row["title_en"], row["title_zh"])
