"""Collect the data of the page's scripts: each table once, as JSON that is safe in HTML; citations.

A column with repeated cells is written as its distinct cells and their indices, so that large pages
stay small. Citations of the data set are in both languages and as BibTeX.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import pandas as pd

from pipeline.escaping import bibtex_key, bibtex_text, script_json
from pipeline.formatting import labels
from pipeline.formatting.labels import Bases, period, period_in_words
from pipeline.formatting.numbers import format_figure
from pipeline.ingest import Report
from pipeline.localization import LocalizedText, localized
from pipeline.schema import (
    CHECK_COVERAGE,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    RAW_FIGURES,
)
from pipeline.transform.tables import Tables
from pipeline.validation.schema import rows_of

COMPILER: Final = "printed-figures"

FILE: Final = "citation.bib"


def citation_facts(report: Report) -> dict[str, str]:
    """Return the facts of the report and the release that a citation needs."""
    kept = (
        "folder", "title_zh", "title_en", "publisher_zh", "publisher_en", "published",
        "version", "released", "attribution_zh", "attribution_en",
    )  # fmt: skip
    return {name: str(value) for name, value in asdict(report).items() if name in kept}


def citation(report: Report) -> LocalizedText:
    """Return the citation of the data set in both languages."""
    return localized(
        "{publisher}: {title}, {published}. Printed figures compiled by {compiler}, "
        "version {version}, {released}.",
        publisher=LocalizedText(report.publisher_en, report.publisher_zh),
        title=LocalizedText(report.title_en, report.title_zh),
        published=report.published,
        compiler=COMPILER,
        version=report.version,
        released=report.released,
    )


def bibtex(report: Report, files: Mapping[str, bytes]) -> str:
    """Return the package's own BibTeX file if it has one, so that both are equal; else an entry."""
    if FILE in files:
        return files[FILE].decode().strip()
    fields = {
        "author": f"{{{bibtex_text(report.publisher_en)}}}",
        "title": f"{{{bibtex_text(report.title_en)} — printed figures}}",
        "year": report.published[:4],
        "version": report.version,
        "note": f"Compiled by {COMPILER}, {report.released}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{bibtex_key(report.folder)},\n{lines}\n}}"


PAGE_ROWS: Final = 250

"""Number of rows of the table of figures that are drawn at once."""

DERIVED: Final = frozenset({"report", "indicator_zh", "indicator_en", "entity_zh", "entity_en"})

"""Columns that repeat other columns and small tables."""

TITLED: Final = {
    "indicators": "indicator",
    "entities": "entity",
    "units": "unit",
    "statuses": "status",
    "sources": "source",
    "sections": "section",
    "measure_types": "measure",
    "credits": "credit",
    "error_types": "error_type",
}

"""Small tables whose titles the scripts show, and their keys."""

LINKED: Final = ("initiatives", "errata")


def column(cells: Sequence[str]) -> Any:
    """Encode a column as a list of cells, or as distinct cells and the index of each row."""
    distinct = list(dict.fromkeys(cells))
    if len(distinct) * 2 > len(cells):
        return list(cells)
    number = {cell: index for index, cell in enumerate(distinct)}
    return {"of": distinct, "at": [number[cell] for cell in cells]}


def columns(frame: pd.DataFrame, names: Iterable[str]) -> dict[str, Any]:
    """Encode the named columns of a table."""
    return {name: column([str(cell) for cell in frame[name]]) for name in names}


def page_data(report: Report, frames: Tables) -> str:
    """Return the JSON text; `<`, `>` and `&` are written as escapes."""
    figures = frames[FIGURES.name]
    kept = [name for name in FIGURES.columns if name not in DERIVED]
    value: dict[str, Any] = {
        "report": citation_facts(report),
        "pageRows": PAGE_ROWS,
        "columns": list(FIGURES.columns),
        "rawColumns": list(RAW_FIGURES.columns),
        "figures": {**columns(figures, kept), **_said(frames)},
        "titles": {name: _titles(frames[name], key) for name, key in TITLED.items()},
        "labels": {kind: _pairs(words) for kind, words in labels.OF_SCRIPTS.items()},
        "identities": _records(frames[IDENTITIES.name]),
        "terms": columns(frames[IDENTITY_TERMS.name], ("identity", "figure")),
        "numerals": _numerals(frames[NUMERALS.name]),
        "policies": columns(frames["policies"], ("policy", "section", "title_zh", "title_en")),
        **{name: _records(frames[name]) for name in LINKED},
        "check_coverage": columns(frames[CHECK_COVERAGE.name], CHECK_COVERAGE.columns),
    }
    return script_json(value)


def _said(frames: Tables) -> dict[str, Any]:
    """Describe every figure in words, for display and search."""
    units, indicators = (
        {row[key]: row for row in rows_of(frames[table])}
        for table, key in (("units", "unit"), ("indicators", "indicator"))
    )
    rows, bases = rows_of(frames[FIGURES.name]), Bases.of(frames)
    return {
        **_both(
            "read",
            [format_figure(row, units[row["unit"]], indicators[row["indicator"]]) for row in rows],
        ),
        **_both("period", [period(row["period"]) for row in rows]),
        **_both("basis", [bases.text(row) for row in rows]),
        "spelled": column([period_in_words(row["period"]) for row in rows]),
    }


def _both(name: str, text: Sequence[LocalizedText]) -> dict[str, Any]:
    """Encode a text in two languages as two columns."""
    return {f"{name}_zh": column([s.zh for s in text]), f"{name}_en": column([s.en for s in text])}


def _titles(frame: pd.DataFrame, key: str) -> Mapping[str, Sequence[str]]:
    return {row[key]: (row["title_zh"], row["title_en"]) for row in rows_of(frame)}


def _pairs(words: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    return {code: (word.zh, word.en) for code, word in words.items()}


def _records(frame: pd.DataFrame) -> list[Mapping[str, str]]:
    """Return rows without their blank cells."""
    return [{name: cell for name, cell in row.items() if cell} for row in rows_of(frame)]


def _numerals(frame: pd.DataFrame) -> dict[str, Any]:
    """Encode the numerals that figures claim, which locate a number in its sentence."""
    claimed = frame[frame["figure"] != ""]
    return columns(claimed, ("figure", "sentence_sha256", "ordinal", "token"))
