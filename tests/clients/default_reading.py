"""What each program reads of each table with default settings: the second matrix of docs/clients.md.

Each program opens the files of the release without a type, an encoding or a separator. It must read every
column by its declared type, and every value.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipeline.localization import Language
from pipeline.package.descriptor import path_of
from pipeline.schema import READABLE, TableSchema
from tests.clients.environments import python_program, run
from tests.package.committed import PRESENT
from tests.package.formats.read_back import released

PROGRAM: Final = Path(__file__).parent / "programs" / "default_types.py"
IN_R: Final = PROGRAM.with_suffix(".R")
#: The programs, and the environments that have them; blank is that of the project or of the machine.
READERS: Final[Mapping[str, str]] = {
    "pandas CSV": "", "pandas Parquet": "", "polars CSV": "polars", "polars Parquet": "polars",
    "DuckDB CSV": "duckdb", "DuckDB Parquet": "duckdb", "readr CSV": "", "frictionless CSV": "frictionless",
    "Datasette": "datasette", "LibreOffice XLSX": "", "LibreOffice CSV": "",
}  # fmt: skip
TABLES: Final = {table.name: table for table in (*READABLE.values(), *PRESENT)}
READ: Final = "●"
NOT_READ: Final = "–"
_KINDS: Final = {"integer": "number", "string": "text"}
#: Digits as printed: a program may take them for a number.
_DIGITS: Final = frozenset({"number", "number_high"})
#: What each kind may be read as, with every value as in the file.
_MAY_BE: Final = {
    "text": {"text", "mixed"},
    "number": {"number", "mixed"},
    "date": {"date", "text"},
    "boolean": {"boolean", "text", "number"},
}

Read = Mapping[str, tuple[list[str], list[str], list[list[Any]]]]
"""By table: the columns, their kinds, the rows."""


def written(folder: Path) -> Path:
    """Write the release into a folder."""
    for path, data in released().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def read_by(reader: str, package: Path) -> Read:
    """What a program reads of every table."""
    if reader.startswith("readr"):
        out = package.parent / "readr.jsonl"
        text = run(["Rscript", "--encoding=UTF-8", IN_R, package, out], package)
        assert text.status == 0, text.text
        lines = out.read_text(encoding="utf-8").splitlines()
    else:
        python = python_program(lock) if (lock := READERS[reader]) else sys.executable
        text = run([python, PROGRAM, reader, package], package)
        assert text.status == 0, text.text
        lines = [line for line in text.text.splitlines() if line.startswith("[")]
    return {name: read for name, *read in map(json.loads, lines)}  # type: ignore[misc]


@cache
def cells(name: str) -> list[list[str]]:
    """The CSV file of a table, its names first."""
    text = released()[path_of(TABLES[name])].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def is_same(text: str, value: Any, kind: str, marked: bool) -> bool:
    """Whether a program has the value of a cell; a mark for spreadsheets is in CSV files only.

    A spreadsheet may take a percentage that is printed alone for its number, if no digit is lost.
    """
    if value is None or text == "":
        return text == ("" if value is None else value)
    if kind == "number":
        return f"{float(text):.15g}" == f"{float(value):.15g}"
    if kind == "boolean":
        return str(bool(value)) == text.title() if isinstance(value, int) else value == text
    if text.endswith("%") and isinstance(value, float | int):
        return f"{float(text[:-1]):.13g}" == f"{value * 100:.13g}"
    shown = str(value)[:10] if kind == "date" else str(value)
    return shown in ((text,) if marked else (text, text.removeprefix("'")))


def by_key(table: TableSchema, rows: list[list[Any]]) -> list[list[Any]]:
    """The rows sorted by the table's key, because a database has an order of its own."""
    at = [table.columns.index(name) for name in table.key]
    return sorted(rows, key=lambda row: [str(row[each]) for each in at])


def column_fault(table: TableSchema, at: int, kind: str, values: list[Any], csv_file: bool) -> str:
    """What is wrong with a column as a program reads it; blank if nothing is."""
    field = table.fields[at]
    stated = [row[at] for row in by_key(table, cells(table.name)[1:])]
    declared = _KINDS.get(field.type, field.type)
    if not any(stated):
        return ""
    if field.name in _DIGITS and kind == "number":
        declared = "number"
    if kind not in _MAY_BE[declared]:
        return f"{table.name}.{field.name}: {declared} read as {kind}"
    other = [
        f"{table.name}.{field.name}: {text!r} read as {value!r}"
        for text, value in zip(stated, values, strict=True)
        if not is_same(text, value, declared, csv_file)
    ]
    return other[0] if other else ""


def faults(reader: str, name: str, read: Read) -> Iterator[str]:
    """What is wrong with a table as a program reads it."""
    columns, kinds, rows = read[name]
    table = TABLES[name]
    if columns != table.columns or len(rows) != len(cells(name)) - 1:
        yield f"{name}: {len(rows)} rows of {columns}"
        return
    ordered = by_key(table, rows)
    for at, kind in enumerate(kinds):
        values = [row[at] for row in ordered]
        if found := column_fault(table, at, kind, values, reader.endswith("CSV")):
            yield found


def expected(reader: str) -> list[str]:
    """The tables that a program must read: a spreadsheet needs no CSV file but those for it."""
    own = reader == "LibreOffice CSV"
    return [table.name for table in READABLE.values()] if own else list(TABLES)


def mark(reader: str, name: str, read: Read) -> tuple[str, list[str]]:
    """The cell of the matrix, and what is wrong with a table."""
    found = list(faults(reader, name, read))
    return ("", found) if found else (READ, [])


TEXTS: Final[Mapping[Language, str]] = {
    "en": f"""
## Default settings

Each program opens each table without a type, an encoding or a separator. {READ}: every column has its declared type (numbers are numbers,
codes and `1.10` stay text, days are days or text of ISO 8601), and every value is that of the file. {NOT_READ}: not a table
for spreadsheets. Datasette shows an exact number as text and, in `…_real`, as a number. LibreOffice opens CSV files as UTF-8, which its
dialog finds by the byte order mark, and reads a plain percentage as printed as its number: 70% is 0.7, shown as a percentage. The
workbook has the text.

""",
    "zh": f"""
## 默认设置

各程序打开每张表，均不指定类型、编码与分隔符。{READ}：各列均为所声明的类型（数值为数值，代码与 `1.10` 仍为文本，日期为日期或 ISO 8601
文本），各值均与文件相同。{NOT_READ}：该文件不供电子表格使用。Datasette 将精确数值显示为文本，并在 `…_real` 中显示为数值。LibreOffice 以 UTF-8
打开 CSV 文件，其对话框据字节顺序标记识别；原文中单独的百分数读作相应的数（70% 为 0.7，仍以百分数显示），工作簿中则为文本。

""",
}
HEADS: Final[Mapping[Language, str]] = {"en": "table", "zh": "表"}


def section(marks: Mapping[str, Mapping[str, str]], language: Language) -> str:
    """The section of the document: a line for each table, a column for each program."""
    head = [HEADS[language], *READERS]
    lines = [head, ["---"] * len(head)] + [
        [f"`{name}`", *(marks[reader].get(name, NOT_READ) for reader in READERS)] for name in TABLES
    ]
    return TEXTS[language] + "".join(f"| {' | '.join(line)} |\n" for line in lines)
