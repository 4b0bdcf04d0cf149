"""Write `<report>.xlsx`: the figures in words, notes, the dictionary, a sheet per table by layer; no formulas.

A number is stored as one if a spreadsheet holds all its digits. It shows the decimals of the CSV file.
A longer number is text, so that no digit is lost. Dates are days, except those before March 1900,
which spreadsheets count wrongly. Booleans are TRUE and FALSE; a blank cell stays empty. The notes
describe in both languages the workbook, how to read it and how to cite it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import xlsxwriter

from pipeline.escaping import is_exact_number
from pipeline.ingest import Report
from pipeline.localization import LocalizedText, localized, slashed
from pipeline.package.citation import package_title
from pipeline.package.files import Files, PackageInputs, unzip_bytes, zip_bytes
from pipeline.package.formats.readable_csv import readable_frames
from pipeline.schema import TableSchema
from pipeline.schema.model import Type
from pipeline.validation.schema import Row, rows_of

_READING = (
    localized(
        "The sheets figures_en and figures_zh have one row per printed figure, in words. Each further sheet is a table of the package, in codes; the sheet dictionary explains its columns."
    ),
    localized(
        "value is the stated number in unit; bound, lower and upper state the range that the words allow, blank is unbounded."
    ),
    localized("Forecasts, targets and thresholds are not observations: see status."),
    localized(
        "A number of more than 15 significant digits is kept as text, so that it is not rounded; the printed form is always text."
    ),
    localized(
        "The workbook contains no formulas; the canonical form is the CSV files of the package."
    ),
)


def note_lines(report: Report) -> Iterator[tuple[str, bool]]:
    """Yield the lines of the notes, and whether each is a heading."""
    title = package_title(report)
    yield title.zh, True
    yield title.en, True
    version = slashed(localized("version"))
    yield f"{version} {report.version}, {report.released}", False
    yield slashed(localized("How to read it")), True
    yield from ((slashed(text), False) for text in _READING)
    yield slashed(localized("Citation and licence")), True
    cited = localized(
        "{publisher}: {title}, {published}. Data compiled by printed-figures, version {version}, "
        "{released}.",
        publisher=LocalizedText(report.publisher_en, report.publisher_zh),
        title=LocalizedText(report.title_en, report.title_zh),
        published=report.published,
        version=report.version,
        released=report.released,
    )
    yield cited.zh, False
    yield cited.en, False
    yield f"CC BY 4.0。{report.attribution_zh} / {report.attribution_en}", False


LONGEST: Final = 32_767

"""UTF-16 units that a cell of a workbook holds."""

_COUNTED_RIGHT_FROM: Final = date(1900, 3, 1)

_TOP: Final = {"valign": "top"}
#: Numbers and days keep a distance from the text in the next column.
_RIGHT: Final = {**_TOP, "align": "right", "indent": 1}

TEXT: Final = {"num_format": "@", "text_wrap": True, **_TOP}


class CellTooLongError(RuntimeError):
    """Report that a cell is longer than a workbook can hold."""


def _number_format(kind: Type, cell: str) -> str:
    """Return the format that shows a number's own decimals; an integer may be a page or a year."""
    _, _, fraction = cell.partition(".")
    whole = "#,##0" if kind == "number" else "0"
    return f"{whole}.{'0' * len(fraction)}" if fraction else whole


class Sheets:
    """Fill a workbook; make each cell format once."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """Return the workbook's format with these properties."""
        known = tuple(properties.items())
        if known not in self._formats:
            self._formats[known] = self.workbook.add_format(properties)
        return self._formats[known]

    def write(self, sheet: Any, at: tuple[int, int], kind: Type, cell: str) -> None:
        """Write one cell of a table; a blank one stays empty."""
        if not cell:
            return
        if kind == "boolean":
            sheet.write_boolean(*at, cell == "true", self.format(**_TOP))
        elif kind in ("integer", "number") and is_exact_number(cell):
            shown = self.format(num_format=_number_format(kind, cell), **_RIGHT)
            sheet.write_number(*at, Decimal(cell), shown)
        elif kind == "date" and date.fromisoformat(cell) >= _COUNTED_RIGHT_FROM:
            day = self.format(num_format="yyyy-mm-dd", **_RIGHT)
            sheet.write_datetime(*at, date.fromisoformat(cell), day)
        else:
            self.write_text(sheet, at, cell)

    def write_text(self, sheet: Any, at: tuple[int, int], text: str, **properties: Any) -> None:
        """Write one cell as text, even if it looks like a number. Raises CellTooLongError."""
        # a character is at most two units
        if len(text) * 2 > LONGEST and len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise CellTooLongError(f"{sheet.name}, row {at[0] + 1}: {text[:40]}…")
        sheet.write_string(*at, text, self.format(**{**TEXT, **properties}))


