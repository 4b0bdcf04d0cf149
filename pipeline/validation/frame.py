"""One captured table through its pandera schema, and the failures translated into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd
import pandera.errors

from pipeline.capture import RAW_FILE, RAW_ROW, Captured
from pipeline.capture.header import nearest
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.decode import DuplicateKey, EmptyCell, UnknownCode, WrongForm
from pipeline.tables import Field, Table
from pipeline.tables.lexical import DATED, EXPECTED
from pipeline.tables.pandera_schema import Codes, known_codes, pandera_schema, parts
from pipeline.validation.causes import first_causes

Row = Mapping[str, str]
RowRule = Callable[[Row, Place], Iterator[Finding]]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame of text as mappings."""
    names = list(frame.columns)
    # column by column: a frame of text gives its cells as Python's own strings only so cheaply
    cells = (map(str, column.to_numpy()) for _, column in frame.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def place_of(row: Row, column: str = "") -> Place:
    """Where a captured row stands."""
    return Place(row[RAW_FILE], int(row[RAW_ROW]), column)


def _holds(rule: RowRule, frame: pd.DataFrame, rows: Mapping[int, Row]) -> pd.Series[bool]:
    """For each row of the frame whether the rule finds nothing."""
    found = [not any(rule(rows[index], place_of(rows[index]))) for index in frame.index]
    return pd.Series(found, index=frame.index, dtype=bool)


def _form(field: Field) -> Wording:
    """What a cell of the field should look like."""
    expected = DATED if field.dated else EXPECTED[field.type]
    limits = "".join(
        f" {sign} {bound}" for sign, bound in (("≥", field.minimum), ("≤", field.maximum)) if bound
    )
    pattern = f" ({field.pattern})" if field.pattern else ""
    tail = limits + pattern
    return Wording(expected.en + tail, expected.zh + tail)


def _known(cell: str, field: Field, codes: Codes) -> tuple[str, Wording]:
    """The first part of a cell that is no known code, and a suggestion."""
    known = list(known_codes(field, codes) or ())
    unknown = next(part for part in parts(cell, field) if part not in known)
    return unknown, nearest(unknown, known)


def _cell_finding(check: str, row: Row, field: Field, codes: Codes) -> Finding:
    place, cell = place_of(row, field.name), row[field.name]
    if check == EmptyCell.code:
        return EmptyCell(place, cell, field.description)
    if check == UnknownCode.code:
        return UnknownCode(place, *_known(cell, field, codes))
    return WrongForm(place, cell, _form(field))


def _duplicates(frame: pd.DataFrame, table: Table, rows: Mapping[int, Row]) -> Iterator[Finding]:
    """Each later row with the key of an earlier one, pointing at the earlier one."""
    first: dict[tuple[str, ...], Row] = {}
    for index in frame.index:
        row = rows[index]
        key = tuple(row[name] for name in table.key)
        earlier = first.setdefault(key, row)
        if earlier is not row:
            where = str(place_of(earlier))
            expected = Wording(f"first in {where}", f"首见于 {where}")
            yield DuplicateKey(place_of(row, table.key[0]), "/".join(key), expected)


def _failures(error: pandera.errors.SchemaErrors) -> list[tuple[str, str, int]]:
    """(check, column, row) of every failure, each once; row checks have no column."""
    cases: Any = error.failure_cases
    found: dict[tuple[str, str, int], None] = {}
    for case in cases.itertuples():
        if case.index is None:
            raise RuntimeError(f"the check {case.check} cannot be run: {case.failure_case}")
        column = "" if case.schema_context == "DataFrameSchema" else str(case.column)
        found[(str(case.check), column, int(case.index))] = None
    return list(found)


def validate_frame(
    captured: Captured, table: Table, codes: Codes, row_rules: Mapping[str, RowRule]
) -> list[Finding]:
    """Every finding about one captured table: its file's form, its cells, its rows.

    A file that lacks a column is told as such and its rows are not judged; nor is a row as a whole
    that has a malformed cell.
    """
    columns = set(table.columns)
    if not columns <= set(captured.frame.columns) or captured.frame.columns.has_duplicates:
        return list(captured.findings)
    frame = captured.frame.reset_index(drop=True)
    rows = dict(enumerate(rows_of(frame)))
    checks = {name: partial(_holds, rule, rows=rows) for name, rule in row_rules.items()}
    found: list[Finding] = list(captured.findings)
    malformed = {each.place.row for each in captured.findings if each.is_error}
    try:
        pandera_schema(table, codes, checks).validate(frame[table.columns], lazy=True)
    except pandera.errors.SchemaErrors as error:
        for check, column, index in _failures(error):
            if check in row_rules and int(rows[index][RAW_ROW]) not in malformed:
                found += row_rules[check](rows[index], place_of(rows[index]))
            elif column and check not in row_rules:
                found.append(_cell_finding(check, rows[index], table[column], codes))
        found += _duplicates(frame, table, rows)
    return first_causes(found)
