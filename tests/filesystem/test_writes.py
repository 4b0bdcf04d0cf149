"""Files take their place in one step, and have the hash of what they contain; rejections are reported."""

from __future__ import annotations

import ast
import errno
import fcntl
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.filesystem import (
    UnsafePathError,
    hash_files,
    hash_paths,
    os_error_text,
    read_regular,
    write_atomic,
)
from tests.test_imports import MODULES, PIPELINE, parsed

WRITES = {"write_text", "write_bytes"}
#: Modules that write plainly, and why nobody finds half a file there.
PLAINLY = {
    "tools/diff/sources.py": "a revision unpacked into a temporary folder",
    "tools/docsgen/rules.py": "an example in a temporary folder",
    "package/formats/xlsx.py": "cells of a workbook in memory",
    "package/build.py": "a candidate in a temporary folder",
}
ROUNDS = 200
WRITER = """
import sys
from pathlib import Path
from pipeline.filesystem import write_atomic
for _ in range(int(sys.argv[2])):
    path = Path(sys.argv[1])
    write_atomic(path, sys.argv[3].encode() * 50_000, root=path.parent)
"""


def names(folder: Path) -> list[str]:
    """What stands in a folder, hidden names included."""
    return sorted(each.name for each in folder.iterdir())


def calls(module: Path) -> set[str]:
    """Names of the methods that a module calls."""
    return {
        node.func.attr
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def test_whatever_is_written_where_others_read_is_written_whole() -> None:
    """Sensor and runs read every few seconds; a plain write shows them a file that is cut short."""
    plain = {
        module.relative_to(PIPELINE).as_posix() for module in MODULES if WRITES & calls(module)
    }
    assert plain == set(PLAINLY), "use pipeline.filesystem"


def test_two_processes_that_write_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    """Two runs may go on at once; with one name for both, one would take the other's half."""
    file = tmp_path / "figures.csv"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(ROUNDS), letter])
        for letter in "ab"
    ]
    assert [each.wait() for each in writers] == [0, 0]
    assert file.read_bytes() in (b"a" * 50_000, b"b" * 50_000)
    assert names(tmp_path) == ["figures.csv"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664], ids=oct)
def test_permissions_stay(mode: int, tmp_path: Path) -> None:
    """A group that edits raw/ together may go on doing so."""
    file = tmp_path / "figures.csv"
    file.write_bytes(b"old")
    file.chmod(mode)
    write_atomic(file, b"new", root=tmp_path)
    assert (file.stat().st_mode & 0o777, file.read_bytes()) == (mode, b"new")


def test_a_link_is_rejected_and_what_it_names_is_kept(tmp_path: Path) -> None:
    """What a link names may be anything, inside the checkout or out of it."""
    file, link = tmp_path / "figures.csv", tmp_path / "link.csv"
    file.write_bytes(b"old")
    link.symlink_to(file)
    with pytest.raises(UnsafePathError, match=r"link\.csv is a link"):
        write_atomic(link, b"new", root=tmp_path)
    assert file.read_bytes() == b"old"


def test_an_error_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    """A folder has taken the name: nothing half done stays beside it."""
    (tmp_path / "figures.csv").mkdir()
    with pytest.raises(OSError, match=r"figures\.csv"):
        write_atomic(tmp_path / "figures.csv", b"new", root=tmp_path)
    assert names(tmp_path) == ["figures.csv"]


def test_what_a_killed_process_left_is_reused(tmp_path: Path) -> None:
    """Nobody clears up by hand, and nothing of a longer file is left behind a shorter one."""
    (tmp_path / ".figures.csv.new").write_bytes(b"half of something longer")
    write_atomic(tmp_path / "figures.csv", b"new", root=tmp_path)
    assert names(tmp_path) == ["figures.csv"]
    assert (tmp_path / "figures.csv").read_bytes() == b"new"


def test_a_writer_waits_for_the_other_one_and_keeps_its_file(tmp_path: Path) -> None:
    """Two runs write one file at once: the second must not write into what the first has published."""
    beside = tmp_path / ".figures.csv.new"
    with beside.open("wb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "figures.csv"), "1", "b"]
        ) as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(timeout=1.5)
            first.write(b"first")
            first.flush()
            kept = tmp_path / "kept.csv"
            beside.rename(kept)
            fcntl.flock(first, fcntl.LOCK_UN)
            assert second.wait() == 0
    assert kept.read_bytes() == b"first"
    assert (tmp_path / "figures.csv").read_bytes() == b"b" * 50_000


