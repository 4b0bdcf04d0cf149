"""Select the declarations of the tables that one package has, from those of all tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from pipeline.schema.model import Field, TableSchema

#: A column that counts the rows of the table of its own name, with the table in which it is.
Counting = frozenset[tuple[str, str]]


def _without_absent(field: Field, names: Collection[str]) -> Field:
    """Return a field; its reference only if the table to which it refers is published."""
    target = field.refers_to.partition(".")[0]
    return field if not target or target in names else replace(field, refers_to="")


def _as_published(table: TableSchema, names: Collection[str], counting: Counting) -> TableSchema:
    fields = tuple(
        _without_absent(field, names)
        for field in table.fields
        if field.name in names or (table.name, field.name) not in counting
    )
    return table if fields == table.fields else replace(table, fields=fields)


@lru_cache(maxsize=64)
def select_tables(
    declared: tuple[TableSchema, ...], names: frozenset[str], counting: Counting
) -> tuple[TableSchema, ...]:
    """Return the declarations of the named tables, in their order.

    Args:
        declared: every table that a package may have.
        names: the tables that this package has.
        counting: table and column of each count of the rows of another table.
    """
    return tuple(_as_published(table, names, counting) for table in declared if table.name in names)
