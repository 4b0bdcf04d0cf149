"""Read zips, JSON and SQLite databases of unknown origin, in memory and within limits.

A member of a zip may be damaged, be named twice, or have a path outside the folder. Each fault is
reported, and the other members are read. The budgets below hold before anything is parsed; `limited`
stops what takes too long or too much memory within them.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sqlite3
import stat
import struct
import sys
import threading
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Any, Final, Never

from pipeline.budgets import budget
from pipeline.rules import LocalizedText, localized

#: Budgets of a package: bytes of its files, of its zip, of its tables and of one JSON file; files; rows
#: and cells of its tables.
LIMIT: Final = 96 << 20
ARCHIVE_LIMIT: Final = 64 << 20
TABLES_LIMIT: Final = 16 << 20
JSON_LIMIT: Final = 4 << 20
MOST_FILES: Final = 2_000
MOST_ROWS: Final = 25_000
MOST_CELLS: Final = 500_000
#: Budgets of one verification: seconds of the processor, bytes of memory beside what is in use already.
SECONDS: Final = 40
MEMORY: Final = 256 << 20
#: Exceptions of reading a damaged zip.
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
    OverflowError,
)  # fmt: skip

_UTF8: Final = 0x800
#: Characters of a path; in UTF-8 they fit into the path of a system and into the field of a zip.
_LONGEST_PATH: Final = 1_000
_LONGEST_FACT: Final = 40
_ENTRY: Final = b"PK\1\2"


class BudgetExceededError(BaseException):
    """Stop work that exceeds a budget; no handler of `Exception` in a library continues it."""

    def __init__(self, exceeded: LocalizedText) -> None:
        super().__init__(str(exceeded))
        self.budget = exceeded
        self.reason = localized(
            "it exceeds the budget of {budget}, which --budget multiplies", budget=exceeded
        )


def _raise_too_long(signum: int, frame: FrameType | None) -> Never:
    del signum, frame
    raise BudgetExceededError(localized("{count} seconds", count=budget(SECONDS)))


def _data_bytes() -> int | None:
    """Return the writable memory of this process; None if the system does not state it."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return None


