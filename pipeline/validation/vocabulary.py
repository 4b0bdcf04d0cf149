"""The vocabulary as it is looked up: rows by code, words of print, values that columns may take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from pipeline.capture import Captured
from pipeline.capture.read import empty_frame
from pipeline.decode import Words
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.decode import UnitNotAllowed, WrongForm
from pipeline.tables import VOCABULARY
from pipeline.tables.lexical import is_lexical
from pipeline.validation.frame import Row, RowRule, rows_of, validate_frame


@dataclass(frozen=True)
class Vocabulary:
    """The vocabulary's frames by table name, blanks where a file could not be read."""

    frames: Mapping[str, pd.DataFrame]

    @classmethod
    def of(cls, captured: Mapping[str, Captured]) -> Vocabulary:
        """The vocabulary out of captured files; unreadable ones count as empty."""
        whole = {
            table.name: (
                captured[table.name].frame
                if set(table.columns) <= set(captured[table.name].frame.columns)
                else empty_frame(table)
            )
            for table in VOCABULARY
        }
        return cls(whole)

    def rows(self, table: str) -> list[Row]:
        """The rows of one table."""
        return rows_of(self.frames[table])

    def by_code(self, table: str) -> Mapping[str, Row]:
        """The rows of one table by their code."""
        return self._indexed[table]

    @cached_property
    def _indexed(self) -> Mapping[str, Mapping[str, Row]]:
        return {
            table.name: {row[table.key[0]]: row for row in self.rows(table.name)}
            for table in VOCABULARY
        }

    @cached_property
    def words(self) -> Words:
        """The words that the grammar of printed figures knows."""
        return Words.from_tables(
            hedges=self.rows("hedges"),
            directions=self.rows("directions"),
            multipliers=self.rows("multipliers"),
            units=self.rows("units"),
        )

    @cached_property
    def codes(self) -> Mapping[str, Collection[str]]:
        """For every `table.field` that columns refer to, the values it has."""
        return {
            f"{table.name}.{table.key[0]}": self.by_code(table.name).keys() for table in VOCABULARY
        }

    def measure_type(self, indicator: str) -> Row | None:
        """The row of the measure type that an indicator has, if both are known."""
        row = self.by_code("indicators").get(indicator)
        return self.by_code("measure_types").get(row["measure"]) if row else None


def _indicator_unit(vocabulary: Vocabulary) -> RowRule:
    def unit_goes_with_measure(row: Row, place: Place) -> Iterator[Finding]:
        measure = vocabulary.by_code("measure_types").get(row["measure"])
        known = row["unit"] in vocabulary.by_code("units")
        if measure and known and row["unit"] not in measure["units"].split(";"):
            expected = Wording(row["measure"], measure["title_zh"])
            yield UnitNotAllowed(Place(place.file, place.row, "unit"), row["unit"], expected)

    return unit_goes_with_measure


def range_is_ordered(row: Row, place: Place) -> Iterator[Finding]:
    """An indicator's minimum is not above its maximum."""
    low, high = row["minimum"], row["maximum"]
    if not (is_lexical(low, "number") and is_lexical(high, "number")):
        return
    if Decimal(low) > Decimal(high):
        expected = Wording(f"at least the minimum {low}", f"不小于下限 {low}")
        yield WrongForm(Place(place.file, place.row, "maximum"), high, expected)


def validate_vocabulary(captured: Mapping[str, Captured]) -> list[Finding]:
    """Every finding about the vocabulary's files and rows."""
    vocabulary = Vocabulary.of(captured)
    indicator_rules: dict[str, RowRule] = {
        "unit_goes_with_measure": _indicator_unit(vocabulary),
        "range_is_ordered": range_is_ordered,
    }
    found: list[Finding] = []
    for table in VOCABULARY:
        rules = indicator_rules if table.name == "indicators" else {}
        found += validate_frame(captured[table.name], table, vocabulary.codes, rules)
    return found
