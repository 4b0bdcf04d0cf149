"""Rebuild the published cells and every file that is made from the tables, and compare.

The grammar parses every printed figure again, the ledger is balanced, and identities are evaluated.
Each table is built from its keyed columns as in publishing. Any other cell is a difference. Only
measurements with the report's text (`check_coverage`, `error_detection`, `error_types`) cannot be rebuilt
from the package.

README, page and descriptions follow from the valid tables byte for byte. Binary formats are taken
as received, because their bytes depend on the builds of SQLite and zlib. formats.py compares their
values and the rest of a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from pipeline.consistency.ledger import count_ledger
from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport
from pipeline.package import FileBuilder, Files, PackageInputs
from pipeline.package.build import package_builders
from pipeline.package.changelog import FILE as CHANGELOG
from pipeline.package.descriptor import path_of
from pipeline.package.metadata.package_model import VERSION
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules import package_rules as rules
from pipeline.rules.package_rules import MissingEntry, NotWhatItIsMadeOf
from pipeline.schema import ERROR_TYPES, MEASUREMENTS, NUMERALS, TableSchema, published_tables
from pipeline.tools.verify.formats import BINARY_SUFFIXES, database_findings
from pipeline.tools.verify.provenance import PROVENANCE, maker, raw_hashes
from pipeline.tools.verify.tables import ReceivedTables, received_frames
from pipeline.transform import build_tables
from pipeline.transform.tables import Tables
from pipeline.validation import validate_report
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row, rows_of


def _same(text: str) -> LocalizedText:
    return LocalizedText(repr(text), repr(text))


def _key(row: Row, table: TableSchema) -> tuple[str, ...]:
    return tuple(row[name] for name in table.key)


def _row_differences(row: Row, expected: Row | None, table: TableSchema) -> Iterator[Finding]:
    place = Location(row[RAW_FILE], int(row[RAW_ROW]), table.key[0])
    if expected is None:
        yield NotWhatItIsMadeOf(place, row[table.key[0]], localized("no such row"))
        return
    for name in table.columns:
        if name not in (RAW_FILE, RAW_ROW) and row[name] != expected[name]:
            at = Location(place.file, place.row, name)
            yield NotWhatItIsMadeOf(at, row[name], _same(expected[name]))


def _table_differences(
    table: TableSchema, received: ReceivedTables, made: Tables
) -> Iterator[Finding]:
    """Yield each cell of a table that differs from the one built from keyed columns; rows by key."""
    again = {_key(row, table): row for row in rows_of(made[table.name])}
    captured = received.get(table.name)
    there = {_key(row, table): row for row in rows_of(captured.frame)} if captured else {}
    for key, row in there.items():
        yield from _row_differences(row, again.get(key), table)
    for key in again.keys() - there.keys():
        yield NotWhatItIsMadeOf(Location(path_of(table)), "", _same("/".join(key)))


def content_findings(received: ReceivedTables, capture: RawReport) -> list[Finding]:
    """Return the validation findings of the received capture; if it is valid, rebuild every cell.

    Entries of the changelog exist only in raw/; the package has the text made from them.
    """
    found = [
        each
        for each in validate_report(capture)
        if each.is_error and not isinstance(each, MissingEntry)
    ]
    if found:
        return found
    made = build_tables(capture)
    measured = {table.name for table in (*MEASUREMENTS, ERROR_TYPES)}
    names = [*received, *(name for name, frame in made.items() if len(frame))]
    tables = (table for table in published_tables(names) if table.name not in measured)
    return [each for table in tables for each in _table_differences(table, received, made)]


_AROUND: Final = 30

_AS_THEY_CAME: Final = (*BINARY_SUFFIXES, CHANGELOG)


def _material(files: Files, received: ReceivedTables, capture: RawReport) -> PackageInputs | None:
    if capture.report is None:
        return None
    counts = count_ledger(rows_of(capture.tables[NUMERALS.name].frame), keyed_figures(capture))
    return PackageInputs(capture.report, received_frames(received), counts, raw_hashes(files))


def _as_received(files: Files) -> FileBuilder:
    """Return a function that copies the binary formats and the changelog as received.

    The changelog is made from an earlier release, which the package does not contain.
    """
    given = {path: data for path, data in files.items() if path.endswith(_AS_THEY_CAME)}
    return lambda material, made: given  # noqa: ARG005 - the shape of a maker


def _excerpt(line: str, other: str) -> str:
    """Return a line around the first character at which it differs from the other."""
    pairs = enumerate(zip_longest(line, other))
    at = next(index for index, (one, two) in pairs if one != two)
    return line[max(0, at - _AROUND) : at + _AROUND]


def _first_difference(path: str, received: bytes, made: bytes) -> Finding:
    """Return a finding at the first line in which a file differs from the rebuilt one."""
    texts = (data.decode("utf-8", errors="replace").split("\n") for data in (received, made))
    lines = enumerate(zip_longest(*texts, fillvalue=""), start=1)
    number, (one, other) = next(each for each in lines if each[1][0] != each[1][1])
    expected = repr(_excerpt(other, one))
    place = Location(path, number)
    return rules.NotWhatItIsMadeOf(place, _excerpt(one, other), LocalizedText(expected, expected))


def derived_findings(
    files: Files, received: ReceivedTables, capture: RawReport
) -> Iterator[Finding]:
    """Yield each file that differs from what this program makes of the tables.

    Another version of the program may word its files differently; then they are not compared, and a finding
    reports it.
    """
    if maker(files) != VERSION:
        yield rules.MadeByAnotherVersion(
            Location(PROVENANCE), maker(files), LocalizedText(VERSION, VERSION)
        )
        return
    if material := _material(files, received, capture):
        yield from _differences(files, material)
        yield from database_findings(files, material)


def _differences(files: Files, material: PackageInputs) -> Iterator[Finding]:
    """Rebuild each file from the received files before it, so that each difference is reported once."""
    before: dict[str, bytes] = {}
    for part in package_builders((_as_received(files),)):
        made = part(material, before)
        for path in made:
            if path in files and files[path] != made[path]:
                yield _first_difference(path, files[path], made[path])
        before |= {path: files.get(path, data) for path, data in made.items()}
