"""Hold one side of a comparison, its tables as rows by key: read from a package of any release or raw data.

A row holds only the known columns. Only columns that both sides have are compared. Invalid raw data is
compared too, because reviewers need the comparison most then: a figure that cannot be resolved has its keyed
columns.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pipeline.consistency.expression import ExpressionSyntaxError
from pipeline.filesystem import DESCRIPTOR, read_regular
from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable, Report
from pipeline.package.descriptor import descriptor, path_of
from pipeline.package.files import csv_bytes
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.parsing import ComparisonBaseError, PeriodError, QuantityError
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.file_rules import HeaderOnly
from pipeline.schema import (
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    PUBLISHED,
    READABLE,
    TableSchema,
)
from pipeline.transform import build_tables
from pipeline.transform.figures import ledger_positions, transform_section
from pipeline.transform.identities import InvalidIdentityError, transform_identities
from pipeline.transform.tables import Tables, tables_with_rows
from pipeline.transform.vocabulary import used_vocabulary
from pipeline.untrusted import is_safe, json_objects, load_untrusted_json, short_text
from pipeline.validation import validate_report
from pipeline.validation.report import keyed_figures, trusted_operands
from pipeline.validation.schema import rows_of
from pipeline.validation.vocabulary import Vocabulary

Row = Mapping[str, str]
Key = tuple[str, ...]
DECLARED: Final[Mapping[str, TableSchema]] = {table.name: table for table in PUBLISHED}
#: Tables whose rows follow from other tables; only their structure is compared.
DERIVED: Final = frozenset(table.name for table in READABLE.values())


@dataclass(frozen=True)
class KeyedTable:
    """Hold one table of one side: its rows by key, in order."""

    table: str
    key: tuple[str, ...]
    rows: Mapping[Key, Row]


@dataclass(frozen=True)
class Dataset:
    """Hold one side of a comparison.

    Attributes:
        name: the name that the user gave.
        version, released: of the release that it is or will be; blank if unknown.
        sheets: tables by name.
        descriptor: `datapackage.json` of the side, or as it will be; empty if there is none.
        findings: errors that prevent its publication, if it is raw data.
        notes: limits of the comparison.
        unread: tables that exist but cannot be compared, with the reason.
        is_absent: whether the side is of a time before the report.
    """

    name: str
    version: str
    released: str
    tables: Mapping[str, KeyedTable]
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[LocalizedText, ...] = ()
    unread: tuple[LocalizedText, ...] = ()
    is_absent: bool = False

    def rows(self, table: str) -> Mapping[Key, Row]:
        """Return the rows of a table by key; empty if the side does not have the table."""
        return self.tables[table].rows if table in self.tables else {}


def keyed_table(
    table: str, key: Sequence[str], rows: Iterable[Row]
) -> tuple[KeyedTable, tuple[LocalizedText, ...]]:
    """Index a table by key; keep the first of rows with the same key and report the others."""
    found: dict[Key, Row] = {}
    lost = 0
    for row in rows:
        own = tuple(row.get(name, "") for name in key)
        lost += own in found
        found.setdefault(own, row)
    reported = localized(
        "{table}: {lost} rows repeat the key of an earlier row and are not compared",
        table=table,
        lost=lost,
    )
    return KeyedTable(table, tuple(key), found), (reported,) * bool(lost)


def keyed_tables(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Row]]],
) -> tuple[dict[str, KeyedTable], tuple[LocalizedText, ...]]:
    """Index tables by name, from their names, keys and rows; return them with notes."""
    made = [keyed_table(*each) for each in tables]
    return {one.table: one for one, _ in made}, tuple(note for _, notes in made for note in notes)


def absent_dataset(name: str, report: str, other: Dataset) -> Dataset:
    """Return the side of a revision before the report: the tables of the other side, without rows."""
    tables = {key: KeyedTable(key, table.key, {}) for key, table in other.tables.items()}
    note = localized("{report}: new report, not in {side}", report=report, side=name)
    return Dataset(name, "", "", tables, notes=(note,), is_absent=True)


def unkeyed(table: str) -> LocalizedText:
    """Report that a table cannot be compared because its rows have no key."""
    return localized("{table}: has no known key column and is not compared", table=table)


class UnreadableSideError(Exception):
    """Report why the named side cannot be compared."""

    def __init__(self, message: LocalizedText) -> None:
        super().__init__(message)
        self.message = message


def _file(folder: Path, path: object) -> Path | None:
    """Return a file of the package; never a path outside the package or a device."""
    if not isinstance(path, str) or not is_safe(path):
        return None
    file = folder / path
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        return file if inside and file.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _described(folder: Path) -> dict[str, Any]:
    file = _file(folder, DESCRIPTOR)
    try:
        loaded = load_untrusted_json(read_regular(file)) if file else None
    except (OSError, ValueError, RecursionError):
        loaded = None
    resources = loaded.get("resources") if isinstance(loaded, dict) else None
    if not isinstance(loaded, dict) or resources != [*json_objects(resources)]:
        raise UnreadableSideError(
            localized("{descriptor} is not a descriptor", descriptor=DESCRIPTOR)
        )
    return loaded


def _columns(resource: Mapping[str, Any]) -> set[str]:
    """Return the columns of a table in the descriptor."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return {str(field.get("name")) for field in json_objects(fields)}


