"""Validate one table with the pandera schema of its declaration, and convert failures to findings.

The schema consists of built-in checks: types, patterns, closed lists, required cells, the key. A blank
cell is missing. A rule that depends on an invalid table, row or cell does not run. At each cell only the
finding is kept that is the cause of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from pipeline.ingest import RAW_CELL, RAW_FILE, RAW_ROW, RawTable
from pipeline.ingest.csv_table import did_you_mean
from pipeline.ingest.csv_table import rows_of as rows_of
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules.figure_rules import (
    DuplicateKey,
    EmptyCell,
    NotABasis,
    NotANumber,
    NotAPeriod,
    TextInOneLanguage,
    UnknownCode,
    WrongForm,
)
from pipeline.schema import Field, TableSchema
from pipeline.schema.model import EXPECTED, INTERVAL, LITERALS, is_date, is_in_bounds, is_valid_date

_CODES_OF_FILES: Final = "E1"
_RANKS: Final = {
    EmptyCell.code: 1, WrongForm.code: 2, UnknownCode.code: 3, NotANumber.code: 3,
    NotAPeriod.code: 3, NotABasis.code: 3,
}  # fmt: skip
_MEANING: Final = 4
#: Names that pandera gives to two of its checks.
_BLANK, _REPEATED_KEY = "not_nullable", "multiple_fields_uniqueness"


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


def _forms(field: Field) -> list[re.Pattern[str]]:
    """Return the patterns that a whole cell matches: of the type, and of the field."""
    of_type = [LITERALS[field.type]] if field.type in LITERALS else []
    # only ASCII digits count, as in other implementations of Table Schema
    own = [re.compile(rf"(?:{field.pattern})\Z", re.ASCII)] if field.pattern else []
    return [*of_type, *own]


def _conditions(field: Field) -> Iterator[Callable[[str], bool]]:
    """Yield what must hold for a cell beside its patterns: a date exists, a number is in bounds."""
    if field.type == "date":
        yield is_date
    if field.dated:
        yield is_valid_date
    if field.minimum or field.maximum:
        yield lambda cell: is_in_bounds(cell, field)


def form_check(field: Field) -> Callable[[str], bool]:
    """Return the function that tests a cell that is not blank: its type, pattern and bounds."""
    forms, conditions = _forms(field), [*_conditions(field)]
    return lambda cell: (
        all(each.match(cell) for each in forms) and all(holds(cell) for holds in conditions)
    )


def _code_check(field: Field, known: frozenset[str]) -> pa.Check:
    """Return the check that each code of a cell is known."""
    if not field.listed:
        return pa.Check.isin(known, error=UnknownCode.code)
    return pa.Check(
        lambda cell: known.issuperset(cell.split(";")), element_wise=True, name=UnknownCode.code
    )


def _column(field: Field, known: frozenset[str] | None) -> pa.Column:
    checks = [
        *(pa.Check.str_matches(pattern) for pattern in _forms(field)),
        *(pa.Check(holds, element_wise=True) for holds in _conditions(field)),
        *([] if known is None else [_code_check(field, known)]),
    ]
    return pa.Column(str, checks, nullable=not field.required)


KnownCodes = tuple[frozenset[str] | None, ...]


def _known_codes(table: TableSchema, codes: Codes) -> KnownCodes:
    """Return the closed list of values of each field of a table, None if it has none."""
    known = (known_codes(each, codes) for each in table.fields)
    return tuple(None if each is None else frozenset(each) for each in known)


@lru_cache(maxsize=64)
def _schema(table: TableSchema, known: KnownCodes) -> pa.DataFrameSchema:
    columns = {
        each.name: _column(each, codes) for each, codes in zip(table.fields, known, strict=True)
    }
    return pa.DataFrameSchema(
        columns,
        name=table.name,
        parsers=pa.Parser(lambda cells: cells.replace("", None)),
        strict=True,
        unique=list(table.key),
        report_duplicates="exclude_first",
    )


def pandera_schema(table: TableSchema, codes: Codes) -> pa.DataFrameSchema:
    """Return the schema of a frame of text that has exactly the table's columns, built once.

    Args:
        table: the declaration.
        codes: the values of each `table.field` that a field refers to.
    """
    return _schema(table, _known_codes(table, codes))


Row = Mapping[str, str]
#: Reports what rows state beyond their cells.
RowRules = Callable[[list[Row]], Iterable[Finding]]


def location_of(row: Row, column: str = "") -> Location:
    """Return the file and line of a captured row, and the cell of a grid."""
    return Location(row[RAW_FILE], int(row[RAW_ROW]), column, row.get(RAW_CELL, ""))


def _form(field: Field) -> LocalizedText:
    """Describe the form that a cell of the field must have, with an example if it has a pattern."""
    kind = EXPECTED["date" if field.dated else field.type]
    if field.dated and "/" in field.pattern:
        kind = INTERVAL
    limits = "".join(
        f" {sign} {bound}" for sign, bound in (("≥", field.minimum), ("≤", field.maximum)) if bound
    )
    form = LocalizedText(kind.en + limits, kind.zh + limits)
    if not field.example:
        return form
    return localized("{form} such as {example}", form=form, example=field.example)


def _known(cell: str, field: Field, codes: Codes) -> tuple[str, LocalizedText]:
    """Return the first part of a cell that is not a known code, and a suggestion."""
    known = list(known_codes(field, codes) or ())
    unknown = next(part for part in split_list(cell, field) if part not in known)
    return unknown, did_you_mean(unknown, known)


def _cell_finding(check: str, row: Row, field: Field, codes: Codes) -> Finding:
    place, cell = location_of(row, field.name), row[field.name]
    if check == _BLANK:
        return EmptyCell(place, cell, field.description)
    if check == UnknownCode.code:
        return UnknownCode(place, *_known(cell, field, codes), target=field.refers_to)
    return WrongForm(place, cell, _form(field))


def _duplicates(table: TableSchema, rows: Iterable[Row]) -> Iterator[Finding]:
    """Report each row with the key of an earlier row, and the place of the earlier one."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in table.key)
        if not all(map(is_valid_cell, key, (table[name] for name in table.key))):
            continue  # the cell itself is reported
        earlier = first.setdefault(key, row)
        if earlier is not row:
            where = str(location_of(earlier))
            expected = localized("first in {where}", where=where)
            yield DuplicateKey(location_of(row, table.key[0]), "/".join(key), expected)