@pytest.mark.parametrize("durable", [True, False], ids=["forced to the disk", "not forced"])
def test_folders_above_a_new_file_are_made(durable: bool, tmp_path: Path) -> None:
    """A new report has no folder yet."""
    write_atomic(tmp_path / "new" / "figures" / "1.csv", b"new", root=tmp_path, durable=durable)
    assert (tmp_path / "new" / "figures" / "1.csv").read_bytes() == b"new"


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What is forced to the disk, with the names that stand in its folder then; it is forced indeed."""
    calls: list[tuple[str, list[str]]] = []
    force = os.fsync

    def noted(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        calls.append((path.name, names(path if is_folder else path.parent)))
        force(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    return calls


def test_a_durable_file_is_on_the_disk_before_its_name_and_its_name_before_the_end(
    tmp_path: Path, forced: list[tuple[str, list[str]]]
) -> None:
    """After a power failure the name leads to the old content or to the whole new one."""
    folder = tmp_path / "dist"
    write_atomic(folder / "a.zip", b"new", root=tmp_path, durable=True)
    assert forced == [(".a.zip.new", [".a.zip.new"]), ("dist", ["a.zip"])]


def test_a_working_file_is_not_forced_to_the_disk(
    tmp_path: Path, forced: list[tuple[str, list[str]]]
) -> None:
    """It can be made again, and forcing hundreds of them takes seconds."""
    write_atomic(tmp_path / "a.csv", b"new", root=tmp_path)
    assert forced == []


FILES = {"data/a.csv": b"one\n", "data/b.csv": b"two\n"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"data/a.csv": b"one\n", "data/b.csv": b"two\r\n"}, id="a byte"),
        pytest.param({"data/a.csv": b"one\n", "data/c.csv": b"two\n"}, id="a name"),
        pytest.param({"data/a.csv": b"two\n", "data/b.csv": b"one\n"}, id="names exchanged"),
        pytest.param({"data/a.csv": b"one\nt", "data/b.csv": b"wo\n"}, id="a boundary"),
        pytest.param({"data/a.csvo": b"ne\n", "data/b.csv": b"two\n"}, id="between name and bytes"),
        pytest.param({**FILES, "data/empty.csv": b""}, id="an empty file more"),
    ],
)
def test_other_files_have_another_hash(other: dict[str, bytes]) -> None:
    """A package whose files were renamed or cut elsewhere is another package."""
    assert hash_files(other) != hash_files(FILES)


def test_the_order_of_files_does_not_count() -> None:
    """A folder has none."""
    assert hash_files(dict(reversed(FILES.items()))) == hash_files(FILES)


def test_a_file_that_is_missing_has_a_hash_of_its_own(tmp_path: Path) -> None:
    """Neither an empty file nor another that is missing has it, and a file that returns has its old one."""
    file, other = tmp_path / "a.csv", tmp_path / "b.csv"
    missing = hash_paths([file])
    assert missing == hash_paths([file])
    assert missing not in (hash_paths([]), hash_paths([other]))
    file.write_bytes(b"")
    empty = hash_paths([file])
    file.write_bytes(b"one\n")
    assert len({missing, empty, hash_paths([file])}) == 3
    file.unlink()
    assert hash_paths([file]) == missing


def test_a_folder_in_place_of_a_file_is_a_missing_file(tmp_path: Path) -> None:
    """Nobody can read it as a table, and hashing it must not fail."""
    missing = hash_paths([tmp_path / "a.csv"])
    (tmp_path / "a.csv").mkdir()
    assert hash_paths([tmp_path / "a.csv"]) == missing


def test_a_missing_file_among_others_counts(tmp_path: Path) -> None:
    """Which of two files is gone makes a difference."""
    one, two = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_bytes(b"same")
    first = hash_paths([one, two])
    one.rename(two)
    assert hash_paths([one, two]) != first


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        pytest.param(errno.ENOENT, "it does not exist", "不存在", id="ENOENT"),
        pytest.param(errno.ENOSPC, "the disk is full", "磁盘已满", id="ENOSPC"),
        pytest.param(errno.EISDIR, "it is a folder", "是文件夹", id="EISDIR"),
        pytest.param(
            errno.ETXTBSY, f"{os.strerror(errno.ETXTBSY)} (ETXTBSY)", "错误 ETXTBSY", id="rare"
        ),
    ],
)
def test_an_error_has_its_reason_in_both_languages(number: int, english: str, chinese: str) -> None:
    """A reason that is not worded here keeps the symbol that people can look up."""
    text = os_error_text(OSError(number, os.strerror(number), "figures.csv"))
    assert (text.en, text.zh) == (english, chinese)


def test_an_error_without_a_number_is_named() -> None:
    """Python's own errors have a type only."""
    text = os_error_text(OSError("odd"))
    assert text.en == "odd"
    assert re.search("[一-鿿]", text.zh)


def test_a_folder_that_is_read_as_a_file_is_named(tmp_path: Path) -> None:
    """The error of the system has the number of an open file instead."""
    with pytest.raises(IsADirectoryError) as raised:
        read_regular(tmp_path)
    assert str(raised.value.filename) == str(tmp_path)
