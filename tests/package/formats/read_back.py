"""Each form read back by a program that did not write it, as canonical text by table."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.escaping import sql_name
from pipeline.ingest.report_folder import load_reports
from pipeline.package import RELEASE_BUILDERS, Files, PackageInputs
from pipeline.package.build import build_package
from pipeline.package.descriptor import path_of
from pipeline.package.formats import parquet, sqlite, xlsx
from pipeline.paths import Paths
from pipeline.schema import TableSchema
from tests.package.committed import CHECKOUT, REPORT, made
from tests.shared import shared

Cells = list[list[str]]
"""Rows of text, in the table's order."""


@shared
def released() -> Files:
    """Every file of the release that the committed raw/ makes, without another check of its tables."""
    capture = load_reports(Paths(CHECKOUT))[REPORT]
    return build_package(capture, made().warnings, RELEASE_BUILDERS, check=lambda *_: None).files


def material(table: str = "", **cells: str) -> PackageInputs:
    """What is published, with other cells in the first row of one table."""
    frames = dict(made().frames)
    if table:
        frames[table] = frames[table].copy()
        for column, cell in cells.items():
            frames[table].loc[frames[table].index[0], column] = cell
    return PackageInputs(made().report, frames, made().ledger, {})


def plain(number: str) -> str:
    """A decimal without the zeros at its end, in which forms may differ."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def text_of(value: Any) -> str:
    """A value that a reader gave, as the CSV file writes it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return plain(format(value, "f"))
        case _:
            return str(value)


def from_csv(files: Files, table: TableSchema) -> Cells:
    """The canonical form."""
    text = io.StringIO(files[path_of(table)].decode(), newline="")
    return list(csv.reader(text, strict=True))[1:]


def from_frame(made_from: PackageInputs, table: TableSchema) -> Cells:
    """What the forms were made from, numbers as `plain` has them."""
    numbers = [field.type == "number" for field in table.fields]
    rows = made_from.frame(table).itertuples(index=False, name=None)
    return [[plain(c) if n else c for c, n in zip(row, numbers, strict=True)] for row in rows]


def from_parquet(files: Files, table: TableSchema) -> Cells:
    """Read by Arrow: exact decimals, days, truth values."""
    read = pq.read_table(pa.BufferReader(files[f"parquet/{table.name}.parquet"]))
    assert read.column_names == table.columns
    columns = [map(text_of, column.to_pylist()) for column in read.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def opened(files: Files) -> sqlite3.Connection:
    """The database, in memory, with its keys enforced."""
    database = sqlite3.connect(":memory:")
    database.deserialize(files[f"{REPORT}.sqlite"])
    database.execute("PRAGMA foreign_keys = ON")
    return database


def _from_database(value: Any, type_: str) -> str:
    if value is not None and type_ == "boolean":
        return text_of(bool(value))
    return plain(text_of(value)) if type_ == "number" else text_of(value)


def from_sqlite(files: Files, table: TableSchema) -> Cells:
    """Read by SQLite in its own order of rows; what it generates stands after the columns."""
    types = [field.type for field in table.fields]
    with closing(opened(files)) as database:
        rows = database.execute(f"SELECT * FROM {sql_name(table.name)} ORDER BY rowid")  # noqa: S608
        assert [each[0] for each in rows.description][: len(types)] == table.columns
        return [list(map(_from_database, row[: len(types)], types)) for row in rows]


def _shown(cell: Any) -> str:
    """A cell as the workbook shows it: its own format decides about decimals."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        _, _, fraction = cell.number_format.partition(".")
        return plain(f"{Decimal(repr(value)):.{len(fraction)}f}")
    return text_of(value)


@cache
def _workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def from_xlsx(files: Files, table: TableSchema) -> Cells:
    """Read by openpyxl; the first line holds the names."""
    sheet = _workbook(files[f"{REPORT}.xlsx"])[table.name]
    names, *rows = sheet.iter_rows(max_col=len(table.fields))
    assert [each.value for each in names] == table.columns
    numbers = [field.type == "number" for field in table.fields]
    assert not [c.coordinate for row in rows for c in row if c.data_type == "f"], "no formula"
    shown = [list(map(_shown, row)) for row in rows]
    return [[plain(c) if n else c for c, n in zip(row, numbers, strict=True)] for row in shown]


READERS: Final[
    Mapping[
        str, tuple[Callable[[PackageInputs, Files], Files], Callable[[Files, TableSchema], Cells]]
    ]
] = {
    "parquet": (parquet, from_parquet),
    "sqlite": (sqlite, from_sqlite),
    "xlsx": (xlsx, from_xlsx),
}
"""By form: what makes it, and what reads it back."""
