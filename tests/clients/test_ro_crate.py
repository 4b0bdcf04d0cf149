"""Two independent validators of RO-Crate 1.2, in Python and in JavaScript, on what is published."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.clients.environments import Said
from tests.clients.linked_data import by_ro_crate_js, by_roc_validator
from tests.clients.packages import Corruption, edited, written

pytestmark = pytest.mark.clients
CRATE = "ro-crate-metadata.json"


Client = Callable[[Path], Said]
CLIENTS = [
    pytest.param(by_roc_validator, id="roc-validator"),
    pytest.param(by_ro_crate_js, id="ro-crate-js"),
]


def of_root(change: Callable[[Any], object]) -> Corruption:
    """A change of the root data entity."""

    def edit(document: Any) -> None:
        change(next(node for node in document["@graph"] if node["@id"] == "./"))

    return edited(CRATE, edit)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_crate_is_valid(client: Client, tmp_path: Path) -> None:
    """Nothing that the standard demands is missing, and no file is left undescribed."""
    text = client(written(tmp_path))
    assert text.status == 0, text.text


def test_roc_validator_read_the_context_and_applied_the_profile(tmp_path: Path) -> None:
    """Without the context it passes over most checks; their number shows that it did not."""
    text = by_roc_validator(written(tmp_path))
    counted = json.loads(text.text[text.text.index("{") :])["statistics"]
    assert counted["profiles"] == ["ro-crate-1.2"]
    assert counted["total_passed_checks"] >= 60, text.text


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "corrupt",
    [
        pytest.param(lambda files: files.pop("data/figures.csv"), id="file missing"),
        pytest.param(of_root(lambda root: root.pop("license")), id="no licence"),
        pytest.param(of_root(lambda root: root.update(datePublished="soon")), id="no date"),
        pytest.param(of_root(lambda root: root.pop("name")), id="no name"),
    ],
)
def test_a_corrupted_crate_is_rejected(client: Client, corrupt: Corruption, tmp_path: Path) -> None:
    """A validator that never rejects proves nothing by accepting."""
    text = client(written(tmp_path, corrupt))
    assert text.status == 1, text.text
