"""Cells and formats of a workbook: each cell as its declared type, or as text if that would change it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from pipeline.escaping.spreadsheet import is_exact_number
from pipeline.tables import Field

LONGEST: Final = 32_767
"""UTF-16 units that a cell of a workbook holds."""
_COUNTED_RIGHT_FROM: Final = date(1900, 3, 1)
_TOP: Final = {"valign": "top"}
TEXT: Final = {"num_format": "@", "text_wrap": True, **_TOP}


class CellTooLongError(RuntimeError):
    """A workbook cannot hold a cell, and would cut it off."""


def _number_format(cell: str) -> str:
    """The format that shows a number's own decimals."""
    _, _, fraction = cell.partition(".")
    return f"0.{'0' * len(fraction)}" if fraction else "0"


class Sheets:
    """A workbook being filled; a format is made once for each form of cell."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """The workbook's format with these properties."""
        known = tuple(sorted(properties.items()))
        if known not in self._formats:
            self._formats[known] = self.workbook.add_format(properties)
        return self._formats[known]

    def write(self, sheet: Any, at: tuple[int, int], field: Field, cell: str) -> None:
        """One cell of a table; a blank one stays empty."""
        if not cell:
            return
        if field.type == "boolean":
            sheet.write_boolean(*at, cell == "true", self.format(**_TOP))
        elif field.type in ("integer", "number") and is_exact_number(cell):
            shown = self.format(num_format=_number_format(cell), **_TOP)
            sheet.write_number(*at, Decimal(cell), shown)
        elif field.type == "date" and date.fromisoformat(cell) >= _COUNTED_RIGHT_FROM:
            day = self.format(num_format="yyyy-mm-dd", **_TOP)
            sheet.write_datetime(*at, date.fromisoformat(cell), day)
        else:
            self.write_text(sheet, at, cell)

    def write_text(self, sheet: Any, at: tuple[int, int], text: str, **properties: Any) -> None:
        """One cell as text, whatever it looks like. Raises CellTooLongError."""
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise CellTooLongError(f"{sheet.name}, row {at[0] + 1}: {text[:40]}…")
        sheet.write_string(*at, text, self.format(**{**TEXT, **properties}))
