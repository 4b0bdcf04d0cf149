"""Write `<report>.sqlite`: figures in words for people, then typed, keyed and checked tables.

Programs list tables by name or in order of creation, so that `all_figures_en` is first in both. It and
`all_figures_zh` hold the cells of `figures_en.csv` and `figures_zh.csv`, from the same frames and declarations.
sqlite_schema.py declares the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Final

import pandas as pd

from pipeline.escaping import sql_name
from pipeline.ingest import Report
from pipeline.ingest.csv_table import cells_by_column
from pipeline.package.files import Files, PackageInputs
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.package.formats.sqlite_schema import (
    ADVICE,
    create_indices,
    create_link,
    create_readable,
    create_table,
    link_name,
    linking,
    readable_name,
)
from pipeline.schema import TableSchema
from pipeline.schema.model import Type
from pipeline.validation.schema import rows_of

Value = str | int | None

PAGE: Final = 4096

_WRITER: Final = slice(92, 100)

"""Bytes of the header that hold the version of the last SQLite writer and its change counter."""

_OLDEST_READER: Final = (3_037_000).to_bytes(4, "big")

_READ: Final[Mapping[Type, Callable[[str], Value]]] = {
    "string": str,
    "integer": int,
    "number": str,
    "boolean": lambda text: int(text == "true"),
    "date": str,
}

_ABOUT: Final = """\
CREATE TABLE "package" ( -- 本数据库的来源与许可 source and licence of this database
  "property" TEXT NOT NULL PRIMARY KEY,
  "value" TEXT NOT NULL
) STRICT"""


class DatabaseError(RuntimeError):
    """Report that the database is inconsistent and must not be published."""


def database_path(report: Report) -> str:
    """Return the path of the database in the package."""
    return f"{report.folder}.sqlite"


def _rows(table: TableSchema, frame: pd.DataFrame) -> list[tuple[Value, ...]]:
    columns = (
        [_READ[field.type](cell) if cell else None for cell in cells]
        for field, cells in zip(table.fields, cells_by_column(frame[table.columns]), strict=True)
    )
    return list(zip(*columns, strict=True))


def _links(
    table: TableSchema, frame: pd.DataFrame
) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
    """Yield each table of links by name, with its rows."""
    for field in linking(table):
        rows: list[tuple[Value, ...]] = []
        for row in rows_of(frame):
            key = tuple(_READ[table[name].type](row[name]) for name in table.key)
            parts = row[field.name].split(";") if row[field.name] else []
            rows += [(*key, position, part) for position, part in enumerate(parts, 1)]
        yield link_name(table, field), rows


def _insert(database: sqlite3.Connection, table: str, rows: list[tuple[Value, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {sql_name(table)} VALUES ({marks})", rows)  # noqa: S608 - a declared name


def _about(report: Report) -> list[tuple[Value, ...]]:
    return [
        ("report", report.folder),
        ("title_zh", f"{report.title_zh}——原文数字"),
        ("title_en", f"{report.title_en} — printed figures"),
        ("version", report.version),
        ("released", report.released),
        ("attribution_zh", report.attribution_zh),
        ("attribution_en", report.attribution_en),
        ("license", "CC-BY-4.0"),
        ("decimals", f"{ADVICE.en} / {ADVICE.zh}".replace("{real}", "*_real")),
    ]


def _fill(database: sqlite3.Connection, material: PackageInputs) -> None:
    """Insert the tables in the package's order and the rows in each table's; links and indices last."""
    for table, frame in readable_frames(material.frames):
        database.execute(create_readable(table))
        _insert(database, readable_name(table), _rows(table, frame))
    database.execute(_ABOUT)
    _insert(database, "package", _about(material.report))
    for table in material.tables:
        database.execute(create_table(table))
        _insert(database, table.name, _rows(table, material.frame(table)))
    for table in material.tables:
        for field in linking(table):
            database.execute(create_link(table, field))
        for name, links in _links(table, material.frame(table)):
            _insert(database, name, links)
        for statement in create_indices(table):
            database.execute(statement)


def _check_integrity(database: sqlite3.Connection) -> None:
    """Check foreign keys after all inserts, because tables may refer to each other."""
    faults = [row for row in database.execute("PRAGMA integrity_check") if row != ("ok",)]
    faults += database.execute("PRAGMA foreign_key_check").fetchall()
    if faults:
        raise DatabaseError("; ".join(map(str, faults)))


def _normalised(data: bytes) -> bytes:
    """Return the database with the writer's version in its header replaced by the oldest reader's."""
    return data[: _WRITER.start] + bytes(4) + _OLDEST_READER + data[_WRITER.stop :]


def sqlite(material: PackageInputs, made: Files) -> Files:
    """Return the whole package as one database.

    Raises DatabaseError or sqlite3.IntegrityError if the rows break the declarations of the tables.
    """
    del made
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute(f"PRAGMA page_size = {PAGE}")
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("BEGIN")
        _fill(database, material)
        database.execute("COMMIT")
        _check_integrity(database)
        return {database_path(material.report): _normalised(database.serialize())}
