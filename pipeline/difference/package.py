"""A published package, of any release, as one side of a comparison."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.archive import is_safe
from pipeline.difference.snapshot import DECLARED, Row, Snapshot, sheets, unkeyed
from pipeline.rules import Wording
from pipeline.stranger import objects, parsed

DESCRIPTOR: Final = "datapackage.json"


class UnreadableSideError(Exception):
    """What was named cannot be compared; the message says why, in both languages."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(f"{english} · {chinese}")
        self.said = Wording(english, chinese)


def _file(folder: Path, path: object) -> Path | None:
    """A file of the package, however it is named: nothing that stands elsewhere, no device."""
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
        loaded = parsed(file.read_bytes()) if file else None
    except (OSError, ValueError, RecursionError):
        loaded = None
    resources = loaded.get("resources") if isinstance(loaded, dict) else None
    if not isinstance(loaded, dict) or resources != [*objects(resources)]:
        raise UnreadableSideError(
            f"{DESCRIPTOR} is no descriptor of a package", f"{DESCRIPTOR} 不是数据包描述文件"
        )
    return loaded


def _columns(resource: Mapping[str, Any]) -> set[str]:
    """The columns that the descriptor says the table has."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return {str(field.get("name")) for field in objects(fields)}


def _rows(folder: Path, resource: Mapping[str, Any]) -> list[Row]:
    """The rows of a table. Raises UnreadableSideError if it is not whole."""
    file = _file(folder, resource.get("path"))
    if file is None:
        raise UnreadableSideError("no file of the package", "数据包中无此文件")
    csv.field_size_limit(1 << 30)
    try:
        text = io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")
        header, *rows = [row for row in csv.reader(text, strict=True) if row] or [[]]
    except UnicodeDecodeError:
        raise UnreadableSideError("it is not UTF-8", "不是 UTF-8 编码") from None
    except (OSError, csv.Error) as error:
        raise UnreadableSideError(f"it is no CSV ({error})", f"不是 CSV（{error}）") from None
    if missing := sorted(_columns(resource) - set(header)):
        told = ", ".join(missing)
        raise UnreadableSideError(f"it lacks the columns {told}", f"缺少列 {told}")
    if len(set(header)) < len(header):
        raise UnreadableSideError("a column stands twice", "有重复的列")
    if any(len(row) != len(header) for row in rows):
        raise UnreadableSideError("rows have more or fewer cells than columns", "行与列数不符")
    return [dict(zip(header, row, strict=True)) for row in rows]


def _key(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """The key of a table: as declared now, else as the package itself says."""
    name = str(resource.get("name"))
    if name in DECLARED:
        return DECLARED[name].key
    schema = resource.get("schema")
    own = schema.get("primaryKey", []) if isinstance(schema, dict) else []
    return (own,) if isinstance(own, str) else tuple(map(str, own))


def package_snapshot(name: str, folder: Path) -> Snapshot:
    """Read a package; tables that cannot be read are told.

    Raises:
        UnreadableSideError: it has no descriptor.
    """
    described = _described(folder)
    unread: list[Wording] = []

    def tables() -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        for resource in objects(described["resources"]):
            table, key = str(resource.get("name")), _key(resource)
            try:
                rows = _rows(folder, resource)
            except UnreadableSideError as error:
                unread.append(_not_compared(table, error.said))
                continue
            if not key or (rows and not set(key) <= set(rows[0])):
                unread.append(unkeyed(table))
            else:
                yield table, key, rows

    found, doubled = sheets(tables())
    version, created = str(described.get("version", "")), str(described.get("created", ""))
    released = created.partition("T")[0]
    return Snapshot(name, version, released, found, described, (), doubled, tuple(unread))


def _not_compared(table: str, reason: Wording) -> Wording:
    return Wording(
        f"{table}: could not be read and is not compared: {reason.en}",
        f"{table}：无法读取，未参与比较：{reason.zh}",
    )
