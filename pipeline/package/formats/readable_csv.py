"""Write `figures_en.csv` and `figures_zh.csv`: the figures in words of one language, one fact a column.

Numbers are in columns of numbers, a printed range in two. UTF-8 with a byte order mark, without which
Excel misreads Chinese; CRLF as in RFC 4180. The wording is that of the page.

A spreadsheet that opens a CSV file guesses the type of each cell. It evaluates cells that begin like a
formula (CWE-1236), converts fractions to dates and keeps fifteen digits of a number. Such a cell gets
an apostrophe in front, which marks text in spreadsheets. A plain number or percentage stays as it is,
because it is neither run nor rounded; so do columns of days and numbers, whose type the descriptor declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

import pandas as pd

from pipeline.escaping import spreadsheet_text
from pipeline.formatting.labels import COLUMNS as NAMES
from pipeline.formatting.labels import Bases, stated_period
from pipeline.ingest.csv_table import cells_by_column
from pipeline.localization import LANGUAGES, Language, LocalizedText, in_language, joined, localized
from pipeline.package.descriptor import path_of
from pipeline.package.files import Files, PackageInputs, encoded
from pipeline.schema import ERRATA, FIGURES, READABLE, TableSchema
from pipeline.transform.figures import once_for_each_meaning
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


#: Cells of a row by column.
Cells: TypeAlias = Mapping[str, LocalizedText | str]
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


def _cautions(row: Row) -> Iterator[_Caution]:
    """Yield the vagueness of a figure's words, and its inferred columns."""
    if row["bound"] in _VAGUE:
        yield "vague", localized("vague: the words do not state how far from the value")
    if row["inferred"]:
        columns = joined([NAMES[name] for name in row["inferred"].split(";")], ", ")
        yield "inferred", localized("inferred: {columns}", columns=columns)


def _stated_cautions(found: Sequence[_Caution]) -> Cells:
    """Return the most serious kind of caution, and every caution in words."""
    kinds = {kind for kind, _ in found}
    most = next((label for kind, label in _KIND.labels.items() if kind in kinds), _BLANK)
    return {"caution_kind": most, "caution": joined([text for _, text in found])}


def _unit(row: Row, words: _Words) -> LocalizedText:
    """Return what the indicator counts, or the title of the unit."""
    counted = words.counted[row["indicator"]]
    return counted if counted.en else words.titles["units"][row["unit"]]


def _meaning(row: Row, words: _Words, errata: Sequence[_Caution] = ()) -> Cells:
    """Return the cells that state the meaning of a figure; the cautions of its errata come first."""
    ends = sorted(filter(None, (row["value"], row["value_high"])), key=Decimal)
    value, value_to, *_ = *ends, "", ""
    titles = words.titles
    return {
        "indicator": LocalizedText(row["indicator_en"], row["indicator_zh"]),
        "entity": LocalizedText(row["entity_en"], row["entity_zh"]),
        "relation": FIGURES["bound"].labels[row["bound"]],
        "value": value,
        "value_to": value_to,
        **{name: row[name] for name in ("lower", "upper", "lower_closed", "upper_closed")},
        "unit": _unit(row, words),
        "period": stated_period(row["period"]),
        "start": row["period_start"],
        "end": row["period_end"],
        "compared_with": words.bases.text(row),
        "base_start": row["base_start"],
        "base_end": row["base_end"],
        "status": titles["statuses"][row["status"]],
        **_stated_cautions([*errata, *_cautions(row)]),
        "as_printed": row["printed"],
        "cited_source": titles["sources"][row["cited"]] if row["cited"] else _BLANK,
        "credit": titles["credits"][row["credit"]] if row["credit"] else _BLANK,
        "note": LocalizedText(row["note_en"], row["note_zh"]),
    }


#: The columns that name a figure and its place, then those that state what it means.
_PLACES: Final = ("figure", "section", "page")
_MEANING: Final = tuple(name for name in READABLE["en"].columns if name not in _PLACES)
#: The cells of the columns of meaning in each language.
_Translated: TypeAlias = Mapping[Language, Sequence[str]]


def _translated(cells: Cells) -> _Translated:
    return {each: [in_language(each, cells[name]) for name in _MEANING] for each in LANGUAGES}


def _translations(figures: pd.DataFrame, words: _Words) -> list[_Translated]:
    """Return the meaning of each figure; one without errata shares it with all of equal meaning."""
    found = once_for_each_meaning(figures, lambda row: _translated(_meaning(row, words)))
    doubted = {
        at: figure for at, figure in enumerate(figures["figure_id"]) if figure in words.errata
    }
    for at, row in zip(doubted, rows_of(figures.iloc[[*doubted]]), strict=True):
        found[at] = _translated(_meaning(row, words, words.errata[doubted[at]]))
    return found


def readable_frames(frames: Tables) -> list[tuple[TableSchema, pd.DataFrame]]:
    """Return the figures in the words of each language, in order of printing, cells as canonical text."""
    words, figures = _words(frames), frames[FIGURES.name]
    rows = _translations(figures, words)
    return [(table, _frame(language, figures, words, rows)) for language, table in READABLE.items()]


def _frame(
    language: Language, figures: pd.DataFrame, words: _Words, rows: Sequence[_Translated]
) -> pd.DataFrame:
    sections = words.titles["sections"]
    columns: dict[str, Sequence[str]] = {
        "figure": [*figures["figure_id"]],
        "section": [in_language(language, sections[each]) for each in figures["section"]],
        "page": [*figures["page"]],
        **{name: [row[language][at] for row in rows] for at, name in enumerate(_MEANING)},
    }
    # the columns have other names in each language, and the same order
    named = zip(READABLE[language].columns, READABLE["en"].columns, strict=True)
    return pd.DataFrame({name: columns[english] for name, english in named}, dtype=object)


def _csv(table: TableSchema, frame: pd.DataFrame, mark: Callable[[str], str]) -> bytes:
    """Encode a readable table; only texts are marked, so that numbers and days keep their types."""
    written = (
        map(mark, cells) if field.type == "string" else cells
        for field, cells in zip(table.fields, cells_by_column(frame), strict=True)
    )
    return encoded(table.columns, written, "\r\n", "utf-8-sig")


def readable_csv(material: PackageInputs, made: Files) -> Files:
    """Return the readable table in each language."""
    del made
    mark = cache(spreadsheet_text)
    made_frames = readable_frames(material.frames)
    return {path_of(table): _csv(table, frame, mark) for table, frame in made_frames}
