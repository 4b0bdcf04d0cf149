"""Map values to positions on an axis, and select the values to label. All numbers are exact decimals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Literal

Kind = Literal["linear", "log"]
_STEPS = (Decimal(1), Decimal(2), Decimal(5))
_MOST_TICKS = 7
_MOST_DECADES = 5


@dataclass(frozen=True)
class Scale:
    """Map values from `low` to `high` to positions from `start` to `end`, in units of the drawing."""

    kind: Kind
    low: Decimal
    high: Decimal
    start: Decimal
    end: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def lines(self) -> tuple[Decimal, ...]:
        """Return the positions of the lines: each tick and each power of ten, also if it has no label."""
        if self.kind == "linear":
            return self.ticks
        powers = range(self.low.adjusted(), self.high.adjusted() + 1)
        return tuple(Decimal(10) ** power for power in powers)

    def at(self, value: Decimal) -> Decimal:
        """Return the position of a value."""
        low, high, at = (self._measured(each) for each in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (at - low) / (high - low)

    def _measured(self, value: Decimal) -> Decimal:
        return value.log10() if self.kind == "log" else value


def _step(span: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5 times a power of ten that divides the span into few parts."""
    exponent = span.adjusted() - 1
    for power in count(exponent):
        for step in _STEPS:
            if span / step.scaleb(power) <= _MOST_TICKS - 1:
                return step.scaleb(power)
    raise AssertionError("no step is large enough")  # pragma: no cover - count() has no end


def linear(values: Collection[Decimal], start: Decimal, end: Decimal) -> Scale:
    """Return an axis that includes zero and every value, and ends on round numbers."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    step = _step(high - low or Decimal(1))
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), high / step
    last = max(last.to_integral_value("ROUND_CEILING"), first + 1)
    ticks = tuple(step * number for number in range(int(first), int(last) + 1))
    return Scale("linear", ticks[0], ticks[-1], start, end, ticks)


def logarithmic(values: Collection[Decimal], start: Decimal, end: Decimal) -> Scale:
    """Return an axis of whole powers of ten that includes every value; all must be above zero."""
    first, last = min(values).adjusted(), max(values).adjusted()
    last += max(values) != Decimal(10) ** last
    last = max(last, first + 1)
    stride = -(-(last - first) // _MOST_DECADES)
    ticks = tuple(Decimal(10) ** power for power in range(first, last + 1, stride))
    return Scale("log", ticks[0], Decimal(10) ** last, start, end, ticks)
