"""Which program sees which corruption, measured: every client and `verify` on every package.

`make clients` measures and writes docs/clients.md and docs/clients.zh.md (__main__.py); the tests measure again and compare.
The packages are the release with all its forms, true and with one thing made wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.localization import Language
from pipeline.tools.verify import verify
from tests.clients.clients import CLIENTS, Client
from tests.clients.environments import CHECKOUT
from tests.clients.form_corruptions import SEEN_IN_THE_FORMS
from tests.package.formats.read_back import released
from tests.tools.verify.corruptions import SEEN_BY_STRANGERS, Files

TRUE: Final = "true"
CORRUPTIONS: Final[Mapping[str, Callable[[Files], Files]]] = {
    **{name: corruption.edit for name, corruption in SEEN_BY_STRANGERS.items()},
    **SEEN_IN_THE_FORMS,
}
DOCUMENTS: Final[Mapping[Language, Path]] = {
    "en": CHECKOUT / "docs" / "clients.md",
    "zh": CHECKOUT / "docs" / "clients.zh.md",
}
AT_ONCE: Final = 2
"""Clients that run beside each other; each is a process of its own."""


@dataclass(frozen=True)
class Matrix:
    """What each client, by name, states of each package, by corruption; and what `verify` states."""

    clients: Mapping[str, Mapping[str, list[str]]]
    verify: Mapping[str, list[str]]

    def refusing(self, corruption: str) -> list[Client]:
        """The clients that go red on a package."""
        return [client for client in CLIENTS if self.clients[client.name][corruption]]


def written(files: Files, folder: Path) -> Path:
    """A package as a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def packages(folder: Path) -> dict[str, Path]:
    """Every package on disk, by what was done to it; a corruption that changes nothing is rejected."""
    true = dict(released())
    made = {name: edit(dict(true)) for name, edit in CORRUPTIONS.items()}
    assert true not in made.values(), "every corruption changes something"
    named = {TRUE: true, **made}
    return {
        name: written(files, folder / f"{number:02}")
        for number, (name, files) in enumerate(named.items())
    }


def _verified(package: Path) -> list[str]:
    """What our own program states of a package; a check that could not be made is a complaint."""
    verdict = verify(package)
    errors = [
        str(each) for found in verdict.found.values() for each in found or [] if each.is_error
    ]
    return [] if verdict.is_valid else errors or ["not sound"]


def _read(package: Path, client: Client) -> str:
    """The hash of the names of all files, and of what a client reads and judges in its files."""
    names = sorted(file for file in package.rglob("*") if file.is_file())
    found = sorted({file for each in client.reads for file in package.glob(each) if file.is_file()})
    digest = hashlib.sha256("\n".join(str(each.relative_to(package)) for each in names).encode())
    for file in found:
        judged = re.sub(client.ignores.encode() or b"(?!)", b"", file.read_bytes())
        digest.update(f"\n{file.relative_to(package)}\n{len(judged)}\n".encode() + judged)
    return digest.hexdigest()


def _asked(client: Client, named: Mapping[str, Path]) -> dict[str, list[str]]:
    """Ask a client once about the packages whose files that it reads are the same."""
    read = {name: _read(package, client) for name, package in named.items()}
    asked = {read[name]: package for name, package in reversed(named.items())}
    reported = client.complaints(list(asked.values()))
    return {name: reported[asked[read[name]]] for name in named}


def measured(folder: Path) -> Matrix:
    """Ask everybody about every package."""
    named = packages(folder)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {client.name: pool.submit(_asked, client, named) for client in CLIENTS}
        verified = {name: _verified(package) for name, package in named.items()}
        return Matrix({name: each.result() for name, each in asked.items()}, verified)
