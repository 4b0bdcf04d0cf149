"""Read and write files: confine writes, hash content, describe errors of the operating system.

Every write goes through `confined`, every replacement and removal of a folder through `require_own`.
`write_atomic` and `package.publish` call them, and nothing else writes files that others read. A folder
is a package of this program if its `SHA256SUMS` lists exactly its files and its `datapackage.json`
names the report.

`write_atomic` replaces a file atomically with POSIX `rename`: a reader that opens the file finds the old
or the new one, and a reader that has it open keeps the old one. Two processes may write the same file
at the same time: each writes a temporary file in turn, under a lock, and the last one to finish wins.
The next write reuses the temporary file of a process that was killed.

Python reports an error of the operating system in one language, with the text of the C library. Common
errors have a text in both languages here; other errors keep their symbol.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from pipeline.budgets import budget
from pipeline.rules import LocalizedText, localized

CHECKSUMS: Final = "SHA256SUMS"

DESCRIPTOR: Final = "datapackage.json"

_LINE: Final = re.compile(r"[0-9a-f]{64} [ *](.+)")
#: Keyed files, texts and lists of a package are much smaller; a larger file is not read.
_LARGEST: Final = 1 << 26


class ExplainedError(OSError):
    """Report an error of files that this program found.

    Attributes:
        reason: the reason, in both languages.
    """

    def __init__(self, number: int, reason: LocalizedText, path: str) -> None:
        super().__init__(number, reason.en, path)
        self.reason = reason


class UnsafePathError(ExplainedError):
    """The write would change a file that does not belong to the program."""

    def __init__(self, path: Path, reason: LocalizedText) -> None:
        super().__init__(errno.EPERM, reason, str(path))


class TooLargeError(UnsafePathError):
    """A file has more bytes than any file of this project.

    Attributes:
        limit: how many it may have, for people.
    """

    def __init__(self, path: Path) -> None:
        self.limit = f"{budget(_LARGEST) >> 20} MiB"
        super().__init__(path, localized("it is larger than {limit}", limit=self.limit))


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def read_regular(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UnsafePathError: it is a pipe or a device, which may have no end.
        TooLargeError: it is too large.
        OSError: the operating system rejects the read.
    """
    with open(path, "rb", opener=_without_waiting) as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnsafePathError(path, localized("it is not a regular file"))
        if status.st_size > budget(_LARGEST):
            raise TooLargeError(path)
        # not more than it has now: Python reserves as much memory as may be read
        return opened.read(status.st_size)


def links_below(path: Path, root: Path) -> Iterator[Path]:
    """Return the links among the parts of a path below `root`, from the root down.

    Raises UnsafePathError if the path is not below the root.
    """
    whole, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 - no link is followed
    if not whole.is_relative_to(base):
        raise UnsafePathError(path, localized("it is outside {base}", base=base))
    parts = whole.relative_to(base).parts
    steps = (base.joinpath(*parts[:count]) for count in range(1, len(parts) + 1))
    return (step for step in steps if step.is_symlink())


def confined(path: Path, root: Path) -> Path:
    """Return the absolute path, if it is below `root` and no part of it below the root is a link.

    The root itself may contain links, because the user named it.

    Raises:
        UnsafePathError: it is the root or outside it, or a part of it is a link.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - as it is named: no link is followed
    for link in links_below(whole, root):
        named = link.relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
        raise UnsafePathError(
            path,
            localized(
                "{named} is a link, and the program does not write through links", named=named
            ),
        )
    if whole == Path(os.path.abspath(root)):  # noqa: PTH100
        raise UnsafePathError(path, localized("it is the root itself"))
    return whole


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST


def _listed(folder: Path) -> set[str] | None:
    """Return the paths in the folder's list of checksums; None if the list is missing or malformed."""
    path = folder / CHECKSUMS
    try:
        text = path.read_text(encoding="utf-8") if _is_plain_file(path) else ""
    except (OSError, UnicodeDecodeError):
        return None
    matches = [_LINE.fullmatch(line) for line in text.splitlines()]
    return {match[1] for match in matches if match} if matches and all(matches) else None


def package_owner(folder: Path) -> str | None:
    """Return the name in the folder's descriptor; None if it has none."""
    path = folder / DESCRIPTOR
    try:
        return name_of(path.read_bytes()) if _is_plain_file(path) else None
    except OSError:
        return None


def name_of(descriptor: bytes) -> str | None:
    """Return the name in a descriptor; None if it has none, or is not one."""
    try:
        described = json.loads(descriptor)
    except (ValueError, RecursionError):
        return None
    name = described.get("name") if isinstance(described, dict) else None
    return name if isinstance(name, str) else None


def _present(folder: Path) -> set[str]:
    """Return the paths of everything in a folder that is not a folder itself."""
    entries = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in entries}


def why_foreign(folder: Path, report: str) -> LocalizedText | None:
    """Return why the package of a report must not replace a path; None if it may.

    It may replace an empty folder and a path that does not exist.
    """
    if folder.is_symlink():
        return localized("it is a link")
    if not folder.exists():
        return None
    if not folder.is_dir():
        return localized("it is not a folder")
    present, listed, owner = _present(folder), _listed(folder), package_owner(folder)
    if not present:
        return None
    if listed is None or owner is None:
        return localized("it does not contain a package")
    if owner != report:
        return localized("it contains the package of {owner}", owner=owner)
    return _unlisted(present - {CHECKSUMS}, listed)


