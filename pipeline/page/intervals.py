"""The two sides of an identity as people read them: `[40.7228 万亿, 41.4044 万亿]`, and the slack.

Long decimals are cut to a few digits, always so that the shown interval holds the exact one and
the shown slack is not more than the exact one; the exact ones stand in data/identities.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from pipeline.page.wording import SCALES_EN, SCALES_ZH, scaled
from pipeline.rules.wording import Wording

Row = Mapping[str, str]

DIGITS: Final = 6
"""Significant digits that are shown."""
SIGNS: Final = {"=": "=", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
_UNBOUNDED: Final = {"lower": "−∞", "upper": "∞"}
_BRACKETS: Final = {("lower", True): "[", ("lower", False): "(", ("upper", True): "]", ("upper", False): ")"}  # fmt: skip


def sides(identity: Row) -> tuple[Wording, Wording]:
    """Both sides as intervals, the second with the sign before it: `[2.2, 2.4]`, `= [2.25, 2.35]`."""
    ends = len(identity["claim"]) - len(identity["claim"].lstrip("<>="))
    sign = SIGNS[identity["claim"][:ends]]
    printed = interval(identity, "printed")
    return interval(identity, "implied"), Wording(f"{sign} {printed.en}", f"{sign} {printed.zh}")


def interval(identity: Row, side: str) -> Wording:
    """One side in mathematical brackets; a single value stands by itself."""
    if identity[f"{side}_lower"] and identity[f"{side}_lower"] == identity[f"{side}_upper"]:
        return _said(identity[f"{side}_lower"], ROUND_FLOOR)
    low, high = _end(identity, side, "lower"), _end(identity, side, "upper")
    return Wording(f"{low.en}, {high.en}", f"{low.zh}, {high.zh}")


def slack(identity: Row) -> Wording:
    """How far the sides could shift, or are apart; blank if the identity is undecidable."""
    return _said(identity["slack"], ROUND_FLOOR) if identity["slack"] else Wording("", "")


def _end(identity: Row, side: str, end: str) -> Wording:
    cell = identity[f"{side}_{end}"]
    closed = bool(cell) and identity[f"{side}_{end}_closed"] == "true"
    bracket = _BRACKETS[end, closed]
    rounding = ROUND_FLOOR if end == "lower" else ROUND_CEILING
    said = _said(cell, rounding) if cell else Wording(_UNBOUNDED[end], _UNBOUNDED[end])
    if end == "lower":
        return Wording(bracket + said.en, bracket + said.zh)
    return Wording(said.en + bracket, said.zh + bracket)


def _said(cell: str, rounding: str) -> Wording:
    number = Decimal(cell)
    if len(number.normalize().as_tuple().digits) > DIGITS:
        last = Decimal(1).scaleb(number.adjusted() - DIGITS + 1)
        number = number.quantize(last, rounding).normalize()
    text = f"{number:f}"
    return Wording(scaled(text, SCALES_EN), scaled(text, SCALES_ZH))