_NARROWEST: Final = 9

_WIDEST: Final = 40
#: Points of one line, and the number of a paper size (ECMA-376, ST_PaperSize).
_LINE: Final = 15
_A3: Final = 8

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_HEADER: Final = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1}

#: Colours of the tabs by layer; the sheets for people have none.
_TABS: Final = {"data": "#5B9BD5", "codes": "#A5A5A5", "evidence": "#D9D9D9"}

_DICTIONARY: Final = (
    slashed(localized("table")),
    slashed(localized("column")),
    slashed(localized("type")),
    slashed(localized("title")),
    localized("meaning").zh,
    localized("meaning").en,
)


def workbook_path(report: Report) -> str:
    """Return the path of the workbook in the package."""
    return f"{report.folder}.xlsx"


@lru_cache(maxsize=65_536)
def _breadth(text: str) -> int:
    """Return the width of a text's widest line in digits; a Chinese character counts as two."""
    lines = text.split("\n")
    return max(sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in lines)


def _shown(kind: Type, cell: str) -> str:
    """Return a cell as wide as it is shown: a number has separators of thousands and an indent."""
    return f"{Decimal(cell):,} " if kind == "number" and is_exact_number(cell) else cell


def _finish(sheet: Any, cells: Sequence[Sequence[str]], kept: int) -> None:
    """Set widths, heights and filters, and freeze the first line and `kept` columns."""
    breadths = [[_breadth(cell) for cell in row] for row in cells]
    widths = [
        max(_NARROWEST, min(_WIDEST, max(column) + 2)) for column in zip(*breadths, strict=True)
    ]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for at, row in enumerate(breadths):
        # a program that opens the file does not fit the height to wrapped text
        lines = max(-(-breadth // (width - 4)) for breadth, width in zip(row, widths, strict=True))
        sheet.set_row(at, _LINE * max(1, lines))
    sheet.freeze_panes(1, kept)
    sheet.autofilter(0, 0, len(cells) - 1, len(cells[0]) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(cells)}"})
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _add_table(sheets: Sheets, table: TableSchema, rows: Sequence[Row], kept: int) -> None:
    sheet = sheets.workbook.add_worksheet(table.name)
    if table.layer:
        sheet.set_tab_color(_TABS[table.layer])
    for column, field in enumerate(table.fields):
        sheets.write_text(sheet, (0, column), field.name, **_HEADER)
        for number, row in enumerate(rows, 1):
            sheets.write(sheet, (number, column), field.type, row[field.name])
    shown = ([_shown(field.type, row[field.name]) for field in table.fields] for row in rows)
    cells = [table.columns, *shown]
    _finish(sheet, cells, kept)


def _add_dictionary(sheets: Sheets, tables: Sequence[TableSchema]) -> None:
    """Add the sheet that explains every column of every sheet."""
    cells = [_DICTIONARY] + [
        (
            table.name,
            field.name,
            field.type,
            slashed(field.title),
            field.description.zh,
            field.description.en,
        )
        for table in tables
        for field in table.fields
    ]
    sheet = sheets.workbook.add_worksheet("dictionary")
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            sheets.write_text(sheet, (number, column), text, **({} if number else _HEADER))
    _finish(sheet, cells, kept=2)


def _add_notes(sheets: Sheets, report: Report) -> None:
    """Add the sheet that describes the workbook, how to read it and how to cite it."""
    sheet = sheets.workbook.add_worksheet("notes")
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    for number, (text, heading) in enumerate(note_lines(report)):
        sheets.write_text(sheet, (number, 0), text, **({"bold": True} if heading else {}))
        sheet.set_row(number, _LINE * -(-_breadth(text) // 96))


def _properties(report: Report) -> dict[str, Any]:
    """Return the workbook's properties; its date is the release's, because a clock changes the bytes."""
    return {
        "title": slashed(package_title(report)),
        "author": "printed-figures",
        "comments": f"{report.attribution_zh} / {report.attribution_en}",
        "created": datetime.fromisoformat(report.released),
    }


def xlsx(material: PackageInputs, made: Files) -> Files:
    """Return the whole package as one workbook. Raises CellTooLongError."""
    del made
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as workbook:
        workbook.set_properties(_properties(material.report))
        sheets = Sheets(workbook)
        readable = readable_frames(material.frames)
        for table, frame in readable:
            _add_table(sheets, table, rows_of(frame), kept=2)
        _add_notes(sheets, material.report)
        _add_dictionary(sheets, (*(table for table, _ in readable), *material.tables))
        for table in material.tables:
            rows = rows_of(material.frame(table))
            _add_table(sheets, table, rows, kept=1 if len(table.key) == 1 else 0)
    return {workbook_path(material.report): zip_bytes(unzip_bytes(out.getvalue()))}
