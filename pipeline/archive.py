"""A zip that somebody handed in, read member by member: nothing is written, every fault is told.

Any member may be damaged, named twice, or named so that it would land elsewhere; the others are
read all the same. What unpacks to more than LIMIT bytes is not read at all.
"""

from __future__ import annotations

import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

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
