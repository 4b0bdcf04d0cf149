"""Packages in a real object store: an upload that is killed or refused leaves the old package or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.object_store import VARIABLE, ObjectStore
from tests.clients.swift import free_port, store
from tests.package.faults import NEW, OLD
from tests.project import CHECKOUT

pytestmark = pytest.mark.clients
PACKAGE = "packages/datapackage-a"
PROGRAM = Path(__file__).parent / "programs" / "killed_upload.py"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A store, and the settings under which it is reached."""
    with store(tmp_path_factory.mktemp("swift") / "store") as found:
        yield found.settings


@pytest.fixture
def reached(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """The store as the program reaches it."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    found = ObjectStore.configured()
    assert found
    return found


def test_an_upload_that_is_killed_before_any_object_leaves_a_whole_package(
    reached: ObjectStore,
) -> None:
    """Before the pointer the old one is read; the next upload completes what the killed one began."""
    reached.upload(PACKAGE, OLD)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, PROGRAM]
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == [*["9 old"] * (len(NEW) + 1), "0 new"], ran.stderr
    assert reached.download(PACKAGE) == NEW
    assert reached.folders("packages") == ["datapackage-a"]


def test_a_store_that_refuses_is_an_error(
    settings: dict[str, str], reached: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither an empty store nor an absent package."""
    before, after = settings[VARIABLE].split("127.0.0.1:")
    absent = f"{before}127.0.0.1:{free_port()}&{after.partition('&')[2]}"
    monkeypatch.setenv(VARIABLE, absent)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    refusing = ObjectStore.configured()
    assert refusing
    with pytest.raises(OSError, match=r"NETWORK_CONNECTION|connect"):
        refusing.download(PACKAGE)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    denied = ObjectStore.at(settings[VARIABLE])
    with pytest.raises(OSError, match=r"ACCESS_DENIED|SIGNATURE"):
        denied.upload(PACKAGE, NEW)
