"""Read zips, JSON and SQLite databases of unknown origin, in memory and within limits.

Any member of a zip may be damaged, named twice, or named so that it would land elsewhere; the other
members are read nevertheless, and each fault is reported. A zip that unpacks to more than LIMIT bytes
is not read. A query that takes too long is stopped.
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

from pipeline.rules import Wording

LIMIT: Final = 1 << 30
#: What reading a zip raises, each of its compressions included, if its bytes are not what they were.
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError,
    ValueError, LookupError, OverflowError, MemoryError,
)  # fmt: skip

_UTF8: Final = 0x800

_TOO_LARGE: Final = Wording("it unpacks to more than 1 GiB", "解压后超过 1 GiB")


class FaultKind(StrEnum):
    """What is wrong with a zip as a whole or with one of its members."""

    NO_ZIP = "no-zip"
    DAMAGED = "damaged"
    TWICE = "twice"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Fault:
    """One fault: of the zip, or of the member that is named."""

    kind: FaultKind
    name: str
    reason: Wording


@dataclass(frozen=True)
class Archive:
    """The members that could be read, by name, and the faults of the others."""

    members: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()


def is_safe(path: str) -> bool:
    """Whether a path stays below the folder that it is relative to, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (
        path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0] or "\0" in path
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """A member's name; one that is not marked as UTF-8 is read as Chinese Windows writes it."""
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
    """The place at which a member lands: some systems do not tell case or composition apart."""
    return unicodedata.normalize("NFC", PurePosixPath(name).as_posix()).casefold()


def _is_outside(entry: zipfile.ZipInfo, name: str) -> bool:
    """Whether unpacking the member would write, or leave a link, that leads elsewhere."""
    return not is_safe(name) or stat.S_ISLNK(entry.external_attr >> 16)


_NO_ZIP: Final = Wording("the zip cannot be read ({reason})", "压缩包无法读取（{reason}）")

_DAMAGED: Final = Wording(
    "it is damaged within the zip ({reason})", "该文件在压缩包中已损坏（{reason}）"
)


def _said(wording: Wording, error: BaseException) -> Wording:
    return wording.format(reason=str(error) or type(error).__name__)


def _members(opened: zipfile.ZipFile) -> Archive:
    entries = [(_name(each), each) for each in opened.infolist()]
    if sum(each.file_size for _, each in entries) > LIMIT:
        return Archive({}, (Fault(FaultKind.NO_ZIP, "", _TOO_LARGE),))
    places = Counter(_unpacked(name) for name, each in entries if not each.is_dir())
    members: dict[str, bytes] = {}
    faults: dict[Fault, None] = {}
    for name, entry in entries:
        if _is_outside(entry, name):
            faults[Fault(FaultKind.OUTSIDE, name, Wording("", ""))] = None
        elif entry.is_dir():
            continue
        elif places[_unpacked(name)] > 1:
            faults[Fault(FaultKind.TWICE, name, Wording("", ""))] = None
        else:
            try:
                members[name] = opened.read(entry)
            except UNREADABLE as error:
                faults[Fault(FaultKind.DAMAGED, name, _said(_DAMAGED, error))] = None
    damaged = [each for each in faults if each.kind is FaultKind.DAMAGED]
    if len(damaged) > 1 and not members:
        # of one cause: an unknown compression, a password
        return Archive({}, (Fault(FaultKind.NO_ZIP, "", damaged[0].reason),))
    return Archive(members, tuple(faults))


def read_zip(path: Path) -> Archive:
    """Read a zip; never raises for what is in it."""
    try:
        with zipfile.ZipFile(path) as opened:
            return _members(opened)
    except UNREADABLE as error:
        return Archive({}, (Fault(FaultKind.NO_ZIP, "", _said(_NO_ZIP, error)),))


_LONGEST_CELL: Final = 1 << 24
#: The progress handler is asked every so many steps of SQLite's machine, and lets it go on this often.
_STEPS: Final = 100_000

_TURNS: Final = 5_000


def parsed(data: bytes) -> Any:
    """A JSON document in UTF-8 whose every text can be written again.

    Raises ValueError or RecursionError for what is none; half a character of UTF-16 can be escaped
    in JSON and written nowhere.
    """
    document = json.loads(data.decode())
    json.dumps(document, ensure_ascii=False).encode()
    return document


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; whatever else stands in its place, or among them, is passed over."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


@contextmanager
def opened_database(data: bytes) -> Iterator[sqlite3.Connection]:
    """A database from its bytes; a view may calculate for ever, so that its steps are counted.

    Raises sqlite3.Error for what is no database, when it is opened or when it is asked.
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
