"""Dates put in order for people: dated policies by month, phases as spans of years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Row = Mapping[str, str]

MONTHS = 12


@dataclass(frozen=True)
class Moment:
    """A date as exact as it is printed, and the rows that carry it."""

    date: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Span:
    """A phase on a line of whole months: where it begins, and how many months it lasts.

    `open` where no end is printed and no later phase bounds it.
    """

    row: Row
    begins: int
    months: int
    open: bool


def moments(rows: Sequence[Row]) -> list[Moment]:
    """Dated rows, earliest first; a year stands before its months, a month before its days."""
    dated = sorted((row for row in rows if row["date"]), key=lambda row: row["date"])
    return [Moment(date, tuple(same)) for date, same in groupby(dated, lambda row: row["date"])]


def spans(rows: Sequence[Row], published: str) -> list[Span]:
    """Phases one after another; the last one runs on to the end of the year of publication."""
    if not rows:
        return []
    starts = [_month(row["start"]) for row in rows]
    last = (int(published[:4]) + 1) * MONTHS
    ends = [*starts[1:], max(last, starts[-1] + MONTHS)]
    ends = [_month(row["end"]) if row["end"] else end for row, end in zip(rows, ends, strict=True)]
    return [
        Span(row, begin - starts[0], end - begin, not row["end"] and number == len(rows))
        for number, (row, begin, end) in enumerate(zip(rows, starts, ends, strict=True), 1)
    ]


def _month(date: str) -> int:
    """Months since year 0; a year begins with its first month."""
    return int(date[:4]) * MONTHS + (int(date[5:7]) - 1 if len(date) > 4 else 0)
