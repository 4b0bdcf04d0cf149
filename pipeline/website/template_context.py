"""Collect the data of the page's templates: rows of the published tables, counted and sorted.

Lists the files of the package with format, size and sha256. Dated policies are sorted by month, and
phases are spans of years.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd

from pipeline.formatting import labels
from pipeline.ingest import Report
from pipeline.localization import LocalizedText, localized
from pipeline.schema import CHECK_COVERAGE, FIGURES, NUMERALS, SECTIONS
from pipeline.transform.tables import Tables, doubts_by_figure
from pipeline.validation.schema import Row, rows_of
from pipeline.website.charts import charts, legend
from pipeline.website.page_data import PAGE_ROWS, bibtex, citation, sentences

MONTHS = 12


@dataclass(frozen=True)
class Moment:
    """Hold a date with the precision that is printed, and the rows of that date."""

    date: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Span:
    """Hold a phase on an axis of whole months: its first month and its length.

    `open` is True if no end is printed and no later phase ends it.
    """

    row: Row
    begins: int
    months: int
    open: bool


def moments(rows: Sequence[Row]) -> list[Moment]:
    """Return dated rows, earliest first; a year precedes its months, a month its days."""
    dated = sorted((row for row in rows if row["date"]), key=lambda row: row["date"])
    return [Moment(date, tuple(same)) for date, same in groupby(dated, lambda row: row["date"])]


def spans(rows: Sequence[Row], published: str) -> list[Span]:
    """Return the phases in order; the last one ends with the year of publication."""
    if not rows:
        return []
    starts = [_month(row["start"]) for row in rows]
    last = (int(published[:4]) + 1) * MONTHS
    ends = [*starts[1:], max(last, starts[-1] + MONTHS)]
    ends = [_month(row["end"]) if row["end"] else end for row, end in zip(rows, ends, strict=True)]
    return [
        Span(row, begin - starts[0], end - begin, not row["end"] and number == len(rows))
        for number, (row, begin, end) in enumerate(zip(rows, starts, ends, strict=True), 1)
    ]


def _month(date: str) -> int:
    """Return months since year 0; a year begins with its first month."""
    return int(date[:4]) * MONTHS + (int(date[5:7]) - 1 if len(date) > 4 else 0)


FORMS: Final = {
    ".csv": localized("CSV"),
    ".json": localized("JSON"),
    ".jsonld": localized("JSON-LD"),
    ".parquet": localized("Parquet"),
    ".sqlite": localized("SQLite"),
    ".xlsx": localized("Excel workbook"),
    ".md": localized("Markdown"),
    ".bib": localized("BibTeX"),
    ".cff": localized("Citation File Format"),
}
#: The files of interest to most readers, by the end of their path, if the package has them.
FIRST: Final = (
    ("figures_en.csv", localized("Figures in words, in English")),
    ("figures_zh.csv", localized("Figures in words, in Chinese")),
    ("data/figures.csv", localized("Figures in codes, with every column")),
    (".xlsx", localized("Workbook of all tables")),
    (".sqlite", localized("Database of all tables")),
    ("parquet/figures.parquet", localized("All figures")),
    ("datapackage.json", localized("Description of the package")),
    ("README.md", localized("Readme: what the package holds and how to read it")),
    ("DICTIONARY.md", localized("Data dictionary")),
    ("provenance.jsonld", localized("Provenance (W3C PROV)")),
    ("CHANGELOG.md", localized("What changed")),
)


@dataclass(frozen=True)
class Download:
    """Describe one file: its path, title, format, size and hash."""

    path: str
    form: LocalizedText
    size: str
    sha256: str
    title: LocalizedText | None = None


def size(length: int) -> str:
    """Format bytes for people; tenths are truncated, not rounded."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if length >= unit:
            whole, tenths = divmod(length * 10 // unit, 10)
            return f"{whole}.{tenths} {name}"
    return f"{length} B"


def downloads(files: Mapping[str, bytes]) -> list[Download]:
    """Return all files, sorted by path."""
    return [_download(path, data) for path, data in sorted(files.items())]


def first_downloads(files: Mapping[str, bytes]) -> list[Download]:
    """Return the files of interest to most readers."""
    found = []
    for ending, title in FIRST:
        path = next((each for each in sorted(files) if each.endswith(ending)), None)
        if path:
            found.append(_download(path, files[path], title))
    return found


def _download(path: str, data: bytes, title: LocalizedText | None = None) -> Download:
    suffix = PurePosixPath(path).suffix
    form = FORMS.get(suffix, localized("file"))
    return Download(path, form, size(len(data)), hashlib.sha256(data).hexdigest(), title)


Rows = Sequence[Row]
FACT_NAMES: Final = {
    "policies": localized("policies"),
    "initiatives": localized("cases"),
    "phases": localized("phases"),
    "trends": localized("trends"),
    "challenges": localized("challenges"),
    "recommendations": localized("recommendations"),
}


def fact_titles(tables: Mapping[str, Rows]) -> dict[str, LocalizedText | None]:
    """Return the title of the part of the facts, and its name in the menu; None if there are no facts."""
    names = [name for table, name in FACT_NAMES.items() if tables[table]]
    if not names:
        return {"heading": None, "menu": None}
    return {"heading": _listed(names, ", ", " and "), "menu": _listed(names[:2], ", ", " & ")}


def _listed(names: Sequence[LocalizedText], comma: str, last: str) -> LocalizedText:
    """Join names to a title in both languages."""
    english, chinese = [name.en for name in names], [name.zh for name in names]
    title = last.join(filter(None, (comma.join(english[:-1]), english[-1])))
    return LocalizedText(
        title[0].upper() + title[1:],
        "与".join(filter(None, ("、".join(chinese[:-1]), chinese[-1]))),
    )


EXAMPLES: Final = 3
LARGE: Final = 1_000_000


def examples(figures: pd.DataFrame, warned: Mapping[str, Any]) -> list[Row]:
    """Return a large recorded amount of each of the first chapters, dated and without an erratum."""
    amounts = figures[figures["measure"].isin(("flow", "stock")) & (figures["status"] == "actual")]
    fit = [
        row
        for row in rows_of(amounts)
        if row["period"] and Decimal(row["value"] or 0) >= LARGE and row["figure_id"] not in warned
    ]
    chapters = {row["section"].partition(".")[0]: row for row in reversed(fit)}
    return [*reversed(chapters.values())][:EXAMPLES]


#: The tables with a row for each figure, which only scripts list.
_OF_SCRIPTS: Final = frozenset({FIGURES.name, NUMERALS.name, CHECK_COVERAGE.name})


def template_context(
    report: Report, frames: Tables, quality: Mapping[str, Any], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Return all variables of the templates; the arguments are those of `page`."""
    figures = frames[FIGURES.name]
    tables = {name: rows_of(each) for name, each in frames.items() if name not in _OF_SCRIPTS}
    return {
        "report": report,
        "quality": quality,
        "facts": fact_titles(tables),
        "labels": labels.of_closed_lists(),
        "tables": tables,
        "first_figures": rows_of(figures[:PAGE_ROWS]),
        "examples": examples(figures, doubts_by_figure(frames)),
        "figures_count": len(figures),
        "sections": _by(tables[SECTIONS.name], "section"),
        "error_types": _by(tables["error_types"], "error_type"),
        "policy_kinds": _by(tables["policy_kinds"], "policy_kind"),
        "sectors": _by(tables["sectors"], "sector"),
        "challenge_groups": _by(tables["challenge_groups"], "challenge_group"),
        "sentence": sentences(frames),
        "warned": doubts_by_figure(frames),
        "exclusions": _by(tables["exclusions"], "reason"),
        "fields": {"figures": {field.name: field for field in FIGURES.fields}},
        "undated": [row for row in tables["policies"] if not row["date"]],
        "moments": moments(tables["policies"]),
        "spans": spans(tables["phases"], report.published),
        "challenges": _grouped(tables["challenges"], "group"),
        "recommendations": _grouped(tables["recommendations"], "section"),
        "terms": _figures_of(tables["identity_terms"]),
        "errata": {row["identity"]: row["erratum"] for row in tables["errata"] if row["identity"]},
        "downloads": downloads(files),
        "first_downloads": first_downloads(files),
        "charts": charts(frames),
        "legend": legend(),
        "citation": citation(report),
        "bibtex": bibtex(report, files),
    }


def _by(rows: Rows, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def _grouped(rows: Rows, key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return dict(groups)


def _figures_of(terms: Rows) -> dict[str, list[str]]:
    """Return the figures of each identity, without repetition."""
    return {
        identity: list(dict.fromkeys(row["figure"] for row in rows))
        for identity, rows in _grouped(terms, "identity").items()
    }
