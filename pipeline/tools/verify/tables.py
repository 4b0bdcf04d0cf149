"""Read the published tables of a received package, and rebuild the raw data that they were made from.

A package contains everything that was keyed, so raw/ can be rebuilt from it and validated. Findings name the
cells of the package's own files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from pipeline.ingest import RAW_FILE, RAW_ROW, RawReport, RawTable, Report, parse_csv
from pipeline.ingest.changelog import CHANGES_FOLDER, ChangelogEntry, published_entries
from pipeline.ingest.csv_table import empty_frame
from pipeline.ingest.report_folder import REPORT_TABLES, apply_emptiness_rules
from pipeline.ingest.report_metadata import DISPENSABLE
from pipeline.package import Files
from pipeline.package.changelog import ENTRIES
from pipeline.package.descriptor import path_of
from pipeline.rules import Finding, Location
from pipeline.rules.file_rules import HeaderOnly
from pipeline.schema import (
    DRAFTED,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    MEASUREMENTS,
    PUBLISHED,
    RAW_FIGURES,
    VOCABULARY,
    TableSchema,
    published_tables,
)
from pipeline.tools.verify.checksums import HASH
from pipeline.transform.tables import Tables
from pipeline.untrusted import load_untrusted_json
from pipeline.validation.causes import one_for_each_cause, one_for_each_code
from pipeline.validation.schema import Codes, has_columns, validate_frame

ReceivedTables = Mapping[str, RawTable]
STATED_FILE, STATED_ROW = "stated_raw_file", "stated_raw_row"
_STATED: Final = {RAW_FILE: STATED_FILE, RAW_ROW: STATED_ROW}
"""The columns of the received figures that hold their file and row in raw/."""
_KEYED: Final = {"id": "figure_id"}
"""Columns whose name in the published figures differs from the keyed one."""
_WRITTEN: Final = frozenset(table.name for table in (DRAFTED, *MEASUREMENTS))
"""Tables that programs write and nobody keys, so that no report states that it is without them."""
#: Tables that a package has only if something is recorded in them.
_OPTIONAL: Final = _WRITTEN.union(table.name for table in VOCABULARY)

#: The file of an entry of the changelog.
_ENTRY: Final = re.compile(rf"raw/[\w.-]+/{CHANGES_FOLDER}/[\d.]+\.yaml", re.ASCII)

Declared = Mapping[str, TableSchema]
"""The tables that a package should have, by name."""


def expected_tables(described: Collection[str], report: Report | None) -> Declared:
    """Return the tables that a package should have: those described, and those that it may not lack.

    A package lacks a table of the report only if `report.yaml` states so under `without`. Whether a
    table of the vocabulary or of measurements has rows follows from the others. Drafted rows have no
    trace in other tables.

    Args:
        described: names of the tables in the descriptor, and of those whose file is there.
        report: the facts in the descriptor; if None, no table of the report may be absent.
    """
    absent = set(_OPTIONAL)
    if report is not None:
        absent |= DISPENSABLE if report.draft else set(report.without)
    if IDENTITIES.name not in described and IDENTITIES.name in absent:
        absent.add(IDENTITY_TERMS.name)
    names = [each.name for each in PUBLISHED if each.name in described or each.name not in absent]
    return {table.name: table for table in published_tables(names)}


def certain_tables(described: Collection[str], expected: Declared) -> Declared:
    """Return the expected tables without those that a package may be without, if no facts state it."""
    absent = (DISPENSABLE | {IDENTITY_TERMS.name}) - set(described)
    return {table.name: table for table in published_tables([*(expected.keys() - absent)])}


def tables_present(files: Files) -> set[str]:
    """Return the names of the tables whose file a package has, whatever its descriptor states."""
    return {table.name for table in PUBLISHED if path_of(table) in files}


def received_tables(files: Files, declared: Declared) -> ReceivedTables:
    """Return every published table in the package, with file and line of each row."""
    return {
        name: _placed(_keyed_codes(parse_csv(files[path_of(table)], table, path_of(table)), table))
        for name, table in declared.items()
        if path_of(table) in files
    }


def as_stated(tables: ReceivedTables, rows: Mapping[str, object]) -> ReceivedTables:
    """Return the tables; one without rows is valid as a file if the descriptor states no rows.

    The checks of content decide whether the report may have none.
    """
    return {
        name: replace(each, findings=()) if _is_header(each) and rows.get(name) == 0 else each
        for name, each in tables.items()
    }


def _is_header(captured: RawTable) -> bool:
    return any(isinstance(each, HeaderOnly) for each in captured.findings)


def _keyed_codes(captured: RawTable, table: TableSchema) -> RawTable:
    """Remove the prefixes of codes; that they are there is checked when the file is rebuilt."""
    columns = {
        each.name: captured.frame[each.name].map(each.as_keyed)
        for each in table.fields
        if each.prefix and list(captured.frame.columns).count(each.name) == 1
    }
    return RawTable(captured.frame.assign(**columns), captured.findings)


def _placed(captured: RawTable) -> RawTable:
    """Replace the published `raw_file` and `raw_row` of figures by the place in the package."""
    columns = list(captured.frame.columns)
    for own, stated in _STATED.items():
        if columns.count(own) > 1:
            columns[columns.index(own)] = stated
    return RawTable(captured.frame.set_axis(columns, axis=1), captured.findings)


def _as_received(table: TableSchema) -> TableSchema:
    """Return a table's declaration with the names of the received columns."""
    fields = (replace(each, name=_STATED.get(each.name, each.name)) for each in table.fields)
    return replace(table, fields=tuple(fields))


