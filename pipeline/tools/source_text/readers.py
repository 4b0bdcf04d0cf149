"""Read a copy of a report as a sequence of lines, each with its printed page; one reader per format.

Determines the format of a file, and parses Markdown, plain text and page tables. A table beside a text
maps its lines to printed pages. pdf.py reads PDF pages; sections.py assigns the lines to sections.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.rules import LocalizedText, localized
from pipeline.tools.source_text.sections import (
    LONGEST_PRINT_LINE,
    Line,
    UnreadableTextError,
    drop_page_headers,
    ends_sentence,
    text_of,
)
from pipeline.tools.source_text.text_tables import TableRow, find_tables, is_delimiter
from pipeline.untrusted import short_text

COLUMNS: Final = ("first_line", "last_line", "page")
_MOST_DIGITS: Final = 9


def pages_of_table(path: Path, length: int) -> list[str]:
    """Return for each line the printed page in the table, blank if it has none.

    Raises UnreadableTextError if the file is not such a table, or its text has another length.
    """
    pages: list[str | None] = [None] * length
    for number, row in enumerate(_rows(path), start=2):
        first, last, page = ((row[name] or "").strip() for name in COLUMNS)
        span = slice(_line(first) - 1, _line(last))
        if not 0 <= span.start < span.stop <= length:
            raise UnreadableTextError(
                localized(
                    "{path}, row {number}: {first_line!r} to {last_line!r} are not lines of the text, which has {length} lines",
                    path=path.name,
                    number=number,
                    first_line=first,
                    last_line=last,
                    length=length,
                )
            )
        if page and not _line(page):
            problem = localized("{page!r} is not a printed page", page=short_text(page))
            raise _row_error(path, number, problem)
        if any(each is not None for each in pages[span]):
            raise _row_error(path, number, localized("another row has the page of these lines"))
        pages[span] = [page] * (span.stop - span.start)
    return [page or "" for page in pages]


def _row_error(path: Path, number: int, problem: LocalizedText) -> UnreadableTextError:
    return UnreadableTextError(
        localized("{path}, row {number}: {problem}", path=path.name, number=number, problem=problem)
    )


def _rows(path: Path) -> Iterator[Mapping[str, str | None]]:
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""), strict=True)
    wanted = ",".join(COLUMNS)
    try:
        if sorted(each for each in reader.fieldnames or () if each in COLUMNS) != sorted(COLUMNS):
            raise UnreadableTextError(
                localized("the header of {path} must name {wanted}", path=path.name, wanted=wanted)
            )
        yield from reader
    except csv.Error as error:
        raise UnreadableTextError(
            localized("{path} is not CSV: {error}", path=path.name, error=error)
        ) from None


def _line(text: str) -> int:
    """Parse the number of a line or page; return 0 for an invalid cell."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0


@dataclass(frozen=True)
class Copy:
    """Hold the lines of a copy, and a description of each row of a table that cannot be read."""

    lines: tuple[Line, ...]
    unread: tuple[LocalizedText, ...] = ()


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a copy, without its tables."""
    return list(read_copy(path, with_tables=False).lines)


def read_copy(path: Path, *, with_tables: bool = True) -> Copy:
    """Read a Markdown, plain text (UTF-8) or PDF (`.pdf`) file.

    A text without form feeds, and without a table of its pages beside it, has no printed pages.
    Raises UnreadableTextError for a file of another type.
    """
    if path.suffix.lower() == ".pdf":
        from pipeline.tools.source_text.pdf import read_pdf

        return Copy(*read_pdf(path, with_tables=with_tables))
    text = text_of(path)
    if "\f" in text:  # form feeds end its pages; a table may belong to another copy
        marked = drop_page_headers([page.split("\n") for page in text.split("\f")], str)
        lines = [line for _, part in marked for line in part]
        pages = [page for page, part in marked for _ in part]
    else:
        table = path.with_name(f"{path.stem}-pages.csv")
        lines = text.split("\n")
        pages = pages_of_table(table, len(lines)) if table.exists() else [""] * len(lines)
    rows, unread = find_tables(lines) if with_tables else ([], [])
    return Copy(tuple(_lines(lines, pages, rows)), tuple(unread))


def _lines(texts: Sequence[str], pages: Sequence[str], rows: Sequence[TableRow]) -> Iterator[Line]:
    """Yield the lines with text; the rules between the rows of a table are none."""
    tables = {row.index: row for row in rows}
    opens, full = list(_openings(texts)), _full_lines(texts)
    for index, (text, page) in enumerate(zip(texts, pages, strict=True)):
        row = tables.get(index)
        if row:
            yield Line(text, page, opens[index], row.cells, row.table)
        elif text.strip() and not (rows and is_delimiter(text)):
            yield Line(text, page, opens[index], is_full=index in full)


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


def _full_lines(texts: Sequence[str]) -> frozenset[int]:
    """Return the lines after which another character does not fit; none if lines are paragraphs.

    A program may count columns or characters.
    """
    columns, lengths = [*map(_columns, texts)], [len(text.rstrip()) for text in texts]
    widest, longest = max(columns, default=0), max(lengths, default=0)
    if widest > LONGEST_PRINT_LINE:
        return frozenset()
    measured = enumerate(zip(columns, lengths, strict=True))
    return frozenset(
        n for n, (width, length) in measured if width >= widest - 1 or length == longest
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text.rstrip())
