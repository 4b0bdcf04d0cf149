"""Read one CSV file into a frame of text. Every cell stays as typed; every row has its file and line.

The first line is compared with the columns of the table. A byte order mark, CRLF, blank lines at the
end and quoted cells are accepted without a finding. Blanks around a value are removed and reported
(W117). All other deviations are findings.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from sys import intern
from typing import Final

import pandas as pd

from pipeline.budgets import budget
from pipeline.ingest.raw_file import Reader, decode, name_below, read_bytes
from pipeline.rules import Finding, LocalizedText, Location, localized, untranslated
from pipeline.rules import file_rules as rules
from pipeline.schema import TableSchema

LONGEST_CELL: Final = 10_000
LONGEST_NAME: Final = 80
#: A line of more characters is not parsed, nor is a header of more columns: each table has far fewer.
LONGEST_LINE: Final = 1 << 20
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 1_000
#: A first line with more unknown names, and more than known ones, is not the header.
_FEW_UNKNOWN: Final = 2


def closest_name(value: str, known: Sequence[str]) -> str:
    """Return the known value that is most similar to this one, or nothing."""
    return next(iter(get_close_matches(value, known, n=1, cutoff=0.6)), "")


def did_you_mean(value: str, known: Sequence[str]) -> LocalizedText:
    """Return “Did you mean …?” for a value similar to a known one, else nothing."""
    close = closest_name(value, known)
    if not close:
        return LocalizedText("", "")
    return localized(" Did you mean {close!r}?", close=close)


def has_control_characters(text: str) -> bool:
    """Return whether a text has a control character, such as a line break or a direction mark."""
    # the ideographic space is allowed, although Python does not treat it as printable
    if not text.isprintable() and not text.replace("\u3000", "").isprintable():
        return True
    return not text.isascii() and not _INVISIBLE.isdisjoint(text)


#: Characters that Python treats as printable and that no reader sees: fillers, braille blank, selectors.
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10))
)
#: Three bytes of a Chinese character in UTF-8 and the first of the next one, read as Latin letters.
_AS_LATIN: Final = re.compile("[ä-é][\\u0080-\\u00bfŒœŠšŸŽžƒˆ˜\\u2010-\\u2040€™]{2}[ä-é]")
#: Bytes of UTF-8 or GBK that ISO 8859-1 reads as control characters, which no keyboard has.
_C1: Final = re.compile("[\\u0080-\\u0084\\u0086-\\u009f]")


def is_misdecoded(text: str) -> bool:
    """Return whether a text has a replacement character, or is Chinese in UTF-8 read in another encoding."""
    if text.isascii():
        return False
    return (
        "\ufffd" in text
        or bool(_C1.search(text) or _AS_LATIN.search(text))
        or _is_utf8_read_as_gb18030(text)
    )


def _is_utf8_read_as_gb18030(text: str) -> bool:
    try:
        found = [each for each in text.encode("gb18030").decode() if not each.isascii()]
    except UnicodeError:
        return False
    return len(found) > 1 and all("\u3000" <= each <= "\uffef" for each in found)


def cell_findings(value: str, place: Location) -> Iterator[Finding]:
    """Check the length and the characters of a cell, and blanks around it."""
    if len(value) > LONGEST_CELL:
        yield rules.CellTooLong(place, value, untranslated(str(LONGEST_CELL)))
    if is_misdecoded(value):
        yield rules.MisdecodedText(place, value)
    elif has_control_characters(value):
        yield rules.ControlCharacter(place, value)
    elif value != value.strip():
        yield rules.StraySpace(place, value)


def _misplaced(header: list[str], table: TableSchema) -> set[str]:
    """Return missing columns that another finding explains: an unknown name is in their place."""
    missing = [name for name in table.columns if name not in header]
    missing = [name for name in missing if name not in table.columns_beside(header)]
    explained = {closest_name(name, missing) for name in header if name not in table.columns}
    if len(header) == len(table.columns):
        known = zip(header, table.columns, strict=True)
        explained |= {
            name
            for index, (cell, name) in enumerate(known)
            if cell not in table.columns or cell in header[:index]
        }
    return explained & set(missing)


def _name_findings(
    name: str, header: list[str], table: TableSchema, file: str
) -> Iterator[Finding]:
    place = Location(file, 1, name[:LONGEST_NAME])
    if len(name) > LONGEST_CELL or not name.isprintable():
        yield from cell_findings(name, Location(file, 1))
    elif name not in table.columns:
        yield rules.UnknownColumn(place, name, did_you_mean(name, table.columns))
    elif header.count(name) > 1:
        yield rules.DuplicateColumn(place, name)


def header_findings(cells: list[str], table: TableSchema, file: str) -> Iterator[Finding]:
    """Report every finding about the first line, one for each mistake."""
    header, expected = [cell.strip() for cell in cells], untranslated(",".join(table.columns))
    unknown = [name for name in header if name not in table.columns]
    few = len(unknown) <= max(_FEW_UNKNOWN, len(header) / 2)
    if len(header) > MOST_COLUMNS or not few or len(unknown) == len(header):
        yield rules.NotAHeader(Location(file, 1), ",".join(header)[:LONGEST_CELL], expected)
        return
    for name in dict.fromkeys(header):
        yield from _name_findings(name, header, table, file)
    explained = {*header, *_misplaced(header, table), *table.columns_beside(header)}
    for name in table.columns:
        if name not in explained:
            yield rules.MissingColumn(Location(file, 1, name), name, expected)
    for cell in dict.fromkeys(cells):
        if cell != cell.strip() and cell.strip() in table.columns:
            yield rules.StraySpace(Location(file, 1, cell.strip()), cell)


RAW_FILE: Final = "raw_file"
RAW_ROW: Final = "raw_row"


@dataclass(frozen=True)
class RawTable:
    """Hold the readable rows (columns of the table, `raw_file`, `raw_row`), and findings.

    `file` and `sha256` identify the bytes that were read; blank for rows that are not from a file.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    file: str = ""
    sha256: str = ""

    @property
    def is_readable(self) -> bool:
        """Return whether the file has no error, so that its rows are complete."""
        return not any(finding.is_error for finding in self.findings)

    @cached_property
    def rows(self) -> list[Mapping[str, str]]:
        """Return the rows as mappings, made once; the list is shared and must not be changed."""
        return rows_of(self.frame)


