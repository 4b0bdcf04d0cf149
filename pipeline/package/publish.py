"""Replace a folder by another atomically, also if the process is killed.

Some operating systems can exchange two names in one step (Linux `renameat2`, macOS `renamex_np`).
There the folder is never absent. Other file systems, such as some network shares, cannot. There the
old folder is renamed before the new one takes its name. A process killed between these two renames
leaves no folder; the old one is complete under its other name. `recover_directory` and the next
`publish_directory` put it back.

While a folder `data` is replaced, three names exist beside it. `.data.new` is being written or removed
and must not be read. `.data.old` exists only between the two renames and is always complete.
`.data.lock` is empty and stays, because a lock file that is removed can be locked twice.

Only what `safe_paths` allows is written, replaced or removed. No link is followed. A folder that is
not the report's own package, or the remains of one, raises UnsafePathError and is kept.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from pipeline.filesystem import (
    CHECKSUMS,
    DESCRIPTOR,
    UnsafePathError,
    confined,
    name_of,
    require_own,
    require_own_remains,
)
from pipeline.ingest.report_metadata import METADATA_KEYS, device_name
from pipeline.localization import LocalizedText, localized
from pipeline.package.files import with_checksums
from pipeline.paths import RESERVED

Exchange: TypeAlias = Callable[[Path, Path], bool]

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2
_FOLDER: Final = next(each for each in METADATA_KEYS if each.name == "package")


class PublishLockedError(RuntimeError):
    """Report, in both languages, that another process holds the lock on the target."""

    def __init__(self, target: Path) -> None:
        self.reason = localized("{name} is being published by another process", name=target.name)
        super().__init__(str(self.reason))


def exchange_names(one: Path, other: Path) -> bool:
    """Exchange two existing names in one step; return False if the system cannot. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(*names, _RENAME_SWAP)
        else:
            failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    except AttributeError:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one))


def publish_directory(
    target: Path, files: Mapping[str, bytes], *, root: Path, exchange: Exchange = exchange_names
) -> bool:
    """Replace the content of a folder by exactly the files of a package.

    Args:
        target: the folder; it need not exist. What it holds must be a package of the same name.
        files: bytes by path relative to the folder; includes the descriptor and the checksums.
        root: the folder that contains the target; no part of the path below it may be a link.
        exchange: exchanges two names in one step, or returns False.

    Returns:
        Whether anything changed.

    Raises:
        PublishLockedError: another process is replacing the same folder.
        UnsafePathError: the target, or a folder beside it, was not written by this program.
        OSError: the disk reports an error. The folder is then unchanged. Only if the flush of the
            new name to the disk fails, it is already the new one.
    """
    target, report = confined(target, root), str(json.loads(files[DESCRIPTOR])["name"])
    require_own(target, report)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        _recover(target, report)
        require_own(target, report)
        if target.is_dir() and directory_matches(target, files):
            return False
        new = _beside(target, "new")
        new.mkdir()
        try:
            _write(new, files)
            _swap(target, exchange)
            _sync(target.parent)
        finally:
            _put_right(target)
    return True


def why_refused(name: str, files: Mapping[str, bytes]) -> LocalizedText | None:
    """Return why files from elsewhere are not a package for a folder of this name; None if they are."""
    if not _FOLDER.is_value(name) or name in RESERVED or device_name(name):
        return localized("no package may have this folder")
    own = {each: data for each, data in files.items() if each != CHECKSUMS}
    is_named = name_of(files.get(DESCRIPTOR, b"")) is not None
    is_whole = is_named and with_checksums(own, own) == files
    return None if is_whole else localized("it does not contain a package")


def is_interrupted(target: Path) -> bool:
    """Return whether the replacement of a folder left one of its temporary folders."""
    return any(os.path.lexists(_beside(target, mark)) for mark in ("new", "old"))


def recover_directory(target: Path, report: str, *, root: Path) -> None:
    """Restore a report's package after an interrupted replacement; remove temporary folders.

    Raises PublishLockedError while it is being replaced, and UnsafePathError as `publish_directory` does.
    """
    target = confined(target, root)
    if not target.parent.is_dir():
        return
    with _locked(target):
        _recover(target, report)


def directory_matches(target: Path, files: Mapping[str, bytes]) -> bool:
    """Return whether a folder holds exactly these files with these bytes, and no links."""
    present = {
        path.relative_to(target).as_posix(): path
        for path in target.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    return present.keys() == files.keys() and all(
        path.is_file() and not path.is_symlink() and path.read_bytes() == files[name]
        for name, path in present.items()
    )


def _beside(target: Path, mark: str) -> Path:
    return target.with_name(f".{target.name}.{mark}")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    with _lock_file(_beside(target, "lock")) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise PublishLockedError(target) from None
            raise
        yield


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    """Open the lock file; a link, a device or a pipe under its name raises an error."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UnsafePathError(path, localized("it is not a regular file; remove it"))
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, stat.S_IRUSR | stat.S_IWUSR)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into an empty folder, and flush them to the disk.

    Writes the list of checksums first: it identifies the remains of a process that was killed.
    """
    for name in sorted(files, key=lambda each: each != CHECKSUMS):
        path = confined(folder / name, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            out.write(files[name])
            out.flush()
            os.fsync(out.fileno())
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _sync(each)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(target: Path, exchange: Exchange) -> None:
    """Give the new folder the target's name; the old folder becomes the one to remove."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        target.rename(old)
        new.rename(target)
        old.rename(new)


def _recover(target: Path, report: str) -> None:
    """Complete or undo an interrupted replacement, if all folders belong to the report."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if os.path.lexists(old):
        require_own(old, report)
    if os.path.lexists(new):
        require_own_remains(new)
    _put_right(target)


def _put_right(target: Path) -> None:
    """Restore the target after an interrupted replacement, and remove temporary folders."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    _discard(new)
    if old.exists():
        # the new folder is in place; rename first, so that `.old` is always complete
        old.rename(new)
        _discard(new)


def _discard(path: Path) -> None:
    """Remove the remains of a package; its list of checksums last, because it identifies the rest."""
    with suppress(OSError):
        for each in path.iterdir():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            elif each.name != CHECKSUMS:
                each.unlink(missing_ok=True)
    shutil.rmtree(path, ignore_errors=True)
