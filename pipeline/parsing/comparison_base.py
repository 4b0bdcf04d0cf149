"""Parse what a change, a share or a multiple is compared with, and which measure allows which base.

basis = "yoy" | "pop" | ("vs" | "cagr") ":" period
      | ("share_of" | "gap_to") ":" indicator | "against_entity" ":" entity

Which measure goes with which unit, base of comparison and kind of period is data
(`raw/vocabulary/measure_types.csv`); `Measure` holds pure functions over its rows. Percent is not
percentage point is not 倍.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from pipeline.parsing.period import NotAPeriod, Period

#: Each kind of base and what it is an argument of, as `bases.csv` has it.
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
# a report may print 年均复合 without saying since when
_MAY_STAND_ALONE = frozenset({"cagr"})

_CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")


class NotABasis(ValueError):
    """A text is no base of comparison: `text` is what stands there, `expected` what should."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(text, expected)
        self.text = text
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.text!r} is no base of comparison; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Basis:
    """A base of comparison: its kind, and the period, indicator or entity that it names."""

    kind: str
    argument: str = ""

    @classmethod
    def parse(cls, text: str) -> Basis:
        """The base that a keyed text states. Raises NotABasis."""
        kind, colon, argument = text.partition(":")
        takes = ARGUMENTS.get(kind)
        if takes is None:
            raise NotABasis(text, f"one of {', '.join(ARGUMENTS)}")
        if takes == "none" and colon:
            raise NotABasis(text, f"{kind} and nothing after it")
        if kind in _MAY_STAND_ALONE and not colon:
            return cls(kind)
        if takes == "period":
            _check_period(text, argument)
        elif takes != "none" and not _CODE.fullmatch(argument):
            raise NotABasis(text, f"{kind}: and the code of an {takes}")
        return cls(kind, argument)

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else self.kind

    @property
    def names(self) -> str:
        """What the argument is a code of: none, period, indicator or entity."""
        return ARGUMENTS[self.kind]

    def base_period(self, period: Period | None) -> Period | None:
        """The time compared with; None where the base is no time, or hangs on an unknown one.

        Year on year is the same span a year earlier; period on period the adjacent span before,
        which an instant does not have. Raises NotAPeriod before the first year.
        """
        if self.names == "period":
            return Period.parse(self.argument) if self.argument else None
        if period is None or self.names != "none":
            return None
        return period.year_before() if self.kind == "yoy" else period.preceding()


def _check_period(text: str, argument: str) -> None:
    try:
        Period.parse(argument)
    except NotAPeriod as error:
        raise NotABasis(text, error.expected) from None


Column: TypeAlias = Literal["unit", "basis", "period"]

NO_BASIS = "none"

ANY_PERIOD = "any"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A column does not go with the measure: what it holds, and what the measure allows."""

    column: Column
    seen: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the matrix. `bases` holds kinds of base, and `none` if there need not be one."""

    code: str
    units: tuple[str, ...]
    bases: tuple[str, ...]
    period_kind: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Measure:
        """The measure in a row with the columns measure, units, bases and period_kind."""
        units, bases = (tuple(filter(None, row[name].split(";"))) for name in ("units", "bases"))
        return cls(row["measure"], units, bases, row["period_kind"])

    def allows_unit(self, unit: str) -> bool:
        """Whether the measure may be stated in a unit."""
        return unit in self.units

    def allows_basis(self, basis: Basis | None) -> bool:
        """Whether the measure may be compared with such a base, or stand without one."""
        return (basis.kind if basis else NO_BASIS) in self.bases

    def allows_period(self, period: Period) -> bool:
        """Whether the measure is about such a time: a stock about an instant, a flow a duration."""
        return self.period_kind in (ANY_PERIOD, period.kind)

    def mismatches(
        self, unit: str, basis: Basis | None, period: Period | None
    ) -> Iterator[Mismatch]:
        """Every column that does not go with the measure; an unknown period never mismatches."""
        if not self.allows_unit(unit):
            yield Mismatch("unit", unit, self.units)
        if not self.allows_basis(basis):
            yield Mismatch("basis", str(basis or ""), self.bases)
        if period is not None and not self.allows_period(period):
            yield Mismatch("period", str(period), (self.period_kind,))


def allows_length(period: Period, lengths: str) -> bool:
    """Whether an indicator with these `period_lengths` (P1M;P3M;P1Y, blank: any) allows a period.

    An instant has no length and is always allowed.
    """
    allowed = [length for length in lengths.split(";") if length]
    return not allowed or period.length is None or period.length in allowed
