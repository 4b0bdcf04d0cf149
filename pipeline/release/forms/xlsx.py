"""`<report>.xlsx`: a workbook with a cover, a dictionary and a sheet per table, no formula in it.

A number is a number where a spreadsheet holds all its digits, and shows as many decimals as the CSV
file; a longer one is text, so that no digit is lost. Dates are days, but for those before March 1900,
which spreadsheets count wrongly; truth values are TRUE and FALSE; a blank cell stays empty.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from pipeline.capture import Report
from pipeline.release.forms.archive import unzipped, zipped
from pipeline.release.forms.cover import cover_lines
from pipeline.release.forms.sheets import Sheets
from pipeline.release.material import Files, Material
from pipeline.tables import PUBLISHED, Table
from pipeline.validation.frame import Row, rows_of

_NARROWEST: Final = 9
_WIDEST: Final = 48
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEADER: Final = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1}
_DICTIONARY: Final = (
    "表 / table",
    "列 / column",
    "类型 / type",
    "名称 / title",
    "含义",
    "meaning",
)


def path_of(report: Report) -> str:
    """Where the package keeps the workbook."""
    return f"{report.folder}.xlsx"


def _breadth(text: str) -> int:
    """How broad a text is in digits, its broadest line counted; a Chinese character takes two."""
    lines = text.split("\n")
    return max(sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in lines)


def _finish(sheet: Any, cells: Sequence[Sequence[str]], kept: int) -> None:
    """Widths, filters, and what stays in sight: the first line and `kept` columns."""
    for column, texts in enumerate(zip(*cells, strict=True)):
        width = max(map(_breadth, texts)) + 2
        sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, width)))
    sheet.freeze_panes(1, kept)
    sheet.autofilter(0, 0, len(cells) - 1, len(cells[0]) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(cells)}"})


def _add_table(sheets: Sheets, table: Table, rows: Sequence[Row]) -> None:
    sheet = sheets.workbook.add_worksheet(table.name)
    for column, field in enumerate(table.fields):
        sheets.write_text(sheet, (0, column), field.name, **_HEADER)
        for number, row in enumerate(rows, 1):
            sheets.write(sheet, (number, column), field, row[field.name])
    cells = [table.columns, *([row[name] for name in table.columns] for row in rows)]
    _finish(sheet, cells, kept=1 if len(table.key) == 1 else 0)


def _add_dictionary(sheets: Sheets) -> None:
    """What every column of every sheet means."""
    cells = [_DICTIONARY] + [
        (
            table.name,
            field.name,
            field.type,
            f"{field.title.zh} / {field.title.en}",
            field.description.zh,
            field.description.en,
        )
        for table in PUBLISHED
        for field in table.fields
    ]
    sheet = sheets.workbook.add_worksheet("dictionary")
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            sheets.write_text(sheet, (number, column), text, **({} if number else _HEADER))
    _finish(sheet, cells, kept=2)


def _add_cover(sheets: Sheets, report: Report) -> None:
    """The first sheet: what this is, how to read and to cite it."""
    sheet = sheets.workbook.add_worksheet("cover")
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    for number, (text, heading) in enumerate(cover_lines(report)):
        sheets.write_text(sheet, (number, 0), text, **({"bold": True} if heading else {}))


def _properties(report: Report) -> dict[str, Any]:
    """What the workbook says of itself; its day is the release's, not the clock's."""
    return {
        "title": f"{report.title_zh}——所印数字 / {report.title_en} — printed figures",
        "author": "printed-figures",
        "comments": f"{report.attribution_zh} / {report.attribution_en}",
        "created": datetime.fromisoformat(report.released),
    }


def xlsx(material: Material, made: Files) -> Files:
    """The whole package as one workbook. Raises CellTooLongError."""
    del made
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as workbook:
        workbook.set_properties(_properties(material.report))
        sheets = Sheets(workbook)
        _add_cover(sheets, material.report)
        for table in PUBLISHED:
            _add_table(sheets, table, rows_of(material.frames[table.name]))
        _add_dictionary(sheets)
    return {path_of(material.report): zipped(unzipped(out.getvalue()))}
