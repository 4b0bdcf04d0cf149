"""Fix the format of one raw file: return its canonical bytes, and every change.

The canonical form is UTF-8 without a byte order mark, LF, no blank lines, and quotation marks where
CSV needs them. Columns are in declared order and rows are sorted. A file that cannot be parsed
unambiguously is not changed.

In a cell, surrounding blanks are removed, and full-width digits if its column holds digits. Words are
not changed, nor is evidence: `printed`, `token`, titles and notes. Rows are sorted by key if the key
is a numbering. All others keep their order: the vocabulary is grouped by sense, and charts and their
figures are in display order.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.ingest.raw_file import decode
from pipeline.ingest.report_folder import (
    FIGURES_FOLDER,
    REPORT_TABLES,
    VOCABULARY_FOLDER,
    report_folders,
    section_files,
)
from pipeline.rules import LocalizedText, Location, localized
from pipeline.rules.file_rules import UnresolvedMerge
from pipeline.rules.finding import quote_value
from pipeline.schema import (
    ERRATA,
    FACTS,
    NUMERALS,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_SECTIONS,
    READINGS,
    SECOND_READING,
    VOCABULARY,
    TableSchema,
)

BLANKS: Final = localized("blanks around a value")
FULL_WIDTH: Final = localized("full-width digits")
BYTE_ORDER_MARK: Final = localized("a byte order mark")
LINE_ENDS: Final = localized("line ends")
BLANK_LINES: Final = localized("blank lines")
QUOTES: Final = localized("needless quotation marks")
COLUMN_ORDER: Final = localized("order of the columns")
ROW_ORDER: Final = localized("order of the rows")


@dataclass(frozen=True)
class FormatChange:
    """Describe one change of format; `before` and `after` are blank if it concerns the whole file."""

    location: Location
    reason: LocalizedText
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        cells = f": {quote_value(self.before)} → {quote_value(self.after)}" if self.before else ""
        return f"{self.location} {self.reason}{cells}"


#: Types whose canonical text consists of digits.
DIGIT_TYPES: Final = frozenset({"integer", "number", "date"})
#: Text columns that hold identifiers, numbers and periods.
DIGIT_COLUMNS: Final = frozenset(
    {"id", "number", "number_high", "period", "figure", "figures", "section", "date"}
)
BLANK: Final = " \u3000"
_FULL_WIDTH: Final = {0xFF00 + code - 0x20: code for code in map(ord, "0123456789.-/@;")}
_FOLDED: Final = re.compile(r"[0-9./@;-]*[0-9][0-9./@;-]*")


def wants_digits(table: TableSchema, column: str) -> bool:
    """Return whether full-width digits in this column can only be an input error."""
    return table[column].type in DIGIT_TYPES or column in DIGIT_COLUMNS


def half_width(value: str) -> str:
    """Return the value in ASCII digits if it has only digits and their signs; else unchanged."""
    folded = value.translate(_FULL_WIDTH)
    return folded if _FOLDED.fullmatch(folded) else value


def without_blanks(value: str) -> str:
    """Remove blanks around a value; leave one with control characters for the editor."""
    if not all(character.isprintable() for character in value.replace("\u3000", "")):
        return value
    return value.strip(BLANK)


def fix_cell(value: str, place: Location, table: TableSchema) -> Iterator[FormatChange]:
    """Yield each change that this cell needs, in order of application."""
    bare = without_blanks(value)
    if bare != value:
        yield FormatChange(place, BLANKS, value, bare)
    if wants_digits(table, place.column) and (digits := half_width(bare)) != bare:
        yield FormatChange(place, FULL_WIDTH, bare, digits)


Key = tuple[tuple[int, str], ...]
_PARTS: Final = re.compile(r"\d+|\D+", re.ASCII)
NUMBERED: Final = frozenset(
    table.name
    for table in (
        RAW_FIGURES,
        NUMERALS,
        RAW_SECTIONS,
        RAW_IDENTITIES,
        ERRATA,
        READINGS,
        SECOND_READING,
        *FACTS,
    )
)


def natural(text: str) -> Key:
    """Return a sort key that puts 2.10 after 2.9, and digits before words."""
    parts = _PARTS.findall(text)
    return tuple((int(part), "") if part.isdecimal() else (1 << 62, part) for part in parts)


def columns_of(header: Sequence[str], table: TableSchema) -> list[str]:
    """Return the declared columns in order, without optional ones that the file does not have."""
    absent = table.columns_beside(header)
    return [name for name in table.columns if name not in absent]


def in_rows(rows: Sequence[Sequence[str]], columns: Sequence[str], table: TableSchema) -> list[int]:
    """Return the positions of the rows sorted by the table's key; equal keys keep their order."""
    positions = range(len(rows))
    keys = [columns.index(name) for name in table.key]
    if table.name not in NUMBERED or any(not rows[at][key] for at in positions for key in keys):
        return list(positions)
    return sorted(positions, key=lambda at: [natural(rows[at][key]) for key in keys])


