"""What takes long to make is made by one process of a test session and read by the others."""

import fcntl
import functools
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
#: The folder that the workers of one session share (tests/conftest.py); None for one process alone.
FOLDER: Path | None = None


def shared(make: Callable[[], Made]) -> Callable[[], Made]:
    """Call a function once in a session; the other workers wait, and read what it returned."""

    @functools.cache
    def read() -> Made:
        if FOLDER is None:
            return make()
        FOLDER.mkdir(exist_ok=True)
        name = f"{make.__module__}.{make.__qualname__}"
        with (FOLDER / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return _read_or_make(FOLDER / f"{name}.pickle", make)

    return functools.wraps(make)(read)


def _read_or_make(path: Path, make: Callable[[], Made]) -> Made:
    if path.exists():
        found: Made = pickle.loads(path.read_bytes())  # noqa: S301 - written by this session
        return found
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made
