"""The pictures and lists of docs/architecture.md: parts as they import, tables as they refer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.guide.parts import graph, purpose, reduced
from pipeline.tables import PUBLISHED, Table

WIDE = 60


def parts_picture() -> str:
    """Which part builds on which; a figure goes from the top to the bottom."""
    arrows = reduced(graph())
    nodes = [f'  {part}["{part}"]' for part in arrows]
    lines = [f"  {other} --> {part}" for part, others in arrows.items() for other in sorted(others)]
    return _mermaid("flowchart TD", [*nodes, *lines])


def parts_list() -> str:
    """What each part says that it holds."""
    return "\n".join(f"- `{part}`: {purpose(part)}" for part in graph()) + "\n"


def tables_picture() -> str:
    """Which published table refers to which, and by which column."""
    known = {table.name for table in PUBLISHED}
    nodes = [f'  {table.name}["{table.title.zh}<br>{table.name}"]' for table in PUBLISHED]
    lines = [
        f"  {table.name} -->|{column}| {other}"
        for table in PUBLISHED
        for column, other in _references(table)
        if other in known
    ]
    return _mermaid("flowchart LR", [*nodes, *lines])


def _references(table: Table) -> Iterator[tuple[str, str]]:
    """The tables that a table refers to, each with its columns in one label."""
    columns: dict[str, list[str]] = {}
    for field in table.fields:
        if field.refers_to:
            columns.setdefault(field.refers_to.split(".")[0], []).append(field.name)
    return ((", ".join(names), other) for other, names in columns.items())


def tables_list() -> str:
    """Every published table: names, key, columns, what a row is."""
    head = ["| table / 表 | key / 主键 | columns / 列 | a row / 内容 |", "|---|---|---:|---|"]
    rows = [
        f"| `{table.name}` {table.title.zh} | {', '.join(table.key)} | {len(table.fields)} |"
        f" {table.description.en} {table.description.zh} |"
        for table in PUBLISHED
    ]
    return "\n".join([*head, *rows]) + "\n"


def _mermaid(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"]) + "\n"
