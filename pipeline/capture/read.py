"""One CSV file to a frame of text. Every cell stays as typed; every row knows its file and line.

A byte order mark, CRLF, blank lines at the end and quoted cells are accepted without a word; blanks
around a value are dropped and told (W117). All other oddities of the file are findings.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.rules import Finding, Place, Wording
from pipeline.rules import capture as rules
from pipeline.tables import Table

RAW_FILE: Final = "raw_file"
RAW_ROW: Final = "raw_row"
LONGEST_CELL: Final = 10_000


@dataclass(frozen=True)
class Captured:
    """The rows that could be read (columns of the table, `raw_file`, `raw_row`), and findings."""

    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the file's shape is sound, so that its rows can be judged."""
        return not any(finding.is_error for finding in self.findings)


def empty_frame(table: Table) -> pd.DataFrame:
    """No rows, with all columns, each of text."""
    return pd.DataFrame(columns=[*table.columns, RAW_FILE, RAW_ROW], dtype=str)


def _wording(text: str) -> Wording:
    return Wording(text, text)


def nearest(value: str, known: Sequence[str]) -> Wording:
    """“Did you mean …?” for a value close to a known one, else nothing."""
    close = get_close_matches(value, known, n=1, cutoff=0.6)
    if not close:
        return Wording("", "")
    return Wording(f" Did you mean {close[0]!r}?", f"是否为 {close[0]!r}？")


def _decode(data: bytes, file: str) -> tuple[str, Finding | None]:
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", rules.NotUtf8(Place(file, line), hex(data[error.start]))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins. Raises `csv.Error` for what is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _header_findings(header: list[str], table: Table, file: str) -> Iterator[Finding]:
    for name in dict.fromkeys(header):
        place = Place(file, 1, name)
        if header.count(name) > 1:
            yield rules.DuplicateColumn(place, name)
        if name not in table.columns:
            yield rules.UnknownColumn(place, name, nearest(name, table.columns))
    for name in table.columns:
        if name not in header:
            expected = _wording(",".join(table.columns))
            yield rules.MissingColumn(Place(file, 1, name), name, expected)


def _cell_findings(value: str, place: Place) -> Iterator[Finding]:
    if len(value) > LONGEST_CELL:
        yield rules.CellTooLong(place, value, _wording(str(LONGEST_CELL)))
    if any(not character.isprintable() for character in value if character != "\u3000"):
        yield rules.ControlCharacter(place, value)
    elif value != value.strip():
        yield rules.StraySpace(place, value)


def _row_findings(record: list[str], header: list[str], place: Place) -> Iterator[Finding]:
    if len(record) != len(header):
        expected = _wording(str(len(header)))
        yield rules.WrongCellCount(place, str(len(record)), expected)
        return
    for name, value in zip(header, record, strict=True):
        yield from _cell_findings(value, Place(place.file, place.row, name))


def _parse(text: str, table: Table, file: str) -> Captured:
    findings: list[Finding] = []
    rows: list[list[str]] = []
    header: list[str] = []
    try:
        for line, record in _records(text):
            if not any(cell.strip() for cell in record):
                continue
            if not header:
                header = [cell.strip() for cell in record]
                findings += _header_findings(header, table, file)
                continue
            broken = list(_row_findings(record, header, Place(file, line)))
            findings += broken
            if not any(isinstance(finding, rules.WrongCellCount) for finding in broken):
                rows.append([*(cell.strip() for cell in record), file, str(line)])
    except csv.Error as error:
        line = len(text[: text.find('"')].splitlines()) or 1
        findings.append(rules.MalformedCsv(Place(file, _fault_line(text)), str(error)))
    if not header:
        return Captured(empty_frame(table), (rules.EmptyFile(Place(file)),))
    if not rows and not findings:
        findings.append(rules.HeaderOnly(Place(file, 1)))
    frame = pd.DataFrame(rows, columns=[*header, RAW_FILE, RAW_ROW], dtype=str)
    return Captured(frame, tuple(findings))


def _fault_line(text: str) -> int:
    """The line on which the record begins that the csv module cannot finish."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        pass
    return line


def read_csv(path: Path, table: Table, root: Path) -> Captured:
    """Read one raw file.

    Args:
        path: the file.
        table: the declaration whose columns it must have, in any order.
        root: folder that `raw_file` is given relative to.

    Returns:
        The rows as text and every finding about the file's form; never raises for bad content.
    """
    file = path.relative_to(root).as_posix()
    if not path.is_file():
        return Captured(empty_frame(table), (rules.MissingFile(Place(file)),))
    csv.field_size_limit(1 << 30)
    text, undecodable = _decode(path.read_bytes(), file)
    if undecodable is not None:
        return Captured(empty_frame(table), (undecodable,))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Captured(empty_frame(table), (rules.NulCharacter(Place(file, line)),))
    return _parse(text, table, file)
