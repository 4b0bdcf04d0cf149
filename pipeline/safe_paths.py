"""Where the program may write: below its root, through no link, over nothing that it did not make.

Every write goes through `confined`, every replacement and removal of a folder through `require_own`:
`whole_file.write_whole` and `release.replace` call them, and nothing else writes where others read.
A folder is a package of this program if its `SHA256SUMS` lists exactly the files in it and its
`datapackage.json` names the report.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.rules.wording import Wording

CHECKSUMS: Final = "SHA256SUMS"
DESCRIPTOR: Final = "datapackage.json"
_LINE: Final = re.compile(r"[0-9a-f]{64} [ *](.+)")
#: A list or a descriptor of a package is far smaller; a larger file is not read.
_LARGEST: Final = 1 << 26


class UnsafePathError(OSError):
    """A write that is refused, because it would change something that is not the program's own.

    Attributes:
        reason: why, in both languages.
    """

    def __init__(self, path: Path, reason: Wording) -> None:
        super().__init__(errno.EPERM, reason.en, str(path))
        self.reason = reason


def links_below(path: Path, root: Path) -> Iterator[Path]:
    """The links among a path's own parts below `root`, from the root down.

    Raises UnsafePathError if the path does not lie below the root.
    """
    whole, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 - no link is followed
    if not whole.is_relative_to(base):
        raise UnsafePathError(path, Wording(f"it is outside {base}", f"位于 {base} 之外"))
    parts = whole.relative_to(base).parts
    steps = (base.joinpath(*parts[:count]) for count in range(1, len(parts) + 1))
    return (step for step in steps if step.is_symlink())


def confined(path: Path, root: Path) -> Path:
    """Return the absolute path, if it lies below `root` and no part of it below the root is a link.

    The root itself may be reached through links: it is what the user named.

    Raises:
        UnsafePathError: it is the root or outside it, or a part of it is a link.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - as it is named: no link is followed
    for link in links_below(whole, root):
        named = link.relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
        raise UnsafePathError(
            path,
            Wording(
                f"{named} is a link, and nothing is written through links",
                f"{named} 是链接，程序不通过链接写入",
            ),
        )
    if whole == Path(os.path.abspath(root)):  # noqa: PTH100
        raise UnsafePathError(path, Wording("it is the root itself", "是根目录本身"))
    return whole


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST


def _listed(folder: Path) -> set[str] | None:
    """The paths in the folder's list of checksums; None if it has none of the right form."""
    path = folder / CHECKSUMS
    try:
        text = path.read_text(encoding="utf-8") if _is_plain_file(path) else ""
    except (OSError, UnicodeDecodeError):
        return None
    matches = [_LINE.fullmatch(line) for line in text.splitlines()]
    return {match[1] for match in matches if match} if matches and all(matches) else None


def package_owner(folder: Path) -> str | None:
    """The name in the folder's descriptor; None if it has none."""
    path = folder / DESCRIPTOR
    try:
        described = json.loads(path.read_bytes()) if _is_plain_file(path) else None
    except (OSError, ValueError, RecursionError):
        return None
    name = described.get("name") if isinstance(described, dict) else None
    return name if isinstance(name, str) else None


def _present(folder: Path) -> set[str]:
    """Paths of everything in a folder that is not a folder itself."""
    entries = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in entries}


def why_foreign(folder: Path, report: str) -> Wording | None:
    """Why a path must not be replaced by the package of a report; None if it may be.

    A path that does not exist and an empty folder may be.
    """
    if folder.is_symlink():
        return Wording("it is a link", "是链接")
    if not folder.exists():
        return None
    if not folder.is_dir():
        return Wording("it is not a folder", "不是文件夹")
    present, listed, owner = _present(folder), _listed(folder), package_owner(folder)
    if not present:
        return None
    if listed is None or owner is None:
        return Wording("it does not hold a package", "其中不是数据包")
    if owner != report:
        return Wording(f"it holds the package of {owner}", f"其中是 {owner} 的数据包")
    return _unlisted(present - {CHECKSUMS}, listed)


def _unlisted(present: set[str], listed: set[str]) -> Wording | None:
    """The first difference between the files of a package and its list of them."""
    if extra := sorted(present - listed):
        return Wording(
            f"it holds {extra[0]}, which {CHECKSUMS} does not list",
            f"其中的 {extra[0]} 未列入 {CHECKSUMS}",
        )
    if missing := sorted(listed - present):
        return Wording(
            f"it lacks {missing[0]}, which {CHECKSUMS} lists",
            f"其中缺少 {CHECKSUMS} 所列的 {missing[0]}",
        )
    return None


def require_own(folder: Path, report: str) -> None:
    """Raise UnsafePathError unless the folder is free or the report's own package."""
    if reason := why_foreign(folder, report):
        raise UnsafePathError(folder, reason)


def require_own_remains(folder: Path) -> None:
    """Raise UnsafePathError unless a folder holds no more than a package that was begun or discarded.

    Its list of checksums is written first and removed last; all else in it is listed.
    """
    present = _present(folder) if folder.is_dir() and not folder.is_symlink() else {""}
    listed = _listed(folder) or set()
    if foreign := sorted(present - listed - {CHECKSUMS}):
        raise UnsafePathError(
            folder,
            Wording(
                f"it holds {foreign[0] or 'no folder'}, which this program did not write; move it away",
                f"其中的 {foreign[0] or '内容'} 不是本程序所写，请移走",
            ),
        )
