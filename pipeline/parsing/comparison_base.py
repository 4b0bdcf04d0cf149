"""Parse the base of comparison of a change, share or multiple; check which measure allows which base.

basis = "yoy" | "pop" | ("vs" | "cagr") ":" period
      | ("share_of" | "gap_to") ":" indicator | "against_entity" ":" entity

The units, bases of comparison and kinds of period of each measure are data
(`raw/vocabulary/measure_types.csv`); `MeasureType` has pure functions over its rows. Percent, percentage
point and 倍 are three different units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipeline.parsing.period import Period, PeriodError

#: Each kind of base and the kind of its argument, as in `bases.csv`.
ARGUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "yoy": "none",
        "pop": "none",
        "vs": "period",
        "cagr": "period",
        "share_of": "indicator",
        "gap_to": "indicator",
        "against_entity": "entity",
    }
)
# a report may print 年均复合 without the year in which it begins
_MAY_STAND_ALONE = frozenset({"cagr"})

_CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")


class ComparisonBaseError(ValueError):
    """The text is not a base of comparison: `text` was found, `expected` is the required form."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(text, expected)
        self.text = text
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.text!r} is not a base of comparison; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class ComparisonBase:
    """Hold a base of comparison: its kind, and the period, indicator or entity that it names."""

    kind: str
    argument: str = ""

    @classmethod
    @lru_cache(maxsize=4_096)
    def parse(cls, text: str) -> ComparisonBase:
        """Parse a keyed base of comparison. Raises ComparisonBaseError."""
        kind, colon, argument = text.partition(":")
        takes = ARGUMENTS.get(kind)
        if takes is None:
            raise ComparisonBaseError(text, f"one of {', '.join(ARGUMENTS)}")
        if takes == "none" and colon:
            raise ComparisonBaseError(text, f"{kind} and nothing after it")
        if kind in _MAY_STAND_ALONE and not colon:
            return cls(kind)
        if takes == "period":
            _check_period(text, argument)
        elif takes != "none" and not _CODE.fullmatch(argument):
            raise ComparisonBaseError(text, f"{kind}: and the code of an {takes}")
        return cls(kind, argument)

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else self.kind

    @property
    def names(self) -> str:
        """Return the kind of the argument: none, period, indicator or entity."""
        return ARGUMENTS[self.kind]

    def base_period(self, period: Period | None) -> Period | None:
        """Return the period of the base; None if the base is not a period or depends on an unknown one.

        Year on year is the same period a year earlier. Period on period is the adjacent period
        before; an instant has none. Raises PeriodError before the first year.
        """
        if self.names == "period":
            return Period.parse(self.argument) if self.argument else None
        if period is None or self.names != "none":
            return None
        return period.year_before() if self.kind == "yoy" else period.preceding()


def _check_period(text: str, argument: str) -> None:
    try:
        Period.parse(argument)
    except PeriodError as error:
        raise ComparisonBaseError(text, error.expected) from None


NO_BASIS = "none"

ANY_PERIOD = "any"


@dataclass(frozen=True, slots=True)
class MeasureType:
    """Hold one row of the matrix. `bases` has kinds of base, and `none` if the base is optional."""

    code: str
    units: tuple[str, ...]
    bases: tuple[str, ...]
    period_kind: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> MeasureType:
        """Return the measure of a row with the columns measure, units, bases and period_kind."""
        units, bases = (tuple(filter(None, row[name].split(";"))) for name in ("units", "bases"))
        return cls(row["measure"], units, bases, row["period_kind"])

    def allows_basis(self, basis: ComparisonBase | None) -> bool:
        """Return whether the measure allows this kind of base, or none."""
        return (basis.kind if basis else NO_BASIS) in self.bases

    def allows_period(self, period: Period) -> bool:
        """Return whether the measure allows the kind of period: a stock an instant, a flow a duration."""
        return self.period_kind in (ANY_PERIOD, period.kind)


def allows_length(period: Period, lengths: str) -> bool:
    """Return whether an indicator with these `period_lengths` (P1M;P3M;P1Y, blank: any) allows a period.

    An instant has no length and is always allowed.
    """
    allowed = [length for length in lengths.split(";") if length]
    return not allowed or period.length is None or period.length in allowed
