"""A table's declaration as a Table Schema (Data Package standard v2), for datapackage.json.

Both `enum` and `categories` are written, because readers differ in which they know; lists of codes
carry no foreign key, because the standard has none for lists.
"""

from __future__ import annotations

from typing import Any

from pipeline.tables.model import Field, Table


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
    if field.unit:
        described["unit"] = field.unit
    return described


def _foreign_key(field: Field, table: Table) -> dict[str, Any]:
    resource, _, target = field.refers_to.partition(".")
    own = resource == table.name
    return {
        "fields": [field.name],
        "reference": {"resource": "" if own else resource, "fields": [target]},
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: fields, missing values, primary key, foreign keys."""
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    referring = [field for field in table.fields if field.refers_to and not field.listed]
    if referring:
        schema["foreignKeys"] = [_foreign_key(field, table) for field in referring]
    return schema
