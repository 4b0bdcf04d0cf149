"""Runs in every environment: a form of the package, as a client reads it, against its CSV files."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

Rows = list[Sequence[Any]]
"""The names of the columns, and below them the cells."""


def resources(package: Path) -> list[Any]:
    """The tables that the descriptor lists, without those in words, which follow from them."""
    text = (package / "datapackage.json").read_text(encoding="utf-8")
    return [each for each in json.loads(text)["resources"] if each.get("layer") != "readable"]


def is_same(text: str, value: Any, type_: str) -> bool:
    """Whether a value, as a client read it, is the cell of the CSV file; nothing goes through float.

    A workbook has one kind of number, binary; its shortest decimal is what was written into it.
    """
    if value is None or text == "":
        return (value or "") == text
    if type_ in ("integer", "number"):
        return is_same_number(text, str(value))
    if type_ == "boolean":
        return str(bool(value)).lower() == text
    day = value.date() if isinstance(value, datetime) else value
    return (day.isoformat() if isinstance(day, date) else str(day)) == text


def is_same_number(text: str, other: str) -> bool:
    """Whether both are one number; what is not a number is the same as none."""
    try:
        return Decimal(text) == Decimal(other)
    except InvalidOperation:
        return False


def _differences(resource: Any, table: Rows, form: Rows) -> Iterator[str]:
    name, types = resource["name"], [each["type"] for each in resource["schema"]["fields"]]
    if list(table[0]) != list(form[0]) or len(table) != len(form):
        yield f"{name}: {len(table)} lines of {table[0]}, but {len(form)} of {form[0]}"
        return
    for number, (texts, values) in enumerate(zip(table[1:], form[1:], strict=True), start=2):
        cells = zip(texts, values, types, table[0], strict=True)
        for text, value, type_, column in cells:
            if not is_same(text or "", value, type_):
                yield f"{name}:{number}:{column}: {text!r}, but {value!r}"


def differences(
    package: Path,
    read_table: Callable[[Path], Rows],
    read_form: Callable[[str], Rows],
) -> list[str]:
    """Cells in which a form is another than the tables, the columns and rows in their order."""
    return [
        difference
        for resource in resources(package)
        for difference in _differences(
            resource, read_table(package / resource["path"]), read_form(resource["name"])
        )
    ]
