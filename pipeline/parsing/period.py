"""Parse the period of a figure: keyed forms to inclusive dates, durations and instants.

period  = span | "@" point                 an instant is the last day of its point
span    = point ("/" point)?               from the first day of one to the last of the other
point   = YYYY | YYYY-MM | YYYY-MM-DD      ISO 8601, years 1000 to 9999
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

PeriodKind: TypeAlias = Literal["duration", "instant"]

INSTANT = "@"
_POINT = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY = timedelta(days=1)


class PeriodError(ValueError):
    """The text is not a period: `text` was found, `expected` is the required form."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(text, expected)
        self.text = text
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.text!r} is not a period; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Period:
    """Hold the days from `start` to `end`, both included; for an instant they are the same day.

    Raises PeriodError for an end before the start, and for an instant of more than a day.
    """

    start: date
    end: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(str(self), "an end that is not before the start")
        if self.kind == "instant" and self.start != self.end:
            raise PeriodError(str(self), "one day for an instant")

    @classmethod
    @lru_cache(maxsize=4_096)
    def parse(cls, text: str) -> Period:
        """Parse a keyed period. Raises PeriodError."""
        if text.startswith(INSTANT):
            _, end = _point(text, text[len(INSTANT) :])
            return cls(end, end, "instant")
        first, slash, last = text.partition("/")
        start, end = _point(text, first)
        if slash:
            _, end = _point(text, last)
        if end < start:
            raise PeriodError(text, "an end that is not before the start")
        return cls(start, end, "duration")

    def __str__(self) -> str:
        """Return the keyed form, in days; it parses to the same period."""
        if self.kind == "instant":
            return f"{INSTANT}{self.end.isoformat()}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def months(self) -> int | None:
        """Return the number of calendar months, or None for an instant or incomplete months."""
        if self.kind == "instant" or self.start.day > 1 or not _ends_month(self.end):
            return None
        return _month_number(self.end) - _month_number(self.start) + 1

    @property
    def length(self) -> str | None:
        """Return the ISO 8601 duration in years, months or days: P1Y, P9M, P1D; None for an instant."""
        if self.kind == "instant":
            return None
        if self.months is None:
            return f"P{(self.end - self.start).days + 1}D"
        return f"P{self.months // 12}Y" if self.months % 12 == 0 else f"P{self.months}M"

    def year_before(self) -> Period:
        """Return the same period one year earlier; the end of a month stays the end of that month.

        Raises PeriodError before the first year that can be keyed.
        """
        if self.kind == "instant" and _ends_month(self.end):
            return self._moved(_last_day(self.end.year - 1, self.end.month))
        if self.months is not None:
            end = _last_day(self.end.year - 1, self.end.month)
            return Period(_day(self.start.year - 1, self.start.month, 1), end, self.kind)
        return Period(_same_day(self.start), _same_day(self.end), self.kind)

    def preceding(self) -> Period | None:
        """Return the adjacent period before, of as many months or days; None for an instant.

        Raises PeriodError before the first year that can be keyed.
        """
        if self.kind == "instant":
            return None
        if self.start.toordinal() - ((self.end - self.start).days + 32) < 1:
            raise PeriodError(str(self), "a period with one before it")
        end = self.start - _DAY
        if self.months is None:
            return Period(end - (self.end - self.start), end, self.kind)
        first = _month_number(self.start) - self.months
        return Period(_day(first // 12, first % 12 + 1, 1), end, self.kind)

    def _moved(self, day: date) -> Period:
        return Period(day, day, self.kind)


def _point(text: str, point: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    match = _POINT.fullmatch(point)
    if not match:
        raise PeriodError(
            text, "YYYY, YYYY-MM or YYYY-MM-DD, two of them joined by /, or @ and one"
        )
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if match[2] and not 1 <= month <= 12:
        raise PeriodError(text, "a month from 01 to 12")
    if match[3] and not 1 <= day <= monthrange(year, month)[1]:
        raise PeriodError(text, f"a day from 01 to {monthrange(year, month)[1]}")
    start = date(year, month or 1, day or 1)
    return start, start if day else _last_day(year, month or 12)


def _last_day(year: int, month: int) -> date:
    return _day(year, month, monthrange(max(year, 1), month)[1])


def _day(year: int, month: int, day: int) -> date:
    if year < 1:
        raise PeriodError(f"year {year}", "a year from 1 on")
    return date(year, month, day)


def _same_day(day: date) -> date:
    """Return the same day one year earlier; 29 February becomes 28 February."""
    last = monthrange(max(day.year - 1, 1), day.month)[1]
    return _day(day.year - 1, day.month, min(day.day, last))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
