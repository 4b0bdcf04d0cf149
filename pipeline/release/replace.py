"""A folder is replaced by another whole or not at all, whatever happens in between.

Where the operating system can exchange two names in one step (Linux `renameat2`, macOS
`renamex_np`), it does, and the folder is never absent. Elsewhere (file systems without that call,
such as some network shares) the old folder is set aside before the new one takes its name: a
process killed between these two renames leaves no folder, and the old one whole under its other
name. `restore_folder` and the next `replace_folder` put it back.

Beside a folder `data` stand, while it is replaced: `.data.new`, what is being written or thrown
away, never to be read; `.data.old`, always whole, only in that moment; `.data.lock`, empty, which
stays, because a lock file that is removed can be locked twice.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

Exchange: TypeAlias = Callable[[Path, Path], bool]

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2


class BusyError(RuntimeError):
    """Another publisher holds the lock on the target."""


def exchange_names(one: Path, other: Path) -> bool:
    """Exchange two existing names in one step; False where the system cannot. Raises OSError."""
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


def replace_folder(
    target: Path, files: Mapping[str, bytes], exchange: Exchange = exchange_names
) -> bool:
    """Make a folder hold exactly these files.

    Args:
        target: the folder; it need not exist. A link to a folder stays, what it names is replaced.
        files: bytes by path relative to the folder.
        exchange: exchanges two names in one step, or says that it cannot.

    Returns:
        Whether anything had to be changed.

    Raises:
        BusyError: another process is replacing the same folder.
        OSError: the disk refuses. The folder is as it was; only if the very last step, forcing the
            new name to the disk, is refused, it is already the new one.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        _recover(target)
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
        if target.is_dir() and holds(target, files):
            return False
        try:
            _write(_beside(target, "new"), files)
            _swap(target, exchange)
            _sync(target.parent)
        finally:
            _recover(target)
    return True


def restore_folder(target: Path) -> None:
    """Put back a folder that an interrupted replacement had set aside, and remove its leftovers.

    Raises BusyError while it is being replaced.
    """
    target = target.resolve()
    if not target.parent.is_dir():
        return
    with _locked(target):
        _recover(target)


def holds(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files with these bytes, and no links in their place."""
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
    with _beside(target, "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise BusyError(
                    f"{target.name} is being published by another process · 另一进程正在发布 {target.name}"
                ) from None
            raise
        yield


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a new folder, on the disk and not only in its cache."""
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.write(data)
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
    """The new folder takes the target's name; what had it becomes rubbish under the new one's."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        target.rename(old)
        new.rename(target)
        old.rename(new)


def _recover(target: Path) -> None:
    """From wherever a replacement stopped, the target is whole again and the rubbish gone."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    _discard(new)
    if old.exists():
        # the new folder had arrived; renamed first, so that what is called old is never torn
        old.rename(new)
        _discard(new)


def _discard(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
