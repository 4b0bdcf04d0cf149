"""A file is written whole or not at all, whatever happens in between and whoever reads meanwhile.

POSIX `rename` exchanges a name in one step: whoever opens the file finds the old one or the new one,
and whoever has it open keeps the old one. Two processes may write the same file at once: each writes
beside it, under a name with its own number, and the last one to finish is the one that stays. What a
killed process left beside a file is never read and goes with the next writing.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.safe_paths import confined

_SUFFIX: Final = ".new"


def write_whole(path: Path, data: bytes, *, root: Path, durable: bool = False) -> None:
    """Make a file hold exactly these bytes, with the permissions that it has.

    Args:
        path: the file; it need not exist.
        data: its content.
        root: the folder below which the file lies; no part of the path below it may be a link.
        durable: return only when content and name are forced to the disk.

    Raises:
        UnsafePathError: the path leads out of the root or through a link.
        OSError: the disk refuses. The file is as it was; only if the very last step, forcing the new
            name to the disk, is refused, it is already the new one.
    """
    path = confined(path, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in _left_by_the_dead(path):
        left.unlink(missing_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    new.unlink(missing_ok=True)  # of an earlier process that had the same number
    try:
        _write(new, data, durable)
        if path.exists():
            new.chmod(stat.S_IMODE(path.stat().st_mode))
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    if durable:
        _force_names(path.parent)


def _write(new: Path, data: bytes, durable: bool) -> None:
    with new.open("xb") as out:  # never through a link that somebody put there
        out.write(data)
        if durable:
            out.flush()
            os.fsync(out.fileno())


def _force_names(folder: Path) -> None:
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _left_by_the_dead(path: Path) -> Iterator[Path]:
    """What stands beside a file under the number of a process that is no more."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{_SUFFIX}"):
        number = left.name.removesuffix(_SUFFIX).rpartition(".")[2]
        if number.isdecimal() and not _lives(int(number)):
            yield left


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
