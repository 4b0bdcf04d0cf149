"""What one side of a comparison holds: its tables as rows by key, wherever they were read from.

A row holds the columns that are known of it: a figure that cannot be resolved has its keyed columns
only, and only columns that both sides know are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.rules import Finding, Wording
from pipeline.schema import PUBLISHED, Table

Row = Mapping[str, str]
Key = tuple[str, ...]

DECLARED: Final[Mapping[str, Table]] = {table.name: table for table in PUBLISHED}


@dataclass(frozen=True)
class Sheet:
    """One table of one side: its rows by key, in their order."""

    table: str
    key: tuple[str, ...]
    rows: Mapping[Key, Row]


@dataclass(frozen=True)
class Snapshot:
    """One side of a comparison.

    Attributes:
        name: what the user called it.
        version, released: of the release that it is or would be; blank if unknown.
        sheets: tables by name.
        descriptor: `datapackage.json` of the side, or as it would be; empty if there is none.
        findings: errors that keep it from being published, if it is raw data.
        notes: what else a reader of the comparison should know.
        unread: tables that are there and cannot be compared, with the reason.
    """

    name: str
    version: str
    released: str
    sheets: Mapping[str, Sheet]
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[Wording, ...] = ()
    unread: tuple[Wording, ...] = ()

    def rows(self, table: str) -> Mapping[Key, Row]:
        """The rows of a table by key; none if it has no such table."""
        return self.sheets[table].rows if table in self.sheets else {}


def sheet(table: str, key: Sequence[str], rows: Iterable[Row]) -> tuple[Sheet, tuple[Wording, ...]]:
    """A table by key; of rows that share a key the first is kept, and that is told."""
    found: dict[Key, Row] = {}
    lost = 0
    for row in rows:
        own = tuple(row.get(name, "") for name in key)
        lost += own in found
        found.setdefault(own, row)
    told = Wording(
        f"{table}: {lost} rows repeat the key of an earlier row and are not compared",
        f"{table}：{lost} 行与前面的行键值相同，未参与比较",
    )
    return Sheet(table, tuple(key), found), (told,) * bool(lost)


def sheets(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Row]]],
) -> tuple[dict[str, Sheet], tuple[Wording, ...]]:
    """Tables by name, from their names, keys and rows, and what is to be told of them."""
    made = [sheet(*each) for each in tables]
    return {one.table: one for one, _ in made}, tuple(note for _, notes in made for note in notes)


def unkeyed(table: str) -> Wording:
    """That a table cannot be compared because its rows have no key."""
    return Wording(
        f"{table}: has no key column that is known, and is not compared",
        f"{table}：缺少键列，未参与比较",
    )
