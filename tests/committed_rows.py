"""Rows of committed files as text, for the parameters of tests: collection builds no package."""

import csv
from pathlib import Path

from tests.project import CHECKOUT, REPORT, STATED

Row = dict[str, str]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed_rows(table: str) -> list[Row]:
    """The rows of one raw table of the report."""
    return _rows(CHECKOUT / "raw" / REPORT / f"{table}.csv")


def published_rows(table: str) -> list[Row]:
    """The rows of one table of the committed package, which another test compares with raw/."""
    return _rows(next((CHECKOUT / STATED["package"]).glob(f"*/{table}.csv")))
