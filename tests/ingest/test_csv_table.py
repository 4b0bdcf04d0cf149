"""One raw file: what is accepted, what is reported, and that each mistake is reported once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.ingest import RAW_ROW, RawTable, read_csv
from pipeline.ingest.csv_table import MOST_ROWS, parse_csv
from pipeline.schema import SOURCES
from tests.mutated_bytes import mutated

HEADER = ",".join(SOURCES.columns)
SOUND = (
    f"{HEADER}\nnbs,institution,国家统计局,Bureau,,,,,\nidc,institution,IDC 公司,IDC,,,,一,one\n"
)
Reported = list[tuple[str, int, str]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str], RawTable]:
    """Reads a file with this content as the table of sources."""

    def reading(content: bytes | str) -> RawTable:
        path = tmp_path / "raw" / "sources.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path, SOURCES, tmp_path)

    return reading


def reported(captured: RawTable) -> Reported:
    """Code, row and column of each finding."""
    return [(each.code, each.location.row, each.location.column) for each in captured.findings]


ACCEPTED = {
    "as written": SOUND,
    "byte order mark": "\ufeff" + SOUND,
    "CRLF": SOUND.replace("\n", "\r\n"),
    "CR": SOUND.replace("\n", "\r"),
    "mixed line ends": SOUND.replace("\n", "\r\n", 1),
    "no line end at the end": SOUND.rstrip("\n"),
    "blank lines at the end": SOUND + "\n \n\n",
    "blank lines before the header": "\n\n" + SOUND,
    "rows of commas at the end": SOUND + ",,,,,,,\n",
    "quoted cells": SOUND.replace("nbs", '"nbs"').replace("IDC 公司", '"IDC 公司"'),
}


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_forms_that_change_no_value_are_accepted(
    content: str, read: Callable[[bytes | str], RawTable]
) -> None:
    """Programs write files in many ways; the cells are the same."""
    captured, sound = read(content), read(SOUND)
    assert captured.findings == ()
    assert captured.frame[SOURCES.columns].equals(sound.frame[SOURCES.columns])


def test_columns_may_stand_in_any_order(read: Callable[[bytes | str], RawTable]) -> None:
    """A spreadsheet's user may move them; their names state what they are."""
    rows = [",".join(reversed(row.split(","))) for row in SOUND.splitlines()]
    captured = read("\n".join(rows))
    assert captured.findings == ()
    assert list(captured.frame["source"]) == ["nbs", "idc"]


