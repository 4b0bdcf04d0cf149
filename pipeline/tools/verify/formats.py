"""Compare a binary format of a package with the one that this program makes of the CSV files, as a whole.

The bytes decide. Where they differ, the finding names the first part that differs. Other builds of
zlib and SQLite may write other bytes of the same content: a workbook is compared member by member, a
database by its statements. No reader of a format opens a received file except SQLite, within limits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Final

from pipeline.package import Files
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules.package_rules import FormsDisagree, FormUnreadable, NotVerified
from pipeline.untrusted import (
    UNREADABLE,
    ZipFaultKind,
    as_released,
    first_difference,
    open_untrusted_sqlite,
    read_zip,
)

SQLITE: Final = ".sqlite"

XLSX: Final = ".xlsx"

_TITLES: Final[Mapping[str, str]] = {".parquet": "Parquet", SQLITE: "SQLite", XLSX: "XLSX"}

BINARY_SUFFIXES: Final = tuple(_TITLES)


def forms_present(files: Files) -> tuple[str, ...]:
    """Return the titles of the binary formats in a package."""
    return tuple(
        title for suffix, title in _TITLES.items() if any(path.endswith(suffix) for path in files)
    )


def _other_bytes(path: str, received: bytes, made: bytes) -> Finding:
    """Return the finding that a file differs, where nothing is known of the part."""
    at = localized("byte {at} of {count}", at=first_difference(received, made), count=len(received))
    return FormsDisagree(Location(path), str(at), localized("{count} bytes", count=len(made)))


def _workbook_difference(path: str, received: bytes, made: bytes) -> Iterator[Finding]:
    """Yield the first member in which a workbook differs; the members may be compressed otherwise."""
    expected = read_zip(made).members
    given = read_zip(received, 2 * sum(map(len, expected.values())))
    for fault in given.faults:
        if fault.kind is ZipFaultKind.TOO_LARGE:
            yield _other_bytes(path, received, made)
        else:
            yield FormUnreadable(Location(path), "", fault.reason)
        return
    for name in sorted(given.members.keys() | expected.keys()):
        one, other = given.members.get(name), expected.get(name)
        if one != other:
            described = [
                "nothing" if data is None else f"{len(data)} bytes" for data in (one, other)
            ]
            yield FormsDisagree(
                Location(path, 0, name), described[0], LocalizedText(described[1], described[1])
            )
            return
    if as_released(received) != received:
        yield _other_bytes(path, received, made)


def _database_difference(path: str, received: bytes, made: bytes) -> Iterator[Finding]:
    """Yield the first statement that recreates another database."""
    with open_untrusted_sqlite(received) as given, open_untrusted_sqlite(made) as own:
        pairs = zip_longest(given.iterdump(), own.iterdump(), fillvalue="")
        one, other = next(((one, other) for one, other in pairs if one != other), ("", ""))
    if one == other:
        reason = localized(
            "the same statements as made here, but other bytes from {at} on; another build of SQLite, or hidden data",
            at=first_difference(received, made),
        )
        yield NotVerified(Location(path), path, reason)
        return
    lines = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
    seen, expected = next((a.strip(), b.strip()) for a, b in lines if a != b)
    yield FormsDisagree(Location(path), repr(seen), untranslated(repr(expected)))


def form_differences(path: str, received: bytes, made: bytes) -> Iterator[Finding]:
    """Yield at most one finding about a format whose bytes differ from those made here."""
    try:
        if path.endswith(XLSX):
            yield from _workbook_difference(path, received, made)
        elif path.endswith(SQLITE):
            yield from _database_difference(path, received, made)
        else:
            yield _other_bytes(path, received, made)
    except (sqlite3.Error, *UNREADABLE) as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        yield FormUnreadable(Location(path), "", untranslated(reason))
