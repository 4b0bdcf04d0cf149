"""Validate one table with the pandera schema of its declaration, and convert failures to findings.

The schema has one check for every rule. The name of the check is the code of the rule, so that no
message of the library has to be parsed. A rule that depends on an invalid table, row or cell does not
run. At each cell only the finding is kept that is the cause of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from pipeline.ingest import RAW_CELL, RAW_FILE, RAW_ROW, RawTable
from pipeline.ingest.csv_table import did_you_mean
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.figure_rules import (
    DuplicateKey,
    EmptyCell,
    NotABasis,
    NotANumber,
    NotAPeriod,
    NoteInOneLanguage,
    UnknownCode,
    WrongForm,
)
from pipeline.schema import NOTES, Field, TableSchema
from pipeline.schema.model import (
    DATED,
    EXPECTED,
    is_in_bounds,
    is_valid_date,
    is_valid_literal,
)

_CODES_OF_FILES: Final = "E1"
_RANKS: Final = {
    EmptyCell.code: 1,
    WrongForm.code: 2,
    UnknownCode.code: 3,
    NotANumber.code: 3,
    NotAPeriod.code: 3,
    NotABasis.code: 3,
}
_MEANING: Final = 4


def _rank(finding: Finding) -> int:
    """Return the rank of a rule, lower for earlier causes: file, blank, form, code, meaning."""
    if finding.code.startswith(_CODES_OF_FILES):
        return 0
    return _RANKS.get(finding.code, _MEANING)


def keep_root_causes(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that follow from another one at the same place.

    An error of a whole file (row 0) is the cause of all other errors in it. Warnings are always
    kept and are not the cause of any error.
    """
    listed = list(dict.fromkeys(findings))
    lowest: dict[Location, int] = {}
    for each in listed:
        if each.is_error:
            lowest[each.location] = min(_rank(each), lowest.get(each.location, _MEANING))
    unread = {
        place.file for place, rank in lowest.items() if not rank and place == Location(place.file)
    }
    return [
        each
        for each in listed
        if not each.is_error
        or (
            _rank(each) == lowest[each.location]
            and (each.location.file not in unread or each.location == Location(each.location.file))
        )
    ]


Codes = Mapping[str, Collection[str]]


def split_list(cell: str, field: Field) -> list[str]:
    """Return the codes in a cell: one, or several separated by semicolons if the field is a list."""
    return cell.split(";") if field.listed else [cell]


def known_codes(field: Field, codes: Codes) -> Collection[str] | None:
    """Return the closed list of values of a field, or None if the field has no closed list."""
    return field.enum or codes.get(field.refers_to)


def _cells(code: str, holds: Callable[[str], bool]) -> pa.Check:
    """Return a check of every cell that is not blank."""
    return pa.Check(
        lambda cells: cells.map(lambda cell: cell == "" or holds(cell)).astype(bool), name=code
    )


def _column(field: Field, codes: Codes) -> pa.Column:
    checks = [_cells(WrongForm.code, lambda cell: has_valid_form(cell, field))]
    if field.required:
        checks.append(pa.Check(lambda cells: cells != "", name=EmptyCell.code))
    known = known_codes(field, codes)
    if known is not None:
        allowed = frozenset(known)
        checks.append(
            _cells(UnknownCode.code, lambda cell: allowed.issuperset(split_list(cell, field)))
        )
    return pa.Column(str, checks)


def has_valid_form(cell: str, field: Field) -> bool:
    """Return whether a cell that is not blank has the declared type, pattern and bounds."""
    # only ASCII digits count, as in other implementations of Table Schema
    matches = not field.pattern or re.fullmatch(field.pattern, cell, re.ASCII) is not None
    exists = not field.dated or is_valid_date(cell)
    return matches and exists and is_valid_literal(cell, field.type) and is_in_bounds(cell, field)