REFUSED: dict[str, tuple[bytes | str, Reported]] = {
    "GBK": (SOUND.encode("gbk"), [("E101", 2, "")]),
    "UTF-16": (SOUND.encode("utf-16"), [("E101", 1, "")]),
    "GBK with CR": (SOUND.replace("\n", "\r").encode("gbk"), [("E101", 2, "")]),
    "NUL": (SOUND.replace("idc", "i\0c"), [("E102", 3, "")]),
    "NUL with CR": (SOUND.replace("idc", "i\0c").replace("\n", "\r"), [("E102", 3, "")]),
    "empty": ("", [("E103", 0, "")]),
    "a byte order mark only": ("\ufeff", [("E103", 0, "")]),
    "blank lines only": ("\n\n  \n", [("E103", 0, "")]),
    "header only": (HEADER, [("E104", 1, "")]),
    "missing column": (SOUND.replace(",note_en", "").replace(",\n", "\n").replace(",one", ""),
        [("E105", 1, "note_en")]),
    "unknown column": (SOUND.replace("\n", ",x\n"), [("E106", 1, "x")]),
    "misspelt column is one mistake": (SOUND.replace("kind", "kinds"), [("E106", 1, "kinds")]),
    "renamed column is one mistake": (SOUND.replace("kind", "colour"), [("E106", 1, "colour")]),
    "upper case is one mistake": (SOUND.replace("note_en", "Note_en"), [("E106", 1, "Note_en")]),
    "empty header cell is one mistake": (SOUND.replace(",note_en", ","), [("E106", 1, "")]),
    "columns of commas are one mistake": (SOUND.replace("\n", ",,\n"), [("E106", 1, "")]),
    "column twice is one mistake": (SOUND.replace("note_en", "year"), [("E107", 1, "year")]),
    "a header of a million characters": (SOUND.replace("note_en", "x" * 10**6), [("E109", 1, "")]),
    "a header of two million characters": (SOUND.replace("note_en", "x" * (2 * 10**6)), [("E109", 1, "")]),
    "a line of two million characters": (SOUND.replace("一", '""' * 10**6), [("E109", 3, "")]),
    "a header of many blank columns": (SOUND.replace("\n", "," * 2_000 + "\n"), [("E119", 1, "")]),
    "a header of many names": (f"{HEADER},{','.join(map(str, range(2_000)))}\n", [("E119", 1, "")]),
    "a line break in the header": (SOUND.replace("note_en", '"no\nte"'), [("E116", 1, "")]),
    "too few cells": (SOUND.replace(",,,,一", ",,,一"), [("E108", 3, "")]),
    "too many cells": (SOUND.replace(",,,,一", ",,,,,一"), [("E108", 3, "")]),
    "a long cell": (SOUND.replace("一", "一" * 10_001), [("E109", 3, "note_zh")]),
    "quotation mark never closed": (SOUND.replace("idc", '"idc'), [("E110", 3, "")]),
    "text after a quotation mark": (SOUND.replace("idc", '"i"dc'), [("E110", 3, "")]),
    "a line break in a cell": (SOUND.replace("一", '"一\n二"'), [("E116", 3, "note_zh")]),
    "a tab in a cell": (SOUND.replace("一", "一\t二"), [("E116", 3, "note_zh")]),
    "a no-break space": (SOUND.replace("idc", "idc\xa0"), [("E116", 3, "source")]),
    "a zero-width space": (SOUND.replace("idc", "i\u200bdc"), [("E116", 3, "source")]),
    "an escape sequence": (SOUND.replace("一", "\x1b[31m"), [("E116", 3, "note_zh")]),
    "trailing spaces": (SOUND.replace("idc", "idc "), [("W117", 3, "source")]),
    "full-width spaces": (SOUND.replace("一", "\u3000一"), [("W117", 3, "note_zh")]),
    "spaces in the header": (SOUND.replace("kind", " kind "), [("W117", 1, "kind")]),
    "a spreadsheet's sep line": ("sep=,\r\n" + SOUND, [("E119", 1, "")]),
    "semicolons": (SOUND.replace(",", ";"), [("E119", 1, "")]),
    "tabs": (SOUND.replace(",", "\t"), [("E119", 1, "")]),
    "full-width commas": (SOUND.replace(",", "，"), [("E119", 1, "")]),
    "no header": (SOUND.removeprefix(HEADER + "\n"), [("E119", 1, "")]),
    "two files one after another": (f"{SOUND}{SOUND}", [("E147", 4, "")]),
    "three files one after another": (f"{SOUND}{SOUND}{SOUND}", [("E147", 4, "")]),
    "a web page": ("<!DOCTYPE html>\n<html></html>", [("E119", 1, "")]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_mistake_is_reported_once_at_its_line(
    name: str, read: Callable[[bytes | str], RawTable]
) -> None:
    """The line is that of the editor's text program, and one mistake has one finding."""
    content, expected = REFUSED[name]
    captured = read(content)
    assert reported(captured) == expected
    assert captured.is_readable == expected[0][0].startswith("W")


def test_a_file_of_too_many_rows_is_reported_once(read: Callable[[bytes | str], RawTable]) -> None:
    """Thirty megabytes of short rows are one finding, not seven million."""
    captured = read(f"{HEADER}\n" + "x\n" * (MOST_ROWS + 1))
    assert reported(captured) == [("E148", 0, "")]
    assert not captured.is_readable


def test_rows_keep_their_line_after_cells_of_several_lines(
    read: Callable[[bytes | str], RawTable],
) -> None:
    """A line break within quotation marks moves all later rows down by one."""
    captured = read(SOUND.replace("国家统计局", '"国家\n统计局"'))
    assert list(captured.frame[RAW_ROW]) == ["2", "4"]


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """Every declared table has a file."""
    captured = read_csv(tmp_path / "sources.csv", SOURCES, tmp_path)
    assert reported(captured) == [("E114", 0, "")]


def _folder(path: Path) -> None:
    path.mkdir()


def _broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.csv"))


def _link_to_elsewhere(path: Path) -> None:
    outside = path.parent.parent / "outside.csv"
    outside.write_text(SOUND, encoding="utf-8")
    path.symlink_to(outside)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_folder, _broken_link, _link_to_elsewhere, _pipe])
def test_what_is_not_a_file_of_the_checkout_is_reported(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    """It is neither followed out of the checkout nor waited for."""
    root = tmp_path / "checkout"
    root.mkdir()
    make(root / "sources.csv")
    captured = read_csv(root / "sources.csv", SOURCES, root)
    assert reported(captured) == [("E118", 0, "")]


def test_a_link_within_the_checkout_is_a_file(tmp_path: Path) -> None:
    """Two reports may share a table."""
    (tmp_path / "shared.csv").write_text(SOUND, encoding="utf-8")
    (tmp_path / "sources.csv").symlink_to(tmp_path / "shared.csv")
    assert read_csv(tmp_path / "sources.csv", SOURCES, tmp_path).findings == ()


@given(mutated(SOUND.encode()))
@settings(max_examples=200)
def test_damaged_bytes_give_rows_of_all_columns_or_a_finding(data: bytes) -> None:
    """Each finding is at a line of the file, and a table without an error has every column."""
    captured = parse_csv(data, SOURCES, "raw/sources.csv")
    lines = len(data.splitlines()) + 1
    assert all(0 <= each.location.row <= lines for each in captured.findings)
    if captured.is_readable:
        assert {*SOURCES.columns, RAW_ROW} <= set(captured.frame.columns)
        assert all(1 < int(row) <= lines for row in captured.frame[RAW_ROW])


def test_equal_cells_are_one_text(read: Callable[[bytes | str], RawTable]) -> None:
    """In one file and in several, so that a large report takes little memory."""
    first, second = (read(SOUND.replace("nbs", each)) for each in ("first", "second"))
    cells = [*first.frame["kind"], *second.frame["kind"]]
    assert len(cells) == 4
    assert len({*map(id, cells)}) == 1
    assert first.frame["kind"].dtype == object
