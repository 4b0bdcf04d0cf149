"""A folder is replaced by another whole or not at all, whatever happens in between.

Where the operating system can exchange two names in one step (Linux `renameat2`, macOS
`renamex_np`), it does. Elsewhere the old folder is set aside first, and the next run puts it back if
the new one never arrived. One publisher at a time holds the lock.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2


class BusyError(RuntimeError):
    """Another publisher holds the lock on the target."""


def _beside(target: Path, mark: str) -> Path:
    return target.with_name(f".{target.name}.{mark}")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    with _beside(target, "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise BusyError(f"{target.name} is being published by another process") from None
            raise
        yield


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two existing names in one step; False where the system cannot."""
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


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a new folder, on the disk and not only in its cache."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _sync(each)


def _recover(target: Path) -> None:
    """Undo what an interrupted replacement left: the target is whole again, leftovers are gone."""
    old = _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    for mark in ("new", "old"):
        shutil.rmtree(_beside(target, mark), ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = _beside(target, "old")
        target.rename(old)
        new.rename(target)


def holds(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files with these bytes."""
    present = {
        path.relative_to(target).as_posix()
        for path in target.rglob("*")
        if path.is_file() or path.is_symlink()
    }
    return present == set(files) and all(
        (target / name).read_bytes() == data for name, data in files.items()
    )


def replace_folder(target: Path, files: Mapping[str, bytes]) -> bool:
    """Make a folder hold exactly these files.

    Args:
        target: the folder; it need not exist.
        files: bytes by path relative to the folder.

    Returns:
        Whether anything had to be changed.

    Raises:
        BusyError: another process is replacing the same folder.
        OSError: the disk refuses; the folder is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        _recover(target)
        if target.is_dir() and holds(target, files):
            return False
        new = _beside(target, "new")
        try:
            new.mkdir()
            _write(new, files)
            _swap(new, target)
            _sync(target.parent)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            shutil.rmtree(_beside(target, "old"), ignore_errors=True)
    return True