def _unlisted(present: set[str], listed: set[str]) -> LocalizedText | None:
    """Return the first difference between the files of a package and its list of checksums."""
    if extra := sorted(present - listed):
        return localized(
            "it contains {extra}, which {checksums} does not list",
            extra=extra[0],
            checksums=CHECKSUMS,
        )
    if missing := sorted(listed - present):
        return localized(
            "it lacks {missing}, which {checksums} lists", missing=missing[0], checksums=CHECKSUMS
        )
    return None


def require_own(folder: Path, report: str) -> None:
    """Raise UnsafePathError unless the folder is absent, empty or the report's own package."""
    if reason := why_foreign(folder, report):
        raise UnsafePathError(folder, reason)


def require_own_remains(folder: Path) -> None:
    """Raise UnsafePathError unless a folder contains only an incomplete package of this program.

    The list of checksums is written first and removed last; all other files are listed in it.
    """
    present = _present(folder) if folder.is_dir() and not folder.is_symlink() else {""}
    listed = _listed(folder) or set()
    if foreign := sorted(present - listed - {CHECKSUMS}):
        raise UnsafePathError(
            folder,
            localized(
                "it contains {foreign}, which this program did not write; move it away",
                foreign=foreign[0] or localized("no folder"),
            ),
        )


_GONE: Final = b"\0gone"
#: Nanoseconds after which a write is visible in a file's times: two writes within one tick of the file
#: system's clock have the same time.
_SETTLED: Final = 2_000_000_000
#: What was read from files, with their status, by path, as in git's index.
Kept: TypeAlias = dict[str, tuple[tuple[int, ...], bytes]]
_read: Kept = {}


def hash_files(files: Mapping[str, bytes]) -> str:
    """Return one hash over names and bytes, which are hashed separately so that they stay distinct."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def hash_paths(files: Iterable[Path]) -> str:
    """Return one hash over names and contents; a missing file has a value of its own."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(os.fsencode(f"{file.parent.name}/{file.name}\0"))
        digest.update(_hashed(file))
    return digest.hexdigest()


def _hashed(file: Path) -> bytes:
    digest = read_if_changed(
        str(file), lambda path: hashlib.sha256(path.read_bytes()).digest(), _read
    )
    return _GONE if digest is None else digest


def read_if_changed(path: str, read: Callable[[Path], bytes], kept: Kept) -> bytes | None:
    """Return what a function reads from a regular file; None if it is not one, or cannot be read.

    Args:
        path: the file; a text, because a library has many, and objects of pathlib cost more than the query.
        read: is called again only if the status of the file has changed.
        kept: what earlier calls returned, with the status of the file.
    """
    try:
        status = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            return None
        state = (
            status.st_dev,
            status.st_ino,
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
        )
        known = kept.get(path)
        if known and known[0] == state:
            return known[1]
        data = read(Path(path))
    except OSError:
        return None
    if time.time_ns() - max(state[3:]) > _SETTLED:
        kept[path] = (state, data)
    return data


_REASONS: Final[Mapping[int, LocalizedText]] = {
    errno.ENOENT: localized("it does not exist"),
    errno.EACCES: localized("permission is denied"),
    errno.EPERM: localized("the operation is not permitted"),
    errno.EROFS: localized("the disk is read-only"),
    errno.ENOSPC: localized("the disk is full"),
    errno.EDQUOT: localized("the disk quota is used up"),
    errno.EFBIG: localized("it would be larger than allowed"),
    errno.EISDIR: localized("it is a folder"),
    errno.ENOTDIR: localized("it, or a part of its path, is not a folder"),
    errno.ENAMETOOLONG: localized("its name is too long"),
    errno.ELOOP: localized("its links form a loop"),
    errno.EIO: localized("the disk reports an error"),
}


def os_error_text(error: OSError) -> LocalizedText:
    """Return the reason of an error, in both languages."""
    if isinstance(error, ExplainedError):
        return error.reason
    number = error.errno or 0
    if number in _REASONS:
        return _REASONS[number]
    symbol = errno.errorcode.get(number, type(error).__name__)
    text = f"{error.strerror} ({symbol})" if error.strerror else str(error) or symbol
    return LocalizedText(text, localized("error {symbol}", symbol=symbol).zh)


def write_atomic(path: Path, data: bytes, *, root: Path, durable: bool = False) -> None:
    """Write a file atomically; an existing file keeps its permissions.

    Args:
        path: the file; it need not exist.
        data: its new content.
        root: the folder below which the file lies; no part of the path below it may be a link.
        durable: return only when content and name are on the disk.

    Raises:
        UnsafePathError: the path leads out of the root or through a link.
        OSError: the operating system rejects the write. The file keeps its content, unless only the
            last step failed, which forces the new name to the disk.
    """
    path = confined(path, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = confined(path.with_name(f".{path.name}.new"), root)
    with _opened_alone(new) as out:
        try:
            out.write(data)
            out.flush()
            if durable:
                os.fsync(out.fileno())
            with suppress(FileNotFoundError):
                os.fchmod(out.fileno(), stat.S_IMODE(path.stat().st_mode))
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    if durable:
        _fsync_directory(path.parent)


def remove_file(path: Path, *, root: Path) -> None:
    """Remove a file below `root` that may not exist. Raises OSError."""
    confined(path, root).unlink(missing_ok=True)


def _names(path: Path, descriptor: int) -> bool:
    """Return whether a path still names an open file; another process may rename it at any moment."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def _opened_alone(path: Path) -> Iterator[BinaryIO]:
    """Open an empty file exclusively; reuse the temporary file of a process that was killed.

    A process that waited for the lock may hold a file that has been renamed meanwhile. It then opens
    the path again.
    """
    while True:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
        with os.fdopen(descriptor, "wb") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            if _names(path, descriptor):
                out.truncate()
                yield out
                return


def _fsync_directory(folder: Path) -> None:
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
