"""Find the time expressions of a sentence as a report on a year states them, and the span that the report is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pipeline.tools.source_text.time_expressions import TimeExpression, time_expressions

WHOLE_YEAR: Final = (1, 12)
#: The year as a whole and its end, without a number: 全年, 年末.
_WHOLE: Final = re.compile(
    r"全年(?!目标|任务|计划|预期)|(?<![0-9上去前今本])年(?P<end>[末底])|(?<=[0-9])年年(?P<again>[末底])"
)
#: The end of the year before, from which a change is counted: 比年初增加.
_BEGIN: Final = re.compile(r"(?<=[比较])[今本当]?年初")
#: A five-year plan as a span: “十四五”时期, “十四五”以来, “十四五”前四年, “十四五”末.
_PLAN: Final = re.compile(
    "“?十(?P<plan>[一二三四五])五”?(?:规划)?(?:(?P<span>时期|期间)|(?P<since>以来)|(?P<end>期?末)|前(?P<first>[一两二三四])年)"
)
_PLANS: Final = {numeral: 2006 + 5 * at for at, numeral in enumerate("一二三四五")}
_COUNTS: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
#: Prices of a year are not a period: 按上年不变价计算.
_PRICES: Final = re.compile("年?(?:度)?(?:的)?(?:不变|可比|当年)?价")
_SAME: Final = re.compile("同期")
#: Before the year that a share restores: 恢复至 2019 年的 92.5%, 为上年的 84.5%.
_RESTORED: Final = re.compile(r"(?:(?:恢复|回升|相当于)(?:至|到)?|[为是]|达到?)\Z")
#: A form right behind the base of a comparison is that of the base: 由 2017 年的 70%.
OF_BASE: Final = re.compile(r"(?:同期)?(?:的|\()")
#: Before the time from which a change starts.
FROM: Final = re.compile(r"(?:由|从|自)\Z")
#: From this share of its time expressions on, a report is about one year.
_MOSTLY: Final = Fraction(9, 10)


@lru_cache(maxsize=256)
def times_of(
    text: str, year: int, months: tuple[int, int] = WHOLE_YEAR
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text; a month without a year is of the report's year.

    Args:
        text: the normalised text.
        year: the year on which the report reports, 0 if unknown.
        months: the months on which it reports, which are those of 同期 if the text states none before it.
    """
    found = [
        each if each.years or not year else replace(each, years=frozenset({year}))
        for each in time_expressions(text, year)
        if not _PRICES.match(text, each.end)
    ]
    taken = {at for each in found for at in range(each.start, each.end)}
    found += [e for e in _further(text, year) if e.start not in taken] if year else []
    found.sort(key=lambda each: each.start)
    bases = [replace(e, is_base=e.is_base or is_restored(e, text)) for e in found]
    return tuple(_same_months(bases, text, months))


def _further(text: str, year: int) -> Iterable[TimeExpression]:
    """Yield expressions without a number: 全年, 年末, 比年初, “十四五”时期."""
    for match in _WHOLE.finditer(text):
        end = bool(match["end"] or match["again"])
        yield TimeExpression(*match.span(), frozenset({year}), WHOLE_YEAR, False, True, end)
    for match in _BEGIN.finditer(text):
        before = frozenset({year - 1})
        yield TimeExpression(*match.span(), before, WHOLE_YEAR, True, True, True)
    for match in _PLAN.finditer(text):
        first = _PLANS[match["plan"]]
        last = min(year, first + 4) if match["since"] else first + 4
        if match["first"]:
            last = first + _COUNTS[match["first"]] - 1
        years = frozenset({last} if match["end"] else range(first, max(first, last) + 1))
        yield TimeExpression(*match.span(), years, WHOLE_YEAR, False, True, bool(match["end"]))


def is_restored(time: TimeExpression, text: str) -> bool:
    """Return whether a figure states how much of the value at this time is reached."""
    return bool(_RESTORED.search(text[: time.start]) and OF_BASE.match(text, time.end))


def _same_months(
    found: list[TimeExpression], text: str, months: tuple[int, int]
) -> Iterable[TimeExpression]:
    """Give 同期 the months of the time expression before it."""
    for each in found:
        same = _SAME.match(text, each.end) and each.months == WHOLE_YEAR
        yield replace(each, months=months) if same else each
        months = months if each.is_base else each.months


def about_one_year(texts: Iterable[str], year: int) -> bool:
    """Return whether nearly all time expressions of a report are of its year, forecasts and bases aside."""
    found = [
        set(each.years) == {year}
        for text in texts
        for each in times_of(text, year)
        if not each.is_base and not (each.years and min(each.years) > year)
    ]
    return bool(found) and Fraction(sum(found), len(found)) >= _MOSTLY


def months_reported(title: str, texts: Iterable[str], year: int) -> tuple[int, int]:
    """Return the months of its year that a report is about: those of its title, or of its first sentence with a time.

    Those of a sentence count if they begin in January and the report states no value of the whole year.
    """
    stated = [e.months for e in times_of(title, year) if set(e.years) == {year} and not e.is_end]
    if stated:
        return stated[-1]
    found = [
        each
        for text in texts
        for each in times_of(text, year)
        if not each.is_base and year in each.years
    ]
    first = found[0] if found else None
    if first is None or first.is_end or first.months[0] != 1 or first.months[1] == 1:
        return WHOLE_YEAR
    whole = any(each.months == WHOLE_YEAR and not each.is_end for each in found)
    return WHOLE_YEAR if whole else first.months
