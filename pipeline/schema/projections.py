"""Convert the declaration of a table to a Table Schema (Data Package standard v2) and a data dictionary.

Both `enum` and `categories` are written, because some readers support only one of them. Lists of codes
have no foreign key, because the standard does not define one for lists. The dictionary is Markdown in
the language of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pipeline.rules import localized
from pipeline.schema.model import Field, TableSchema

_MATCHES, _ONE_OF, _SUCH_AS = localized("matches"), localized("one of"), localized("such as")
_COLUMNS: Final = (localized("column"), localized("type"), localized("meaning"), localized("rules"))


def _rules(field: Field) -> str:
    text = [
        str(localized("required")) if field.required else "",
        str(localized("unique")) if field.unique else "",
        f"{_MATCHES} `{field.prefix}{field.pattern}`" if field.pattern else "",
        f"{_SUCH_AS} `{field.as_published(field.example)}`" if field.example else "",
        f"≥ {field.minimum}" if field.minimum else "",
        f"≤ {field.maximum}" if field.maximum else "",
        str(localized("list, separated by ;")) if field.listed else "",
        f"{_ONE_OF} " + ", ".join(f"`{value}`" for value in field.enum) if field.enum else "",
        f"→ `{field.refers_to}`" if field.refers_to else "",
    ]
    return "; ".join(part for part in text if part)


def _row(field: Field) -> str:
    cells = (
        f"`{field.name}`",
        field.type,
        str(localized("{title}: {description}", title=field.title, description=field.description)),
        _rules(field),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def heading(table: TableSchema) -> str:
    """Return the heading of a table's part of the dictionary."""
    return f"`{table.name}` — {table.title}"


def dictionary(tables: Iterable[TableSchema]) -> str:
    """Return the dictionary in Markdown: each table's description and one line for each column."""
    blocks: list[str] = []
    for table in tables:
        blocks += [
            f"## {heading(table)}",
            "",
            str(table.description),
            "",
            f"| {' | '.join(map(str, _COLUMNS))} |",
            "|---|---|---|---|",
            *(_row(field) for field in table.fields),
            "",
        ]
    return "\n".join(blocks)


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if field.required:
        found["required"] = True
    if field.unique:
        found["unique"] = True
    if field.enum:
        found["enum"] = list(field.enum)
    if field.pattern:
        found["pattern"] = f"^(?:{field.prefix}{field.pattern})$"
    for bound in ("minimum", "maximum"):
        if text := getattr(field, bound):
            found[bound] = int(text) if field.type == "integer" else text
    return found


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name, "type": field.type, "title": field.title.en, "title_zh": field.title.zh,
        "description": field.description.en, "description_zh": field.description.zh,
    }  # fmt: skip
    if field.example:
        described["example"] = field.as_published(field.example)
    if constraints := _constraints(field):
        described["constraints"] = constraints
    if field.enum and field.type == "string":
        described["categories"] = list(field.enum)
    return described


def _foreign_key(field: Field, table: TableSchema) -> dict[str, Any]:
    resource, _, target = field.refers_to.partition(".")
    own = resource == table.name
    return {
        "fields": [field.name],
        "reference": {"resource": "" if own else resource, "fields": [target]},
    }


def table_schema(table: TableSchema) -> dict[str, Any]:
    """Return the Table Schema of a table: fields, missing values, primary key, foreign keys."""
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    referring = [field for field in table.fields if field.refers_to and not field.listed]
    if referring:
        schema["foreignKeys"] = [_foreign_key(field, table) for field in referring]
    return schema
