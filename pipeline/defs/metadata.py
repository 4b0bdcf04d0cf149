"""Describe a table in Dagster: columns with units, row count, first rows, hash, files."""

import hashlib
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.escaping import Markdown, markdown, markdown_table
from pipeline.schema import Field, TableSchema

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


def column_schema(table: TableSchema) -> dg.TableSchema:
    """Convert a table's declaration to Dagster's column schema."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name,
                type=field.type,
                description=markdown(
                    "{}：{} {}", field.title.zh, field.description.zh, field.description.en
                ),
                constraints=_constraints(field),
                tags={"unit": field.unit} if field.unit else {},
            )
            for field in table.fields
        ]
    )


def describe(table: TableSchema) -> Markdown:
    """Return a table's description in both languages."""
    title, about = table.title, table.description
    return markdown("{} / {}\n\n{}\n{}", title.zh, title.en, about.zh, about.en)


def shown(text: Markdown) -> dg.MarkdownMetadataValue:
    """Return Markdown as Dagster metadata; its interface renders Markdown: docs/security.md."""
    return dg.MetadataValue.md(text)


def preview(frame: pd.DataFrame) -> dg.MarkdownMetadataValue:
    """Return the first rows as a Markdown table without columns that are blank in all of them."""
    head = frame.head(_SHOWN_ROWS)
    kept = head.loc[:, (head != "").any()]
    rows = [list(map(str, row)) for row in kept.itertuples(index=False, name=None)]
    return shown(markdown_table(list(map(str, kept.columns)), rows))


def table_metadata(frame: pd.DataFrame, path: Path, root: Path) -> dict[str, dg.MetadataValue]:
    """Return row count, first rows, hash and file of a table that was just written."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "dagster/row_count": dg.MetadataValue.int(len(frame)),
        "preview": preview(frame),
        "sha256": dg.MetadataValue.text(digest),
        "file": dg.MetadataValue.path(path.relative_to(root).as_posix()),
    }
