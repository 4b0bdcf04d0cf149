"""`figures_simple.csv`: the figures in ten columns that people read, for spreadsheets.

UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding; CRLF, as RFC
4180 has it. Every cell says in both languages what `data/figures.csv` says in codes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.release.forms.spreadsheet_text import spreadsheet_text
from pipeline.release.material import Files, Material
from pipeline.resolve.tables import Frames
from pipeline.tables import FIGURES
from pipeline.validation.frame import Row, rows_of

PATH: Final = "figures_simple.csv"
COLUMNS: Final = (
    "编号 / figure",
    "章节 / section",
    "页 / page",
    "指标 / indicator",
    "对象 / entity",
    "所印 / as printed",
    "含义 / which means",
    "数值 / value",
    "单位 / unit",
    "时期、状态与来源 / period, status, source",
)
MEANINGS: Final[Mapping[str, str]] = {
    "=": "等于（舍入后） / equal, as rounded",
    ">": "高于 / more than",
    ">=": "不低于 / at least",
    "<": "低于 / less than",
    "<=": "不超过 / at most",
    "~<": "接近而未达 / nearly",
    "~>": "略高于 / a little over",
    "~": "大约 / about",
    "range": "区间 / a range",
    "magnitude": "仅有数量级 / a magnitude only",
}
Titles = Mapping[str, Mapping[str, str]]


def _both(row: Row, of: str = "title") -> str:
    return f"{row[f'{of}_zh']} / {row[f'{of}_en']}"


def _titles(frames: Frames) -> Titles:
    """Titles in both languages by code, for each code list that the figures use."""
    keys = {"sections": "section", "units": "unit", "statuses": "status", "sources": "source"}
    return {
        table: {row[key]: _both(row) for row in rows_of(frames[table])}
        for table, key in keys.items()
    }


def _value(row: Row) -> str:
    return f"{row['value']} – {row['value_high']}" if row["value_high"] else row["value"]


def _circumstances(row: Row, titles: Titles) -> str:
    """When, whether it has happened, and whose number it is if not the report's own."""
    start, end = row["period_start"], row["period_end"]
    said = (
        start if start == end else f"{start} – {end}",
        titles["statuses"][row["status"]],
        titles["sources"][row["cited"]] if row["cited"] else "",
    )
    return "; ".join(part for part in said if part)


def _cells(row: Row, titles: Titles) -> tuple[str, ...]:
    return (
        row["figure_id"],
        f"{row['section']} {titles['sections'][row['section']]}",
        row["page"],
        _both(row, "indicator"),
        _both(row, "entity"),
        row["printed"],
        MEANINGS[row["bound"]],
        _value(row),
        titles["units"][row["unit"]],
        _circumstances(row, titles),
    )


def simple_rows(frames: Frames) -> Iterator[tuple[str, ...]]:
    """The figures in order of printing, ten cells each, as a spreadsheet may have them."""
    titles = _titles(frames)
    for row in rows_of(frames[FIGURES.name]):
        yield tuple(spreadsheet_text(cell) for cell in _cells(row, titles))


def simple_csv(material: Material, made: Files) -> Files:
    """The part of the package that spreadsheets open."""
    del made
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(simple_rows(material.frames))
    return {PATH: out.getvalue().encode("utf-8-sig")}
