"""Find the time expressions of a Chinese sentence: years, halves, quarters, months, as spans of months.

今年 and 去年 are relative to the year on which the report reports. A year counts for the expressions
after it that have none: 2019 年 … 上半年. 全年 and 年末 are in that year, or in the year of the
report. An expression after 比, 较 or 从 is the base of a comparison.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Four digits that no unit follows: 1926 亿元 states no year.
_YEAR: Final = (
    r"(?<![\d.])(?:19|20)\d\d(?!\d|\.\d|余|多|[万亿千百元人名个家件台辆座所项吨公平户次亩头条倍%‰])"
)

_PART: Final = (
    r"(?:(?P<first>1[0-2]|[1-9])(?:月?[-~–—至到](?P<last>1[0-2]|[1-9]))?月"
    r"|前(?P<to>[二三])个?季度|前(?P<count>1[01]|[2-9]|十一?|[二三四五六七八九])个月"
    r"|第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)(?:份?(?P<part_end>[末底]))?"
)
_TIME: Final = re.compile(
    rf"(?:(?P<year>{_YEAR})年?(?:[至到~–—-](?P<until>{_YEAR}))?年?"
    r"|(?P<word>今年|本年|当年|去年|上年|明年|全年(?!目标|任务|计划)|年(?=[底末])))"
    rf"(?P<end>底|末)?初?(?P<all>(?<!全年)全年(?!目标|任务|计划))?(?:{_PART})?"
)
_PART_ONLY: Final = re.compile(_PART)
#: What follows a comparison word is the base of a change and not the period of the figure.
_COMPARED: Final = re.compile(
    r"(?:比|较|(?<!尤其)(?<!特别)是|为|与|从|自|由|相当于|超过?|高于|低于)了?\Z"
)

#: The years in the title of a work are not those of its figures.
_TITLE: Final = re.compile("《[^》]*》")
#: Behind a year that only names the year of an event: 2020年春节期间.
_DURING: Final = re.compile(r"[^\d,;:。]{1,6}期间")

#: Words of a year, and its distance from that of the report; those of `_OF_BEFORE` follow a year that is stated.
_RELATIVE: Final = {
    **{"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1},
    **{"当年": 0, "全年": 0, "年": 0},
}
_OF_BEFORE: Final = frozenset({"当年", "全年", "年"})

_NUMERALS: Final = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11
}


@dataclass(frozen=True)
class TimeExpression:
    """Hold a time expression: its span, its years, its months (1 to 12 if none are stated), its role.

    `years` is empty if the sentence states none before it. `states_year` is whether it may be a year as a
    whole. `is_end` marks the end of a span: 2017年底, 9月末; `is_whole` 全年, which is not an instant.
    """

    start: int
    end: int
    years: frozenset[int]
    months: tuple[int, int]
    is_base: bool
    states_year: bool
    is_end: bool
    is_whole: bool = False


def time_expressions(text: str, year: int) -> list[TimeExpression]:
    """Return the time expressions of a normalised text, in order."""
    found: list[TimeExpression] = []
    text = _TITLE.sub(lambda title: "…" * len(title.group()), text)
    whole = {each.start(): each for each in _TIME.finditer(text)}
    covered = [(each.start(), each.end()) for each in whole.values()]
    parts = {
        each.start(): each
        for each in _PART_ONLY.finditer(text)
        if not any(start <= each.start() < end for start, end in covered)
        and not text[: each.start()][-1:].isdigit()
    }
    years: frozenset[int] = frozenset()
    for start, match in sorted((whole | parts).items()):
        base = _COMPARED.search(text[:start]) is not None
        named = match.re is _TIME
        whole_year = named and "全年" in (match["word"], match["all"])
        own = _years(match, year, years) if named else years
        is_end = bool(match["part_end"]) or (named and bool(match["end"]))
        states = named and not _DURING.match(text, match.end())
        span = start, match.end()
        found.append(TimeExpression(*span, own, _months(match), base, states, is_end, whole_year))
        years = years if base else own
    return found


def _years(match: re.Match[str], year: int, before: frozenset[int]) -> frozenset[int]:
    if match["word"] in _OF_BEFORE and before:
        return before
    if match["word"]:
        return frozenset({year + _RELATIVE[match["word"]]})
    first, last = int(match["year"]), int(match["until"] or match["year"])
    return frozenset(range(first, last + 1) if first <= last <= first + 50 else (first, last))


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and last month of an expression."""
    if match["first"]:
        return int(match["first"]), int(match["last"] or match["first"])
    if match["to"]:
        return 1, 3 * _NUMERALS[match["to"]]
    if match["count"]:
        return 1, _NUMERALS.get(match["count"]) or int(match["count"])
    if match["quarter"]:
        quarter = _NUMERALS[match["quarter"]]
        return 3 * quarter - 2, 3 * quarter
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    return 1, 12
