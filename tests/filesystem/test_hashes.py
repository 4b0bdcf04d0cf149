"""The hash of what files contain, which changes with every byte; what the operating system rejects."""

import errno
import os
import re
from pathlib import Path

import pytest

from pipeline.filesystem import hash_files, hash_paths, os_error_text

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
    assert re.search("[一-鿿]", os_error_text(OSError("odd")).zh)