def _rows(folder: Path, resource: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a table. Raises UnreadableSideError if it is incomplete."""
    file = _file(folder, resource.get("path"))
    if file is None:
        raise UnreadableSideError(localized("the package does not have this file"))
    csv.field_size_limit(1 << 30)
    try:
        text = io.StringIO(read_regular(file).decode("utf-8-sig"), newline="")
        header, *rows = [row for row in csv.reader(text, strict=True) if row] or [[]]
    except UnicodeDecodeError:
        raise UnreadableSideError(localized("it is not UTF-8")) from None
    except (OSError, csv.Error) as error:
        raise UnreadableSideError(localized("it is not CSV ({error})", error=error)) from None
    if missing := ", ".join(sorted(_columns(resource) - set(header))):
        raise UnreadableSideError(localized("the columns {missing} are missing", missing=missing))
    if len(set(header)) < len(header):
        raise UnreadableSideError(localized("a column name occurs twice"))
    if any(len(row) != len(header) for row in rows):
        raise UnreadableSideError(localized("rows have more or fewer cells than columns"))
    table = DECLARED.get(str(resource.get("name")))
    keyed = {each.name: each.as_keyed for each in table.fields} if table else {}
    cells = [keyed.get(name, str) for name in header]
    return [
        {name: cell(text) for name, cell, text in zip(header, cells, row, strict=True)}
        for row in rows
    ]


def _key(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the key of a table: as declared now, else as in the package's descriptor."""
    if (name := str(resource.get("name"))) in DECLARED:
        return DECLARED[name].key
    schema = resource.get("schema")
    own = schema.get("primaryKey") if isinstance(schema, dict) else None
    return (own,) if isinstance(own, str) else tuple(map(str, own if isinstance(own, list) else ()))


def load_package(name: str, folder: Path, report: str) -> Dataset:
    """Read a package; report tables that cannot be read.

    Raises:
        UnreadableSideError: it does not have a descriptor, or it is of another report.
    """
    described = _described(folder)
    if (owner := described.get("name", report)) != report:
        raise UnreadableSideError(
            localized(
                "{name} is a package of {owner}, not of {report}: name its report with --report",
                name=name,
                owner=owner,
                report=report,
            )
        )
    unread: list[LocalizedText] = []

    def tables() -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        for resource in json_objects(described["resources"]):
            table, key = str(resource.get("name")), _key(resource)
            if table in DERIVED:
                continue
            try:
                rows = _rows(folder, resource)
            except UnreadableSideError as error:
                unread.append(
                    localized(
                        "{table}: could not be read and is not compared: {reason}",
                        table=table,
                        reason=error.message,
                    )
                )
                continue
            if not key or (rows and not set(key) <= set(rows[0])):
                unread.append(unkeyed(table))
            else:
                yield table, key, rows

    found, doubled = keyed_tables(tables())
    version, created = (short_text(described.get(name, "")) for name in ("version", "created"))
    released = created.partition("T")[0]
    return Dataset(name, version, released, found, described, (), doubled, tuple(unread))


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
    places = ledger_positions(_captured_rows(capture.tables.get(NUMERALS.name), NUMERALS))
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


def _captured_rows(captured: RawTable | None, table: TableSchema) -> list[Row]:
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
        table.name: [
            _own(row, table.columns) for row in _captured_rows(captured[table.name], table)
        ]
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
    facts = capture.report
    version, released = (facts.version, facts.released) if facts else ("", "")
    stated = {*found, *(facts.without if facts else ())}
    lost = [_unread(each.name) for each in PUBLISHED if each.name not in stated]
    return Dataset(name, version, released, found, {}, errors, notes, tuple(lost))


def load_raw(name: str, capture: RawReport) -> Dataset:
    """Return the side of raw data, valid or invalid."""
    errors = tuple(each for each in validate_report(capture) if each.is_error)
    if capture.report is not None and not errors:
        return complete_dataset(name, capture.report, build_tables(capture))
    return partial_dataset(name, capture, errors)
