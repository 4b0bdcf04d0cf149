"""A table's declaration as the data dictionary that people read (Markdown, both languages)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.tables.model import Field, Table


def _rules(field: Field) -> str:
    said = [
        "required" if field.required else "",
        "unique" if field.unique else "",
        f"matches `{field.pattern}`" if field.pattern else "",
        f"≥ {field.minimum}" if field.minimum else "",
        f"≤ {field.maximum}" if field.maximum else "",
        "list, separated by ;" if field.listed else "",
        "one of " + ", ".join(f"`{value}`" for value in field.enum) if field.enum else "",
        f"→ `{field.refers_to}`" if field.refers_to else "",
    ]
    return "; ".join(part for part in said if part)


def _row(field: Field) -> str:
    cells = (
        f"`{field.name}`",
        field.type,
        f"{field.title.zh}：{field.description.zh}<br>{field.description.en}",
        _rules(field),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def heading(table: Table) -> str:
    """The heading of a table's part of the dictionary."""
    return f"`{table.name}` — {table.title.zh} / {table.title.en}"


def dictionary(tables: Iterable[Table]) -> str:
    """Markdown: for each table its purpose and one line for each column."""
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
