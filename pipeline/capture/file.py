"""One raw file as bytes and as text: that it is a file below raw/, UTF-8, without NUL, of one version."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from pipeline.refused import reason
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import capture as rules
from pipeline.safe_paths import links_below

_ELSEWHERE: Final = Wording("a link to elsewhere", "指向别处的链接")
#: What git writes around two versions of the same lines; the middle one has no name behind it.
_MERGE_MARK: Final = re.compile(r"(?m)^(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?|={7})\r?$")


def outside(path: Path, root: Path) -> Finding | None:
    """The finding about the first part of a path below `root` that is a link out of the root."""
    for link in links_below(path, root):
        if not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(root)):
            place = Place(link.relative_to(root).as_posix())
            return rules.NotAFile(place, "", _ELSEWHERE)
    return None


def not_a_file(path: Path, root: Path) -> Wording | None:
    """Why a path is no file of the raw folder below `root`; None if it is one."""
    if path.is_symlink() and not path.exists():
        return Wording("a broken link", "失效的链接")
    if not path.is_file():
        return Wording("a folder", "文件夹") if path.is_dir() else Wording("a device", "设备")
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return _ELSEWHERE
    return None


def read_bytes(path: Path, root: Path) -> tuple[bytes, Finding | None]:
    """A raw file's bytes, or the finding that says why there are none."""
    place = Place(path.relative_to(root).as_posix())
    if path.exists() and (elsewhere := outside(path, root)):
        return b"", elsewhere
    if not path.exists() and not path.is_symlink():
        return b"", rules.MissingFile(place)
    if kind := not_a_file(path, root):
        return b"", rules.NotAFile(place, "", kind)
    try:
        return path.read_bytes(), None
    except OSError as error:
        return b"", rules.NotAFile(place, "", reason(error))


def decode(data: bytes, file: str) -> tuple[str, Finding | None]:
    """A file's text without its byte order mark, or the finding that says where it cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", rules.NotUtf8(Place(file, _line(data, error.start)), hex(data[error.start]))
    if "\0" in text:
        return "", rules.NulCharacter(Place(file, _line(data, data.index(b"\0"))))
    if mark := _MERGE_MARK.search(text):
        row = text.count("\n", 0, mark.start()) + 1
        return "", rules.UnresolvedMerge(Place(file, row), mark[0].strip())
    return text, None


def _line(data: bytes, position: int) -> int:
    """The line in which a byte stands; LF, CRLF and CR end lines."""
    return len(data[: position + 1].splitlines())
