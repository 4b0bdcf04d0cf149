"""Which measure goes with which unit, which base of comparison and which kind of period.

The matrix is data (`raw/vocabulary/measure_types.csv`); these are pure functions over its rows.
Percent is not percentage point is not 倍.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.decode.basis import Basis
from pipeline.decode.period import Period

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
