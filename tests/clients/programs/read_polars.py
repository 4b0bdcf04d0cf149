"""Runs where Polars is installed: reads each table as CSV and as Parquet, and compares the values."""

from pathlib import Path

import polars
from answers import answer
from forms import Rows, differences


def rows(frame: polars.DataFrame) -> Rows:
    """The names and the cells of a frame."""
    return [frame.columns, *frame.rows()]


def complaints(package: Path) -> list[str]:
    """Cells in which Parquet is another than CSV."""
    folder = package / "parquet"
    return differences(
        package,
        lambda path: rows(polars.read_csv(path, infer_schema=False)),
        lambda name: rows(polars.read_parquet(folder / f"{name}.parquet")),
    )


answer(complaints)
