"""Files that are not copy of a report: each is rejected in both languages, none breaks the reader."""

from __future__ import annotations

import os
import re
import signal
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Never

import pytest

from pipeline.tools.source_text import Section, UnreadableTextError, pdf, scan
from pipeline.untrusted import BudgetExceededError, limited
from tests.tools.source_text.specimen import SECTIONS, sheets, write_markdown
from tests.tools.source_text.typeset import typeset

Make = Callable[[Path], Path]


def _text(data: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = write_markdown(folder)
        path.write_bytes(data)
        return path

    return make


def _recoded(folder: Path) -> Path:
    path = write_markdown(folder)
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    return path


def _table(old: bytes, new: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = write_markdown(folder)
        table = folder / "report-pages.csv"
        before = table.read_bytes()
        table.write_bytes(before.replace(old, new, 1))
        assert table.read_bytes() != before
        return path

    return make


def _pdf(edit: Callable[[bytes], bytes]) -> Make:
    def make(folder: Path) -> Path:
        path = typeset(folder / "report.pdf", list(sheets()), header="年报")
        path.write_bytes(edit(path.read_bytes()))
        return path

    return make


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "report.md")
    return folder / "report.md"


def _sparse(folder: Path) -> Path:
    with (folder / "report.pdf").open("wb") as file:
        file.truncate(1 << 40)
    return folder / "report.pdf"


REFUSED: dict[str, tuple[Make, str]] = {
    "a text in GBK": (_recoded, "not UTF-8"),
    "a text of random bytes": (_text(bytes(range(256)) * 8), "not UTF-8"),
    "an empty text": (_text(b""), "not lines of the text"),
    "a PDF that is none": (_pdf(lambda _: b"\x00\xff" * 500), "as a PDF"),
    "a PDF cut off": (_pdf(lambda data: data[:300]), "as a PDF"),
    "a pipe": (_pipe, "not a regular file"),
    "a text without an end": (_sparse, "larger than 64 MiB"),
    "an empty PDF": (_pdf(lambda _: b""), "as a PDF"),
    "a table of pages with another header": (_table(b"first_line", b"from"), "must name"),
    "a table of pages in UTF-16": (_table(b"first_line", b"\xff\xfef"), "not UTF-8"),
    "a table of pages with a word for a line": (_table(b"\n21", b"\nx"), "row 2"),
    "a table of pages with Arabic-Indic digits": (_table(b"\n21", "\n١".encode()), "row 2"),
    "a table of pages with a short row": (_table(b"\n", b"\n7\n"), "row 2"),
    "a table of pages beyond the text": (_table(b"\n21", b"\n1,999999999,1,x\n21"), "row 2"),
    "a table of pages with a column twice": (_table(b"end_of_page", b"page"), "must name"),
    "a table of pages with a control sequence": (_table(b"\n", b"\n1,1,\x1b[31m,x\n"), "row 2: '\\x1b[31m'"),
    "a table of pages with a long number": (_table(b"\n", b"\n1,1," + b"9" * 99 + b",x\n"), f"row 2: '{'9' * 40}…'"),
    "a table of pages with a line twice": (_table(b"\n", b"\n1,1,,x\n1,1,2,x\n"), "row 3: another row"),
    "a table of pages that is not CSV": (_table(b"\n21", b'\n"21'), "not CSV"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "stated"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_copy_is_rejected(make: Make, stated: str, tmp_path: Path) -> None:
    """The message states in both languages what is wrong with which file."""
    path = make(tmp_path)
    with pytest.raises(UnreadableTextError, match=re.escape(stated)) as raised:
        scan(path, SECTIONS)
    assert "report" in raised.value.message.zh
    assert re.search("[一-鿿]", raised.value.message.zh)


def test_a_library_that_ends_its_process_ends_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the library does for a page whose content unpacks to more than the memory of a reading."""
    monkeypatch.setattr(pdf, "_read", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(UnreadableTextError, match="more memory than --budget allows"):
        pdf.read_pdf(tmp_path / "report.pdf")


@pytest.mark.parametrize(("taken", "stated"), [(0, "40 seconds"), (1 << 28, "64 MiB of memory")])
def test_a_pdf_that_takes_too_much_is_over_the_budget(
    taken: int, stated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process has the limits too, and sends what it exceeds."""

    def read(path: Path, with_tables: bool) -> Never:
        del path, with_tables
        kept = bytearray(taken)
        while True:
            zlib.crc32(kept)

    monkeypatch.setattr(pdf, "_read", read)
    monkeypatch.setattr(pdf, "limited", partial(limited, seconds=1, memory=1 << 26))
    with pytest.raises(BudgetExceededError, match=stated):
        pdf.read_pdf(tmp_path / "report.pdf")


def test_a_table_of_pages_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """A byte order mark and CRLF state nothing about the pages."""
    path = write_markdown(tmp_path)
    plain = scan(path, SECTIONS)
    table = tmp_path / "report-pages.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    assert scan(path, SECTIONS) == plain


def test_a_report_without_printed_pages_needs_no_table(tmp_path: Path) -> None:
    """A web page has no pages; its numerals have none either."""
    path = tmp_path / "page.md"
    path.write_text("一、船\n\n共有 12 艘，比上年多 3 艘。\n", encoding="utf-8")
    sections = [Section("1", "chapter", "一、", "船")]
    plain = scan(path, sections)
    assert [(token.text, token.page) for token in plain.tokens] == [
        ("一", ""),
        ("12", ""),
        ("3", ""),
    ]
