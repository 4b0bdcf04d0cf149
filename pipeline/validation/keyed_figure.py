"""Hold a keyed figure during validation: its cells, and as much of their meaning as is valid.

Every property is None where the cells do not allow it; the rules that need it then do not run,
because another rule has reported the cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.parsing import (
    Basis,
    NotABasis,
    NotAFigure,
    NotAPeriod,
    NotAQuantity,
    Period,
    Quantity,
    Reading,
    quantity,
    read,
)
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class Candidate:
    """One row of keyed figures together with the vocabulary that gives it meaning."""

    row: Row
    vocabulary: Vocabulary

    @cached_property
    def indicator(self) -> Row | None:
        """The indicator's row, if it is sound."""
        return self.vocabulary.sound("indicators", self.row["indicator"])

    @cached_property
    def measure_type(self) -> Row | None:
        """The row of the indicator's measure type, if it is sound."""
        return self.vocabulary.measure_type(self.row["indicator"])

    @cached_property
    def unit_is_known(self) -> bool:
        """Whether the unit's code exists."""
        return self.row["unit"] in self.vocabulary.by_code("units")

    @cached_property
    def reading(self) -> Reading | NotAFigure | None:
        """What the grammar makes of the printed figure, or why it cannot."""
        words = self.vocabulary.grammar
        try:
            return read(self.row["printed"], words) if words else None
        except NotAFigure as error:
            return error

    @cached_property
    def quantity(self) -> Quantity | NotAQuantity | None:
        """The quantity that the keyed cells state, or why they state none."""
        row, words = self.row, self.vocabulary.grammar
        if words is None:
            return None
        try:
            return quantity(
                row["number"], row["number_high"], row["multiplier"], row["hedge"], row["unit"],
                words,
            )  # fmt: skip
        except NotAQuantity as error:
            return error

    @cached_property
    def period(self) -> Period | NotAPeriod | None:
        """The period, why it is none, or None where it is blank."""
        if not self.row["period"]:
            return None
        try:
            return Period.parse(self.row["period"])
        except NotAPeriod as error:
            return error

    @cached_property
    def basis(self) -> Basis | NotABasis | None:
        """The base of comparison, why it is none, or None where it is blank."""
        if not self.row["basis"]:
            return None
        try:
            return Basis.parse(self.row["basis"])
        except NotABasis as error:
            return error
