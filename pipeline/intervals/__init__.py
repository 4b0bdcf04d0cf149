"""Compute with exact numbers: intervals with open and closed ends, and rounding."""

from pipeline.intervals.interval import (
    EmptyIntervalError,
    Interval,
    IntervalDivisionError,
    ceil_decimal,
    exact_decimal,
    floor_decimal,
    growth,
    padded_decimal,
    power_of_ten,
    round_decimal,
    rounding_interval,
    share,
)

__all__ = [
    "EmptyIntervalError", "Interval", "IntervalDivisionError", "ceil_decimal", "exact_decimal",
    "floor_decimal", "growth", "padded_decimal", "power_of_ten", "round_decimal",
    "rounding_interval", "share",
]  # fmt: skip
