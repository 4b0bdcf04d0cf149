"""Read raw data as one side of a comparison: as it will be published, or as far as possible.

Invalid raw data is compared too, because reviewers need the comparison most then. Rows that can be
resolved are resolved; the others are compared as keyed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.consistency.expression import ExpressionSyntaxError
from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable, Report
from pipeline.package.descriptor import descriptor, path_of
from pipeline.package.files import csv_bytes
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.parsing import ComparisonBaseError, PeriodError, QuantityError
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.file_rules import HeaderOnly
from pipeline.schema import FIGURES, IDENTITIES, IDENTITY_TERMS, NUMERALS, PUBLISHED, TableSchema
from pipeline.tools.diff.dataset import Dataset, Row, keyed_tables
from pipeline.transform import build_tables
from pipeline.transform.figures import ledger_positions, transform_section
from pipeline.transform.identities import InvalidIdentityError, transform_identities
from pipeline.transform.tables import Tables, tables_with_rows
from pipeline.transform.vocabulary import used_vocabulary
from pipeline.validation import validate_report
from pipeline.validation.report import keyed_figures, trusted_operands
from pipeline.validation.schema import rows_of
from pipeline.validation.vocabulary import Vocabulary

Rows = Mapping[str, Sequence[Row]]

#: Errors of resolving invalid figures: no such code, no quantity, no date.
UNRESOLVED = (KeyError, ValueError, QuantityError, PeriodError, ComparisonBaseError)


def complete_dataset(name: str, report: Report, frames: Tables) -> Dataset:
    """Return the side of valid raw data: what it publishes, descriptor included."""
    tables = tables_with_rows(frames)
    written = [(table, frames[table.name]) for table in tables] + readable_frames(frames)
    files = {path_of(table): csv_bytes(frame) for table, frame in written}
    described: dict[str, Any] = json.loads(descriptor(report, files, {}, tables))
    found, notes = keyed_tables(
        (table.name, table.key, rows_of(frames[table.name])) for table in tables
    )
    return Dataset(name, report.version, report.released, found, described, (), notes)


def _own(row: Row, columns: Collection[str]) -> Row:
    return {name: cell for name, cell in row.items() if name in columns}


def _figures(capture: RawReport, vocabulary: Vocabulary, believed: Collection[str]) -> list[Row]:
    """Return every figure: resolved if its cells are valid and it can be, else as keyed."""
    places = ledger_positions(_rows(capture.tables.get(NUMERALS.name), NUMERALS))
    report = capture.report.folder if capture.report else ""
    found: list[Row] = []
    for row in keyed_figures(capture):
        keyed = {
            "figure_id": row["id"],
            "section": row["id"].rpartition("-")[0],
            **_own(row, FIGURES.columns),
        }
        try:
            resolved = transform_section([row], report, vocabulary, places)[0]
        except UNRESOLVED:
            resolved = keyed
        found.append(resolved if row["id"] in believed else keyed)
    return found


def _identities(
    rows: Iterable[Row], terms: Mapping[str, Any]
) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Yield every identity with its terms: evaluated if possible, else as keyed."""
    for row in rows:
        try:
            judged, own = transform_identities([row], terms)
            yield judged[0], own
        except (ExpressionSyntaxError, InvalidIdentityError):
            yield _own(row, IDENTITIES.columns), ()


def _is_comparable(captured: RawTable | None, table: TableSchema) -> bool:
    """Return whether a file can be compared by key: it has rows, or declares that it has none."""
    if captured is None or captured.frame.columns.has_duplicates:
        return False
    damage = [each for each in captured.findings if not isinstance(each, HeaderOnly)]
    if captured.frame.empty and any(each.is_error for each in damage):
        return False
    return set(table.key) <= set(captured.frame.columns)


def _rows(captured: RawTable | None, table: TableSchema) -> list[Row]:
    """Return the rows of a file with the declared columns, if its key is present."""
    if captured is None or not _is_comparable(captured, table):
        return []
    columns = {*table.columns, RAW_FILE, RAW_ROW}
    return [_own(row, columns) for row in rows_of(captured.frame)]


def partial_rows(capture: RawReport) -> Rows:
    """Return the tables of invalid raw data, as far as they can be made."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    terms = trusted_operands(keyed_figures(capture), vocabulary)
    believed = {figure for figure, term in terms.items() if term is not None}
    captured = {**capture.tables, **capture.vocabulary}
    found: dict[str, Sequence[Row]] = {
        table.name: [_own(row, table.columns) for row in _rows(captured[table.name], table)]
        for table in PUBLISHED
        if _is_comparable(captured.get(table.name), table)
    }
    found |= {
        name: rows_of(frame) for name, frame in used_vocabulary(capture).items() if name in found
    }
    found[FIGURES.name] = _figures(capture, vocabulary, believed)
    if {"expression", "claim"} <= set(capture.tables[IDENTITIES.name].frame.columns):
        judged = list(_identities(found[IDENTITIES.name], terms))
        found[IDENTITIES.name] = [row for row, _ in judged]
        found[IDENTITY_TERMS.name] = [term for _, own in judged for term in own]
    return found


def _unread(table: str) -> LocalizedText:
    """Report that a table of raw data is missing or damaged; the errors give the details."""
    return localized(
        "{table}: its file in raw/ is missing or cannot be read (see the errors), and is not compared",
        table=table,
    )


def partial_dataset(name: str, capture: RawReport, errors: tuple[Finding, ...]) -> Dataset:
    """Return the side of invalid raw data, with the errors that prevent its publication."""
    rows = partial_rows(capture)
    keys = {table.name: table.key for table in PUBLISHED}
    found, notes = keyed_tables((table, keys[table], each) for table, each in rows.items())
    stated = {*found, *(capture.report.without if capture.report else ())}
    lost = [_unread(each.name) for each in PUBLISHED if each.name not in stated]
    version, released = ("", "") if capture.report is None else _release(capture.report)
    return Dataset(name, version, released, found, {}, errors, notes, tuple(lost))


def _release(report: Report) -> tuple[str, str]:
    return report.version, report.released


def load_raw(name: str, capture: RawReport) -> Dataset:
    """Return the side of raw data, valid or invalid."""
    errors = tuple(each for each in validate_report(capture) if each.is_error)
    if capture.report is not None and not errors:
        return complete_dataset(name, capture.report, build_tables(capture))
    return partial_dataset(name, capture, errors)
