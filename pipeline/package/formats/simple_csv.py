"""Write `figures_simple.csv`: the figures in ten columns that people read, for spreadsheets.

UTF-8 with a byte order mark, without which Excel misreads Chinese; CRLF as in RFC 4180. Every cell
states in both languages what `data/figures.csv` states in codes. The wording is that of the page.

A spreadsheet that opens a CSV file guesses the type of each cell. It evaluates cells that begin like a
formula (CWE-1236), converts fractions to dates and keeps fifteen digits of a number. Such a cell gets
an apostrophe in front, which marks text in spreadsheets. A plain number that a spreadsheet holds
exactly stays a number, also if it is negative.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.escaping import spreadsheet_text
from pipeline.formatting.labels import COLUMNS as NAMES
from pipeline.formatting.labels import Bases, period
from pipeline.localization import LocalizedText, localized, localized_in, slashed
from pipeline.package.files import Files, PackageInputs
from pipeline.schema import ERRATA, FIGURES
from pipeline.transform.tables import Tables
from pipeline.validation.schema import Row, rows_of

PATH: Final = "figures_simple.csv"
COLUMNS: Final = (
    slashed(localized_in("column", "figure")),
    slashed(localized("section, page")),
    slashed(localized("indicator")),
    slashed(localized("entity")),
    slashed(localized("compared with")),
    slashed(localized("as printed")),
    slashed(localized("meaning")),
    slashed(localized_in("column", "value")),
    slashed(localized("unit")),
    slashed(localized("period, status, source, caution")),
)
_INFERRED: Final = slashed(localized("inferred"))
_ERRATUM: Final = slashed(localized("erratum"))
RANGE: Final = " … "
"""Joins the ends of a range, low end first; it makes the cell text without an apostrophe."""
_KEYS: Final = {"sections": "section", "units": "unit", "statuses": "status", "sources": "source"}


@dataclass(frozen=True)
class _Words:
    """Hold titles by table and code, bases of comparison, and the errata of each figure."""

    titles: Mapping[str, Mapping[str, LocalizedText]]
    bases: Bases
    errata: Mapping[str, str]


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {
        row[key]: LocalizedText(row["title_en"], row["title_zh"]) for row in rows_of(frames[table])
    }


def _words(frames: Tables) -> _Words:
    errata: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(frames["errata"]):
        for figure in row["figures"].split(";"):
            errata[figure].append(f"{row['erratum']} {slashed(ERRATA['kind'].labels[row['kind']])}")
    return _Words(
        {table: _titles(frames, table, key) for table, key in _KEYS.items()},
        Bases.of(frames),
        {figure: ", ".join(named) for figure, named in errata.items()},
    )


def _place(row: Row, words: _Words) -> str:
    place = f"{row['section']} {slashed(words.titles['sections'][row['section']])}"
    page = slashed(localized("p. {page}", page=row["page"]))
    return f"{place}; {page}" if row["page"] else place


def _base(row: Row, words: _Words) -> str:
    """Describe what a change, share or multiple is compared with, and the days of that base."""
    days = dict.fromkeys(filter(None, (row["base_start"], row["base_end"])))
    return slashed(words.bases.text(row)) + (f" ({' – '.join(days)})" if days else "")


def _value(row: Row) -> str:
    """Return the number; for a range both ends, with the sign for minus."""
    if not row["value_high"]:
        return row["value"]
    ends = sorted((row["value"], row["value_high"]), key=Decimal)
    return RANGE.join(ends).replace("-", "−")


def _caution(row: Row, words: _Words) -> Iterator[str]:
    """Return the inferred columns, the errata and the editor's note of a figure."""
    if row["inferred"]:
        columns = ", ".join(slashed(NAMES[name]) for name in row["inferred"].split(";"))
        yield f"{_INFERRED}: {columns}"
    if row["figure_id"] in words.errata:
        yield f"{_ERRATUM}: {words.errata[row['figure_id']]}"
    if row["note_zh"]:
        note = LocalizedText(row["note_en"], row["note_zh"])
        yield slashed(localized("note: {note}", note=note))


def _circumstances(row: Row, words: _Words) -> str:
    """Return period, status, cited source and cautions of a figure."""
    text = (
        slashed(period(row["period"])),
        slashed(words.titles["statuses"][row["status"]]),
        slashed(words.titles["sources"][row["cited"]]) if row["cited"] else "",
        *_caution(row, words),
    )
    return "; ".join(part for part in text if part)


def _cells(row: Row, words: _Words) -> tuple[str, ...]:
    return (
        row["figure_id"],
        _place(row, words),
        f"{row['indicator_zh']} / {row['indicator_en']}",
        f"{row['entity_zh']} / {row['entity_en']}",
        _base(row, words),
        row["printed"],
        slashed(FIGURES["bound"].labels[row["bound"]]),
        _value(row),
        slashed(words.titles["units"][row["unit"]]),
        _circumstances(row, words),
    )


def simple_rows(frames: Tables) -> Iterator[tuple[str, ...]]:
    """Return the figures in order of printing, ten cells each, safe for spreadsheets."""
    words = _words(frames)
    for row in rows_of(frames[FIGURES.name]):
        yield tuple(spreadsheet_text(cell) for cell in _cells(row, words))


def simple_csv(material: PackageInputs, made: Files) -> Files:
    """Return the CSV file for spreadsheets."""
    del made
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(simple_rows(material.frames))
    return {PATH: out.getvalue().encode("utf-8-sig")}
