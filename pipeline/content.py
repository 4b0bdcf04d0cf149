"""What files contain, as one hash: versions of raw/, of what is published, and of the code that judges."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

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
        digest.update(f"{file.parent.name}/{file.name}\0".encode())
        digest.update(hashlib.sha256(_bytes(file)).digest())
    return digest.hexdigest()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b"\0gone"
