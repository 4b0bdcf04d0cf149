"""Evaluate one identity: whether its sides can agree, can disagree, and which changes it detects.

All results are computed from the difference of the sides, so that a figure on both sides counts once.
An identity is checked with the policy widths of the hedges (`Operand` in evaluation.py). The result
states whether the verdict depends on them.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

from pipeline.consistency.evaluation import Operand, direction, enclosure, folded
from pipeline.consistency.expression import Comparison, Expression, Negative, Sum, figures
from pipeline.intervals import Interval, IntervalDivisionError

Operands: TypeAlias = Mapping[str, Operand]
#: The values that each relation allows for the difference of the sides.
_REGIONS: Final[Mapping[str, Interval]] = {
    "=": Interval.point(0),
    ">": Interval.above(0),
    ">=": Interval.above(0, closed=True),
    "<": Interval.below(0),
    "<=": Interval.below(0, closed=True),
}
#: The largest change that a search for power tries, in units of the last printed digit.
MAX_UNITS: Final = 1000


class Verdict(StrEnum):
    """Name the result of an identity; the values are published."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold a verdict and its reasons.

    Attributes:
        verdict: consistent if the sides can agree and could disagree; inconsistent if no numbers
            within the intervals agree; undecidable if the difference is unbounded.
        implied, printed: values of the left and of the right side; None if a divisor may be zero.
        slack: by how much the difference of the sides may shift before they disagree; negative: the
            distance between them; None if undecidable.
        policy_used: whether the verdict would be different without the policy widths.
    """

    verdict: Verdict
    implied: Interval | None
    printed: Interval | None
    slack: Fraction | None
    policy_used: bool


@dataclass(frozen=True, slots=True)
class DetectionPower:
    """Hold the smallest changes of a figure's last printed digit, up and down, that are detected.

    None if no change up to `MAX_UNITS` units is detected.
    """

    up: int | None
    down: int | None


def difference(comparison: Comparison) -> Expression:
    """Return the left side minus the right side."""
    return Sum(comparison.left, Negative(comparison.right))


def evaluate(comparison: Comparison, terms: Operands) -> Evaluation:
    """Judge one identity. Raises KeyError for a figure that is not in the terms."""
    relation, gap = comparison.relation, difference(comparison)
    own = {figure: terms[figure] for figure in figures(gap)}
    checked = {figure: term.tolerated for figure, term in own.items()}
    held = {figure: term.stated for figure, term in own.items()}
    values = _values(gap, checked)
    verdict = _verdict(values, relation)
    implied, printed = (_values(side, checked) for side in (comparison.left, comparison.right))
    rests = checked != held and verdict is not _verdict(_values(gap, held), relation)
    return Evaluation(verdict, implied, printed, _slack(values, relation), rests)


def is_vacuous(comparison: Comparison) -> bool:
    """Return whether the difference of the sides is the same for any figures, so that no figure can be wrong.

    Two points decide it: a polynomial that is not constant rarely has one value at both (Schwartz-Zippel).
    """
    gap = difference(comparison)
    points = (
        {
            figure: Interval.point(Fraction(10007 + 7919 * way * number, 13 + way))
            for number, figure in enumerate(figures(gap), 1)
        }
        for way in (1, 2)
    )
    first, second = (_values(gap, point) for point in points)
    return first == second


def guard_holds(guard: Comparison, terms: Operands) -> bool:
    """Return whether a guard holds: an order for all allowed numbers, an equality for some.

    For an equality, the stated number itself is always allowed: `[…] = 72` holds for 超 72.
    Raises KeyError for a figure that is not in the terms.
    """
    gap, region = difference(guard), _REGIONS[guard.relation]
    own = {figure: terms[figure] for figure in figures(gap)}
    if guard.relation == "=":
        values = _values(gap, {figure: term.approximate for figure, term in own.items()})
        return values is not None and values.intersects(region)
    values = _values(gap, {figure: term.tolerated for figure, term in own.items()})
    return values is not None and values.is_subset_of(region)


def detection_powers(comparison: Comparison, terms: Operands) -> dict[str, DetectionPower]:
    """Return for each figure the changes that make a consistent identity inconsistent.

    All are None if the identity is inconsistent or undecidable. Raises KeyError for a figure that
    is not in the terms.
    """
    own = tuple((each, terms[each]) for each in figures(difference(comparison)))
    return dict(_detection_powers(comparison, own))


@lru_cache(maxsize=4096)  # two sides of a diff, and two editions, have most identities in common
def _detection_powers(
    comparison: Comparison, own: tuple[tuple[str, Operand], ...]
) -> tuple[tuple[str, DetectionPower], ...]:
    gap, relation, terms = difference(comparison), comparison.relation, dict(own)
    box = {each: operand.tolerated for each, operand in own}
    if _verdict(_values(gap, box), relation) is not Verdict.CONSISTENT:
        return tuple((figure, DetectionPower(None, None)) for figure in terms)
    searches = {
        figure: _Search(part, values, relation, figure, terms[figure])
        for figure, part, values in folded(gap, box)
    }
    return tuple(
        (each, DetectionPower(searches[each].first(1), searches[each].first(-1))) for each in terms
    )


def _values(expression: Expression, box: Mapping[str, Interval]) -> Interval | None:
    """Return the interval of all values, or None if a divisor may be zero."""
    try:
        return enclosure(expression, box)
    except IntervalDivisionError:
        return None


def _verdict(gap: Interval | None, relation: str) -> Verdict:
    if gap is None:
        return Verdict.UNDECIDABLE
    if not gap.intersects(_REGIONS[relation]):
        return Verdict.INCONSISTENT
    return Verdict.CONSISTENT if _margins(gap, relation) else Verdict.UNDECIDABLE


def _margins(gap: Interval, relation: str) -> list[Fraction]:
    """Return how far the difference may shift in each direction that ends the agreement."""
    margins: list[Fraction] = []
    if not relation.startswith("<") and gap.high is not None:
        margins.append(gap.high)
    if not relation.startswith(">") and gap.low is not None:
        margins.append(-gap.low)
    return margins


def _slack(gap: Interval | None, relation: str) -> Fraction | None:
    return None if gap is None else min(_margins(gap, relation), default=None)


@dataclass(frozen=True, slots=True)
class _Search:
    """Search for the smallest change of one figure that makes an identity inconsistent."""

    gap: Expression
    box: Mapping[str, Interval]
    relation: str
    figure: str
    term: Operand

    def first(self, way: int) -> int | None:
        """Return the least number of units, up (1) or down (-1), or None if there is none up to the limit."""
        limit, reached = self.term.room(way, MAX_UNITS), 0
        # most differences are monotonic over the whole search: prove that once, not for each part
        if self._is_monotone(0, way * limit):
            return abs(self._bisected(0, way * limit) or 0) or None
        while reached < limit:
            reach = min(2 * reached or 1, limit)
            found = self._between(way * reached, way * reach)
            if found is not None:
                return abs(found)
            reached = reach
        return None

    def _between(self, before: int, reach: int) -> int | None:
        """Return the first change after `before`, up to `reach`, that makes it inconsistent.

        The change `before` itself does not. Halve the changes until the difference is proved to be
        monotonic in each part.
        """
        if abs(reach - before) == 1 or self._is_monotone(before, reach):
            return self._bisected(before, reach)
        middle = (before + reach) // 2
        first = self._between(before, middle)
        return self._between(middle, reach) if first is None else first

    def _bisected(self, before: int, reach: int) -> int | None:
        """Return the same first change if the difference is monotonic between the two changes."""
        if not self._turned(reach):
            return None
        changes = range(before, reach, 1 if before < reach else -1)[1:]
        at = bisect_left(changes, True, key=self._turned)
        return changes[at] if at < len(changes) else reach

    def _turned(self, units: int) -> bool:
        box = {**self.box, self.figure: self.term.moved(units).tolerated}
        return _verdict(_values(self.gap, box), self.relation) is Verdict.INCONSISTENT

    def _is_monotone(self, before: int, reach: int) -> bool:
        """Return whether the difference is monotonic between two changes."""
        way = self.term.moved(before).tolerated.hull(self.term.moved(reach).tolerated)
        box = {**self.box, self.figure: way}
        return self.term.is_steady and direction(self.gap, self.figure, box) != 0