@contextmanager
def limited(seconds: int = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Raise BudgetExceededError in work that takes more processor time or memory.

    Only the main thread receives signals, and only Linux limits memory; elsewhere the other budgets hold.
    """
    seconds, memory = budget(seconds), budget(memory)
    in_use, (soft, hard) = _data_bytes(), resource.getrlimit(resource.RLIMIT_DATA)
    is_main = threading.current_thread() is threading.main_thread()
    unraisable = sys.unraisablehook
    try:
        # memory that is used up is reported once, not for each object that then fails to close
        sys.unraisablehook = lambda _: None
        if in_use is not None and soft == resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_DATA, (in_use + memory, hard))
        if is_main:
            former = signal.signal(signal.SIGPROF, _raise_too_long)
            signal.setitimer(signal.ITIMER_PROF, seconds, 1)
        yield
    except MemoryError:
        exceeded = localized("{count} MiB of memory", count=memory >> 20)
        raise BudgetExceededError(exceeded) from None
    finally:
        sys.unraisablehook = unraisable
        if is_main:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, former)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class ZipFaultKind(StrEnum):
    """Name the faults of a zip or of one of its members."""

    NOT_A_ZIP = "no-zip"
    TOO_LARGE = "too-large"
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
    """Return whether a relative path stays below its folder and can exist, on every system."""
    parts = PurePosixPath(path).parts
    return (
        0 < len(path) <= _LONGEST_PATH
        and bool(parts)
        and not (
            path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0] or "\0" in path
        )
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


def _stated(wording: LocalizedText, error: BaseException) -> LocalizedText:
    return wording.format(reason=str(error) or type(error).__name__)


def first_difference(one: bytes, other: bytes) -> int:
    """Return the first position in which two byte strings differ, by comparing halves."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        same = one[low:middle] == other[low:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def short_text(fact: object) -> str:
    """Return a fact that a package states about itself, such as its version, as text that fits a line."""
    text = str(fact)
    return text if len(text) <= _LONGEST_FACT else f"{text[:_LONGEST_FACT]}…"


def bytes_text(limit: int) -> LocalizedText:
    """Return a budget of bytes as text."""
    return localized("{count} MiB", count=limit >> 20)


def files_text() -> LocalizedText:
    """Return the budget of files as text."""
    return localized("{count} files", count=budget(MOST_FILES))


def _only(kind: ZipFaultKind, reason: LocalizedText) -> ZipContents:
    return ZipContents({}, (ZipFault(kind, "", reason),))


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a member that unpacks to its declared size; more is neither unpacked nor returned."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # the standard library unpacks other methods without a limit
        raise ValueError(f"compression method {entry.compress_type}")
    with opened.open(entry) as member:
        return member.read(entry.file_size + 1)


def _members(opened: zipfile.ZipFile, limit: int) -> ZipContents:
    entries = [(_name(each), each) for each in opened.infolist()]
    if sum(each.file_size for _, each in entries) > limit:
        return _only(ZipFaultKind.TOO_LARGE, bytes_text(limit))
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
                members[name] = _read(opened, entry)
            except UNREADABLE as error:
                faults[ZipFault(ZipFaultKind.DAMAGED, name, _stated(_DAMAGED, error))] = None
    damaged = [each for each in faults if each.kind is ZipFaultKind.DAMAGED]
    if len(damaged) > 1 and not members:
        # one cause for all members: an unknown compression or a password
        return _only(ZipFaultKind.NOT_A_ZIP, damaged[0].reason)
    return ZipContents(members, tuple(faults))


def read_zip(given: Path | bytes, limit: int | None = None) -> ZipContents:
    """Read a zip that unpacks to at most `limit` bytes; faults in it are returned, not raised."""
    archive_limit = budget(ARCHIVE_LIMIT)
    try:
        if isinstance(given, Path):
            if given.stat().st_size > archive_limit:
                return _only(ZipFaultKind.TOO_LARGE, bytes_text(archive_limit))
            given = given.read_bytes()
        if given.count(_ENTRY) > budget(MOST_FILES):
            # the standard library makes an object of each entry before any is read
            return _only(ZipFaultKind.TOO_LARGE, files_text())
        with zipfile.ZipFile(io.BytesIO(given)) as opened:
            return _members(opened, budget(LIMIT) if limit is None else limit)
    except UNREADABLE as error:
        return _only(ZipFaultKind.NOT_A_ZIP, _stated(_NO_ZIP, error))


_HEADER: Final = b"PK\3\4"
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LAST: Final = b"PK\5\6"
_END: Final = struct.Struct("<4s4H2LH")
_VERSION, _FIRST_DAY, _UNIX, _MODE = 20, 33, 3 << 8, 0o100644 << 16


def _stream(packed: bytes, size: int) -> bytes:
    """Return the compressed stream without bytes behind it; nothing unless it ends after exactly `size` bytes.

    The standard library returns the first `size` bytes of a longer stream, and other readers return all.
    """
    inflated = zlib.decompressobj(-15)
    with suppress(zlib.error):
        if len(inflated.decompress(packed, size + 1)) == size and inflated.eof:
            return packed[: len(packed) - len(inflated.unused_data)]
    return b""


def as_released(data: bytes) -> bytes:
    """Return a zip with the members of a readable one, laid out as `package.files.zip_bytes` writes it.

    The compressed members are copied, because other builds of zlib compress otherwise. Headers,
    their order and what stands between them are written anew.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entries = sorted(opened.infolist(), key=lambda each: each.orig_filename)
    members, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.orig_filename.encode()
        start = entry.header_offset + _LOCAL.size + len(name)
        packed = data[start : start + entry.compress_size]
        packed = _stream(packed, entry.file_size)
        flags = 0 if entry.orig_filename.isascii() else _UTF8
        known = (
            _VERSION, flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, entry.CRC, len(packed), entry.file_size,
            len(name), 0,
        )  # fmt: skip
        made = (_ENTRY, _VERSION | _UNIX, *known, 0, 0, 0, _MODE, len(members))
        directory += _CENTRAL.pack(*made) + name
        members += _LOCAL.pack(_HEADER, *known) + name + packed
    end = (_LAST, 0, 0, len(entries), len(entries), len(directory), len(members), 0)
    return bytes(members + directory + _END.pack(*end))


_LONGEST_CELL: Final = 1 << 24
#: SQLite calls the progress handler after so many steps; after so many calls the query is stopped.
_STEPS: Final = 100_000

_TURNS: Final = 5_000
#: SQLite accepts bytes as a name and as a statement; Python's dump of a database expects texts.
_OTHER_THAN_TEXT: Final = """
    SELECT 1 FROM sqlite_master
    WHERE typeof(name) || typeof(tbl_name) <> 'texttext' OR typeof(sql) NOT IN ('text', 'null')
"""


def load_untrusted_json(data: bytes) -> Any:
    """Parse a JSON document in UTF-8 whose texts can all be encoded again.

    Raises ValueError or RecursionError for other input. JSON can escape a lone surrogate of UTF-16,
    which cannot be encoded. Of a key that an object has twice, programs read one or the other.
    """
    if len(data) > JSON_LIMIT:
        raise ValueError(f"it is larger than {JSON_LIMIT >> 20} MiB")
    document = json.loads(data.decode(), object_pairs_hook=_object)
    json.dumps(document, ensure_ascii=False).encode()
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise ValueError(f"the key {short_text(counts.most_common(1)[0][0])!r} stands twice")
    return made


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
        if database.execute(_OTHER_THAN_TEXT).fetchone():
            raise sqlite3.DatabaseError("its schema has a name or a statement that is not a text")
        yield database
