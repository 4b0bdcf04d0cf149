"""What the operating system rejects is reported in both languages."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from pipeline.filesystem import os_error_text, read_regular


def test_a_folder_that_is_read_as_a_file_is_named(tmp_path: Path) -> None:
    """The error of the system has the number of an open file instead."""
    with pytest.raises(IsADirectoryError) as raised:
        read_regular(tmp_path)
    assert str(raised.value.filename) == str(tmp_path)


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
