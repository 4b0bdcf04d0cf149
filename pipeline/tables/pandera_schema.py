"""A table's declaration as a pandera schema over frames of text, one named check for every rule.

The check's name is the code of the rule that it enforces, so that a failure case leads back to the
rule without looking at any library's message text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

import pandas as pd
import pandera.pandas as pa

from pipeline.rules.decode import DuplicateKey, EmptyCell, UnknownCode, WrongForm
from pipeline.tables.lexical import is_lexical, is_of_the_calendar, is_within
from pipeline.tables.model import Field, Table

Codes = Mapping[str, Collection[str]]


def parts(cell: str, field: Field) -> list[str]:
    """The codes in a cell: one, or several separated by semicolons where the field is a list."""
    return cell.split(";") if field.listed else [cell]


def known_codes(field: Field, codes: Codes) -> Collection[str] | None:
    """The closed list that a field takes its values from, or None where it is open."""
    return field.enum or codes.get(field.refers_to)


def _cells(code: str, holds: Callable[[str], bool]) -> pa.Check:
    """A check of every cell that is not blank."""
    return pa.Check(
        lambda cells: cells.map(lambda cell: cell == "" or holds(cell)).astype(bool), name=code
    )


def _column(field: Field, codes: Codes) -> pa.Column:
    checks = [_cells(WrongForm.code, lambda cell: has_form(cell, field))]
    if field.required:
        checks.append(pa.Check(lambda cells: cells != "", name=EmptyCell.code))
    known = known_codes(field, codes)
    if known is not None:
        allowed = frozenset(known)
        checks.append(_cells(UnknownCode.code, lambda cell: allowed.issuperset(parts(cell, field))))
    return pa.Column(str, checks)


def has_form(cell: str, field: Field) -> bool:
    """Whether a cell that is not blank has the declared type, pattern and bounds."""
    # digits are those of ASCII, as to every other reader of a Table Schema
    matches = not field.pattern or re.fullmatch(field.pattern, cell, re.ASCII) is not None
    exists = not field.dated or is_of_the_calendar(cell)
    return matches and exists and is_lexical(cell, field.type) and is_within(cell, field)


def _is_first(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Series[bool]:
    return ~frame.duplicated(subset=list(columns), keep="first")


def pandera_schema(
    table: Table, codes: Codes, row_checks: Mapping[str, Callable[[pd.DataFrame], pd.Series[bool]]]
) -> pa.DataFrameSchema:
    """The schema of a frame of text with the table's columns (others are refused).

    Args:
        table: the declaration.
        codes: for `table.field` that a field refers to, the values it has.
        row_checks: further checks of whole rows by name, each giving one truth value per row.
    """
    checks = [pa.Check(check, name=name) for name, check in row_checks.items()]
    checks.append(pa.Check(lambda frame: _is_first(frame, table.key), name=DuplicateKey.code))
    return pa.DataFrameSchema(
        {field.name: _column(field, codes) for field in table.fields}, checks=checks, strict=True
    )