def _codes(tables: ReceivedTables, declared: Declared) -> Codes:
    """Return the values of every `table.field` that is a reference target.

    Values of a table that could not be read completely are unknown; references to it are not checked.
    A table that the package does not have, and need not have, has no values.
    """
    wanted = {each.refers_to for table in PUBLISHED for each in table.fields if each.refers_to}
    found: dict[str, set[str]] = {}
    for name in wanted:
        table, _, field = name.partition(".")
        if table not in declared:
            found[name] = set()
        elif table in tables and is_readable(tables[table], declared[table]):
            found[name] = set(tables[table].frame[field])
    return found


def table_findings(tables: ReceivedTables, declared: Declared) -> list[Finding]:
    """Check types, constraints, keys and references of every published table, as declared."""
    codes = _codes(tables, declared)
    referring = {table.name: table for table in PUBLISHED}
    found: list[Finding] = []
    for name, table in declared.items():
        if name in tables:
            kept = [referring[name][each] for each in table.columns]
            whole = replace(table, fields=tuple(kept))
            found += validate_frame(tables[name], _as_received(whole), codes)
    return one_for_each_code(one_for_each_cause(found))


def _as_keyed(captured: RawTable, table: TableSchema) -> RawTable:
    """Return the keyed columns of a published table; nothing if one is missing."""
    if not set(table.columns) <= set(captured.frame.columns):
        return RawTable(empty_frame(table), captured.findings)
    return RawTable(captured.frame[[*table.columns, RAW_FILE, RAW_ROW]], captured.findings)


def _figures_by_section(figures: RawTable) -> dict[str, RawTable]:
    published = {_KEYED.get(name, name): name for name in RAW_FIGURES.columns}
    if not {*published, "section"} <= set(figures.frame.columns):
        return {}
    frame = figures.frame.rename(columns=published)
    columns = [*RAW_FIGURES.columns, RAW_FILE, RAW_ROW]
    return {
        str(section): RawTable(pd.DataFrame(rows[columns]))
        for section, rows in frame.groupby("section", sort=False)
    }


def _keyed_rows(tables: ReceivedTables, table: TableSchema, report: Report | None) -> RawTable:
    """Return a keyed table; one of the report may be empty as in raw/, and measured ones missing."""
    captured = tables.get(table.name, RawTable(empty_frame(table)))
    keyed = _as_keyed(captured, table)
    if not keyed.frame.empty or keyed.findings or table.name in _WRITTEN or report is None:
        return keyed  # a table of the vocabulary has the rows that the report uses, if any
    empty = replace(keyed, findings=(HeaderOnly(Location(path_of(table), 1)),))
    return apply_emptiness_rules(empty, table, report)


def received_changes(files: Files) -> tuple[ChangelogEntry, ...]:
    """Return the entries of the changelog; none if it is missing or invalid."""
    try:
        entries = published_entries(load_untrusted_json(files[ENTRIES]))
    except (KeyError, ValueError, RecursionError):
        return ()
    are_named = all(_ENTRY.fullmatch(each.file) and HASH.fullmatch(each.sha256) for each in entries)
    return entries if are_named else ()


def received_capture(
    tables: ReceivedTables, report: Report, changes: tuple[ChangelogEntry, ...] = ()
) -> RawReport:
    """Return the capture that the package was made from, as far as its tables are present."""
    return RawReport(
        report,
        {table.name: _keyed_rows(tables, table, None) for table in VOCABULARY},
        {table.name: _keyed_rows(tables, table, report) for table in REPORT_TABLES},
        _figures_by_section(tables[FIGURES.name]),
        (),
        changes,
    )


def is_readable(captured: RawTable, table: TableSchema) -> bool:
    """Return whether every row of a file could be read, and has the table's columns."""
    return captured.is_readable and has_columns(captured, _as_received(table))


def is_whole(tables: ReceivedTables, declared: Declared) -> bool:
    """Return whether every table is present and readable, so that its content can be checked."""
    return all(
        name in tables and is_readable(tables[name], table) for name, table in declared.items()
    )


def received_frames(tables: ReceivedTables) -> Tables:
    """Return the published frames by name, as received; a table that is absent has no rows."""
    stated = {name: own for own, name in _STATED.items()}
    frames: dict[str, pd.DataFrame] = {
        table.name: pd.DataFrame(columns=table.columns, dtype=str)
        for table in PUBLISHED
        if table.name not in tables
    }
    for table in published_tables(list(tables)):
        frame = tables[table.name].frame
        if stated.keys() <= set(frame.columns):
            frame = frame.drop(columns=list(_STATED)).rename(columns=stated)
        frames[table.name] = pd.DataFrame(frame[table.columns])
    return frames
