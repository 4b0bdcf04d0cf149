"""The package as files on a disk, as a third party has them, true or with one thing made wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.clients.asked import at_once
from tests.clients.environments import Said
from tests.package.committed import made

Files = dict[str, bytes]
Corruption = Callable[[Files], object]


def written(folder: Path, corrupt: Corruption | None = None) -> Path:
    """Write the package that raw/ makes into a folder, after a corruption if there is one."""
    files = dict(made().files)
    if corrupt is not None:
        corrupt(files)
        assert files != made().files, "the corruption changes something"
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def ask_once(
    ask: Callable[[Sequence[Path]], Said], corruptions: Mapping[str, Corruption], folder: Path
) -> dict[str, list[str]]:
    """What a client states of each corrupted package, in one process."""
    named = {
        name: written(folder / str(number), corrupt)
        for number, (name, corrupt) in enumerate(corruptions.items())
    }
    reported = at_once(ask, list(named.values()))
    return {name: reported[package] for name, package in named.items()}


def edited(path: str, edit: Callable[[Any], object]) -> Corruption:
    """A corruption: a JSON file of the package after an edit of its document."""

    def corrupt(files: Files) -> None:
        document = json.loads(files[path])
        edit(document)
        files[path] = json.dumps(document, ensure_ascii=False).encode()

    return corrupt
