"""Write `figures_en.csv` and `figures_zh.csv`: the figures in words of one language, one fact a column.

Numbers are in columns of numbers, a printed range in two. UTF-8 with a byte order mark, without which
Excel misreads Chinese; CRLF as in RFC 4180. The wording is that of the page.

A spreadsheet that opens a CSV file guesses the type of each cell. It evaluates cells that begin like a
formula (CWE-1236), converts fractions to dates and keeps fifteen digits of a number. Such a cell gets
an apostrophe in front, which marks text in spreadsheets. A plain number or percentage stays as it is,
because it is neither run nor rounded; so do columns of days and numbers, whose type the descriptor declares.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pandas as pd

from pipeline.escaping import spreadsheet_text
from pipeline.formatting.labels import COLUMNS as NAMES
from pipeline.formatting.labels import Bases, stated_period
from pipeline.localization import LocalizedText, in_language, joined, localized
from pipeline.package.descriptor import path_of
from pipeline.package.files import Files, PackageInputs
from pipeline.schema import ERRATA, FIGURES, READABLE, TableSchema
from pipeline.transform.tables import Tables, errata_by_figure
from pipeline.validation.schema import Row, rows_of

#: Bounds of words that leave open how far the value may be from the stated one.
_VAGUE: Final = frozenset({"~", "~<", "~>", "magnitude"})
_BLANK: Final = LocalizedText("", "")
_KEYS: Final = {
    "sections": "section",
    "units": "unit",
    "statuses": "status",
    "sources": "source",
    "credits": "credit",
}


#: A kind of caution, and the caution in words.
_Caution = tuple[str, LocalizedText]
_KIND: Final = READABLE["en"]["caution_kind"]


@dataclass(frozen=True)
class _Words:
    """Hold titles by table and code, what indicators count, bases of comparison, cautions of errata."""

    titles: Mapping[str, Mapping[str, LocalizedText]]
    counted: Mapping[str, LocalizedText]
    bases: Bases
    errata: Mapping[str, list[_Caution]]


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {
        row[key]: LocalizedText(row["title_en"], row["title_zh"]) for row in rows_of(frames[table])
    }


def _erratum_caution(row: Row, figure: str) -> _Caution:
    """Return the caution of an erratum for a figure that it names, or that it only compares with."""
    if figure not in row["figures"].split(";"):
        return "compared", localized("compared in erratum {id}", id=row["erratum"])
    severity = "misprint" if row["kind"] == "misprint" else "doubtful"
    return severity, localized(
        "erratum {id} ({kind}): {reading}",
        id=row["erratum"],
        kind=ERRATA["kind"].labels[row["kind"]],
        reading=LocalizedText(row["reading_en"].rstrip("."), row["reading_zh"].rstrip("。")),
    )


def _words(frames: Tables) -> _Words:
    rows = {row["erratum"]: row for row in rows_of(frames[ERRATA.name])}
    errata = {
        figure: [_erratum_caution(rows[each], figure) for each in found]
        for figure, found in errata_by_figure(frames).items()
    }
    titles = {table: _titles(frames, table, key) for table, key in _KEYS.items()}
    counted = {
        row["indicator"]: LocalizedText(row["counted_en"], row["counted_zh"])
        for row in rows_of(frames["indicators"])
    }
    return _Words(titles, counted, Bases.of(frames), errata)


def _cautions(row: Row, words: _Words) -> Iterator[_Caution]:
    """Yield the errata of a figure, the vagueness of its words, and its inferred columns."""
    yield from words.errata.get(row["figure_id"], ())
    if row["bound"] in _VAGUE:
        yield "vague", localized("vague: the words do not state how far from the value")
    if row["inferred"]:
        columns = joined([NAMES[name] for name in row["inferred"].split(";")], ", ")
        yield "inferred", localized("inferred: {columns}", columns=columns)


def _stated_cautions(row: Row, words: _Words) -> tuple[LocalizedText, LocalizedText]:
    """Return the most serious kind of caution, and every caution in words."""
    found = list(_cautions(row, words))
    kinds = {kind for kind, _ in found}
    most = next((label for kind, label in _KIND.labels.items() if kind in kinds), _BLANK)
    return most, joined([text for _, text in found])


def _unit(row: Row, words: _Words) -> LocalizedText:
    """Return what the indicator counts, or the title of the unit."""
    counted = words.counted[row["indicator"]]
    return counted if counted.en else words.titles["units"][row["unit"]]


def _cells(row: Row, words: _Words) -> tuple[LocalizedText | str, ...]:
    ends = sorted(filter(None, (row["value"], row["value_high"])), key=Decimal)
    titles = words.titles
    return (
        row["figure_id"],
        LocalizedText(row["indicator_en"], row["indicator_zh"]),
        LocalizedText(row["entity_en"], row["entity_zh"]),
        FIGURES["bound"].labels[row["bound"]],
        *[*ends, "", ""][:2],
        row["lower"],
        row["upper"],
        _unit(row, words),
        stated_period(row["period"]),
        row["period_start"],
        row["period_end"],
        words.bases.text(row),
        row["base_start"],
        row["base_end"],
        titles["statuses"][row["status"]],
        *_stated_cautions(row, words),
        row["printed"],
        titles["sections"][row["section"]],
        row["page"],
        titles["sources"][row["cited"]] if row["cited"] else _BLANK,
        titles["credits"][row["credit"]] if row["credit"] else _BLANK,
        LocalizedText(row["note_en"], row["note_zh"]),
    )


def readable_frames(frames: Tables) -> list[tuple[TableSchema, pd.DataFrame]]:
    """Return the figures in the words of each language, in order of printing, cells as canonical text."""
    words = _words(frames)
    rows = [_cells(row, words) for row in rows_of(frames[FIGURES.name])]
    return [
        (
            table,
            pd.DataFrame(
                [[in_language(language, cell) for cell in row] for row in rows],
                columns=table.columns,
                dtype=str,
            ),
        )
        for language, table in READABLE.items()
    ]


def _csv(table: TableSchema, frame: pd.DataFrame) -> bytes:
    """Encode a readable table; only texts are marked, so that numbers and days keep their types."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    written = [spreadsheet_text if field.type == "string" else str for field in table.fields]
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([write(cell) for write, cell in zip(written, row, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def readable_csv(material: PackageInputs, made: Files) -> Files:
    """Return the readable table in each language."""
    del made
    return {path_of(table): _csv(table, frame) for table, frame in readable_frames(material.frames)}
