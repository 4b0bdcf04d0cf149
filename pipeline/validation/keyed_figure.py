"""Hold a keyed figure during validation: its cells and the valid part of their meaning.

A property is None if the cells do not determine it. Rules that need it then do not run, because
another rule reports the cause.
"""

from dataclasses import dataclass
from functools import cached_property

from pipeline.parsing import (
    ComparisonBase,
    ComparisonBaseError,
    FigureSyntaxError,
    ParsedFigure,
    Period,
    PeriodError,
    Quantity,
    QuantityError,
)
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary


@dataclass(frozen=True)
class KeyedFigure:
    """Hold one row of keyed figures with the vocabulary that defines its codes and words."""

    row: Row
    vocabulary: Vocabulary

    @cached_property
    def indicator(self) -> Row | None:
        """Return the row of the indicator, or None if it is missing or invalid."""
        return self.vocabulary.valid_row("indicators", self.row["indicator"])

    @cached_property
    def measure_type(self) -> Row | None:
        """Return the row of the indicator's measure type, or None if it is missing or invalid."""
        return self.vocabulary.measure_type(self.row["indicator"])

    @cached_property
    def unit_is_known(self) -> bool:
        """Return whether the vocabulary has the unit."""
        return self.row["unit"] in self.vocabulary.by_code("units")

    @cached_property
    def reading(self) -> ParsedFigure | FigureSyntaxError | None:
        """Return the parsed printed form, the error of the parser, or None without a grammar."""
        known = self.vocabulary
        return known.reading(self.row["printed"]) if known.grammar else None

    @cached_property
    def quantity(self) -> Quantity | QuantityError | None:
        """Return the quantity of the keyed cells, the error in them, or None without a grammar."""
        known = self.vocabulary
        return known.quantity(self.row) if known.grammar else None

    @cached_property
    def period(self) -> Period | PeriodError | None:
        """Return the period, the error in its cell, or None if the cell is blank."""
        if not self.row["period"]:
            return None
        try:
            return Period.parse(self.row["period"])
        except PeriodError as error:
            return error

    @cached_property
    def basis(self) -> ComparisonBase | ComparisonBaseError | None:
        """Return the base of comparison, the error in its cell, or None if the cell is blank."""
        if not self.row["basis"]:
            return None
        try:
            return ComparisonBase.parse(self.row["basis"])
        except ComparisonBaseError as error:
            return error
