"""One CSV file to a frame of text. Every cell stays as typed; every row knows its file and line.

A byte order mark, CRLF, blank lines at the end and quoted cells are accepted without a word; blanks
around a value are dropped and told (W117). All other oddities of the file are findings.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.capture.file import decode, read_bytes
from pipeline.capture.header import cell_findings, header_findings, same
from pipeline.rules import Finding, Place
from pipeline.rules import capture as rules
from pipeline.tables import Table

RAW_FILE: Final = "raw_file"
RAW_ROW: Final = "raw_row"


@dataclass(frozen=True)
class Captured:
    """The rows that could be read (columns of the table, `raw_file`, `raw_row`), and findings.

    `file` and `sha256` say of which bytes they are the rows; blank for rows that stand in no file.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    file: str = ""
    sha256: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the file's shape is sound, so that its rows can be judged."""
        return not any(finding.is_error for finding in self.findings)


def empty_frame(table: Table) -> pd.DataFrame:
    """No rows, with all columns, each of text."""
    return pd.DataFrame(columns=[*table.columns, RAW_FILE, RAW_ROW], dtype=str)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins. Raises `csv.Error` for what is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _row_findings(record: list[str], header: list[str], place: Place) -> Iterator[Finding]:
    if len(record) != len(header):
        expected = same(str(len(header)))
        yield rules.WrongCellCount(place, str(len(record)), expected)
        return
    for name, value in zip(header, record, strict=True):
        yield from cell_findings(value, Place(place.file, place.row, name))


def _parse(text: str, table: Table, file: str) -> Captured:
    findings: list[Finding] = []
    rows: list[list[str]] = []
    header: list[str] = []
    try:
        for line, record in _records(text):
            if not any(cell.strip() for cell in record):
                continue
            if header:
                findings += _row_findings(record, header, Place(file, line))
                rows += _row(record, header, Place(file, line))
                continue
            header = [cell.strip() for cell in record]
            findings += header_findings(record, table, file)
            if isinstance(findings[0] if findings else None, rules.NotAHeader):
                return Captured(empty_frame(table), tuple(findings))
    except csv.Error as error:
        findings.append(rules.MalformedCsv(Place(file, _fault_line(text)), str(error)))
    return _captured(header, rows, findings, table, file)


def _row(record: list[str], header: list[str], place: Place) -> list[list[str]]:
    """The row with its place, or nothing if its cells are not those of the header."""
    if len(record) != len(header):
        return []
    return [[*(cell.strip() for cell in record), place.file, str(place.row)]]


def _captured(
    header: list[str], rows: list[list[str]], findings: list[Finding], table: Table, file: str
) -> Captured:
    if not header and not findings:
        findings = [rules.EmptyFile(Place(file))]
    if not header:
        return Captured(empty_frame(table), tuple(findings))
    if not rows and not findings:
        findings = [rules.HeaderOnly(Place(file, 1))]
    return Captured(
        pd.DataFrame(rows, columns=[*header, RAW_FILE, RAW_ROW], dtype=str), tuple(findings)
    )


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
    data, unreadable = read_bytes(path, root)
    if unreadable is not None:
        return Captured(empty_frame(table), (unreadable,))
    return parse_csv(data, table, file)


def parse_csv(data: bytes, table: Table, file: str) -> Captured:
    """The same for a file's bytes, wherever they come from; findings name them as `file`."""
    csv.field_size_limit(1 << 30)
    text, undecodable = decode(data, file)
    if undecodable is not None:
        return Captured(empty_frame(table), (undecodable,))
    return replace(_parse(text, table, file), file=file, sha256=hashlib.sha256(data).hexdigest())