#: Of a table with so many rows, pandera checks the distinct cells.
MANY_ROWS: Final = 1_000
Failure = tuple[str, str, int]


def failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> tuple[Failure, ...]:
    """Return (check, column, row) of every failure, each once; checks of the frame have no column."""
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases: Any = error.failure_cases
        found: dict[Failure, None] = {}
        for case in cases.itertuples():
            if case.index is None:
                reason = f"the check {case.check} cannot be run: {case.failure_case}"
                raise RuntimeError(reason) from None
            column = "" if case.schema_context == "DataFrameSchema" else str(case.column)
            found[(str(case.check), column, int(case.index))] = None
        return tuple(found)
    return ()


def _failures(
    table: TableSchema, known: KnownCodes, cells: tuple[tuple[str, ...], ...]
) -> tuple[Failure, ...]:
    """Return the failures of a table's schema, given the cells of each column."""
    frame = pd.DataFrame(dict(zip(table.columns, cells, strict=True)), dtype=str)
    return failures(_schema(table, known), frame)


# the two sides of a difference, and a report before and after an edit, have most tables in common
_failures_once = lru_cache(maxsize=64)(_failures)


def _pass_once(table: TableSchema, known: KnownCodes, cells: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether no row repeats a key and the distinct cells of each column pass its checks.

    All checks of a column are about one cell. Columns with few distinct cells are one frame, filled
    up with their first cell, and those with many another one.
    """
    columns = dict(zip(table.columns, cells, strict=True))
    distinct = {name: [*dict.fromkeys(column)] for name, column in columns.items()}
    few = {name: each for name, each in distinct.items() if len(each) * 4 < len(cells[0])}
    schema = _schema(table, known)
    for part in (few, {name: each for name, each in distinct.items() if name not in few}):
        most = max(map(len, part.values()), default=0)
        filled = {name: each + each[:1] * (most - len(each)) for name, each in part.items()}
        declared = {name: schema.columns[name] for name in part}
        frame = pd.DataFrame(filled, dtype=str)
        if failures(pa.DataFrameSchema(declared, parsers=schema.parsers, strict=True), frame):
            return False
    keys = {*zip(*(columns[name] for name in table.key), strict=True)}
    return len(keys) == len(cells[0])


def texts_are_in_both_languages(rows: Iterable[Row], table: TableSchema) -> Iterator[Finding]:
    """Check that each text that a row may lack is in both languages or in none: note_zh, note_en."""
    optional = [field.name for field in table.fields if not field.required]
    named = [(name, f"{name.removesuffix('_zh')}_en") for name in optional if name.endswith("_zh")]
    pairs = [(chinese, english) for chinese, english in named if english in optional]
    for row in rows if pairs else ():
        for chinese, english in pairs:
            if bool(row[chinese]) != bool(row[english]):
                yield TextInOneLanguage(location_of(row, english if row[chinese] else chinese))


def _cell_findings(rows: list[Row], table: TableSchema, codes: Codes) -> Iterator[Finding]:
    """Yield the findings of the table's pandera schema."""
    known = _known_codes(table, codes)
    found: tuple[Failure, ...] = ()
    if not rows:
        return
    cells = tuple(zip(*map(itemgetter(*table.columns), rows), strict=True))
    if len(rows) >= MANY_ROWS:
        found = () if _pass_once(table, known, cells) else _failures(table, known, cells)
    else:
        found = _failures_once(table, known, cells)
    for check, column, index in found:
        if column:
            yield _cell_finding(check, rows[index], table[column], codes)
    if any(check == _REPEATED_KEY for check, _, _ in found):
        yield from _duplicates(table, rows)


def validate_frame(
    captured: RawTable, table: TableSchema, codes: Codes, rules: RowRules = lambda _: ()
) -> list[Finding]:
    """Return every finding about one captured table: the form of the file, its cells, its rows.

    If the file lacks a column, only that is reported and its rows are not checked.

    Args:
        captured: the rows as typed.
        table: the declaration.
        codes: the values of each `table.field` that a field refers to.
        rules: the rules about whole rows, which receive the rows that could be read.
    """
    if not has_columns(captured, table):
        return list(captured.findings)
    return validate_rows(captured.rows, captured.findings, table, codes, rules)


def validate_rows(
    rows: list[Row],
    findings: Sequence[Finding],
    table: TableSchema,
    codes: Codes,
    rules: RowRules,
) -> list[Finding]:
    """Return every finding about captured rows that have the table's columns, and those of their files."""
    malformed = {(each.location.file, each.location.row) for each in findings if each.is_error}
    found = [*findings, *_cell_findings(rows, table, codes)]
    if malformed:
        rows = [row for row in rows if (row[RAW_FILE], int(row[RAW_ROW])) not in malformed]
    found += rules(rows)
    found += texts_are_in_both_languages(rows, table)
    return keep_root_causes(found)


def is_valid_cell(cell: str, field: Field) -> bool:
    """Return whether a cell is valid: filled if required, of its field's form and closed list."""
    if not cell:
        return not field.required
    return is_listed(cell, field) and form_check(field)(cell)


def is_listed(cell: str, field: Field) -> bool:
    """Return whether each code of a cell is in the field's closed list, if it has one."""
    return not field.enum or set(split_list(cell, field)) <= set(field.enum)


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
    keys = {tuple(row[name] for name in table.key) for row in captured.rows}
    fields = [table[name] for name in table.key]
    return len(keys) == len(captured.rows) and _are_valid(captured.rows, fields)


def has_valid_rows(captured: RawTable, table: TableSchema) -> bool:
    """Return whether no row of a file is lost and every cell is valid."""
    if not captured.is_readable or not has_columns(captured, table):
        return False
    return _are_valid(captured.rows, table.fields)


def _are_valid(rows: Sequence[Row], fields: Iterable[Field]) -> bool:
    """Return whether every cell of these fields is valid; each distinct cell is read once."""
    return all(_column_is_valid({row[field.name] for row in rows}, field) for field in fields)


def _column_is_valid(cells: Iterable[str], field: Field) -> bool:
    has_form = form_check(field)
    return all(
        has_form(cell) and is_listed(cell, field) if cell else not field.required for cell in cells
    )
