"""Read zips, JSON and SQLite databases of unknown origin, in memory and within limits.

A member of a zip may be damaged, be named twice, or have a path outside the folder. Each fault is
reported, and the other members are read. A zip that unpacks to more than LIMIT bytes is not read. A
query that takes too long is stopped.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline.rules import LocalizedText, localized

LIMIT: Final = 1 << 30
#: Exceptions of reading a damaged zip, with those of each compression.
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError,
    ValueError, LookupError, OverflowError, MemoryError,
)  # fmt: skip

_UTF8: Final = 0x800

_TOO_LARGE: Final = localized("it unpacks to more than 1 GiB")


class ZipFaultKind(StrEnum):
    """Name the faults of a zip or of one of its members."""

    NOT_A_ZIP = "no-zip"
    DAMAGED = "damaged"
    DUPLICATE = "twice"
    PATH_TRAVERSAL = "outside"


@dataclass(frozen=True)
class ZipFault:
    """Hold one fault of the zip, or of the named member."""

    kind: ZipFaultKind
    name: str
    reason: LocalizedText


@dataclass(frozen=True)
class ZipContents:
    """Hold the readable members by name, and the faults of the others."""

    members: Mapping[str, bytes]
    faults: tuple[ZipFault, ...] = ()


def is_safe(path: str) -> bool:
    """Return whether a relative path stays below its folder, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (
        path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0] or "\0" in path
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """Decode a member's name; names that are not marked as UTF-8 are decoded as on Chinese Windows."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8 or name.isascii():
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _unpacked(name: str) -> str:
    """Return the unpacked path of a member; some systems ignore case and Unicode composition."""
    return unicodedata.normalize("NFC", PurePosixPath(name).as_posix()).casefold()


def _is_outside(entry: zipfile.ZipInfo, name: str) -> bool:
    """Return whether unpacking the member would write outside the folder or make a link."""
    return not is_safe(name) or stat.S_ISLNK(entry.external_attr >> 16)


_NO_ZIP: Final = localized("the zip cannot be read ({reason})")

_DAMAGED: Final = localized("it is damaged within the zip ({reason})")


def _said(wording: LocalizedText, error: BaseException) -> LocalizedText:
    return wording.format(reason=str(error) or type(error).__name__)


def _members(opened: zipfile.ZipFile) -> ZipContents:
    entries = [(_name(each), each) for each in opened.infolist()]
    if sum(each.file_size for _, each in entries) > LIMIT:
        return ZipContents({}, (ZipFault(ZipFaultKind.NOT_A_ZIP, "", _TOO_LARGE),))
    places = Counter(_unpacked(name) for name, each in entries if not each.is_dir())
    members: dict[str, bytes] = {}
    faults: dict[ZipFault, None] = {}
    for name, entry in entries:
        if _is_outside(entry, name):
            faults[ZipFault(ZipFaultKind.PATH_TRAVERSAL, name, LocalizedText("", ""))] = None
        elif entry.is_dir():
            continue
        elif places[_unpacked(name)] > 1:
            faults[ZipFault(ZipFaultKind.DUPLICATE, name, LocalizedText("", ""))] = None
        else:
            try:
                members[name] = opened.read(entry)
            except UNREADABLE as error:
                faults[ZipFault(ZipFaultKind.DAMAGED, name, _said(_DAMAGED, error))] = None
    damaged = [each for each in faults if each.kind is ZipFaultKind.DAMAGED]
    if len(damaged) > 1 and not members:
        # one cause for all members: an unknown compression or a password
        return ZipContents({}, (ZipFault(ZipFaultKind.NOT_A_ZIP, "", damaged[0].reason),))
    return ZipContents(members, tuple(faults))


def read_zip(path: Path) -> ZipContents:
    """Read a zip; faults in it are returned, not raised."""
    try:
        with zipfile.ZipFile(path) as opened:
            return _members(opened)
    except UNREADABLE as error:
        return ZipContents({}, (ZipFault(ZipFaultKind.NOT_A_ZIP, "", _said(_NO_ZIP, error)),))


_LONGEST_CELL: Final = 1 << 24
#: SQLite calls the progress handler after so many steps; after so many calls the query is stopped.
_STEPS: Final = 100_000

_TURNS: Final = 5_000


def load_untrusted_json(data: bytes) -> Any:
    """Parse a JSON document in UTF-8 whose texts can all be encoded again.

    Raises ValueError or RecursionError for other input. JSON can escape a lone surrogate of UTF-16,
    which cannot be encoded.
    """
    document = json.loads(data.decode())
    json.dumps(document, ensure_ascii=False).encode()
    return document


def json_objects(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in a list; ignore other values in the list or instead of it."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


@contextmanager
def open_untrusted_sqlite(data: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database from its bytes, with a limit of steps, because a view may compute without end.

    Raises sqlite3.Error for invalid bytes, when it is opened or queried.
    """
    if not data:
        raise sqlite3.DatabaseError("the file is empty")
    turns = iter(range(_TURNS))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        database.execute("PRAGMA trusted_schema = OFF")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
        database.set_progress_handler(lambda: next(turns, None) is None, _STEPS)
        yield database
