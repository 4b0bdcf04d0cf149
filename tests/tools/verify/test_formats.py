"""A binary format is the one that is made of the tables: whatever is in it beside is one finding."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.package.files import unzip_bytes, zip_bytes
from pipeline.tools.verify import verify
from pipeline.tools.verify.formats import form_differences, forms_present
from pipeline.tools.verify.verify import Status
from tests.small_report import small_release
from tests.tools.verify.corruptions import renewed
from tests.tools.verify.damage import PARQUET, SQLITE, XLSX, damaged, turned
from tests.tools.verify.test_verify import put, reported

Edit = Callable[[bytes], bytes]


def member(name: str, edit: Edit) -> Edit:
    """A workbook with another member, packed as before."""

    def edited(data: bytes) -> bytes:
        members = unzip_bytes(data)
        return zip_bytes({**members, name: edit(members.get(name, b""))})

    return edited


def database(edit: Callable[[sqlite3.Connection], object]) -> Edit:
    """A database after an edit."""

    def edited(data: bytes) -> bytes:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
            opened.deserialize(data)
            edit(opened)
            return opened.serialize()

    return edited


def statement(text: str) -> Edit:
    """A database after a statement."""
    return database(lambda opened: opened.execute(text))


def parquet(edit: Callable[[pa.Table], pa.Table]) -> Edit:
    """A Parquet file of another table."""

    def edited(data: bytes) -> bytes:
        out = io.BytesIO()
        pq.write_table(edit(pq.read_table(io.BytesIO(data))), out)
        return out.getvalue()

    return edited


def _free_pages(opened: sqlite3.Connection) -> None:
    opened.execute("CREATE TABLE more (x)")
    opened.execute("INSERT INTO more VALUES (zeroblob(90000))")
    opened.execute("DROP TABLE more")


def _declared_otherwise(opened: sqlite3.Connection) -> None:
    opened.execute("PRAGMA writable_schema = ON")
    old, new = 'CAST("value" AS REAL)', 'CAST("value" AS REAL) * 10'
    opened.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'figures'", (old, new)
    )


def _bytes_as_a_statement(opened: sqlite3.Connection) -> None:
    opened.execute("PRAGMA writable_schema = ON")
    opened.execute("UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) WHERE name = 'figures'")


SHEET = "xl/worksheets/sheet2.xml"
EDITS: dict[str, tuple[str, Edit, str]] = {
    "a sheet more": (XLSX, member("xl/worksheets/sheet99.xml", lambda _: b"<a/>"), "E511"),
    "a formula": (XLSX, member(SHEET, lambda data: data.replace(b"<v>", b"<f>1</f><v>", 1)), "E511"),
    "a column more": (XLSX, member(SHEET, lambda data: data.replace(b"</row>", b"<c/></row>", 1)), "E511"),
    "another format of a number": (
        XLSX, member("xl/styles.xml", lambda data: data.replace(b"formatCode=\"", b"formatCode=\"7", 1)), "E511"
    ),
    "macros": (XLSX, member("xl/vbaProject.bin", lambda _: b"x"), "E511"),
    "a link to elsewhere": (XLSX, member("xl/externalLinks/externalLink1.xml", lambda _: b"<a/>"), "E511"),
    "another cover": (XLSX, member("xl/sharedStrings.xml", lambda data: data.replace(b"CC BY", b"CC CY")), "E511"),
    "a comment of the zip": (XLSX, lambda data: data[:-2] + b"\1\0x", "E511"),
    "texts without end": (XLSX, member("xl/sharedStrings.xml", lambda data: data + b" " * 9_000_000), "E511"),
    "half a workbook": (XLSX, lambda data: data[: len(data) // 2], "E512"),
    "a damaged member": (XLSX, lambda data: damaged(data, "xl/workbook.xml"), "E512"),
    "bytes after the database": (SQLITE, lambda data: data + bytes(4096), "E520"),
    "free pages": (SQLITE, database(_free_pages), "E520"),
    "a version of the user": (SQLITE, statement("PRAGMA user_version = 7"), "E520"),
    "bytes as a statement": (SQLITE, database(_bytes_as_a_statement), "E512"),
    "a view": (SQLITE, statement("CREATE VIEW more AS SELECT 1"), "E511"),
    "a trigger": (
        SQLITE, statement("CREATE TRIGGER t AFTER INSERT ON figures BEGIN SELECT 1; END"), "E511"
    ),
    "a generated number": (SQLITE, database(_declared_otherwise), "E511"),
    "a row less": (SQLITE, statement("DELETE FROM statuses"), "E511"),
    "another licence": (SQLITE, statement("UPDATE package SET value = 'CC0' WHERE property = 'license'"), "E511"),
    "a view of large cells": (
        SQLITE,
        statement("CREATE VIEW more AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(9000000) FROM n"),
        "E511",
    ),
    "a text where a database was": (SQLITE, lambda _: b"text", "E512"),
    "an empty database": (SQLITE, lambda _: b"", "E512"),
    "damaged pages": (SQLITE, lambda data: turned(data, 8_192, 40_000), "E512"),
    "a column more in Parquet": (PARQUET, parquet(lambda made: made.append_column("x", pa.array([1] * len(made)))), "E511"),
    "another type": (
        PARQUET, parquet(lambda made: made.cast(made.schema.set(0, pa.field("figure_id", pa.large_string())))), "E511"
    ),
    "other metadata": (PARQUET, parquet(lambda made: made.replace_schema_metadata({"a": "b"})), "E511"),
    "rows without end": (PARQUET, parquet(lambda made: made.take(pa.array([0] * 300_000))), "E511"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_format_with_something_else_in_it_is_one_finding(name: str) -> None:
    """The file is named; no reader of the format opens it to look for what is wrong."""
    path, edit, code = EDITS[name]
    data = edit(small_release()[path])
    assert data != small_release()[path]
    (found,) = form_differences(path, data, small_release()[path])
    assert (found.code, found.location.file) == (code, path)


@pytest.mark.parametrize(
    ("path", "status"),
    [(XLSX, Status.WRONG), (SQLITE, Status.NOT_VERIFIED), (PARQUET, Status.WRONG)],
)
@pytest.mark.slow
def test_each_format_of_a_package_is_compared(path: str, status: Status, tmp_path: Path) -> None:
    """Bytes behind it are its only fault, and all sums fit again."""
    files = {**small_release(), path: small_release()[path] + b"x"}
    verdict = verify(put(renewed(files), tmp_path))
    assert (verdict.status, len(reported(verdict))) == (status, 1)
    assert [each.location.file for each in verdict.found["forms"] or ()] == [path]


def test_a_workbook_that_another_zlib_compressed_is_the_same() -> None:
    """A release is verified on other machines than the one that made it."""
    made, out = small_release()[XLSX], io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each in zipfile.ZipFile(io.BytesIO(made)).infolist():
            info = zipfile.ZipInfo(each.filename, each.date_time)
            info.create_system, info.external_attr = each.create_system, each.external_attr
            archive.writestr(info, unzip_bytes(made)[each.filename], zipfile.ZIP_DEFLATED, 1)
    assert out.getvalue() != made
    assert list(form_differences(XLSX, out.getvalue(), made)) == []


def test_the_formats_of_a_package_are_named() -> None:
    """In the line that describes the package."""
    assert forms_present(small_release()) == ("Parquet", "SQLite", "XLSX")
    assert forms_present({"a.csv": b""}) == ()
