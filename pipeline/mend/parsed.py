"""A raw file as records with their lines, if it can be read without any doubt; else why not."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from pipeline.capture.file import decode
from pipeline.rules import Wording
from pipeline.rules.capture import UnresolvedMerge
from pipeline.tables import Table

NOT_TEXT: Final = Wording("it is not UTF-8 text", "不是 UTF-8 文本")
UNMERGED: Final = Wording("it holds an unresolved merge", "含有未解决的合并冲突")
NOT_CSV: Final = Wording("it is no CSV that can be read", "不是可读取的 CSV")
NO_ROWS: Final = Wording("it has no rows", "没有数据行")
OTHER_COLUMNS: Final = Wording("its columns are not those of its table", "列与表的声明不符")
RAGGED: Final = Wording("a row has too few or too many cells", "有的行单元格数不符")
SEVERAL_LINES: Final = Wording("a cell runs over several lines", "有单元格跨行")


@dataclass(frozen=True)
class Parsed:
    """Header and rows of a sound file as typed, and the line on which each row stands."""

    text: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    blank_lines: bool


def parse(data: bytes, table: Table, file: str) -> Parsed | Wording:
    """Read a file's bytes, or say why it is better left alone."""
    text, unreadable = decode(data, file)
    if unreadable is not None:
        return UNMERGED if isinstance(unreadable, UnresolvedMerge) else NOT_TEXT
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        records.extend((reader.line_num, record) for record in reader)
    except csv.Error:
        return NOT_CSV
    filled = [(line, record) for line, record in records if any(map(str.strip, record))]
    return _doubt([record for _, record in filled], table) or Parsed(
        text,
        filled[0][1],
        [record for _, record in filled[1:]],
        [line for line, _ in filled[1:]],
        len(filled) < len(records),
    )


def _doubt(records: list[list[str]], table: Table) -> Wording | None:
    if len(records) < 2:
        return NO_ROWS
    if sorted(cell.strip() for cell in records[0]) != sorted(table.columns):
        return OTHER_COLUMNS
    if any(len(record) != len(table.columns) for record in records):
        return RAGGED
    several = any(set("\r\n") & set(cell) for record in records for cell in record)
    return SEVERAL_LINES if several else None
