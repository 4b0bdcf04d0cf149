"""Read a copy of a report as a sequence of lines, each with its printed page; one reader per format.

Determines the format of a file, and parses Markdown, plain text and page tables. A table beside a text
maps its lines to printed pages. pdf.py reads PDF pages; sections.py assigns the lines to sections.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.tools.source_text.lines import (
    LONGEST_PRINT_LINE,
    Line,
    UnreadableTextError,
    drop_page_headers,
    ends_sentence,
    text_of,
)

COLUMNS: Final = ("first_line", "last_line", "page")

_MOST_DIGITS: Final = 9


def pages_of_table(path: Path, length: int) -> list[str]:
    """Return for each line the printed page in the table, blank if it has none.

    Raises UnreadableTextError if the file is not such a table, or its text has another length.
    """
    pages = [""] * length
    for number, row in enumerate(_rows(path), start=2):
        first, last = (_line(row[name]) for name in COLUMNS[:2])
        if not 1 <= first <= last <= length:
            raise UnreadableTextError(
                f"{path.name}, row {number}: {row['first_line']!r} to {row['last_line']!r} "
                f"are not lines of the text, which has {length} lines",
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
                f"{path.name} 的表头须包含 {wanted}",
            )
        yield from reader
    except csv.Error as error:
        raise UnreadableTextError(
            f"{path.name} is not CSV: {error}", f"{path.name} 不是合法的 CSV：{error}"
        ) from None


def _line(cell: str | None) -> int:
    """Parse the number of a line; return 0 for an invalid cell."""
    text = (cell or "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0


def read_lines(path: Path, *, paged: bool = True) -> list[Line]:
    """Return the lines of a Markdown, plain text (UTF-8) or PDF (`.pdf`) file.

    Args:
        path: the file.
        paged: whether the report has printed pages; a web page has none.

    Raises UnreadableTextError for a file of another type, and if printed pages cannot be determined.
    """
    if path.suffix.lower() == ".pdf":
        from pipeline.tools.source_text.pdf import read_pdf

        return read_pdf(path)
    text = text_of(path)
    if "\f" in text:  # form feeds end its pages; a table may belong to another copy
        pages = drop_page_headers([page.split("\n") for page in text.split("\f")], str)
        marked = [(line, page) for page, lines in pages for line in lines]
        return _lines([line for line, _ in marked], [page for _, page in marked])
    table = path.with_name(f"{path.stem}-pages.csv")
    lines = text.split("\n")
    if not table.exists() and not paged:
        return _lines(lines, [""] * len(lines))
    if not table.exists():
        raise UnreadableTextError(
            f"{path.name} does not mark the ends of its pages. Put {table.name} beside it "
            "(first_line,last_line,page), use a text with form feeds between its pages, or leave "
            "`page` blank in sections.csv if the report has no printed pages",
            f"{path.name} 未标明分页。请在旁边放置 {table.name}（first_line,last_line,page），"
            "或使用以换页符分页的文本；报告本无页码的，sections.csv 的 page 列请留空",
        )
    return _lines(lines, pages_of_table(table, len(lines)))


def _lines(texts: Sequence[str], pages: Sequence[str]) -> list[Line]:
    return [
        Line(text, page, opens)
        for text, page, opens in zip(texts, pages, _openings(texts), strict=True)
        if text.strip()
    ]


def _openings(texts: Sequence[str]) -> Iterator[bool]:
    """Yield whether a paragraph begins with each line.

    It begins after a blank line, at an indented line, and after a line that ends a sentence before
    the margin. If lines are whole paragraphs, it begins at each line.
    """
    widest = max(map(_columns, texts), default=0)
    previous = ""
    for text in texts:
        after_a_last_line = _columns(previous) < widest - 2 and ends_sentence(previous)
        indented = text[:1].isspace()
        whole = widest > LONGEST_PRINT_LINE
        yield whole or indented or after_a_last_line or not previous.strip()
        previous = text


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text.rstrip())
