"""Which tables and rows can be built upon: a rule that needs an unsound one keeps silent.

What is unsound has a finding of its own; telling also what follows from it would bury the cause.
"""

from __future__ import annotations

from pipeline.capture import Captured
from pipeline.tables import Field, Table
from pipeline.tables.pandera_schema import has_form, parts
from pipeline.validation.frame import Row, rows_of


def cell_is_sound(cell: str, field: Field) -> bool:
    """Whether a cell is filled where it must be, and has its field's form and closed list."""
    if not cell:
        return not field.required
    listed = not field.enum or set(parts(cell, field)) <= set(field.enum)
    return listed and has_form(cell, field)


def row_is_sound(row: Row, table: Table) -> bool:
    """Whether every cell of a row is sound."""
    return all(cell_is_sound(row[field.name], field) for field in table.fields)


def has_columns(captured: Captured, table: Table) -> bool:
    """Whether the captured rows have the table's columns, each once."""
    columns = captured.frame.columns
    return set(table.columns) <= set(columns) and not columns.has_duplicates


def keys_are_sound(captured: Captured, table: Table) -> bool:
    """Whether the keys of a file are all known: no row lost, no key blank, malformed or twice."""
    if not captured.is_whole or not has_columns(captured, table):
        return False
    keys = [tuple(row[name] for name in table.key) for row in rows_of(captured.frame)]
    fields = [table[name] for name in table.key]
    sound = (
        cell_is_sound(cell, field) for key in keys for cell, field in zip(key, fields, strict=True)
    )
    return len(set(keys)) == len(keys) and all(sound)


def rows_are_sound(captured: Captured, table: Table) -> bool:
    """Whether no row of a file is lost and every cell is sound."""
    if not captured.is_whole or not has_columns(captured, table):
        return False
    return all(row_is_sound(row, table) for row in rows_of(captured.frame))
