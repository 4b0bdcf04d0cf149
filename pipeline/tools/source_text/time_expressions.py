"""Find the time expressions of a Chinese sentence: years, halves, quarters, months, as spans of months.

今年 and 去年 are relative to the year on which the report reports. A year counts for the expressions
after it that have none: 2019 年 … 上半年. 全年 and 年末 are in that year, or in the year of the
report. An expression after 比, 较 or 从 is the base of a comparison.
"""

import re
from dataclasses import dataclass
from typing import Final

_YEAR: Final = r"(?<![\d.])(?:19|20)\d\d(?!\d|\.\d)"
_PART: Final = (
    r"(?P<first>1[0-2]|[1-9])(?:月?[-~至到](?P<last>1[0-2]|[1-9]))?月"
    r"|前(?P<to>[二三])个?季度|(?P<quarter>[一二三四])季度|(?P<half>[上下])半年"
)
_TIME: Final = re.compile(
    rf"(?:(?P<year>{_YEAR})年?(?:[至到~-](?P<until>{_YEAR}))?年?"
    r"|(?P<word>今年|本年|去年|上年|明年|全年(?!目标|任务|计划)|年(?=[底末])))"
    rf"(?P<end>底|末)?初?(?:{_PART})?"
)
_PART_ONLY: Final = re.compile(_PART)
#: What follows a comparison word is the base of a change and not the period of the figure.
_COMPARED: Final = re.compile(r"(?:比|较|是|为|与|从|自|由|相当于)了?\Z")
#: The years in the title of a work are not those of its figures.
_TITLE: Final = re.compile("《[^》]*》")
#: Behind a year that only names the year of an event: 2020年春节期间.
_DURING: Final = re.compile(r"[^\d,;:。]{1,6}期间")
_RELATIVE: Final = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "全年": 0, "年": 0}
_NUMERALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class TimeExpression:
    """Hold a time expression: its span, its years, its months (1 to 12 if none are stated), its role.

    `years` is empty if the sentence states none before it. `states_year` is whether it may be a year as a
    whole. `is_end` marks the end of a year: 2017年底, `is_whole` 全年, which is not an instant.
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
        whole_year = named and match["word"] == "全年"
        own = _years(match, year, years) if named else years
        is_end = named and bool(match["end"])
        states = named and not _DURING.match(text, match.end())
        span = start, match.end()
        found.append(TimeExpression(*span, own, _months(match), base, states, is_end, whole_year))
        years = years if base else own
    return found


def _years(match: re.Match[str], year: int, before: frozenset[int]) -> frozenset[int]:
    if match["word"] in ("全年", "年") and before:
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
    if match["quarter"]:
        quarter = _NUMERALS[match["quarter"]]
        return 3 * quarter - 2, 3 * quarter
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    return 1, 12
