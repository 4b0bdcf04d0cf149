"""Define one side of a comparison: its tables as rows by key, independent of their source.

A row holds only the known columns: a figure that cannot be resolved has its keyed columns. Only columns
that both sides have are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.rules import Finding, LocalizedText, localized
from pipeline.schema import PUBLISHED, READABLE, TableSchema

Row = Mapping[str, str]
Key = tuple[str, ...]
DECLARED: Final[Mapping[str, TableSchema]] = {table.name: table for table in PUBLISHED}
#: Tables whose rows follow from other tables; only their structure is compared.
DERIVED: Final = frozenset(table.name for table in READABLE.values())


@dataclass(frozen=True)
class KeyedTable:
    """Hold one table of one side: its rows by key, in order."""

    table: str
    key: tuple[str, ...]
    rows: Mapping[Key, Row]


@dataclass(frozen=True)
class Dataset:
    """Hold one side of a comparison.

    Attributes:
        name: the name that the user gave.
        version, released: of the release that it is or will be; blank if unknown.
        sheets: tables by name.
        descriptor: `datapackage.json` of the side, or as it will be; empty if there is none.
        findings: errors that prevent its publication, if it is raw data.
        notes: limits of the comparison.
        unread: tables that exist but cannot be compared, with the reason.
        is_absent: whether the side is of a time before the report.
    """

    name: str
    version: str
    released: str
    tables: Mapping[str, KeyedTable]
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[LocalizedText, ...] = ()
    unread: tuple[LocalizedText, ...] = ()
    is_absent: bool = False

    def rows(self, table: str) -> Mapping[Key, Row]:
        """Return the rows of a table by key; empty if the side does not have the table."""
        return self.tables[table].rows if table in self.tables else {}


def keyed_table(
    table: str, key: Sequence[str], rows: Iterable[Row]
) -> tuple[KeyedTable, tuple[LocalizedText, ...]]:
    """Index a table by key; keep the first of rows with the same key and report the others."""
    found: dict[Key, Row] = {}
    lost = 0
    for row in rows:
        own = tuple(row.get(name, "") for name in key)
        lost += own in found
        found.setdefault(own, row)
    reported = localized(
        "{table}: {lost} rows repeat the key of an earlier row and are not compared",
        table=table,
        lost=lost,
    )
    return KeyedTable(table, tuple(key), found), (reported,) * bool(lost)


def keyed_tables(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Row]]],
) -> tuple[dict[str, KeyedTable], tuple[LocalizedText, ...]]:
    """Index tables by name, from their names, keys and rows; return them with notes."""
    made = [keyed_table(*each) for each in tables]
    return {one.table: one for one, _ in made}, tuple(note for _, notes in made for note in notes)


def absent_dataset(name: str, report: str, other: Dataset) -> Dataset:
    """Return the side of a revision before the report: the tables of the other side, without rows."""
    tables = {key: KeyedTable(key, table.key, {}) for key, table in other.tables.items()}
    note = localized("{report}: new report, not in {side}", report=report, side=name)
    return Dataset(name, "", "", tables, notes=(note,), is_absent=True)


def unkeyed(table: str) -> LocalizedText:
    """Report that a table cannot be compared because its rows have no key."""
    return localized("{table}: has no known key column and is not compared", table=table)
