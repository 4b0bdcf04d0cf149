"""Hold a keyed figure during validation: its cells and the valid part of their meaning.

A property is None if the cells do not determine it. Rules that need it then do not run, because
another rule reports the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final

from pipeline.ingest import RAW_FILE, RAW_ROW
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
from pipeline.rules import Finding
from pipeline.schema import RAW_FIGURES
from pipeline.validation.schema import Row
from pipeline.validation.vocabulary import Vocabulary

#: The columns that identify a figure and its place. All others state what it means.
PLACES: Final = ("id", "page")
_meaning: Final[Callable[[Row], tuple[str, ...]]] = itemgetter(
    *(name for name in RAW_FIGURES.columns if name not in PLACES)
)


def meaning_of(row: Row) -> tuple[str, ...]:
    """Return the cells of a figure that state what it means, and whether the page is stated."""
    # a page may be inferred, and then must not be blank
    return *_meaning(row), "page" if row["page"] else ""


def distinct_meanings(rows: Iterable[Row]) -> list[Row]:
    """Return one row of each meaning, in the order in which each is stated last."""
    return [*{meaning_of(row): row for row in reversed([*rows])}.values()][::-1]


def once_for_equal(
    rows: Iterable[Row],
    key: Callable[[Row], Hashable],
    rules: Callable[[Row], Iterable[Finding]],
) -> Iterator[Finding]:
    """Yield the findings of rules about rows; of rows with an equal key, only the first is checked if it is sound.

    Args:
        rows: the rows, in order.
        key: everything that the rules read, except the place.
        rules: the rules about one row.
    """
    sound: dict[Hashable, bool] = {}
    for row in rows:
        cells = key(row)
        if cells not in sound:
            sound[cells] = not any(True for _ in rules(row))
        if not sound[cells]:
            yield from rules(row)


def without_errors(rows: Iterable[Row], reported: Iterable[Finding]) -> list[Row]:
    """Return the rows for which no error is reported."""
    wrong = {(each.location.file, each.location.row) for each in reported if each.is_error}
    return [row for row in rows if not wrong or (row[RAW_FILE], int(row[RAW_ROW])) not in wrong]


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
