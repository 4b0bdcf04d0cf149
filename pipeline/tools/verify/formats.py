"""Compare the binary formats of a package with its CSV files, cell by cell, with independent readers.

A received database is also compared with the one that its tables make: declarations, views and every
row. That covers the rest: calculations of views and generated columns, rows of links, and the table
`about`.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import islice, zip_longest
from typing import Final
from xml.etree.ElementTree import ParseError

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.workbook import Workbook

from pipeline.escaping import sql_name
from pipeline.package import Files, PackageInputs
from pipeline.package.formats import sqlite
from pipeline.package.formats.parquet import parquet_path
from pipeline.package.formats.sqlite import DatabaseError
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.package_rules import (
    FileMissing,
    FormsDisagree,
    FormUnreadable,
    NotWhatItIsMadeOf,
)
from pipeline.schema import Field, TableSchema, published_tables
from pipeline.tools.verify.tables import ReceivedTables, received_frames
from pipeline.transform.tables import Tables
from pipeline.untrusted import LIMIT, UNREADABLE, open_untrusted_sqlite


def statements(data: bytes) -> list[str]:
    """Return the statements that recreate a database, which is opened in memory and not trusted."""
    with open_untrusted_sqlite(data) as database:
        return list(database.iterdump())


def _difference(path: str, received: bytes, made: bytes) -> Iterator[Finding]:
    """Yield the first statement in which a database differs from the one made of the same tables."""
    pairs = zip_longest(statements(received), statements(made), fillvalue="")
    one, other = next(((one, other) for one, other in pairs if one != other), ("", ""))
    if one != other:
        lines = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
        seen, expected = next((a.strip(), b.strip()) for a, b in lines if a != b)
        yield NotWhatItIsMadeOf(
            Location(path), repr(seen), LocalizedText(repr(expected), repr(expected))
        )


def database_findings(files: Files, material: PackageInputs) -> Iterator[Finding]:
    """Compare the database of a package, if it has one, with the one that this program makes."""
    for path in (path for path in files if path.endswith(".sqlite")):
        try:
            for made in sqlite(material, {}).values():
                yield from _difference(path, files[path], made)
        except (sqlite3.Error, DatabaseError, ValueError, MemoryError) as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            yield FormUnreadable(Location(path), "", LocalizedText(reason, reason))


Cells = list[tuple[object, ...]]

Opened = Callable[[TableSchema], Cells]

"""A file that was opened once: the rows of each of its tables."""

Reader = Callable[[bytes], Opened]

SQLITE: Final = ".sqlite"

XLSX: Final = ".xlsx"

PARQUET: Final = ".parquet"

BINARY_SUFFIXES: Final = (PARQUET, SQLITE, XLSX)

_TITLES: Final = {PARQUET: "Parquet", SQLITE: "SQLite", XLSX: "XLSX"}

_UNREADABLE: Final = (
    pa.ArrowException, sqlite3.Error, *UNREADABLE, ParseError, TypeError, AttributeError,
    ArithmeticError, AssertionError,
)  # fmt: skip

"""Errors that third-party readers raise for damaged or hostile files."""

_MOST_ROWS: Final = 1 << 20

"""The maximum number of rows of a sheet."""


def forms_present(files: Files) -> tuple[str, ...]:
    """Return the titles of the binary formats in a package."""
    return tuple(
        title for suffix, title in _TITLES.items() if any(path.endswith(suffix) for path in files)
    )


def parquet_cells(data: bytes, table: TableSchema) -> Cells:
    """Return the rows of a Parquet file in the declared order of columns."""
    read = pq.read_table(io.BytesIO(data), columns=table.columns)
    return list(zip(*(read.column(name).to_pylist() for name in table.columns), strict=True))


def sqlite_cells(data: bytes, table: TableSchema) -> Cells:
    """Return the rows of one table of a database, which is opened in memory and not trusted."""
    columns = ", ".join(map(sql_name, table.columns))
    with open_untrusted_sqlite(data) as database:
        statement = f"SELECT {columns} FROM {sql_name(table.name)} ORDER BY rowid"  # noqa: S608 - declared
        return database.execute(statement).fetchall()


def open_workbook(data: bytes) -> Opened:
    """Open a workbook, whose texts and styles are read once for all sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > LIMIT:
            raise ValueError("it is larger than 1 GiB when unpacked")
    return partial(xlsx_cells, openpyxl.load_workbook(io.BytesIO(data), read_only=True))


