"""What people see of a table in Dagster: columns with units, row count, first rows, hash, files."""

import hashlib
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.tables import Field, Table

_SHOWN_ROWS = 8


def _constraints(field: Field) -> dg.TableColumnConstraints:
    others = [
        *([f"unit · 单位: {field.unit}"] if field.unit else []),
        *([f"one of: {', '.join(field.enum)}"] if field.enum else []),
        *([f"matches {field.pattern}"] if field.pattern else []),
        *([f"≥ {field.minimum}"] if field.minimum else []),
        *([f"≤ {field.maximum}"] if field.maximum else []),
        *([f"→ {field.refers_to}"] if field.refers_to else []),
    ]
    return dg.TableColumnConstraints(nullable=not field.required, unique=field.unique, other=others)


def column_schema(table: Table) -> dg.TableSchema:
    """A table's declaration as Dagster shows columns."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name,
                type=field.type,
                description=f"{field.title.zh}：{field.description.zh} {field.description.en}",
                constraints=_constraints(field),
                tags={"unit": field.unit} if field.unit else {},
            )
            for field in table.fields
        ]
    )


def describe(table: Table) -> str:
    """A table's description in both languages."""
    return f"{table.title.zh} / {table.title.en}\n\n{table.description.zh}\n{table.description.en}"


def cell(value: object) -> str:
    """A value as the text of one cell of a Markdown table, whatever stands in it."""
    return str(value).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *([cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def preview(frame: pd.DataFrame) -> dg.MarkdownMetadataValue:
    """The first rows as a Markdown table; columns that are blank in all of them are left out."""
    head = frame.head(_SHOWN_ROWS)
    said = head.loc[:, (head != "").any()]
    rows = [list(map(str, row)) for row in said.itertuples(index=False, name=None)]
    return dg.MetadataValue.md(markdown_table(list(map(str, said.columns)), rows))


def table_metadata(frame: pd.DataFrame, path: Path, root: Path) -> dict[str, dg.MetadataValue]:
    """Row count, first rows, hash and file of a table that was just written."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "dagster/row_count": dg.MetadataValue.int(len(frame)),
        "preview": preview(frame),
        "sha256": dg.MetadataValue.text(digest),
        "file": dg.MetadataValue.path(path.relative_to(root).as_posix()),
    }
