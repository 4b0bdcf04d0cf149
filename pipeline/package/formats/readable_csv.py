"""Write `figures_en.csv` and `figures_zh.csv`: the figures in words of one language, one fact a column.

Numbers are in columns of numbers, a printed range in two. UTF-8 with a byte order mark, without which
Excel misreads Chinese; CRLF as in RFC 4180. The wording is that of the page.

A spreadsheet that opens a CSV file guesses the type of each cell. It evaluates cells that begin like a
formula (CWE-1236), converts fractions to dates and keeps fifteen digits of a number. Such a cell gets
an apostrophe in front, which marks text in spreadsheets. A day in a column of days and a number that
a spreadsheet holds exactly stay as they are.
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
from pipeline.localization import (
    LANGUAGES,
    Language,
    LocalizedText,
    in_language,
    joined,
    localized,
    localized_in,
)
from pipeline.package.files import Files, PackageInputs
from pipeline.schema import ERRATA, FIGURES
from pipeline.schema.model import Type
from pipeline.transform.tables import Tables
from pipeline.validation.schema import Row, rows_of

PATHS: Final[Mapping[Language, str]] = {
    language: f"figures_{language}.csv" for language in LANGUAGES
}


@dataclass(frozen=True)
class Column:
    """Hold the name of a column in both languages and the type of its cells."""

    name: LocalizedText
    type: Type = "string"


COLUMNS: Final = (
    Column(localized_in("column", "figure")),
    Column(localized_in("column", "indicator")),
    Column(localized_in("column", "entity")),
    Column(localized_in("column", "relation")),
    Column(localized_in("column", "value"), "number"),
    Column(localized_in("column", "value_to"), "number"),
    Column(localized_in("column", "lower"), "number"),
    Column(localized_in("column", "upper"), "number"),
    Column(localized_in("column", "unit")),
    Column(localized_in("column", "period")),
    Column(localized_in("column", "start"), "date"),
    Column(localized_in("column", "end"), "date"),
    Column(localized_in("column", "compared_with")),
    Column(localized_in("column", "status")),
    Column(localized_in("column", "caution")),
    Column(localized_in("column", "as_printed")),
    Column(localized_in("column", "section")),
    Column(localized_in("column", "page"), "integer"),
    Column(localized_in("column", "cited_source")),
    Column(localized_in("column", "note")),
)
#: Bounds of words that leave open how far the value may be from the stated one.
_VAGUE: Final = frozenset({"~", "~<", "~>", "magnitude"})
_BLANK: Final = LocalizedText("", "")
_KEYS: Final = {"sections": "section", "units": "unit", "statuses": "status", "sources": "source"}


@dataclass(frozen=True)
class _Words:
    """Hold titles by table and code, what indicators count, bases of comparison, errata of figures."""

    titles: Mapping[str, Mapping[str, LocalizedText]]
    counted: Mapping[str, LocalizedText]
    bases: Bases
    errata: Mapping[str, list[LocalizedText]]


def _titles(frames: Tables, table: str, key: str) -> dict[str, LocalizedText]:
    return {
        row[key]: LocalizedText(row["title_en"], row["title_zh"]) for row in rows_of(frames[table])
    }


def _words(frames: Tables) -> _Words:
    errata: dict[str, list[LocalizedText]] = defaultdict(list)
    for row in rows_of(frames["errata"]):
        kind = ERRATA["kind"].labels[row["kind"]]
        stated = localized("erratum {id} ({kind})", id=row["erratum"], kind=kind)
        for figure in row["figures"].split(";"):
            errata[figure].append(stated)
    titles = {table: _titles(frames, table, key) for table, key in _KEYS.items()}
    counted = {
        row["indicator"]: LocalizedText(row["counted_en"], row["counted_zh"])
        for row in rows_of(frames["indicators"])
    }
    return _Words(titles, counted, Bases.of(frames), errata)


def _base(row: Row, words: _Words) -> LocalizedText:
    """Describe what a change, share or multiple is compared with, and the days of that base."""
    days = dict.fromkeys(filter(None, (row["base_start"], row["base_end"])))
    text = words.bases.text(row)
    return joined((text, f" ({' – '.join(days)})"), "") if days else text


def _caution(row: Row, words: _Words) -> Iterator[LocalizedText]:
    """Yield the errata of a figure, the vagueness of its words, and its inferred columns."""
    yield from words.errata.get(row["figure_id"], ())
    if row["bound"] in _VAGUE:
        yield localized("vague: the words do not state how far from the value")
    if row["inferred"]:
        columns = joined([NAMES[name] for name in row["inferred"].split(";")], ", ")
        yield localized("inferred: {columns}", columns=columns)


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
        period(row["period"]),
        row["period_start"],
        row["period_end"],
        _base(row, words),
        titles["statuses"][row["status"]],
        joined(list(_caution(row, words))),
        row["printed"],
        titles["sections"][row["section"]],
        row["page"],
        titles["sources"][row["cited"]] if row["cited"] else _BLANK,
        LocalizedText(row["note_en"], row["note_zh"]),
    )


def readable_rows(frames: Tables) -> Iterator[tuple[LocalizedText | str, ...]]:
    """Yield the cells of each figure by `COLUMNS`, in order of printing."""
    words = _words(frames)
    for row in rows_of(frames[FIGURES.name]):
        yield _cells(row, words)


def _csv(rows: list[tuple[LocalizedText | str, ...]], language: Language) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([in_language(language, column.name) for column in COLUMNS])
    for row in rows:
        cells = zip(COLUMNS, (in_language(language, cell) for cell in row), strict=True)
        writer.writerow(
            [cell if of.type == "date" else spreadsheet_text(cell) for of, cell in cells]
        )
    return out.getvalue().encode("utf-8-sig")


def readable_csv(material: PackageInputs, made: Files) -> Files:
    """Return the readable table in each language."""
    del made
    rows = list(readable_rows(material.frames))
    return {path: _csv(rows, language) for language, path in PATHS.items()}
