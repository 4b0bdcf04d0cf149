"""Write `parquet/<table>.parquet`: a table for data frames, typed as declared.

A number is a decimal128 with the scale of the column's longest fraction, so that all cells are
exact. A column with a cell that needs more than the 38 digits of a decimal128 stays text. A column
with a closed list of values is a dictionary, which pandas and polars read as categories. Files are
compressed with Snappy, which every reader supports. The file holds no date and no machine name;
only the writer's version (`created_by`) is in it, which requirements.lock pins.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest import Report
from pipeline.ingest.csv_table import cells_by_column
from pipeline.package.files import Files, PackageInputs
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.schema import Field, TableSchema
from pipeline.schema.model import Type

PRECISION: Final = 38
"""Decimal digits that a decimal128 holds."""

_READ: Final[Mapping[Type, Callable[[str], object]]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": lambda text: text == "true",
    "date": date.fromisoformat,
}


def parquet_path(table: TableSchema) -> str:
    """Return the path of a table's Parquet file in the package."""
    return f"parquet/{table.name}.parquet"


def decimal_type(cells: Iterable[str]) -> pa.DataType:
    """Return the decimal128 type that holds every cell exactly, or text if none does."""
    parts = [cell.lstrip("-").partition(".") for cell in cells if cell]
    scale = max((len(fraction) for _, _, fraction in parts), default=0)
    whole = max((len(digits) for digits, _, _ in parts), default=0)
    return pa.decimal128(PRECISION, scale) if whole + scale <= PRECISION else pa.string()


def arrow_type(field: Field, cells: Iterable[str]) -> pa.DataType:
    """Return the type of a column with these cells; only numbers depend on them."""
    match field.type:
        case "number":
            return decimal_type(cells)
        case "integer":
            return pa.int64()
        case "boolean":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "string":
            return pa.dictionary(pa.int32(), pa.string()) if field.enum else pa.string()


def _described(field: Field, type_: pa.DataType) -> pa.Field:
    metadata = {
        "title": field.title.en,
        "title_zh": field.title.zh,
        "description": field.description.en,
        "description_zh": field.description.zh,
    }
    return pa.field(field.name, type_, nullable=not field.required, metadata=metadata)


def _column(field: Field, cells: list[str]) -> tuple[pa.Field, pa.Array]:
    type_ = arrow_type(field, cells)
    read = str if type_ == pa.string() else _READ[field.type]
    values = {cell: read(cell) if cell else None for cell in dict.fromkeys(cells)}
    return _described(field, type_), pa.array([values[cell] for cell in cells], type_)


def arrow_table(table: TableSchema, frame: pd.DataFrame, report: Report) -> pa.Table:
    """Convert a table to Arrow's types, described in both languages; a blank cell is null."""
    described = [
        _column(field, cells)
        for field, cells in zip(table.fields, cells_by_column(frame[table.columns]), strict=True)
    ]
    metadata = {
        "package": report.folder,
        "version": report.version,
        "title": table.title.en,
        "title_zh": table.title.zh,
        "attribution": report.attribution_en,
        "attribution_zh": report.attribution_zh,
        "license": "CC-BY-4.0",
    }
    fields, arrays = [each[0] for each in described], [each[1] for each in described]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata))


def parquet(material: PackageInputs, made: Files) -> Files:
    """Return one Parquet file per table, and one of the figures in the words of each language."""
    del made
    tables = [(table, material.frame(table)) for table in material.tables]
    return {
        parquet_path(table): parquet_bytes(arrow_table(table, frame, material.report))
        for table, frame in (*readable_frames(material.frames), *tables)
    }


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="snappy", version="2.6", write_page_checksum=True)
    return out.getvalue()
