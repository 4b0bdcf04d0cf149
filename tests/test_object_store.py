"""Folders in an object store: whole versions, one pointer. Here the store is a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.filesystem import hash_files, os_error_text
from pipeline.object_store import VARIABLE, ObjectStore, StoreError
from pipeline.package.files import with_checksums

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
    with pytest.raises(StoreError) as raised:
        store.download("a")
    assert os_error_text(raised.value).en == "it is not the content that its pointer names"
    (version / "a.csv").unlink()
    with pytest.raises(StoreError):
        store.download("a")


def test_no_store_is_used_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank setting is none."""
    monkeypatch.setenv(VARIABLE, "")
    assert ObjectStore.configured() is None


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


POINTERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "another folder": (lambda path: path.write_text("../a"), "it does not name a version"),
    "no text": (lambda path: path.write_bytes(b"\xff\xfe"), "it does not name a version"),
    "nothing": (lambda path: path.write_bytes(b""), "it does not name a version"),
    "the end of a path": (lambda path: path.write_bytes(b"\0"), "it does not name a version"),
    "without end": (_large, "it is larger than 64 MiB"),
    "a pipe": (lambda path: (path.unlink(), os.mkfifo(path)), "it is not a regular file"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "it is not a regular file"),
}


@pytest.mark.parametrize("name", POINTERS)
def test_a_pointer_that_names_no_version_is_an_error(
    name: str, store: ObjectStore, tmp_path: Path
) -> None:
    """Nothing else is read, and nothing is waited for."""
    store.upload("a", OLD)
    write, reason = POINTERS[name]
    write(tmp_path / "store" / "a" / "current")
    with pytest.raises(StoreError) as raised:
        store.download("a")
    assert os_error_text(raised.value).en == reason


def _many(version: Path) -> None:
    for number in range(2_001):
        (version / str(number)).touch()


def _large_together(version: Path) -> None:
    for name in "12":
        with (version / name).open("wb") as file:
            file.truncate(60 << 20)


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    "many objects": (_many, "it has more than 2000 files"),
    "objects that are large together": (_large_together, "it is larger than 96 MiB"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_folder_without_end_is_not_read(name: str, store: ObjectStore, tmp_path: Path) -> None:
    """It is refused by what the store states of it."""
    store.upload("a", OLD)
    fill, reason = BOMBS[name]
    fill(tmp_path / "store" / "a" / hash_files(OLD))
    with pytest.raises(StoreError) as raised:
        store.download("a")
    assert os_error_text(raised.value).en == reason


def _described(text: bytes) -> dict[str, bytes]:
    files = {"datapackage.json": text, "a.csv": b"1"}
    return with_checksums(files, files)


PACKAGE = _described(b'{"name": "a"}')
REFUSED = {
    "without a descriptor": ("a", with_checksums({"a.csv": b"1"}, {"a.csv": b"1"}), "a package"),
    "of a deep descriptor": ("a", _described(b"[" * 100_000), "a package"),
    "of a descriptor without a name": ("a", _described(b"{}"), "a package"),
    "of a descriptor that is a list": ("a", _described(b"[]"), "a package"),
    "with a file that is not listed": ("a", {**PACKAGE, "run.sh": b""}, "a package"),
    "with a file that is another": ("a", {**PACKAGE, "a.csv": b"2"}, "a package"),
    "into the code": ("pipeline", PACKAGE, "no package may have this folder"),
    "into the drafts": ("drafts", PACKAGE, "no package may have this folder"),
    "into a hidden folder": (".git", PACKAGE, "no package may have this folder"),
    "into a device": ("con", PACKAGE, "no package may have this folder"),
    "into a name with a line end": ("a\nb", PACKAGE, "no package may have this folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_package_of_its_folder_is_not_pulled(
    name: str, store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store may have been written by others; nothing of it is written here."""
    folder, content, reason = REFUSED[name]
    store.upload(f"packages/{folder}", content)
    monkeypatch.setenv(VARIABLE, f"file://{tmp_path}/store")
    root = tmp_path / "root"
    root.mkdir()
    done = CliRunner().invoke(main, ["--root", str(root), "pull"])
    assert (done.exit_code, reason in done.output) == (1, True), done.output
    assert [*root.iterdir()] == []


@pytest.mark.parametrize("url", ["abc", "gopher://x/y", "s3://", "file://"])
def test_a_url_that_names_no_folder_is_a_wrong_use(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is printed as such."""
    monkeypatch.setenv(VARIABLE, url)
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "pull"])
    assert (done.exit_code, done.output.startswith("Usage")) == (2, True)
