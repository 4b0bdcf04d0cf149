"""Fix the format of a table as printed and of its key: return the canonical bytes, and every change.

The lines keep their numbers, which the key names, so that blank lines between others stay. In a cell,
surrounding blanks are removed, and full-width digits if it holds a number only.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import yaml

from pipeline.ingest.grids import FOLDER, column_letters
from pipeline.ingest.raw_file import decode
from pipeline.ingest.report_folder import report_folders
from pipeline.rules import LocalizedText, Location, localized
from pipeline.rules.file_rules import UnresolvedMerge
from pipeline.tools.fix.fix import (
    BLANK_LINES,
    BLANKS,
    BYTE_ORDER_MARK,
    FULL_WIDTH,
    LINE_ENDS,
    NOT_CSV,
    NOT_TEXT,
    QUOTES,
    SEVERAL_LINES,
    UNMERGED,
    FixedFile,
    FormatChange,
    fix_file,
    half_width,
    table_of,
    without_blanks,
)

NOT_YAML: Final = localized("it is not readable as YAML")


def grid_paths(raw: Path) -> Iterator[Path]:
    """Yield the files of the tables as printed of all reports: both keyings, and the key."""
    for folder in report_folders(raw):
        for path in sorted((folder / FOLDER).glob("[!.~]*")):
            if path.is_file() and fixer_of(path, raw):
                yield path


def fixer_of(path: Path, raw: Path) -> Callable[[bytes, str], FixedFile] | None:
    """Return the function that fixes a file below raw/; None if the file is not of a table."""
    if table := table_of(path, raw):
        return lambda data, file: fix_file(data, table, file)
    parts = path.relative_to(raw).parts if path.is_relative_to(raw) else ()
    is_of_a_grid = len(parts) == 3 and parts[1] == FOLDER
    return {".csv": fix_grid, ".yaml": fix_key}.get(path.suffix) if is_of_a_grid else None


def fix_grid(data: bytes, file: str) -> FixedFile:
    """Fix the format of a table as printed, or of its second keying."""
    text, unreadable = decode(data, file)
    if unreadable is not None:
        return _unread(data, isinstance(unreadable, UnresolvedMerge))
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return FixedFile(data, skipped_reason=NOT_CSV)
    if any(set("\r\n") & set(cell) for record in records for cell in record):
        return FixedFile(data, skipped_reason=SEVERAL_LINES)
    changes: list[FormatChange] = []
    for line, record in enumerate(records, start=1):
        for index, cell in enumerate(record):
            found = list(_fixed_cell(cell, Location(file, line, "", column_letters(index))))
            record[index] = found[-1].after if found else cell
            changes += found
    written = _written(records)
    while records and not any(records[-1]):
        records.pop()
    about_file = [*_form(data, text)]
    if written != _written(records):
        about_file.append(BLANK_LINES)
    return _fixed(data, _written(records), file, about_file, changes)


def fix_key(data: bytes, file: str) -> FixedFile:
    """Fix the format of a key; leave it alone if its content would change."""
    text, unreadable = decode(data, file)
    if unreadable is not None:
        return _unread(data, isinstance(unreadable, UnresolvedMerge))
    lines = (line.rstrip(" \t") for line in re.split(r"\r\n|\r|\n", text))
    written = "\n".join(lines).rstrip("\n") + "\n"
    try:
        is_same = yaml.compose(text) is not None and yaml.safe_load(text) == yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError):
        is_same = False
    if not is_same:
        return FixedFile(data, skipped_reason=NOT_YAML)
    about_file = [*_form(data, text)]
    if re.search(r"[ \t](?:[\r\n]|\Z)", text):
        about_file.append(BLANKS)
    return _fixed(data, written.encode(), file, about_file or [BLANK_LINES], [])


def _unread(data: bytes, is_unmerged: bool) -> FixedFile:
    return FixedFile(data, skipped_reason=UNMERGED if is_unmerged else NOT_TEXT)


def _fixed_cell(cell: str, place: Location) -> Iterator[FormatChange]:
    bare = without_blanks(cell)
    if bare != cell:
        yield FormatChange(place, BLANKS, cell, bare)
    if (digits := half_width(bare)) != bare:
        yield FormatChange(place, FULL_WIDTH, bare, digits)


def _form(data: bytes, text: str) -> Iterator[LocalizedText]:
    if data.startswith(codecs.BOM_UTF8):
        yield BYTE_ORDER_MARK
    if "\r" in text or not text.endswith("\n"):
        yield LINE_ENDS


def _fixed(
    data: bytes, written: bytes, file: str, about: list[LocalizedText], cells: list[FormatChange]
) -> FixedFile:
    """Return the fixed file; what is left without a reason are quotation marks."""
    if written == data:
        return FixedFile(data)
    reasons = about if about or cells else [QUOTES]
    return FixedFile(written, (*(FormatChange(Location(file), why) for why in reasons), *cells))


def _written(records: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue().encode()
