"""Zips and JSON of unknown origin: what exceeds a budget is stopped, and no other layout is a release's."""

from __future__ import annotations

import io
import json
import resource
import signal
import sqlite3
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.package.files import zip_bytes
from pipeline.untrusted import (
    ARCHIVE_LIMIT,
    JSON_LIMIT,
    MOST_FILES,
    BudgetExceededError,
    ZipFaultKind,
    as_released,
    first_difference,
    limited,
    load_untrusted_json,
    open_untrusted_sqlite,
    read_zip,
)
from tests.mutated_bytes import mutated

FILES = {"a.csv": b"a\n" * 50, "data/数.csv": b"b\n", "z": b""}
TRUE = zip_bytes(FILES)


def packed(
    edit: Callable[[zipfile.ZipInfo], object] = lambda _: None,
    method: int = zipfile.ZIP_DEFLATED,
    order: Callable[[list[str]], list[str]] = sorted,
) -> bytes:
    """The files as a release packs them, but for an edit of each header, the method or the order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in order([*FILES]):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o100644 << 16
            edit(member)
            archive.writestr(member, FILES[name], method)
    return out.getvalue()


def _setter(**values: object) -> Callable[[zipfile.ZipInfo], object]:
    return lambda member: [setattr(member, name, value) for name, value in values.items()]


def _with(name: str, mode: int = 0o100644) -> bytes:
    """With one more member behind the others."""
    out = io.BytesIO(TRUE)
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.create_system, member.external_attr = 3, mode << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(member, b"")
    return out.getvalue()


def _behind_a_stream() -> bytes:
    """Bytes behind the end of the first compressed stream, which readers pass over."""
    with zipfile.ZipFile(io.BytesIO(TRUE)) as archive:
        first = archive.infolist()[0]
        end = 30 + len(first.filename) + first.compress_size
    start = archive.start_dir + 4
    sizes = struct.pack("<L", first.compress_size), struct.pack("<L", first.compress_size + 4)
    data = TRUE[:end].replace(*sizes) + b"more" + TRUE[end:]
    directory = data[start:].replace(*sizes, 1)
    for offset in [each.header_offset for each in archive.infolist()][1:]:
        directory = directory.replace(struct.pack("<L", offset), struct.pack("<L", offset + 4))
    ends = struct.pack("<L", archive.start_dir), struct.pack("<L", archive.start_dir + 4)
    return data[:start] + directory.replace(*ends)


def _of_size(size: int) -> bytes:
    """The first member is one of 100 bytes, and states another size, and the hash of what is read then."""
    stated = zlib.crc32(FILES["a.csv"][:size]), size
    first = (zlib.crc32(FILES["a.csv"]), len(FILES["a.csv"]))
    data = TRUE
    for at in (14, TRUE.index(b"PK\1\2") + 16):
        assert (*struct.unpack_from("<L4xL", data, at),) == first
        packed = struct.pack("<L", stated[0]), data[at + 4 : at + 8], struct.pack("<L", stated[1])
        data = data[:at] + b"".join(packed) + data[at + 12 :]
    return data


LAYOUTS = {
    "bytes before it": b"#!/bin/sh\n" + TRUE,
    "bytes behind it": TRUE + b"x",
    "a comment": TRUE[:-2] + struct.pack("<H", 3) + b"abc",
    "a comment of a member": packed(_setter(comment=b"x")),
    "a field more": packed(_setter(extra=b"UT\1\0x")),
    "a mode with the rights of the owner": packed(_setter(external_attr=0o104644 << 16)),
    "a device": packed(_setter(external_attr=0o020644 << 16)),
    "another date": packed(_setter(date_time=(2026, 1, 1, 0, 0, 0))),
    "another system": packed(_setter(create_system=0)),
    "not compressed": packed(method=zipfile.ZIP_STORED),
    "another order": packed(order=lambda names: sorted(names, reverse=True)),
    "an empty folder": _with("more/", 0o040755),
    "bytes behind a stream": _behind_a_stream(),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_of_the_same_files_is_not_that_of_a_release(name: str) -> None:
    """Every reader unpacks the same files from it."""
    assert read_zip(LAYOUTS[name]).members == FILES
    assert as_released(LAYOUTS[name]) != LAYOUTS[name]


@pytest.mark.parametrize("level", [1, 6, 9])
def test_the_layout_of_a_release_does_not_depend_on_its_compression(level: int) -> None:
    """Another build of zlib compresses otherwise."""
    made = packed(_setter(_compresslevel=level))
    assert as_released(made) == made
    assert as_released(TRUE) == TRUE


def _with_size(size: int) -> bytes:
    """A member of two million bytes that states another size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(2_000_000))
    return out.getvalue().replace(struct.pack("<L", 2_000_000), struct.pack("<L", size))


def _many() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(MOST_FILES + 1):
            archive.writestr(str(number), b"")
    return out.getvalue()


