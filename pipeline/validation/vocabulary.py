"""The vocabulary as it is looked up: rows by code, words of print, values that columns may take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from pipeline.capture import Captured
from pipeline.capture.read import empty_frame
from pipeline.decode import Words
from pipeline.rules import Finding, Place
from pipeline.tables import VOCABULARY, Field
from pipeline.tables.pandera_schema import parts
from pipeline.validation.frame import Row, RowRule, rows_of, validate_frame
from pipeline.validation.soundness import has_columns, keys_are_sound, row_is_sound
from pipeline.validation.vocabulary_rules import RULES, VocabularyRule

_TABLES: Final = {table.name: table for table in VOCABULARY}
_OF_THE_GRAMMAR: Final = ("hedges", "directions", "multipliers", "units")


@dataclass(frozen=True)
class Vocabulary:
    """The vocabulary's frames by table name, blanks where a file could not be read.

    `known` names the tables whose codes are all known, so that a code which is not there is wrong.
    """

    frames: Mapping[str, pd.DataFrame]
    known: frozenset[str]

    @classmethod
    def of(cls, captured: Mapping[str, Captured]) -> Vocabulary:
        """The vocabulary out of captured files; unreadable ones count as empty."""
        frames = {
            name: captured[name].frame if has_columns(captured[name], table) else empty_frame(table)
            for name, table in _TABLES.items()
        }
        known = (name for name, table in _TABLES.items() if keys_are_sound(captured[name], table))
        return cls(frames, frozenset(known))

    def rows(self, table: str) -> list[Row]:
        """The rows of one table."""
        return rows_of(self.frames[table])

    def by_code(self, table: str) -> Mapping[str, Row]:
        """The rows of one table by their code; codes that stand twice say nothing and are left out."""
        return self._indexed[table]

    @cached_property
    def _indexed(self) -> Mapping[str, Mapping[str, Row]]:
        return {name: _once(self.rows(name), table.key[0]) for name, table in _TABLES.items()}

    @cached_property
    def _sound(self) -> dict[tuple[str, str], Row | None]:
        return {}

    def sound(self, table: str, code: str) -> Row | None:
        """The row of a code if no rule is broken in it; another finding has told it otherwise."""
        if (table, code) not in self._sound:
            row = self.by_code(table).get(code)
            self._sound[table, code] = row if row and self._is_sound(table, row) else None
        return self._sound[table, code]

    def _is_sound(self, table: str, row: Row) -> bool:
        fields = _TABLES[table].fields
        return (
            row_is_sound(row, _TABLES[table])
            and all(self._refers(row[field.name], field) for field in fields if field.refers_to)
            and not any(
                finding for rule in RULES.get(table, ()) for finding in rule(self, row, _ANY)
            )
        )

    def _refers(self, cell: str, field: Field) -> bool:
        """Whether every code of a cell stands in the table that it refers to."""
        return not cell or set(parts(cell, field)) <= set(
            self.by_code(field.refers_to.split(".")[0])
        )

    @cached_property
    def words(self) -> Words:
        """The words that the grammar of printed figures knows. Raises BadVocabulary."""
        return Words.from_tables(
            hedges=self.rows("hedges"),
            directions=self.rows("directions"),
            multipliers=self.rows("multipliers"),
            units=self.rows("units"),
        )

    @cached_property
    def grammar(self) -> Words | None:
        """The words, or None while any row that the grammar is built of is unsound."""
        if not self.known.issuperset(_OF_THE_GRAMMAR):
            return None
        codes = ((table, code) for table in _OF_THE_GRAMMAR for code in self.by_code(table))
        return self.words if all(self.sound(*each) for each in codes) else None

    @cached_property
    def codes(self) -> Mapping[str, Collection[str]]:
        """For every `table.field` that columns refer to, the values it has, where all are known."""
        return {
            f"{name}.{table.key[0]}": self.by_code(name).keys()
            for name, table in _TABLES.items()
            if name in self.known
        }

    def measure_type(self, indicator: str) -> Row | None:
        """The row of the measure type that an indicator has, if both are sound."""
        row = self.sound("indicators", indicator)
        return self.sound("measure_types", row["measure"]) if row else None


_ANY: Final = Place("")


def _once(rows: list[Row], key: str) -> dict[str, Row]:
    times = Counter(row[key] for row in rows)
    return {row[key]: row for row in rows if times[row[key]] == 1}


def _row_rule(vocabulary: Vocabulary, rule: VocabularyRule) -> RowRule:
    def applied(row: Row, place: Place) -> Iterator[Finding]:
        return rule(vocabulary, row, place)

    return applied


def validate_vocabulary(captured: Mapping[str, Captured]) -> list[Finding]:
    """Every finding about the vocabulary's files and rows."""
    vocabulary = Vocabulary.of(captured)
    found: list[Finding] = []
    for table in VOCABULARY:
        rules = {rule.__name__: _row_rule(vocabulary, rule) for rule in RULES.get(table.name, ())}
        found += validate_frame(captured[table.name], table, vocabulary.codes, rules)
    return found
