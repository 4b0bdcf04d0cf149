"""Compute with exact numbers: intervals with open and closed ends, and rounding."""

from pipeline.intervals.interval import DividesByZero, EmptyInterval, Interval, growth, share
from pipeline.intervals.rounding import (
    decimal_above,
    decimal_below,
    exact_decimal,
    nearest_decimal,
    padded_decimal,
    power_of_ten,
    rounding_interval,
)

__all__ = [
    "DividesByZero",
    "EmptyInterval",
    "Interval",
    "decimal_above",
    "decimal_below",
    "exact_decimal",
    "growth",
    "nearest_decimal",
    "padded_decimal",
    "power_of_ten",
    "rounding_interval",
    "share",
]