def _of_method(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a", bytes(2_000_000))
    return out.getvalue().replace(struct.pack("<L", 2_000_000), struct.pack("<L", 100))


BOMBS = {
    "stated": (_with_size(2_000_000), ZipFaultKind.TOO_LARGE),
    "more than stated": (_with_size(100), ZipFaultKind.DAMAGED),
    "many members": (_many(), ZipFaultKind.TOO_LARGE),
    "bzip2": (_of_method(zipfile.ZIP_BZIP2), ZipFaultKind.DAMAGED),
    "LZMA": (_of_method(zipfile.ZIP_LZMA), ZipFaultKind.DAMAGED),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_zip_that_unpacks_to_too_much_is_one_fault(name: str) -> None:
    """Nothing of it is unpacked beyond the size that it states."""
    data, kind = BOMBS[name]
    found = read_zip(data, 1_000_000)
    assert ([each.kind for each in found.faults], dict(found.members)) == ([kind], {})


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at first."""
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(ARCHIVE_LIMIT + 1)
    assert [each.kind for each in read_zip(path).faults] == [ZipFaultKind.TOO_LARGE]


def test_json_over_the_budget_is_refused() -> None:
    """A list without content takes many times its bytes in memory."""
    text = json.dumps("a" * (JSON_LIMIT - 2)).encode()
    assert len(load_untrusted_json(text)) == JSON_LIMIT - 2
    with pytest.raises(ValueError, match="4 MiB"):
        load_untrusted_json(text + b" ")


def test_json_with_a_key_twice_is_refused() -> None:
    """One program would read the first, another one the last."""
    with pytest.raises(ValueError, match="the key 'name' stands twice"):
        load_untrusted_json(b'[{"name": "a", "other": 1, "name": "b"}]')


def _without_end() -> None:
    while True:
        zlib.crc32(b"")


def _swallowing() -> None:
    while True:
        with suppress(Exception):  # as libraries do
            _without_end()


@pytest.mark.parametrize("work", [_without_end, _swallowing])
@pytest.mark.slow
def test_work_without_end_is_stopped(work: Callable[[], None]) -> None:
    """Also in a library that catches every exception; the former handler is back afterwards."""
    former = signal.getsignal(signal.SIGPROF)
    with pytest.raises(BudgetExceededError, match="seconds"), limited(seconds=1):
        work()
    assert signal.getsignal(signal.SIGPROF) is former
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux states memory in use")
def test_work_that_takes_too_much_memory_is_stopped() -> None:
    """The limit is that of before afterwards."""
    former = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(BudgetExceededError, match="64 MiB"), limited(memory=64 << 20):
        bytearray(1 << 30)
    assert resource.getrlimit(resource.RLIMIT_DATA) == former
    assert len(bytearray(1 << 27)) == 1 << 27


def test_work_in_another_thread_runs_without_a_signal() -> None:
    """Only the main thread can be interrupted."""
    done: list[int] = []

    def work() -> None:
        with limited():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [(b"", b"a", 0), (b"abc", b"abd", 2), (b"abc", b"ab", 2), (b"xbc", b"abc", 0), (b"a" * 99 + b"x", b"a" * 99 + b"y", 99)],
)  # fmt: skip
def test_the_first_difference_is_found(one: bytes, other: bytes, at: int) -> None:
    """In either order."""
    assert first_difference(one, other) == first_difference(other, one) == at


@pytest.mark.parametrize("size", [0, 1, 99, 101])
def test_a_stream_of_another_length_than_stated_is_not_that_of_a_release(size: int) -> None:
    """The standard library reads as many bytes as are stated, and other readers read all."""
    data = _of_size(size)
    assert read_zip(data).members == {**FILES, "a.csv": FILES["a.csv"][:size]}
    assert as_released(data) != data


def test_a_name_that_no_system_can_have_is_a_fault() -> None:
    """In UTF-8 it would be too long for the field of the zip."""
    name = b"p" * 60_000
    data = _with(name.decode()).replace(name, b"\xb3" * len(name))
    assert [each.kind for each in read_zip(data).faults] == [ZipFaultKind.PATH_TRAVERSAL]


@given(mutated(TRUE))
@settings(max_examples=300)
def test_a_damaged_zip_is_a_fault_or_has_another_layout(data: bytes) -> None:
    """No error of the standard library leaves the reader, and no damage is the layout of a release."""
    read = read_zip(data)
    if not read.faults and as_released(data) == data:
        assert read.members == FILES


@given(mutated(json.dumps({"a": [1, {"b": "数"}], "resources": [{}]}, ensure_ascii=False).encode()))
@settings(max_examples=300)
def test_damaged_json_is_refused_or_can_be_written_again(data: bytes) -> None:
    """Two exceptions are declared; another one would be a traceback for the reader of a package."""
    with suppress(ValueError, RecursionError):
        assert json.dumps(load_untrusted_json(data), ensure_ascii=False).encode()


def _database() -> bytes:
    with sqlite3.connect(":memory:") as made:
        made.executescript("create table t (a text); create view v as select a from t")
        made.execute("insert into t values ('数')")
        made.commit()
        return made.serialize()


@pytest.mark.parametrize("column", ["name", "tbl_name", "sql"])
def test_bytes_in_the_schema_of_a_database_are_an_error_of_sqlite(column: str) -> None:
    """Readers expect texts there, and SQLite itself accepts bytes."""
    with sqlite3.connect(":memory:", isolation_level=None) as made:
        made.deserialize(_database())
        made.execute("PRAGMA writable_schema = ON")
        made.execute(f"UPDATE sqlite_schema SET {column} = CAST({column} AS BLOB)")  # noqa: S608 - of this test
        data = made.serialize()
    with pytest.raises(sqlite3.DatabaseError), open_untrusted_sqlite(data):
        pass


@given(mutated(_database()))
@settings(max_examples=100)
def test_a_damaged_database_is_an_error_of_sqlite(data: bytes) -> None:
    """Everything in it is read within the limits, or SQLite refuses it."""
    with suppress(sqlite3.Error), open_untrusted_sqlite(data) as database:
        for (name,) in database.execute("select name from sqlite_master").fetchall():
            query = f'select * from "{str(name).replace(chr(34), chr(34) * 2)}"'  # noqa: S608 - quoted
            database.execute(query).fetchall()
