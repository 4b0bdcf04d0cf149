"""Runs where python-calamine is installed: reads each sheet of the workbook, and compares with the CSV."""

import csv
from pathlib import Path

from answers import answer
from forms import Rows, differences
from python_calamine import CalamineWorkbook


def table(path: Path) -> Rows:
    """A CSV file, every cell as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def complaints(package: Path) -> list[str]:
    """Cells in which the workbook is another than the tables."""
    (path,) = package.glob("*.xlsx")
    workbook = CalamineWorkbook.from_path(path)
    return differences(
        package,
        table,
        lambda name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False),
    )


answer(complaints)
