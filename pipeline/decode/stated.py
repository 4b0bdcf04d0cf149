"""A number in its base unit, as exactly as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.exact import Interval, decimal_above, decimal_below


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in its base unit and what is known about it.

    `exact` and `exact_high` are the stated numbers (None for a vague magnitude, and where there is
    no upper end); `value` and `value_high` are the same as decimals, correctly rounded at twelve
    places where a fraction never ends. `decimals` counts digits after the point as XBRL does, None
    for fractions and magnitudes. `rounding` are the numbers that would be printed so, None for a
    magnitude. `interval` holds what hedge, range or rounding allow, and `bound` names its kind:
    `=`, `>`, `>=`, `<`, `<=`, `~<`, `~>`, `~`, `range` or `magnitude`, said of the signed value.
    """

    exact: Fraction | None
    exact_high: Fraction | None
    value: Decimal | None
    value_high: Decimal | None
    decimals: int | None
    bound: str
    interval: Interval
    rounding: Interval | None

    @property
    def lower(self) -> Decimal | None:
        """The lower end, None if unbounded; a fraction that never ends is rounded down."""
        return None if self.interval.low is None else decimal_below(self.interval.low)

    @property
    def upper(self) -> Decimal | None:
        """The upper end, None if unbounded; a fraction that never ends is rounded up."""
        return None if self.interval.high is None else decimal_above(self.interval.high)

    @property
    def lower_closed(self) -> bool:
        """Whether the lower end itself is allowed."""
        return self.interval.low_closed

    @property
    def upper_closed(self) -> bool:
        """Whether the upper end itself is allowed."""
        return self.interval.high_closed
