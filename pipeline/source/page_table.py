"""The table beside a text that says which of its lines stand on which printed page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pipeline.source.file import text_of
from pipeline.source.refusal import UnreadableTextError

COLUMNS: Final = ("first_line", "last_line", "page")
_MOST_DIGITS: Final = 9


def pages_of_table(path: Path, length: int) -> list[str]:
    """For each of so many lines the printed page that the table gives it, blank for none.

    Raises UnreadableTextError when the file is not such a table, or not of a text of that length.
    """
    pages = [""] * length
    for number, row in enumerate(_rows(path), start=2):
        first, last = (_line(row[name]) for name in COLUMNS[:2])
        if not 1 <= first <= last <= length:
            raise UnreadableTextError(
                f"{path.name}, row {number}: {row['first_line']!r} to {row['last_line']!r} "
                f"are no lines of the text, which has {length}",
                f"{path.name} 第 {number} 行：{row['first_line']!r} 至 {row['last_line']!r} "
                f"不是该文本的行号（共 {length} 行）",
            )
        pages[first - 1 : last] = [row["page"] or ""] * (last + 1 - first)
    return pages


def _rows(path: Path) -> Iterator[Mapping[str, str | None]]:
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""), strict=True)
    wanted = ",".join(COLUMNS)
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise UnreadableTextError(
                f"the header of {path.name} must name {wanted}",
                f"{path.name} 的表头须含 {wanted}",
            )
        yield from reader
    except csv.Error as error:
        raise UnreadableTextError(
            f"{path.name} is no CSV: {error}", f"{path.name} 不是合法的 CSV：{error}"
        ) from None


def _line(cell: str | None) -> int:
    """The number of a line, 0 for a cell that is none."""
    text = (cell or "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
