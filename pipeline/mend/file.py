"""One raw file mended: its canonical bytes, and every change on the way there.

The canonical form: UTF-8 without a mark, LF, quotation marks where CSV needs them, no blank lines,
columns as declared, rows in order.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.mend import change as kinds
from pipeline.mend.cells import mend_cell
from pipeline.mend.change import Change
from pipeline.mend.order import in_columns, in_rows
from pipeline.mend.parsed import Parsed, parse
from pipeline.rules import Place, Wording
from pipeline.tables import Table


@dataclass(frozen=True)
class Mended:
    """The bytes that a file should have; why it was left alone, if it was."""

    data: bytes
    changes: tuple[Change, ...] = ()
    left_alone: Wording | None = None


def mend_file(data: bytes, table: Table, file: str) -> Mended:
    """Mend the form of one file. Its bytes are as they were where nothing is safe or to be done."""
    parsed = parse(data, table, file)
    if isinstance(parsed, Wording):
        return Mended(data, left_alone=parsed)
    columns = in_columns([cell.strip() for cell in parsed.header], table)
    changes, rows = _cells(parsed, columns, table, file)
    order = in_rows(rows, table)
    mended = _written([table.columns, *(rows[at] for at in order)])
    if mended == data:
        return Mended(data)
    about_file = [*_form(data, parsed), *_order(columns, order)]
    if not about_file and not changes:
        about_file = [kinds.QUOTES]
    return Mended(mended, (*(Change(Place(file), why) for why in about_file), *changes))


def _cells(
    parsed: Parsed, columns: Sequence[int], table: Table, file: str
) -> tuple[list[Change], list[list[str]]]:
    """Every change of a cell, and the rows with the declared columns after those changes."""
    changes, rows = [], []
    for line, record in zip(parsed.lines, parsed.rows, strict=True):
        row = []
        for name, at in zip(table.columns, columns, strict=True):
            made = list(mend_cell(record[at], Place(file, line, name), table))
            changes += made
            row.append(made[-1].after if made else record[at])
        rows.append(row)
    return changes, rows


def _form(data: bytes, parsed: Parsed) -> Iterator[Wording]:
    """What is mended about the file as text."""
    if data.startswith(codecs.BOM_UTF8):
        yield kinds.BYTE_ORDER_MARK
    if "\r" in parsed.text or not parsed.text.endswith("\n"):
        yield kinds.LINE_ENDS
    if parsed.blank_lines:
        yield kinds.BLANK_LINES
    if parsed.header != [cell.strip() for cell in parsed.header]:
        yield kinds.BLANKS
    if parsed.text.count('"') > _written([parsed.header, *parsed.rows]).count(b'"'):
        yield kinds.QUOTES


def _order(columns: Sequence[int], order: Sequence[int]) -> Iterator[Wording]:
    if list(columns) != sorted(columns):
        yield kinds.COLUMN_ORDER
    if list(order) != sorted(order):
        yield kinds.ROW_ORDER


def _written(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
