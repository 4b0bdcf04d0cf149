"""Convert the declaration of a table to a Table Schema (Data Package standard v2) and a data dictionary.

Both `enum` and `categories` are written, because some readers support only one of them. Lists of codes
have no foreign key, because the standard does not define one for lists. The dictionary is Markdown in
both languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.schema.model import Field, TableSchema


def _rules(field: Field) -> str:
    text = [
        "required" if field.required else "",
        "unique" if field.unique else "",
        f"matches `{field.pattern}`" if field.pattern else "",
        f"≥ {field.minimum}" if field.minimum else "",
        f"≤ {field.maximum}" if field.maximum else "",
        "list, separated by ;" if field.listed else "",
        "one of " + ", ".join(f"`{value}`" for value in field.enum) if field.enum else "",
        f"→ `{field.refers_to}`" if field.refers_to else "",
    ]
    return "; ".join(part for part in text if part)


def _row(field: Field) -> str:
    cells = (
        f"`{field.name}`",
        field.type,
        f"{field.title.zh}：{field.description.zh}<br>{field.description.en}",
        _rules(field),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def heading(table: TableSchema) -> str:
    """Return the heading of a table's part of the dictionary."""
    return f"`{table.name}` — {table.title.zh} / {table.title.en}"


def dictionary(tables: Iterable[TableSchema]) -> str:
    """Return the dictionary in Markdown: each table's description and one line for each column."""
    blocks: list[str] = []
    for table in tables:
        blocks += [
            f"### {heading(table)}",
            "",
            f"{table.description.zh}<br>{table.description.en}",
            "",
            "| column | type | meaning | rules |",
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
        found["pattern"] = f"^(?:{field.pattern})$"
    for bound in ("minimum", "maximum"):
        if text := getattr(field, bound):
            found[bound] = int(text) if field.type == "integer" else text
    return found


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title.en,
        "title_zh": field.title.zh,
        "description": field.description.en,
        "description_zh": field.description.zh,
    }
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
