"""Compute what hedges allow around a printed size: an interval, and the code that names its kind.

Works on sizes, which are positive; `mirrored` turns a bound on the size of a decline into one on
its signed value. Which word has which code is data (`raw/vocabulary/hedges.csv`).
"""

from __future__ import annotations

from fractions import Fraction

from pipeline.intervals import Interval
from pipeline.parsing.errors import NotAQuantity
from pipeline.parsing.lexicon import Hedge
from pipeline.parsing.normalization import ELISION

STATED, RANGE, MAGNITUDE, ABOUT = "=", "range", "magnitude", "~"

#: Of several hedges the first of these gives the code: the firmer, and the one that excludes.
_PRECEDENCE = (">", "<", "~<", ">=", "<=", ABOUT)

_FROM_BELOW = (">", ">=")

_MIRROR = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "~<": "~>", "~>": "~<"}


def of_size(hedges: tuple[Hedge, ...], size: Fraction, digit: Fraction | None) -> Interval:
    """What hedges allow around one size, all together.

    `digit` is the worth of one in the place of the last digit that is not zero, which 余 and 多 do
    not reach (None for a fraction, which has no upper end then). Raises NotAQuantity if nothing is
    left.
    """
    return _together(hedges, [_allowed(hedge, size, size, digit) for hedge in hedges])


def of_range(hedges: tuple[Hedge, ...], low: Fraction, high: Fraction) -> Interval:
    """A range, within what its hedges allow; 约 leaves both ends open. Raises NotAQuantity."""
    if any(hedge.reach == "last_nonzero_digit" or hedge.is_magnitude for hedge in hedges):
        raise NotAQuantity("hedge", _joined(hedges), "no 余, 多, 几 or 数 beside a range")
    soft = any(hedge.bound == ABOUT for hedge in hedges)
    parts = [_allowed(hedge, low, high, None) for hedge in hedges]
    return _together(hedges, parts if soft else [Interval(low, high), *parts])


def of_magnitude(hedges: tuple[Hedge, ...], unit: Fraction) -> Interval:
    """The sizes that 数, 几 (two to nine) or 上 (one or more) of a power of ten stand for.

    What is 超过 some hundreds need not stay below a thousand: a bound from below opens the end above.
    """
    floor = any(hedge.reach == "floor" for hedge in hedges)
    low, high = (unit, unit) if floor else (2 * unit, 10 * unit)
    firm = [hedge for hedge in hedges if hedge.position != "inside"]
    open_above = floor or any(hedge.bound in _FROM_BELOW for hedge in firm)
    vague = Interval(low, None if open_above else high, high_closed=False)
    return _together(hedges, [vague, *(_allowed(hedge, low, high, None) for hedge in firm)])


def code(hedges: tuple[Hedge, ...]) -> str:
    """The code of several hedges that hold together; `=` without any, and for v 以上以下."""
    bounds = {">" if hedge.is_magnitude else hedge.bound for hedge in hedges}
    if not bounds or {">=", "<="} <= bounds <= {">=", "<=", ABOUT}:
        return STATED
    return next(bound for bound in _PRECEDENCE if bound in bounds)


def mirrored(bound: str, interval: Interval) -> tuple[str, Interval]:
    """A bound on a size, said of the negative number of that size."""
    return _MIRROR.get(bound, bound), -interval


def _allowed(hedge: Hedge, low: Fraction, high: Fraction, digit: Fraction | None) -> Interval:
    """What one hedge allows: a bound from below at `low`, a bound from above at `high`."""
    if hedge.is_magnitude or hedge.reach == "last_nonzero_digit":
        return Interval(low, None if digit is None else low + digit, False, False)
    if hedge.bound in _FROM_BELOW:
        return Interval.above(low, closed=hedge.bound == ">=")
    if hedge.bound in ("<", "<=", "~<"):
        return Interval.below(high, closed=hedge.bound == "<=")
    return Interval()


def _together(hedges: tuple[Hedge, ...], parts: list[Interval]) -> Interval:
    held = Interval()
    for part in parts:
        narrower = held.intersection(part)
        if narrower is None:
            raise NotAQuantity("hedge", _joined(hedges), "hedges that do not exclude each other")
        held = narrower
    return held


def _joined(hedges: tuple[Hedge, ...]) -> str:
    return ELISION.join(hedge.word for hedge in hedges)
