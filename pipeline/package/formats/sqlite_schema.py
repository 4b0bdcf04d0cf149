"""Write the SQL that declares the published tables: types, keys, checks, links, indices.

SQLite has no decimal type, and its REAL is binary. Exact decimals are therefore TEXT, with a check
that they are numbers. As text, 8 is more than 72, so each has a generated column beside it, named
`*_real`. It holds the same number as REAL, right to fifteen digits, to compare, sort and calculate
with. It is VIRTUAL: no value of it is stored, and no stored value can contradict the text.
Generated columns come after all others, so that the others keep their positions of the CSV files.
Dates are ISO 8601 text, as SQLite's date functions require; booleans are 0 and 1. Tables are
STRICT, so that no cell can be of another type. That needs SQLite 3.37; generated columns need 3.31.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.escaping import sql_comment, sql_name, sql_text
from pipeline.rules import localized
from pipeline.schema import Field, TableSchema
from pipeline.schema.model import Type

_TYPES: Final[Mapping[Type, str]] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "TEXT",
    "boolean": "INTEGER",
    "date": "TEXT",
}


ADVICE: Final = localized("Exact text: compare, sort and calculate with {real}.")
"""Added to the comment of a number, because SQLite compares texts without an error."""

BINARY: Final = localized(
    "Numbers are binary, exact to 15 digits; the table figures has the exact text."
)
"""Added to the comment of a table of figures in words."""


def readable_name(table: TableSchema) -> str:
    """Return the name of a table of figures in words, the first in alphabetical lists of tables."""
    return f"all_{table.name}"


def _form(field: Field) -> str:
    """Return the condition that a cell is canonical text of its type; blank if STRICT checks it."""
    name = sql_name(field.name)
    match field.type:
        case "number":
            return (
                f"{name} NOT GLOB '*[^-0-9.]*' AND {name} GLOB '*[0-9]' AND {name} NOT GLOB '?*-*'"
            )
        case "boolean":
            return f"{name} IN (0, 1)"
        case "date":
            # a move by zero days turns 30 February into 1 March, which is another text
            return f"{name} = date({name}, '+0 days')"
        case _:
            return ""


def _conditions(field: Field) -> Iterator[str]:
    name = sql_name(field.name)
    if form := _form(field):
        yield form
    if field.enum:
        yield f"{name} IN ({', '.join(map(sql_text, field.enum))})"
    number = f"CAST({name} AS NUMERIC)" if field.type == "number" else name
    if field.minimum:
        yield f"{number} >= {field.minimum}"
    if field.maximum:
        yield f"{number} <= {field.maximum}"


def _column(field: Field, key: tuple[str, ...]) -> str:
    parts = [sql_name(field.name), _TYPES[field.type]]
    if field.required or field.name in key:
        parts.append("NOT NULL")
    if field.unique and (field.name,) != key:
        parts.append("UNIQUE")
    parts += [f"CHECK ({condition})" for condition in _conditions(field)]
    if field.refers_to and not field.listed:
        parts.append(references(field))
    return " ".join(parts)


def references(field: Field) -> str:
    """Return the clause by which a column refers to the column of another table."""
    table, _, target = field.refers_to.partition(".")
    return f"REFERENCES {sql_name(table)} ({sql_name(target)})"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(sql_name, names))


def real_name(field: Field) -> str:
    """Return the name of the generated column beside an exact number."""
    return f"{field.name}_real"


def _real(field: Field) -> str:
    """Declare the generated column that holds an exact number as REAL; blank stays blank."""
    name, real = sql_name(field.name), sql_name(real_name(field))
    return f"  {real} REAL GENERATED ALWAYS AS (CAST({name} AS REAL)) VIRTUAL, " + sql_comment(
        f"{field.title.zh}，二进制浮点数，15 位有效数字准确 {name} as a binary number, exact to 15 digits"
    )


def _comment(field: Field) -> str:
    text = f"{field.description.zh} {field.description.en}"
    if field.type != "number":
        return text
    return f"{text} {ADVICE.zh} {ADVICE.en}".replace("{real}", sql_name(real_name(field)))


def create_table(table: TableSchema) -> str:
    """Return the statement that creates a published table, with a comment on each column.

    The database keeps the comments, and `.schema` shows them.
    """
    lines = [
        f"  {_column(field, table.key)}, {sql_comment(_comment(field))}" for field in table.fields
    ]
    lines += [_real(field) for field in table.fields if field.type == "number"]
    about = sql_comment(f"{table.description.zh} {table.description.en}")
    head = f"CREATE TABLE {sql_name(table.name)} ( {about}"
    return "\n".join((head, *lines, f"  PRIMARY KEY ({_names(table.key)})", ") STRICT"))


def create_readable(table: TableSchema) -> str:
    """Return the statement that creates a table of figures in words, with binary numbers to sort by."""
    types = {**_TYPES, "number": "REAL"}
    lines = [
        f"  {sql_name(field.name)} {types[field.type]}{' NOT NULL' * field.required}, "
        + sql_comment(f"{field.description.zh} {field.description.en}")
        for field in table.fields
    ]
    about = sql_comment(f"{table.description.zh} {table.description.en} {BINARY.zh} {BINARY.en}")
    head = f"CREATE TABLE {sql_name(readable_name(table))} ( {about}"
    return "\n".join((head, *lines, f"  PRIMARY KEY ({_names(table.key)})", ") STRICT"))


def linking(table: TableSchema) -> tuple[Field, ...]:
    """Return the fields whose cells are lists of codes of another table."""
    return tuple(field for field in table.fields if field.listed and field.refers_to)


def link_name(table: TableSchema, field: Field) -> str:
    """Return the name of the table that holds the parts of such lists, one per row."""
    return f"{table.name}_{field.name}"


def create_link(table: TableSchema, field: Field) -> str:
    """Return the statement that creates a table of links: referring row, position, target."""
    own = [
        f"  {sql_name(f'{table.name}_{name}')} {_TYPES[table[name].type]} NOT NULL,"
        for name in table.key
    ]
    keys = tuple(f"{table.name}_{name}" for name in table.key)
    about = sql_comment(f"{field.description.zh} {field.description.en}")
    return "\n".join(
        (
            f"CREATE TABLE {sql_name(link_name(table, field))} ( {about}",
            *own,
            '  "position" INTEGER NOT NULL CHECK ("position" >= 1),',
            f'  "refers_to" TEXT NOT NULL {references(field)},',
            f'  PRIMARY KEY ({_names(keys)}, "position"),',
            f"  FOREIGN KEY ({_names(keys)}) REFERENCES {sql_name(table.name)} ({_names(table.key)})",
            ") STRICT",
        )
    )


def create_indices(table: TableSchema) -> Iterator[str]:
    """Yield the statements that index referring columns, so that joins and deletions need no full scan."""
    for field in table.fields:
        if field.refers_to and not field.listed and (field.name,) != table.key:
            name = sql_name(f"{table.name}_by_{field.name}")
            yield f"CREATE INDEX {name} ON {sql_name(table.name)} ({sql_name(field.name)})"
    for field in linking(table):
        link = link_name(table, field)
        yield f'CREATE INDEX {sql_name(f"{link}_by_target")} ON {sql_name(link)} ("refers_to")'
