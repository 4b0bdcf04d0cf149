"""Transform keyed identities to published rows: verdict, intervals, slack, and the power of each term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from pipeline.consistency.expression import Comparison, figures
from pipeline.consistency.identity import (
    DetectionPower,
    Evaluation,
    Verdict,
    detection_powers,
    difference,
    evaluate,
)
from pipeline.intervals import Interval, ceil_decimal, floor_decimal
from pipeline.schema import IDENTITIES, IDENTITY_TERMS
from pipeline.schema.model import boolean_text, decimal_text
from pipeline.validation.report_checks.identities import (
    Intervals,
    identity_comparison,
    own_operands,
)
from pipeline.validation.schema import Row


class InvalidIdentityError(ValueError):
    """An identity to be published refers to a figure that states no quantity."""


def transform_identities(rows: Iterable[Row], intervals: Intervals) -> tuple[list[Row], list[Row]]:
    """Return the published rows of `identities` and of `identity_terms`, in the order of keying.

    Args:
        rows: valid identities.
        intervals: the terms of all figures by identifier.

    Raises:
        ExpressionSyntaxError, InvalidIdentityError: a row is invalid.
    """
    identities: list[Row] = []
    every_term: list[Row] = []
    for row in rows:
        comparison = identity_comparison(row)
        terms = own_operands(comparison, intervals)
        if terms is None:
            raise InvalidIdentityError(row["identity"])
        powers = detection_powers(comparison, terms)
        identities.append(_identity_row(row, evaluate(comparison, terms), powers.values()))
        every_term += _term_rows(row["identity"], comparison, powers)
    return identities, every_term


def _identity_row(row: Row, judgement: Evaluation, powers: Iterable[DetectionPower]) -> Row:
    noticed = any(each.up or each.down for each in powers)
    cells = {
        **row,
        "verdict": judgement.verdict.value,
        **_interval_cells("implied", judgement.implied),
        **_interval_cells("printed", judgement.printed),
        "slack": _below(judgement.slack),
        "vacuous": boolean_text(judgement.verdict is not Verdict.INCONSISTENT and not noticed),
        "policy_used": boolean_text(judgement.policy_used),
    }
    return {name: cells[name] for name in IDENTITIES.columns}


def _below(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(floor_decimal(value))


def _interval_cells(name: str, interval: Interval | None) -> dict[str, str]:
    """Return the four cells of an interval; ends that are not finite decimals are rounded outwards."""
    found = interval or Interval()
    low, high = found.low, found.high
    return {
        f"{name}_lower": _below(low),
        f"{name}_lower_closed": "" if low is None else boolean_text(found.low_closed),
        f"{name}_upper": "" if high is None else decimal_text(ceil_decimal(high)),
        f"{name}_upper_closed": "" if high is None else boolean_text(found.high_closed),
    }


def _term_rows(
    identity: str, comparison: Comparison, powers: Mapping[str, DetectionPower]
) -> Iterator[Row]:
    left, right = figures(comparison.left), figures(comparison.right)
    for ordinal, figure in enumerate(figures(difference(comparison)), start=1):
        role = "both" if figure in left and figure in right else "expression"
        cells = {
            "identity": identity,
            "ordinal": str(ordinal),
            "figure": figure,
            "role": role if figure in left else "claim",
            "power_up": str(powers[figure].up or ""),
            "power_down": str(powers[figure].down or ""),
        }
        yield {name: cells[name] for name in IDENTITY_TERMS.columns}
