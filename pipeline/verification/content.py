"""Whether the published cells are what follows from what was printed: made again and compared.

The grammar reads every printed figure anew, the ledger is balanced, identities are judged, and each
table is resolved from its keyed columns as publishing does. Any other cell is somebody's own. Only
what was measured with the report's text at hand (`protection`, `slip_rules`) does not follow from the package.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.capture import RAW_FILE, RAW_ROW, Capture
from pipeline.release.descriptor import path_of
from pipeline.resolve import published_tables
from pipeline.resolve.tables import Frames
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.release import MissingEntry
from pipeline.rules.verification import NotWhatItIsMadeOf
from pipeline.tables import MEASUREMENTS, PUBLISHED, Table
from pipeline.validation import validate_capture
from pipeline.validation.frame import Row, rows_of
from pipeline.verification.received import Received


def _same(text: str) -> Wording:
    return Wording(repr(text), repr(text))


def _key(row: Row, table: Table) -> tuple[str, ...]:
    return tuple(row[name] for name in table.key)


def _row_differences(row: Row, expected: Row | None, table: Table) -> Iterator[Finding]:
    place = Place(row[RAW_FILE], int(row[RAW_ROW]), table.key[0])
    if expected is None:
        yield NotWhatItIsMadeOf(place, row[table.key[0]], Wording("no such row", "没有该行"))
        return
    for name in table.columns:
        if name not in (RAW_FILE, RAW_ROW) and row[name] != expected[name]:
            at = Place(place.file, place.row, name)
            yield NotWhatItIsMadeOf(at, row[name], _same(expected[name]))


def _table_differences(table: Table, received: Received, made: Frames) -> Iterator[Finding]:
    """Each cell of a table that is not what its keyed columns give; rows by key."""
    again = {_key(row, table): row for row in rows_of(made[table.name])}
    there = {_key(row, table): row for row in rows_of(received[table.name].frame)}
    for key, row in there.items():
        yield from _row_differences(row, again.get(key), table)
    for key in again.keys() - there.keys():
        yield NotWhatItIsMadeOf(Place(path_of(table)), "", _same("/".join(key)))


def content_findings(received: Received, capture: Capture) -> list[Finding]:
    """What validation says of the received capture; if all is sound, every cell made again.

    Entries of the changelog stand in raw/ alone; the package has the text that is made of them.
    """
    found = [
        each
        for each in validate_capture(capture)
        if each.is_error and not isinstance(each, MissingEntry)
    ]
    if found:
        return found
    made = published_tables(capture)
    tables = (table for table in PUBLISHED if table not in MEASUREMENTS)
    return [each for table in tables for each in _table_differences(table, received, made)]
