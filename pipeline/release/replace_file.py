"""A file is replaced by another whole or not at all, whatever happens in between.

POSIX `rename` exchanges a name in one step: whoever opens the file finds the old one or the new one,
and whoever has it open keeps the old one. A process that is killed leaves at most `.<name>.new`
beside it, never to be read, which the next replacement overwrites.
"""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(target: Path, data: bytes) -> None:
    """Make a file hold exactly these bytes.

    Raises OSError if the disk refuses. The file is as it was; only if the very last step, forcing the
    new name to the disk, is refused, it is already the new one.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    try:
        with new.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