NOT_TEXT: Final = localized("it is not UTF-8 text")
UNMERGED: Final = localized("it contains an unresolved merge conflict")
NOT_CSV: Final = localized("it is not readable as CSV")
EMPTY: Final = localized("it is empty")
OTHER_COLUMNS: Final = localized("its columns differ from the declaration of its table")
RAGGED: Final = localized("a row has too few or too many cells")
SEVERAL_LINES: Final = localized("a cell contains a line break")


@dataclass(frozen=True)
class Parsed:
    """Hold header and rows of a valid file as typed, and the line of each row."""

    text: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    blank_lines: bool


def parse(data: bytes, table: TableSchema, file: str) -> Parsed | LocalizedText:
    """Parse a file's bytes, or return the reason not to change it."""
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


def _doubt(records: list[list[str]], table: TableSchema) -> LocalizedText | None:
    if not records:
        return EMPTY
    header = [cell.strip() for cell in records[0]]
    if sorted(header) != sorted(columns_of(header, table)):
        return OTHER_COLUMNS
    if any(len(record) != len(header) for record in records):
        return RAGGED
    several = any(set("\r\n") & set(cell) for record in records for cell in record)
    return SEVERAL_LINES if several else None


_VOCABULARY: Final = {f"{table.name}.csv": table for table in VOCABULARY}
_REPORT: Final = {f"{table.name}.csv": table for table in REPORT_TABLES}


def table_of(path: Path, raw: Path) -> TableSchema | None:
    """Return the declaration of the table in a file below raw/; None if there is none."""
    if not path.is_relative_to(raw):
        return None
    match path.relative_to(raw).parts:
        case (folder, name) if folder == VOCABULARY_FOLDER:
            return _VOCABULARY.get(name)
        case (_, name):
            return _REPORT.get(name)
        case (_, folder, name) if folder == FIGURES_FOLDER and name.endswith(".csv"):
            return RAW_FIGURES
        case _:
            return None


def raw_tables(raw: Path) -> Iterator[Path]:
    """Yield every existing file of a table, the vocabulary first."""
    yield from _existing(raw / VOCABULARY_FOLDER, _VOCABULARY)
    for folder in report_folders(raw):
        yield from _existing(folder, _REPORT)
        yield from (file for file in section_files(folder) if file.suffix == ".csv")


def _existing(folder: Path, names: dict[str, TableSchema]) -> Iterator[Path]:
    return (folder / name for name in names if (folder / name).is_file())


@dataclass(frozen=True)
class FixedFile:
    """Hold the canonical bytes of a file; if it was left alone, the reason."""

    data: bytes
    changes: tuple[FormatChange, ...] = ()
    skipped_reason: LocalizedText | None = None


def fix_file(data: bytes, table: TableSchema, file: str) -> FixedFile:
    """Fix the format of one file. Return its bytes unchanged if nothing can or need be fixed."""
    parsed = parse(data, table, file)
    if isinstance(parsed, LocalizedText):
        return FixedFile(data, skipped_reason=parsed)
    header = [cell.strip() for cell in parsed.header]
    names = columns_of(header, table)
    columns = [header.index(name) for name in names]
    changes, rows = _cells(parsed, columns, table, file)
    order = in_rows(rows, names, table)
    written = _written([names, *(rows[at] for at in order)])
    if written == data:
        return FixedFile(data)
    about_file = [*_form(data, parsed), *_order(columns, order)]
    if not about_file and not changes:
        about_file = [QUOTES]
    return FixedFile(
        written, (*(FormatChange(Location(file), why) for why in about_file), *changes)
    )


def _cells(
    parsed: Parsed, columns: Sequence[int], table: TableSchema, file: str
) -> tuple[list[FormatChange], list[list[str]]]:
    """Return every change of a cell, and the rows with the declared columns after those changes."""
    changes, rows = [], []
    for line, record in zip(parsed.lines, parsed.rows, strict=True):
        row = []
        for at in columns:
            name = parsed.header[at].strip()
            made = list(fix_cell(record[at], Location(file, line, name), table))
            changes += made
            row.append(made[-1].after if made else record[at])
        rows.append(row)
    return changes, rows


def _form(data: bytes, parsed: Parsed) -> Iterator[LocalizedText]:
    """Yield the fixes of the file's text format."""
    if data.startswith(codecs.BOM_UTF8):
        yield BYTE_ORDER_MARK
    if "\r" in parsed.text or not parsed.text.endswith("\n"):
        yield LINE_ENDS
    if parsed.blank_lines:
        yield BLANK_LINES
    if parsed.header != [cell.strip() for cell in parsed.header]:
        yield BLANKS
    if parsed.text.count('"') > _written([parsed.header, *parsed.rows]).count(b'"'):
        yield QUOTES


def _order(columns: Sequence[int], order: Sequence[int]) -> Iterator[LocalizedText]:
    if list(columns) != sorted(columns):
        yield COLUMN_ORDER
    if list(order) != sorted(order):
        yield ROW_ORDER


def _written(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
