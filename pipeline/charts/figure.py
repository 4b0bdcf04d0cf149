"""A published figure as a chart needs it: exact numbers, the end that its hedge leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pipeline.validation.frame import Row

Hedge = Literal["rounded", "above", "below", "about", "near", "between"]
#: On which side of the number the value of a `near` lies: above it for a decline of nearly so much.
NEAR: Final = {"~<": -1, "~>": 1}
HOLLOW = frozenset({"forecast", "target", "threshold"})


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


@dataclass(frozen=True)
class Drawn:
    """One figure to be drawn; `row` is its row in the published table."""

    row: Row
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None

    @property
    def id(self) -> str:
        """The figure's identifier."""
        return self.row["figure_id"]

    @property
    def hedge(self) -> Hedge:
        """What is known of the value, which decides the mark that shows it."""
        bound, ends = self.row["bound"], (self.lower is not None, self.upper is not None)
        if bound == "=":
            return "rounded"
        if bound in NEAR:
            return "near"
        if ends == (True, True):
            return "between"
        return {(True, False): "above", (False, True): "below"}.get(ends, "about")  # type: ignore[return-value]

    @property
    def direction(self) -> int:
        """Where the value lies from a number that is no value: 1 above, -1 below, 0 unknown."""
        sides = {"above": 1, "below": -1}
        return NEAR.get(self.row["bound"], sides.get(self.hedge, 0))

    @property
    def anchor(self) -> Decimal:
        """The number that a bar ends at: the value, or the end that is nearer to zero."""
        known = [end for end in (self.value, self.lower, self.upper) if end is not None]
        return known[0] if self.value is not None else min(known, key=abs)

    @property
    def extent(self) -> tuple[Decimal, ...]:
        """Every number that the axis must hold."""
        return tuple(end for end in (self.value, self.lower, self.upper) if end is not None)

    @property
    def is_hollow(self) -> bool:
        """Whether the number is no observation."""
        return self.row["status"] in HOLLOW

    @property
    def is_drawable(self) -> bool:
        """Whether there is any number at all."""
        return bool(self.extent)


def drawn(row: Row) -> Drawn:
    """The figure of a row of the published table."""
    return Drawn(row, _number(row["value"]), _number(row["lower"]), _number(row["upper"]))
