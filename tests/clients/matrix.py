"""Which program sees which corruption, measured: every client and `verify` on every package.

`make clients` measures and writes docs/clients.md and docs/clients.zh.md (__main__.py); the tests measure again and compare.
The packages are the release with all its forms, true and with one thing made wrong.
"""

from __future__ import annotations

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


def _asked(client: Client, named: Mapping[str, Path]) -> dict[str, list[str]]:
    reported = client.complaints(list(named.values()))
    return {name: reported[package] for name, package in named.items()}


def measured(folder: Path) -> Matrix:
    """Ask everybody about every package."""
    named = packages(folder)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {client.name: pool.submit(_asked, client, named) for client in CLIENTS}
        verified = {name: _verified(package) for name, package in named.items()}
        return Matrix({name: each.result() for name, each in asked.items()}, verified)
