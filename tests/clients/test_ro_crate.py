"""Two independent validators of RO-Crate 1.2, in Python and in JavaScript, on what is published."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.clients.linked_data import by_ro_crate_js, validate_crates
from tests.clients.packages import Corruption, ask_once, edited, written

pytestmark = pytest.mark.clients
CRATE = "ro-crate-metadata.json"


def of_root(change: Callable[[Any], object]) -> Corruption:
    """A change of the root data entity."""

    def edit(document: Any) -> None:
        change(next(node for node in document["@graph"] if node["@id"] == "./"))

    return edited(CRATE, edit)


CORRUPTIONS: Mapping[str, Corruption] = {
    "file missing": lambda files: files.pop("data/figures.csv"),
    "no licence": of_root(lambda root: root.pop("license")),
    "no date": of_root(lambda root: root.update(datePublished="soon")),
    "no name": of_root(lambda root: root.pop("name")),
}


def test_roc_validator_accepts_the_crate_and_rejects_each_corrupted_one(tmp_path: Path) -> None:
    """A validator that never rejects proves nothing by accepting.

    Without the context it passes over most checks; their number shows that it did not.
    """
    counted, answer = map(
        json.loads, validate_crates([written(tmp_path / "true")]).text.splitlines()
    )
    assert answer["complaints"] == []
    assert counted["profiles"] == ["ro-crate-1.2"]
    assert counted["total_passed_checks"] >= 60
    reported = ask_once(validate_crates, CORRUPTIONS, tmp_path)
    assert [name for name, complaints in reported.items() if not complaints] == []


def test_ro_crate_js_accepts_the_crate(tmp_path: Path) -> None:
    """Nothing that the standard demands is missing, and no file is left undescribed."""
    text = by_ro_crate_js(written(tmp_path))
    assert text.status == 0, text.text


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_ro_crate_js_rejects_a_corrupted_crate(corruption: str, tmp_path: Path) -> None:
    """The same corruptions."""
    text = by_ro_crate_js(written(tmp_path, CORRUPTIONS[corruption]))
    assert text.status == 1, text.text