def cells_by_column(frame: pd.DataFrame) -> list[list[str]]:
    """Return the cells of each column. Taking columns out of pandas one by one costs a hundred times more."""
    return frame.to_numpy(dtype=object).T.tolist()


def rows_of(frame: pd.DataFrame) -> list[Mapping[str, str]]:
    """Return the rows of a frame of text as mappings."""
    names = [*frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells_by_column(frame), strict=True)]


def empty_frame(table: TableSchema) -> pd.DataFrame:
    """Return a frame without rows, with all columns, each of text."""
    return pd.DataFrame(columns=[*table.columns, RAW_FILE, RAW_ROW], dtype=str)


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins. Raises `csv.Error` for invalid CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _long_line(text: str, file: str) -> Finding | None:
    """Return the finding about the first line that is too long to be parsed."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            limit = untranslated(str(LONGEST_CELL))
            return rules.CellTooLong(Location(file, number), line[:LONGEST_CELL], limit)
    return None


#: The lines of a file: the number of each, and its cells.
_Lines = list[tuple[int, list[str]]]


def _parse(text: str, table: TableSchema, file: str) -> RawTable:
    if too_long := _long_line(text, file):
        return RawTable(empty_frame(table), (too_long,))
    known: dict[str, str] = {}
    lines, malformed = _read_lines(text, known, file)
    if len(lines) > budget(MOST_ROWS):
        count = f"{budget(MOST_ROWS):,}"
        limit = localized("{count} rows", count=count)
        return RawTable(empty_frame(table), (rules.TooManyRows(Location(file), "", limit),))
    (_, first), *body = lines or [(1, [])]
    findings = [*header_findings(first, table, file)] if first else []
    if isinstance(findings[0] if findings else None, rules.NotAHeader):
        return RawTable(empty_frame(table), tuple(findings))
    header = [cell.strip() for cell in first]
    # equal cells are one text, also in other files
    cells = {cell: intern(cell.strip()) for cell in known}
    again = {line for line, record in body if [cells[cell] for cell in record] == header}
    findings += _repeated_header(sorted(again), file)
    body = [each for each in body if each[0] not in again]
    findings += (*_body_findings(body, header, cells, file), *malformed)
    rows = [
        [*map(cells.__getitem__, record), file, str(line)]
        for line, record in body
        if len(record) == len(header)
    ]
    return _captured(header, rows, findings, table, file)


def _read_lines(text: str, known: dict[str, str], file: str) -> tuple[_Lines, list[Finding]]:
    """Return the lines that are not blank, at most one above the budget, and a finding of the syntax.

    `known` receives each distinct cell.
    """
    lines: _Lines = []
    most = budget(MOST_ROWS)
    try:
        for line, record in records(text):
            if any(map(str.strip, record)):
                lines.append((line, [*map(known.setdefault, record, record)]))
            if len(lines) > most:
                break
    except csv.Error as error:
        return lines, [rules.MalformedCsv(Location(file, fault_line(text)), str(error))]
    return lines, []


def _repeated_header(lines: Sequence[int], file: str) -> Iterator[Finding]:
    """Yield one finding about all lines that are the header again."""
    if lines:
        place, *others = (Location(file, line) for line in lines)
        yield rules.HeaderRepeated(place, also=tuple(others))


def _body_findings(
    lines: _Lines, header: list[str], distinct: Iterable[str], file: str
) -> Iterator[Finding]:
    """Yield the findings of all rows, in order; each distinct cell is checked once."""
    place = Location(file)
    wrong = {each for each in distinct if any(True for _ in cell_findings(each, place))}
    for line, record in lines:
        if len(record) != len(header):
            expected = untranslated(str(len(header)))
            yield rules.WrongCellCount(Location(file, line), str(len(record)), expected)
        elif not wrong.isdisjoint(record):
            for name, cell in zip(header, record, strict=True):
                yield from cell_findings(cell, Location(file, line, name)) if cell in wrong else ()


def _captured(
    header: list[str], rows: list[list[str]], findings: list[Finding], table: TableSchema, file: str
) -> RawTable:
    if not header and not findings:
        findings = [rules.EmptyFile(Location(file))]
    if not header:
        return RawTable(empty_frame(table), tuple(findings))
    if not rows and not findings:
        findings = [rules.HeaderOnly(Location(file, 1))]
    # columns of objects: pandas' text would copy each cell, and convert it whenever it is read
    absent = table.columns_beside(header)
    names = [*header, RAW_FILE, RAW_ROW, *absent]
    blank = [""] * len(absent)
    frame = pd.DataFrame([each + blank for each in rows], columns=names, dtype=object)
    return RawTable(frame, tuple(findings))


def fault_line(text: str) -> int:
    """Return the first line of the record that the csv module cannot read."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        pass
    return line


