"""Ways in which the forms beside the tables go wrong, each as one edit of the release's files.

They stand beside `SEEN_BY_STRANGERS`, which corrupts what the Data Package standard describes. Sums
are renewed here too: what is left to be found is the value.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Final

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from tests.package.committed import REPORT
from tests.tools.verify.corruptions import Files, renewed

DATABASE: Final = f"{REPORT}.sqlite"
WORKBOOK: Final = f"{REPORT}.xlsx"
PARQUET: Final = "parquet/figures.parquet"
PROVENANCE: Final = "provenance.jsonld"


def _executed(statement: str) -> Callable[[Files], Files]:
    """An edit of the database, by somebody who has switched its foreign keys off."""

    def edit(files: Files) -> Files:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(files[DATABASE])
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute(statement)
            database.commit()
            return renewed({**files, DATABASE: database.serialize()})

    return edit


def _parquet_value(files: Files) -> Files:
    read = pq.read_table(pa.BufferReader(files[PARQUET]))
    column = read.schema.get_field_index("value")
    cells = read.column(column).to_pylist()
    cells[0] *= 10
    changed = read.set_column(
        column, read.schema.field(column), pa.array(cells, read.column(column).type)
    )
    out = io.BytesIO()
    pq.write_table(changed, out, compression="snappy")
    return renewed({**files, PARQUET: out.getvalue()})


def _workbook_value(files: Files) -> Files:
    workbook = openpyxl.load_workbook(io.BytesIO(files[WORKBOOK]))
    sheet = workbook["figures"]
    column = next(cell.column for cell in sheet[1] if cell.value == "value")
    sheet.cell(2, column).value = 720
    out = io.BytesIO()
    workbook.save(out)
    return renewed({**files, WORKBOOK: out.getvalue()})


def _name_dangling(files: Files) -> Files:
    document = json.loads(files[PROVENANCE])
    document["@graph"] = [node for node in document["@graph"] if node["id"] != "#report"]
    text = json.dumps(document, ensure_ascii=False)
    return renewed({**files, PROVENANCE: text.encode()})


SEEN_IN_THE_FORMS: Final[Mapping[str, Callable[[Files], Files]]] = {
    "SQLite: another value": _executed(
        "UPDATE figures SET value = '720' WHERE figure_id = '1.1-001'"
    ),
    "SQLite: reference dangling": _executed(
        "UPDATE figures SET section = 's9.9' WHERE figure_id = '1.1-001'"
    ),
    "SQLite: table taken out": _executed("DROP TABLE identities"),
    "Parquet: another value": _parquet_value,
    "XLSX: another value": _workbook_value,
    "PROV: name dangling": _name_dangling,
}
