"""What is read of a folder or a zip: its own files, and why a file was not read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipeline.tools.verify.package_reader import DESCRIPTOR, open_package

FILES = {DESCRIPTOR: b"{}", "data/units.csv": b"unit\n"}


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
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as made:
        for name, data in FILES.items():
            made.writestr(name, data)
    return tmp_path / "package.zip"


def test_a_folder_and_a_zip_have_the_same_files(folder: Path, archive: Path) -> None:
    """By path with forward slashes, and nothing is found wrong."""
    for path in (folder, archive):
        opened = open_package(path)
        assert dict(opened.files) == FILES
        assert (opened.findings, opened.unread) == ((), frozenset())


def test_a_link_within_the_folder_is_read_and_one_that_leads_out_is_not(folder: Path) -> None:
    """What stands elsewhere on the machine is not a part of the package."""
    (folder / "own.csv").symlink_to(folder / "data" / "units.csv")
    (folder.parent / "secret").write_bytes(b"s")
    (folder / "out.csv").symlink_to(folder.parent / "secret")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "none.csv").symlink_to(folder / "nothing")
    opened = open_package(folder)
    assert dict(opened.files) == {**FILES, "own.csv": FILES["data/units.csv"]}
    assert opened.unread == {"out.csv", "loop.csv"}
    assert [(each.code, each.location.file) for each in opened.findings] == [
        ("E502", "loop.csv"),
        ("E502", "out.csv"),
    ]


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
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("data/units.csv", b"unit\n")
    opened = open_package(path)
    assert [(each.code, each.location.file) for each in opened.findings] == [("E501", path.name)]
    assert dict(opened.files) == ({} if path.is_dir() else {"data/units.csv": b"unit\n"})


def test_a_path_of_nothing_and_a_file_that_is_no_zip_are_reported(tmp_path: Path) -> None:
    """Each once, and nothing is raised."""
    (tmp_path / "text.zip").write_bytes(b"text")
    for name in ("nothing", "text.zip"):
        opened = open_package(tmp_path / name)
        assert dict(opened.files) == {}
        assert [(each.code, each.location.file) for each in opened.findings] == [("E501", name)]
