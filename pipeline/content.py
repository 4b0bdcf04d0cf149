"""What files contain, as one hash: versions of raw/, of what is published, and of the code that judges."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

_GONE: Final = b"\0gone"
#: Nanoseconds after which a write would show in a file's times: two within one tick of the file
#: system's clock do not.
_SETTLED: Final = 2_000_000_000
#: Status and hash of files by path, as git's index keeps them.
_read: dict[Path, tuple[tuple[int, ...], bytes]] = {}
_PIPELINE: Final = Path(__file__).resolve().parent
_JUDGES: Final = ("pandas", "pandera", "frictionless")


def content(files: Mapping[str, bytes]) -> str:
    """One hash over names and bytes, which cannot run into one another."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def judging_code(folder: Path = _PIPELINE, judges: Iterable[str] = _JUDGES) -> str:
    """One hash over all files of the pipeline, Python and the libraries that judge."""
    sources = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    versions = [sys.version, *(f"{name} {version(name)}" for name in judges)]
    return content({**sources, "": "\n".join(versions).encode()})


def file_hash(files: Iterable[Path]) -> str:
    """One hash over names and contents; a file that is gone counts as such."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(os.fsencode(f"{file.parent.name}/{file.name}\0"))
        digest.update(_hashed(file))
    return digest.hexdigest()


def _hashed(file: Path) -> bytes:
    """The hash of a file, read again only when its status has changed since it was read."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _GONE
        state = (
            status.st_dev,
            status.st_ino,
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
        )
        known = _read.get(file)
        if known and known[0] == state:
            return known[1]
        data = hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return _GONE
    if time.time_ns() - max(state[3:]) > _SETTLED:
        _read[file] = (state, data)
    return data
