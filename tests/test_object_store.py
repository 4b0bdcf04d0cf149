"""Folders in an object store: whole versions, one pointer. Here the store is a folder."""

from pathlib import Path

import pytest

from pipeline.filesystem import hash_files
from pipeline.object_store import VARIABLE, ObjectStore, StoreError

OLD = {"a.csv": b"old", "data/b.csv": b"1"}
NEW = {"a.csv": b"new"}


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    """An empty store."""
    return ObjectStore.at(f"file://{tmp_path}/store")


def test_a_folder_is_what_was_uploaded_last(store: ObjectStore) -> None:
    """A file that the new version lacks is gone; the same content changes nothing."""
    assert store.download("packages/a") is None
    assert [store.upload("packages/a", each) for each in (OLD, OLD, NEW)] == [True, False, True]
    assert store.download("packages/a") == NEW
    assert store.upload("packages/a", OLD)
    assert store.download("packages/a") == OLD
    assert store.folders("packages") == ["a"]
    assert store.folders("absent") == []


def test_content_that_is_not_the_version_is_rejected(store: ObjectStore, tmp_path: Path) -> None:
    """A changed object, and a lost one."""
    store.upload("a", OLD)
    version = tmp_path / "store" / "a" / hash_files(OLD)
    (version / "a.csv").write_bytes(b"changed")
    with pytest.raises(StoreError):
        store.download("a")
    (version / "a.csv").unlink()
    with pytest.raises(StoreError):
        store.download("a")


def test_no_store_is_used_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank setting is none."""
    monkeypatch.setenv(VARIABLE, "")
    assert ObjectStore.configured() is None