#: Files that a process keeps parsed: a library's reports share one vocabulary, an editor saves one file.
_KEPT: Final = 128
#: Larger files are parsed each time, so that a process does not keep a large report twice.
_KEPT_BYTES: Final = 1 << 20


def read_csv(path: Path, table: TableSchema, root: Path, read: Reader = read_bytes) -> RawTable:
    """Read one raw file.

    Args:
        path: the file.
        table: the declaration whose columns it must have, in any order.
        root: the folder to which `raw_file` is relative.
        read: returns the bytes of the file, or of a copy.

    Returns:
        The rows as text and every finding about the file's form; never raises for bad content.
    """
    file = name_below(path, root)
    data, unreadable = read(path, root)
    if unreadable is not None:
        return RawTable(empty_frame(table), (unreadable,))
    return (_parse_once if len(data) <= _KEPT_BYTES else parse_csv)(data, table, file)


def parse_csv(data: bytes, table: TableSchema, file: str) -> RawTable:
    """Parse the bytes of a file in the same way; findings name the file as `file`."""
    csv.field_size_limit(1 << 30)
    text, undecodable = decode(data, file)
    if undecodable is not None:
        return RawTable(empty_frame(table), (undecodable,))
    return replace(_parse(text, table, file), file=file, sha256=hashlib.sha256(data).hexdigest())


#: The same bytes in the same place give the same object, whose frame must not be changed.
_parse_once = lru_cache(maxsize=_KEPT)(parse_csv)