def xlsx_cells(workbook: Workbook, table: TableSchema) -> Cells:
    """Return the rows of one sheet of a workbook, below its header."""
    every = workbook[table.name].iter_rows(values_only=True, max_col=len(table.columns))
    # a sheet may give its second row any number, and the reader adds blank rows before it
    rows = islice(every, _MOST_ROWS)
    header, *found = ([*row, *[None] * (len(table.columns) - len(row))] for row in rows)
    if header != table.columns:
        raise ValueError(f"the columns are {header}")
    return [tuple(row) for row in found]


READERS: Final[Mapping[str, Reader]] = {
    PARQUET: lambda data: partial(parquet_cells, data),
    SQLITE: lambda data: partial(sqlite_cells, data),
    XLSX: open_workbook,
}


def is_same_value(field: Field, expected: str, found: object) -> bool:
    """Return whether a cell, in the format's own type, equals the cell of the CSV file."""
    if found is None or found == "":
        return expected == ""
    match field.type:
        case "boolean":
            return (found if isinstance(found, str) else str(bool(found)).lower()) == expected
        case "integer" | "number":
            return _is_number(expected, str(found))
        case "date":
            day = found.date() if isinstance(found, datetime) else found
            return (day.isoformat() if isinstance(day, date) else str(day)) == expected
        case "string":
            return str(found) == expected


def _is_number(expected: str, found: str) -> bool:
    try:
        return bool(expected) and Decimal(found) == Decimal(expected)
    except ArithmeticError:
        return False


def _differences(
    path: str, table: TableSchema, frame: pd.DataFrame, found: Cells
) -> Iterator[Finding]:
    rows = list(frame[table.columns].itertuples(index=False, name=None))
    if len(rows) != len(found):
        expected = localized("{count} rows", count=len(rows))
        yield FormsDisagree(Location(path, 0, table.name), f"{len(found)} rows", expected)
        return
    for number, (row, cells) in enumerate(zip(rows, found, strict=True), start=2):
        for field, expected_cell, cell in zip(table.fields, row, cells, strict=True):
            if not is_same_value(field, expected_cell, cell):
                place = Location(path, number, f"{table.name}.{field.name}")
                yield FormsDisagree(
                    place, str(cell), LocalizedText(repr(expected_cell), repr(expected_cell))
                )


def _form(
    path: str, data: bytes, tables: Iterable[TableSchema], frames: Tables
) -> Iterator[Finding]:
    """Compare the tables of one file; stop at the first unreadable one, because the others fail too."""
    reader = next(reader for suffix, reader in READERS.items() if path.endswith(suffix))
    opened: Opened | None = None
    for table in tables:
        try:
            opened = opened or reader(data)
            read = opened(table)
        except _UNREADABLE as error:
            reason = f"{table.name}: {type(error).__name__}: {error}"[:200]
            yield FormUnreadable(Location(path), "", LocalizedText(reason, reason))
            return
        yield from _differences(path, table, frames[table.name], read)


def form_findings(files: Files, received: ReceivedTables) -> Iterator[Finding]:
    """Compare every cell of every binary format in the package; a format must have all tables."""
    frames = received_frames(received)
    has_parquet = any(path.endswith(PARQUET) for path in files)
    tables = published_tables(list(received))
    for table in tables:
        path = parquet_path(table)
        if path in files:
            yield from _form(path, files[path], (table,), frames)
        elif has_parquet:
            yield FileMissing(Location(path), path)
    for path, data in files.items():
        if path.endswith((SQLITE, XLSX)):
            yield from _form(path, data, tables, frames)
