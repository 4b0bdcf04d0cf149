"""Read a published package, of any release, as one side of a comparison."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.filesystem import DESCRIPTOR, read_regular
from pipeline.rules import LocalizedText, localized
from pipeline.tools.diff.dataset import DECLARED, DERIVED, Dataset, Row, keyed_tables, unkeyed
from pipeline.untrusted import is_safe, json_objects, load_untrusted_json


class UnreadableSideError(Exception):
    """Report why the named side cannot be compared."""

    def __init__(self, message: LocalizedText) -> None:
        super().__init__(message)
        self.message = message


def _file(folder: Path, path: object) -> Path | None:
    """Return a file of the package; never a path outside the package or a device."""
    if not isinstance(path, str) or not is_safe(path):
        return None
    file = folder / path
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        return file if inside and file.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _described(folder: Path) -> dict[str, Any]:
    file = _file(folder, DESCRIPTOR)
    try:
        loaded = load_untrusted_json(read_regular(file)) if file else None
    except (OSError, ValueError, RecursionError):
        loaded = None
    resources = loaded.get("resources") if isinstance(loaded, dict) else None
    if not isinstance(loaded, dict) or resources != [*json_objects(resources)]:
        raise UnreadableSideError(
            localized("{descriptor} is not a descriptor", descriptor=DESCRIPTOR)
        )
    return loaded


def _columns(resource: Mapping[str, Any]) -> set[str]:
    """Return the columns of a table in the descriptor."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return {str(field.get("name")) for field in json_objects(fields)}


def _rows(folder: Path, resource: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a table. Raises UnreadableSideError if it is incomplete."""
    file = _file(folder, resource.get("path"))
    if file is None:
        raise UnreadableSideError(localized("the package does not have this file"))
    csv.field_size_limit(1 << 30)
    try:
        text = io.StringIO(read_regular(file).decode("utf-8-sig"), newline="")
        header, *rows = [row for row in csv.reader(text, strict=True) if row] or [[]]
    except UnicodeDecodeError:
        raise UnreadableSideError(localized("it is not UTF-8")) from None
    except (OSError, csv.Error) as error:
        raise UnreadableSideError(localized("it is not CSV ({error})", error=error)) from None
    if missing := ", ".join(sorted(_columns(resource) - set(header))):
        raise UnreadableSideError(localized("the columns {missing} are missing", missing=missing))
    if len(set(header)) < len(header):
        raise UnreadableSideError(localized("a column name occurs twice"))
    if any(len(row) != len(header) for row in rows):
        raise UnreadableSideError(localized("rows have more or fewer cells than columns"))
    table = DECLARED.get(str(resource.get("name")))
    keyed = {each.name: each.as_keyed for each in table.fields} if table else {}
    cells = [keyed.get(name, str) for name in header]
    return [
        {name: cell(text) for name, cell, text in zip(header, cells, row, strict=True)}
        for row in rows
    ]


def _key(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the key of a table: as declared now, else as in the package's descriptor."""
    if (name := str(resource.get("name"))) in DECLARED:
        return DECLARED[name].key
    schema = resource.get("schema")
    own = schema.get("primaryKey", []) if isinstance(schema, dict) else []
    return (own,) if isinstance(own, str) else tuple(map(str, own))


def load_package(name: str, folder: Path, report: str) -> Dataset:
    """Read a package; report tables that cannot be read.

    Raises:
        UnreadableSideError: it does not have a descriptor, or it is of another report.
    """
    described = _described(folder)
    if (owner := described.get("name", report)) != report:
        raise UnreadableSideError(
            localized(
                "{name} is a package of {owner}, not of {report}: name its report with --report",
                name=name,
                owner=owner,
                report=report,
            )
        )
    unread: list[LocalizedText] = []

    def tables() -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        for resource in json_objects(described["resources"]):
            table, key = str(resource.get("name")), _key(resource)
            if table in DERIVED:
                continue
            try:
                rows = _rows(folder, resource)
            except UnreadableSideError as error:
                unread.append(_not_compared(table, error.message))
                continue
            if not key or (rows and not set(key) <= set(rows[0])):
                unread.append(unkeyed(table))
            else:
                yield table, key, rows

    found, doubled = keyed_tables(tables())
    version, created = (str(described.get(name, "")) for name in ("version", "created"))
    released = created.partition("T")[0]
    return Dataset(name, version, released, found, described, (), doubled, tuple(unread))


def _not_compared(table: str, reason: LocalizedText) -> LocalizedText:
    return localized(
        "{table}: could not be read and is not compared: {reason}", table=table, reason=reason
    )
