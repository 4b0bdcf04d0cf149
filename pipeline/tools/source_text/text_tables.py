"""Read the tables of a text: Markdown, columns separated by tabs, and columns aligned with spaces.

Consecutive lines of one layout are a table if one of their cells beside the first is a number or a
mark such as … or —. Rows of aligned columns may lack cells: a cell belongs to the column above or
below it. A row whose cells cannot be assigned to columns is reported, and so is a table without
rows of equal length.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipeline.rules import LocalizedText, localized

Layout = Literal["", "rules", "tabs", "gaps"]
FEWEST_ROWS = 2
#: Characters of a cell that is not a number, in columns that only spaces separate.
LONGEST_HEADER = 16
_RULE = re.compile(r"[|｜│┃]")
_GAP = re.compile(r"[ \xa0]*\u3000[\s\u3000]*|[ \xa0]{2,}")
_DELIMITER = re.compile(r"[|｜│┃\s:+─━┼-]*[-─━]{2,}[|｜│┃\s:+─━┼-]*")
_NUMBER = re.compile(
    r"[-+−－–(（]?\s*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*[%％‰‱)）]?[*＊]?"
)
_MARK = re.compile(r"…+|\.{3,}|[-—–－─]+|[/／*＊×xX#]|\.\.")


@dataclass(frozen=True)
class TableRow:
    """Hold a row of a table: the index of its line, the number of the table from 1, its cells."""

    index: int
    table: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    """Hold a line that may be a row, its cells, and their first and last columns of print."""

    index: int
    layout: Layout
    cells: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def has_number(self) -> bool:
        """Return whether a cell beside the first is a number or a mark."""
        return any(map(is_number_or_mark, self.cells[1:]))


def is_number(cell: str) -> bool:
    """Return whether a cell is a number."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_number_or_mark(cell: str) -> bool:
    """Return whether a cell is a number, or a mark in the place of one."""
    return is_number(cell) or _MARK.fullmatch(cell.strip()) is not None


def is_delimiter(text: str) -> bool:
    """Return whether a line only rules a table off, as below the header of a Markdown table."""
    return _DELIMITER.fullmatch(text.strip()) is not None and bool(re.search(r"[|+┼]|──", text))


def find_tables(texts: Sequence[str]) -> tuple[list[TableRow], list[LocalizedText]]:
    """Return the rows of all tables of a text in order, and a description of each row not read."""
    rows: list[TableRow] = []
    unread: list[LocalizedText] = []
    number = 0
    for run in _runs(texts):
        found, faults = _table(run, number + 1)
        rows += found
        unread += faults
        number += bool(found)
    return rows, unread


def _runs(texts: Sequence[str]) -> Iterator[list[_Candidate]]:
    """Yield the runs of lines with the same layout; delimiters do not interrupt a run."""
    lines = [_candidate(n, text) for n, text in enumerate(texts) if not is_delimiter(text)]
    for layout, run in groupby(lines, key=lambda line: line.layout):
        if layout:
            yield list(run)


def _candidate(index: int, text: str) -> _Candidate:
    if _RULE.search(text):
        return _Candidate(index, "rules", _cells_between_rules(text))
    if "\t" in text.strip():
        return _Candidate(index, "tabs", tuple(map(str.strip, text.rstrip("\r\n").split("\t"))))
    pieces = list(_pieces(text))
    if len(pieces) < FEWEST_ROWS:
        return _Candidate(index, "", ())
    return _Candidate(index, "gaps", *map(tuple, zip(*pieces, strict=True)))


def _cells_between_rules(text: str) -> tuple[str, ...]:
    inner = _RULE.sub("|", text.strip().replace("\\|", "\x00"))
    cells = inner.removeprefix("|").removesuffix("|").split("|")
    return tuple(cell.strip().replace("\x00", "|") for cell in cells)


def _pieces(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the parts of a line between wide spaces, each with its columns of print."""
    at = len(text) - len(text.lstrip())
    for gap in [*_GAP.finditer(text.rstrip(), at), None]:
        end = gap.start() if gap else len(text.rstrip())
        if end > at:
            yield text[at:end], (_width(text[:at]), _width(text[:end]))
        at = gap.end() if gap else end


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _table(run: Sequence[_Candidate], number: int) -> tuple[list[TableRow], list[LocalizedText]]:
    """Return the rows of a run of lines, none if they are not a table."""
    width = _columns(run)
    rows = _without_captions(run, width)
    if not _is_table(rows, width):
        return [], []
    columns = [row.spans for row in rows if len(row.cells) == width]
    found: list[TableRow] = []
    unread: list[LocalizedText] = []
    for row in rows:
        cells = _in_columns(row, columns, width)
        if cells is None:
            unread.append(_misfit(row, width))
        else:
            found.append(TableRow(row.index, number, cells))
    return found, unread


def _columns(run: Sequence[_Candidate]) -> int:
    """Return the most frequent number of cells of rows with numbers; the larger one of equals."""
    counts = Counter(len(line.cells) for line in run if line.has_number)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _without_captions(run: Sequence[_Candidate], width: int) -> list[_Candidate]:
    """Return a run without the title, unit and notes around its rows."""
    lines = list(run)
    for end in (0, -1):
        while lines and len(lines[end].cells) < width and not lines[end].has_number:
            lines.pop(end)
    return lines


def _is_table(rows: Sequence[_Candidate], width: int) -> bool:
    whole = [row for row in rows if len(row.cells) == width]
    if width < FEWEST_ROWS or len(whole) < FEWEST_ROWS:
        return False
    if rows[0].layout != "gaps":
        return True
    cells = [cell for row in rows for cell in row.cells[1:]]
    prose = any(len(cell) > LONGEST_HEADER and not is_number(cell) for cell in cells)
    return not prose and 2 * sum(map(is_number_or_mark, cells)) >= len(cells)


def _in_columns(
    row: _Candidate, columns: Sequence[Sequence[tuple[int, int]]], width: int
) -> tuple[str, ...] | None:
    """Return the cells of a row by column, or None if they cannot be assigned."""
    missing = width - len(row.cells)
    if not missing:
        return row.cells
    if row.layout != "gaps":
        # blank cells at the end of a row need not be printed
        blank = not any(row.cells[width:]) if missing < 0 else row.layout == "tabs"
        return (*row.cells, *[""] * missing)[:width] if blank else None
    cells = [""] * width
    for cell, (start, end) in zip(row.cells, row.spans, strict=True):
        over = {
            column
            for spans in columns
            for column, (left, right) in enumerate(spans)
            if start < right and left < end
        }
        if len(over) != 1 or cells[column := over.pop()]:
            return None
        cells[column] = cell
    return tuple(cells)


def _misfit(row: _Candidate, width: int) -> LocalizedText:
    line, found = row.index + 1, len(row.cells)
    return localized(
        "line {line}: the row has {found} cells and its table {width}; it is not read as a row",
        line=line,
        found=found,
        width=width,
    )
