"""A published package, of any release, as one side of a comparison."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline.difference.snapshot import DECLARED, Row, Snapshot, sheets, unkeyed
from pipeline.rules import Wording

DESCRIPTOR: Final = "datapackage.json"


class UnreadableSideError(Exception):
    """What was named cannot be compared; the message says why, in both languages."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(f"{english} · {chinese}")


def _described(folder: Path) -> dict[str, Any]:
    try:
        loaded = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        loaded = None
    if not isinstance(loaded, dict) or not isinstance(loaded.get("resources"), list):
        raise UnreadableSideError(
            f"{DESCRIPTOR} is no descriptor of a package", f"{DESCRIPTOR} 不是数据包描述文件"
        )
    return loaded


def _path(resource: Mapping[str, Any]) -> str:
    """The path of a resource, if it is one file below the package."""
    path = resource.get("path")
    inside = isinstance(path, str) and not PurePosixPath(path).is_absolute()
    return str(path) if inside and ".." not in PurePosixPath(str(path)).parts else ""


def _rows(path: Path) -> list[Row] | None:
    """The rows of a CSV file, None if it is missing or no CSV."""
    csv.field_size_limit(1 << 30)
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restval="")
        return [{str(name): str(cell) for name, cell in row.items()} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


def _key(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """The key of a table: as declared now, else as the package itself says."""
    name = str(resource.get("name"))
    if name in DECLARED:
        return DECLARED[name].key
    schema = resource.get("schema")
    own = schema.get("primaryKey", []) if isinstance(schema, dict) else []
    return (own,) if isinstance(own, str) else tuple(map(str, own))


def package_snapshot(name: str, folder: Path) -> Snapshot:
    """Read a package; tables that lack are told.

    Raises:
        UnreadableSideError: it has no descriptor.
    """
    described = _described(folder)
    notes: list[Wording] = []

    def tables() -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        for resource in filter(lambda each: isinstance(each, dict), described["resources"]):
            table, path, key = str(resource.get("name")), _path(resource), _key(resource)
            rows = _rows(folder / path) if path else None
            if rows is None:
                notes.append(
                    Wording(f"{table}: no file that can be read", f"{table}：文件无法读取")
                )
            elif not key or (rows and not set(key) <= set(rows[0])):
                notes.append(unkeyed(table))
            else:
                yield table, key, rows

    found, doubled = sheets(tables())
    version, created = str(described.get("version", "")), str(described.get("created", ""))
    return Snapshot(
        name, version, created.partition("T")[0], found, described, (), (*notes, *doubled)
    )
