"""What is read of a folder or a zip: its own files, and why a file was not read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.budgets import budgets
from pipeline.package.files import zip_bytes
from pipeline.tools.verify.package_reader import DESCRIPTOR, SUMS, open_package
from pipeline.untrusted import (
    ARCHIVE_LIMIT,
    JSON_LIMIT,
    LIMIT,
    MOST_CELLS,
    MOST_FILES,
    MOST_ROWS,
    TABLES_LIMIT,
)

FILES = {DESCRIPTOR: b"{}", "codes/units.csv": b"unit\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a descriptor and one table."""
    package = tmp_path / "package"
    for name, data in FILES.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes(data)
    return package


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The same files in a zip."""
    path = tmp_path / "package.zip"
    path.write_bytes(zip_bytes(FILES))
    return path


def test_a_folder_and_a_zip_have_the_same_files(folder: Path, archive: Path) -> None:
    """By path with forward slashes, and nothing is found wrong."""
    for path in (folder, archive):
        opened = open_package(path)
        assert dict(opened.files) == FILES
        assert (opened.findings, opened.unread) == ((), frozenset())


def test_no_link_of_a_folder_is_read(folder: Path) -> None:
    """What stands elsewhere on the machine is not a part of the package, and a release has no link."""
    (folder / "own.csv").symlink_to(folder / "codes" / "units.csv")
    (folder.parent / "secret").write_bytes(b"s")
    (folder / "out.csv").symlink_to(folder.parent / "secret")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "more").symlink_to(folder.parent)
    opened = open_package(folder)
    assert dict(opened.files) == FILES
    assert opened.unread == {"out.csv", "loop.csv", "own.csv", "more"}
    assert [(each.code, each.location.file) for each in opened.findings] == [
        ("E502", "loop.csv"), ("E502", "more"), ("E502", "out.csv"), ("E521", "own.csv"),
    ]  # fmt: skip


SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (lambda folder: os.mkfifo(folder / "x"), "x"),
    "an empty folder": (lambda folder: (folder / "x" / "y").mkdir(parents=True), "x/y"),
    "a file that runs with the rights of its owner": (
        lambda folder: (folder / "codes" / "units.csv").chmod(0o4755), "codes/units.csv"
    ),
    "a file that runs with the rights of its group": (
        lambda folder: (folder / "codes" / "units.csv").chmod(0o2755), "codes/units.csv"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPECIAL)
def test_a_folder_holds_what_a_release_writes(name: str, folder: Path) -> None:
    """One finding at its path, and the other files are read."""
    make, path = SPECIAL[name]
    make(folder)
    opened = open_package(folder)
    assert [(each.code, each.location.file) for each in opened.findings] == [("E521", path)]
    assert dict(opened.files) == FILES


def test_a_folder_that_cannot_be_listed_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may contain anything; the other files are read."""
    closed, listed = folder / "closed", os.scandir
    closed.mkdir()
    (closed / "more.sh").touch()

    def scandir(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    opened = open_package(folder)
    found = [(each.code, each.location.file) for each in opened.findings]
    assert found == [("E517", "closed")]
    assert (dict(opened.files), opened.unread) == (FILES, {"closed"})


def test_a_zip_that_is_packed_otherwise_is_one_finding(archive: Path) -> None:
    """Bytes behind it; tests of `as_released` have the other places."""
    archive.write_bytes(archive.read_bytes() + b"x")
    opened = open_package(archive)
    assert [(each.code, each.location.file) for each in opened.findings] == [("E521", archive.name)]
    assert dict(opened.files) == FILES


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


OVER: dict[str, tuple[Callable[[Path], object], str]] = {
    "JSON": (lambda folder: _sparse(folder / "x.jsonld", JSON_LIMIT + 1), "x.jsonld"),
    "all files": (lambda folder: _sparse(folder / "x", LIMIT + 1), "package"),
    "a file without end": (lambda folder: _sparse(folder / "x", 1 << 40), "package"),
    "bytes of tables": (lambda folder: _sparse(folder / "x.csv", TABLES_LIMIT + 1), "x.csv"),
    "rows": (lambda folder: (folder / "x.csv").write_bytes(b"\n" * MOST_ROWS), "x.csv"),
    "rows of old systems": (lambda folder: (folder / "x.csv").write_bytes(b"\r" * MOST_ROWS), "x.csv"),
    "lines of the list": (
        lambda folder: (folder / SUMS).write_bytes(b"\n" * (MOST_FILES + 1)), SUMS
    ),
    "cells": (lambda folder: (folder / "x.csv").write_bytes(b"," * MOST_CELLS), "x.csv"),
    "number of files": (
        lambda folder: [(folder / f"{number}").touch() for number in range(MOST_FILES)], "package"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OVER)
def test_a_package_over_a_budget_is_not_parsed(name: str, folder: Path) -> None:
    """One finding, and no file is handed on."""
    make, path = OVER[name]
    make(folder)
    opened = open_package(folder)
    assert [(each.code, each.location.file) for each in opened.findings] == [("E522", path)]
    assert dict(opened.files) == {}


@pytest.mark.parametrize("name", [name for name in OVER if name != "a file without end"])
def test_a_budget_is_multiplied_for_a_large_package_of_known_origin(
    name: str, folder: Path
) -> None:
    """A report of thousands of figures is published by this project, so that it can be verified."""
    make, _ = OVER[name]
    make(folder)
    with budgets(2):
        opened = open_package(folder)
    assert [each.code for each in opened.findings if each.code == "E522"] == []
    assert len(opened.files) > len(FILES)


def test_a_zip_over_the_budget_is_not_read(tmp_path: Path) -> None:
    """Its size is known before its first byte."""
    _sparse(tmp_path / "package.zip", ARCHIVE_LIMIT + 1)
    assert [each.code for each in open_package(tmp_path / "package.zip").findings] == ["E522"]


def test_a_descriptor_that_leads_out_is_not_missing_as_well(folder: Path) -> None:
    """One cause is one finding."""
    (folder / DESCRIPTOR).unlink()
    (folder / DESCRIPTOR).symlink_to("/etc/hostname")
    opened = open_package(folder)
    assert [each.code for each in opened.findings] == ["E502"]
    assert DESCRIPTOR not in opened.files


@pytest.mark.parametrize("form", ["folder", "archive"])
def test_what_has_no_descriptor_is_not_a_package(form: str, request: pytest.FixtureRequest) -> None:
    """Of a folder nothing else is read then: it may be anything."""
    path: Path = request.getfixturevalue(form)
    if path.is_dir():
        (path / DESCRIPTOR).unlink()
    else:
        path.write_bytes(zip_bytes({"codes/units.csv": b"unit\n"}))
    opened = open_package(path)
    assert [(each.code, each.location.file) for each in opened.findings] == [("E501", path.name)]
    assert dict(opened.files) == ({} if path.is_dir() else {"codes/units.csv": b"unit\n"})


def test_what_is_neither_a_folder_nor_a_zip_is_reported(tmp_path: Path) -> None:
    """Each once, and nothing is raised or waited for."""
    (tmp_path / "text.zip").write_bytes(b"text")
    os.mkfifo(tmp_path / "pipe")
    for name in ("nothing", "text.zip", "pipe"):
        opened = open_package(tmp_path / name)
        assert dict(opened.files) == {}
        assert [(each.code, each.location.file) for each in opened.findings] == [("E501", name)]