def _is_first(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series[bool]:
    return ~frame.duplicated(subset=list(columns), keep="first")


def _holds(frame: pd.DataFrame, failing: Collection[int]) -> pd.Series[bool]:
    """Return for each row of the frame whether a rule holds, whose failing rows are known."""
    return pd.Series(~frame.index.isin(list(failing)), index=frame.index)


def pandera_schema(
    table: TableSchema, codes: Codes, failing: Mapping[str, Collection[int]]
) -> pa.DataFrameSchema:
    """Return the schema of a frame of text that has exactly the table's columns.

    Args:
        table: the declaration.
        codes: the values of each `table.field` that a field refers to.
        failing: the rules about whole rows by name, each with the index of every row that breaks it.
    """
    checks = [
        pa.Check(partial(_holds, failing=indexes), name=name) for name, indexes in failing.items()
    ]
    checks.append(pa.Check(lambda frame: _is_first(frame, table.key), name=DuplicateKey.code))
    return pa.DataFrameSchema(
        {field.name: _column(field, codes) for field in table.fields}, checks=checks, strict=True
    )


Row = Mapping[str, str]

RowRule = Callable[[Row, Location], Iterator[Finding]]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame of text as mappings."""
    names = list(frame.columns)
    # conversion of whole columns to Python strings is much faster than of single rows
    cells = (map(str, column.to_numpy()) for _, column in frame.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def location_of(row: Row, column: str = "") -> Location:
    """Return the file and line of a captured row, and the cell of a grid."""
    return Location(row[RAW_FILE], int(row[RAW_ROW]), column, row.get(RAW_CELL, ""))


def _row_findings(rule: RowRule, rows: Sequence[Row]) -> dict[int, list[Finding]]:
    """Return the findings of a rule by the index of the row, for each row that breaks it."""
    found = ((index, list(rule(row, location_of(row)))) for index, row in enumerate(rows))
    return {index: findings for index, findings in found if findings}


def _form(field: Field) -> LocalizedText:
    """Describe the form that a cell of the field must have."""
    expected = DATED if field.dated else EXPECTED[field.type]
    limits = "".join(
        f" {sign} {bound}" for sign, bound in (("≥", field.minimum), ("≤", field.maximum)) if bound
    )
    pattern = f" ({field.pattern})" if field.pattern else ""
    tail = limits + pattern
    return LocalizedText(expected.en + tail, expected.zh + tail)


def _known(cell: str, field: Field, codes: Codes) -> tuple[str, LocalizedText]:
    """Return the first part of a cell that is not a known code, and a suggestion."""
    known = list(known_codes(field, codes) or ())
    unknown = next(part for part in split_list(cell, field) if part not in known)
    return unknown, did_you_mean(unknown, known)


def _cell_finding(check: str, row: Row, field: Field, codes: Codes) -> Finding:
    place, cell = location_of(row, field.name), row[field.name]
    if check == EmptyCell.code:
        return EmptyCell(place, cell, field.description)
    if check == UnknownCode.code:
        return UnknownCode(place, *_known(cell, field, codes))
    return WrongForm(place, cell, _form(field))


def _duplicates(table: TableSchema, rows: Iterable[Row]) -> Iterator[Finding]:
    """Report each row with the key of an earlier row, and the place of the earlier one."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in table.key)
        earlier = first.setdefault(key, row)
        if earlier is not row:
            where = str(location_of(earlier))
            expected = localized("first in {where}", where=where)
            yield DuplicateKey(location_of(row, table.key[0]), "/".join(key), expected)


def _failures(error: pandera.errors.SchemaErrors) -> list[tuple[str, str, int]]:
    """Return (check, column, row) of every failure, each once; row checks have no column."""
    cases: Any = error.failure_cases
    found: dict[tuple[str, str, int], None] = {}
    for case in cases.itertuples():
        if case.index is None:
            raise RuntimeError(f"the check {case.check} cannot be run: {case.failure_case}")
        column = "" if case.schema_context == "DataFrameSchema" else str(case.column)
        found[(str(case.check), column, int(case.index))] = None
    return list(found)


@dataclass(frozen=True)
class _Cells:
    """Hold what decides which checks fail: the cells, the declaration, its codes, the broken rules."""

    frame: pd.DataFrame = field(compare=False, repr=False)
    cells: tuple[tuple[str, ...], ...]
    table: TableSchema
    codes: Mapping[str, Collection[str]] = field(compare=False, repr=False)
    known: tuple[frozenset[str] | None, ...]
    failing: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(
        cls, frame: pd.DataFrame, table: TableSchema, codes: Codes,
        failing: Mapping[str, Collection[int]],
    ) -> _Cells:  # fmt: skip
        """Hold the cells of the table's columns, and the codes that its fields refer to."""
        own = frame[table.columns]
        cells = tuple(tuple(map(str, column.to_numpy())) for _, column in own.items())
        known = (known_codes(each, codes) for each in table.fields)
        return cls(
            own,
            cells,
            table,
            codes,
            tuple(None if each is None else frozenset(each) for each in known),
            tuple((name, tuple(indexes)) for name, indexes in failing.items()),
        )


# the two sides of a difference, and a report before and after an edit, have most tables in common
@lru_cache(maxsize=64)
def _failures_once(cells: _Cells) -> tuple[tuple[str, str, int], ...]:
    """Return (check, column, row) of every failure of the pandera schema, each once."""
    schema = pandera_schema(cells.table, cells.codes, dict(cells.failing))
    try:
        schema.validate(cells.frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return tuple(_failures(error))
    return ()


def note_is_in_both_languages(row: Row, place: Location) -> Iterator[Finding]:
    """Check that the editor's note is filled in both languages or in none."""
    if bool(row["note_zh"]) != bool(row["note_en"]):
        blank = next(name for name in NOTES if not row[name])
        yield NoteInOneLanguage(place.at(blank))


def validate_frame(
    captured: RawTable, table: TableSchema, codes: Codes, row_rules: Mapping[str, RowRule]
) -> list[Finding]:
    """Return every finding about one captured table: the form of the file, its cells, its rows.

    If the file lacks a column, only that is reported and its rows are not checked. Rules about
    whole rows run once on each row; on a row with a malformed cell they are not reported.
    """
    columns = set(table.columns)
    if not columns <= set(captured.frame.columns) or captured.frame.columns.has_duplicates:
        return list(captured.findings)
    if columns.issuperset(NOTES):
        row_rules = {**row_rules, NoteInOneLanguage.code: note_is_in_both_languages}
    frame = captured.frame.reset_index(drop=True)
    rows = rows_of(frame)
    broken = {name: _row_findings(rule, rows) for name, rule in row_rules.items()}
    found: list[Finding] = list(captured.findings)
    malformed = {
        (each.location.file, each.location.row) for each in captured.findings if each.is_error
    }
    failures = _failures_once(_Cells.of(frame, table, codes, broken))
    for check, column, index in failures:
        row = rows[index]
        if check in broken and (row[RAW_FILE], int(row[RAW_ROW])) not in malformed:
            found += broken[check][index]
        elif column and check not in broken:
            found.append(_cell_finding(check, row, table[column], codes))
    if failures:
        found += _duplicates(table, rows)
    return keep_root_causes(found)


def is_valid_cell(cell: str, field: Field) -> bool:
    """Return whether a cell is valid: filled if required, of its field's form and closed list."""
    if not cell:
        return not field.required
    listed = not field.enum or set(split_list(cell, field)) <= set(field.enum)
    return listed and has_valid_form(cell, field)


def is_valid_row(row: Row, table: TableSchema) -> bool:
    """Return whether every cell of a row is valid."""
    return all(is_valid_cell(row[field.name], field) for field in table.fields)


def has_columns(captured: RawTable, table: TableSchema) -> bool:
    """Return whether the captured rows have each of the table's columns once."""
    columns = captured.frame.columns
    return set(table.columns) <= set(columns) and not columns.has_duplicates


def has_valid_keys(captured: RawTable, table: TableSchema) -> bool:
    """Return whether all keys of a file are known: no row is lost; no key is blank, malformed or repeated."""
    if not captured.is_readable or not has_columns(captured, table):
        return False
    keys = [tuple(row[name] for name in table.key) for row in rows_of(captured.frame)]
    fields = [table[name] for name in table.key]
    sound = (
        is_valid_cell(cell, field) for key in keys for cell, field in zip(key, fields, strict=True)
    )
    return len(set(keys)) == len(keys) and all(sound)


def has_valid_rows(captured: RawTable, table: TableSchema) -> bool:
    """Return whether no row of a file is lost and every cell is valid."""
    if not captured.is_readable or not has_columns(captured, table):
        return False
    return all(is_valid_row(row, table) for row in rows_of(captured.frame))
