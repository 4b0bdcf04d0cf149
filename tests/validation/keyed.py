"""A keyed figure, as the tests of its checks write it."""

from __future__ import annotations

from pipeline.ingest import RAW_FILE, RAW_ROW
from pipeline.schema import RAW_FIGURES

FILE = "raw/caict-2020/figures/1.1.csv"


def figure(row: int = 2, **cells: str) -> dict[str, str]:
    """A keyed figure with these cells and all others blank."""
    blank = dict.fromkeys(RAW_FIGURES.columns, "")
    return {**blank, "id": f"1.1-{row - 1:03}", RAW_FILE: FILE, RAW_ROW: str(row), **cells}
