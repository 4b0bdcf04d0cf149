"""Runs in every environment: what one program reads of each table if no setting is given.

Arguments: the program, the package's folder. Prints a line of JSON for each table: its name, its columns,
the kind of each column, and the cells. A kind is number, date, boolean or text.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

Table = tuple[list[str], list[str], list[list[Any]]]
KINDS = {
    "number": ("number", "int", "uint", "float", "double", "decimal", "bigint", "hugeint", "year"),
    "date": ("date",),
    "boolean": ("bool",),
    "text": ("str", "object", "varchar", "categorical", "enum", "any"),
}


def kind(name: object) -> str:
    """The kind of a type by the name that a program gives it. Raises LookupError."""
    text = str(name).lower()
    for each, names in KINDS.items():
        if text.startswith(names):
            return each
    raise LookupError(text)


def kind_of(value: object) -> str:
    """The kind of a value in Python."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float, Decimal)):
        return "number"
    return "date" if isinstance(value, (date, datetime)) else "text"


def by_values(names: list[str], rows: list[list[Any]]) -> Table:
    """A table whose columns have no types: that of each column's cells, or mixed."""
    columns = [[row[at] for row in rows if row[at] not in (None, "")] for at in range(len(names))]
    kinds = [{kind_of(cell) for cell in column} or {"text"} for column in columns]
    return names, [each.pop() if len(each) == 1 else "mixed" for each in kinds], rows


def pandas(path: Path) -> Table:
    """`read_csv` and `read_parquet`."""
    import pandas as pd

    frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    found = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    if path.suffix == ".parquet":
        return by_values(list(frame.columns), found)
    return list(frame.columns), [kind(each) for each in frame.dtypes], found


def polars(path: Path) -> Table:
    """`read_csv` and `read_parquet`."""
    import polars as pl

    frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path)
    kinds = [kind(each) for each in frame.schema.values()]
    return frame.columns, kinds, [list(row) for row in frame.rows()]


def duckdb(path: Path) -> Table:
    """`SELECT * FROM` the file."""
    import duckdb as program

    found = program.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - a path of the test
    return found.columns, [kind(each) for each in found.types], [*map(list, found.fetchall())]


def frictionless(path: Path) -> Table:
    """`describe` and `extract`, without the descriptor."""
    from frictionless import Resource

    resource = Resource(path.name, basepath=str(path.parent))
    resource.infer(stats=False)
    kinds = [kind(field.type) for field in resource.schema.fields]
    names = list(resource.schema.field_names)
    rows = [[row[name] for name in names] for row in resource.read_rows()]
    return names, kinds, rows


def datasette(path: Path) -> Iterator[tuple[str, Table]]:
    """Every table of the database as its JSON API shows it; for an exact number, the one beside it."""
    import asyncio

    from datasette.app import Datasette

    served = Datasette(immutables=[str(path)])

    async def asked(address: str) -> Any:
        await served.invoke_startup()
        found = await served.client.get(f"/{path.stem}{address}")
        found.raise_for_status()
        return found.json()

    for name in [each["name"] for each in asyncio.run(asked(".json"))["tables"]]:
        found = asyncio.run(asked(f"/{name}.json?_shape=arrays&_size=max"))
        columns, rows = found["columns"], found["rows"]
        real = {each.removesuffix("_real"): at for at, each in enumerate(columns)}
        names = [each for each in columns if not each.endswith("_real")]
        shown = [[row[real[each]] for each in names] for row in rows]
        yield name.removeprefix("all_"), by_values(names, shown)


def libreoffice(files: list[Path]) -> Iterator[tuple[str, Table]]:
    """Every sheet as LibreOffice has it after it opened the files."""
    import subprocess
    import tempfile

    import openpyxl

    with tempfile.TemporaryDirectory() as folder:
        own = f"-env:UserInstallation=file://{folder}/user"
        # its dialog finds UTF-8 by the byte order mark; without a window there is no dialog
        text = "--infilter=Text - txt - csv (StarCalc):44,34,76"
        given = [text] if files[0].suffix == ".csv" else []
        office = ["soffice", own, "--headless", *given, "--convert-to", "xlsx", "--outdir", folder]
        subprocess.run([*office, *files], check=True, stdout=subprocess.DEVNULL)
        for path in sorted(Path(folder).glob("*.xlsx")):
            for sheet in openpyxl.load_workbook(path, data_only=True):
                names, *rows = ([*row] for row in sheet.iter_rows(values_only=True))
                yield sheet.title, by_values([str(each) for each in names], rows)


def tables(program: str, folder: Path) -> Iterator[tuple[str, Table]]:
    """Every table by name, as the program reads it."""
    name, _, form = program.partition(" ")
    if name == "Datasette":
        yield from datasette(*folder.glob("*.sqlite"))
        return
    if name == "LibreOffice":
        yield from libreoffice(sorted(folder.glob("*.xlsx" if form == "XLSX" else "*.csv")))
        return
    files = folder.glob("parquet/*.parquet") if form == "Parquet" else folder.rglob("*.csv")
    read = {"pandas": pandas, "polars": polars, "DuckDB": duckdb, "frictionless": frictionless}
    for path in sorted(files):
        yield path.stem, read[name](path)


for name, table in tables(sys.argv[1], Path(sys.argv[2])):
    print(json.dumps([name, *table], default=str))
