"""What files contain, as one hash: the version by which raw/ is told apart from what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


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
