"""Runs where DuckDB is installed: reads each table as CSV and as Parquet, and compares the values."""

from pathlib import Path

import duckdb
from answers import answer
from forms import Rows, differences


def rows(query: str, path: Path) -> Rows:
    """What a query on one file gives."""
    found = duckdb.sql(query, params=[str(path)])
    return [found.columns, *found.fetchall()]


def table(path: Path) -> Rows:
    """A CSV file, every cell as text."""
    return rows("SELECT * FROM read_csv(?, header = true, all_varchar = true)", path)


def complaints(package: Path) -> list[str]:
    """Cells in which Parquet is another than CSV."""
    folder = package / "parquet"
    return differences(
        package,
        table,
        lambda name: rows("SELECT * FROM read_parquet(?)", folder / f"{name}.parquet"),
    )


answer(complaints)
