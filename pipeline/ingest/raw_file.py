"""Read one raw file as bytes or as text: below raw/, UTF-8, no NUL, no conflict markers of git."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline.filesystem import TooLargeError, links_below, os_error_text, read_regular
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules import file_rules as rules

_ELSEWHERE: Final = localized("a link to a place outside the folder")
#: Conflict markers of git around two versions of the same lines; the middle one has no name after it.
_MERGE_MARK: Final = re.compile(r"(?m)^(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?|={7})\r?$")


def name_below(path: Path, root: Path) -> str:
    """Return the path of a file below the root, with bytes that are not UTF-8 as escapes."""
    return path.relative_to(root).as_posix().encode(errors="backslashreplace").decode()


#: Returns the bytes of a raw file below a root, or the finding if it cannot be read.
Reader = Callable[[Path, Path], tuple[bytes, Finding | None]]


def outside(path: Path, root: Path) -> Finding | None:
    """Return the finding about the first part of a path below `root` that is a link out of the root."""
    for link in links_below(path, root):
        if not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(root)):
            place = Location(name_below(link, root))
            return rules.NotAFile(place, "", _ELSEWHERE)
    return None


def not_a_file(path: Path, root: Path) -> LocalizedText | None:
    """Return why a path is not a file of the raw folder below `root`; None if it is one."""
    if path.is_symlink() and not path.exists():
        return localized("a broken link")
    if not path.is_file():
        return localized("a folder") if path.is_dir() else localized("a device")
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return _ELSEWHERE
    return None


def read_bytes(path: Path, root: Path) -> tuple[bytes, Finding | None]:
    """Return the bytes of a raw file, or the finding if it cannot be read."""
    place = Location(name_below(path, root))
    if path.exists() and (elsewhere := outside(path, root)):
        return b"", elsewhere
    if not path.exists() and not path.is_symlink():
        return b"", rules.MissingFile(place)
    if kind := not_a_file(path, root):
        return b"", rules.NotAFile(place, "", kind)
    try:
        return read_regular(path), None
    except TooLargeError as error:
        return b"", rules.TooManyRows(place, "", untranslated(error.limit))
    except OSError as error:
        return b"", rules.NotAFile(place, "", os_error_text(error))


def decode(data: bytes, file: str) -> tuple[str, Finding | None]:
    """Return a file's text without its byte order mark, or the finding with the unreadable line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", rules.NotUtf8(Location(file, _line(data, error.start)), hex(data[error.start]))
    if "\0" in text:
        return "", rules.NulCharacter(Location(file, _line(data, data.index(b"\0"))))
    if mark := _MERGE_MARK.search(text):
        row = text.count("\n", 0, mark.start()) + 1
        return "", rules.UnresolvedMerge(Location(file, row), mark[0].strip())
    return text, None


def _line(data: bytes, position: int) -> int:
    """Return the line of a byte; LF, CRLF and CR end lines."""
    return len(data[: position + 1].splitlines())
