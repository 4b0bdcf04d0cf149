"""What the page's templates see: rows of the published tables, counted and put in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.capture import Report
from pipeline.page import labels
from pipeline.page.charted import drawings, marks
from pipeline.page.citation import bibtex, citation
from pipeline.page.comparison import Bases
from pipeline.page.downloads import downloads, first_downloads
from pipeline.page.embedded import PAGE_ROWS
from pipeline.page.timeline import moments, spans
from pipeline.resolve.errata import errata_by_figure
from pipeline.resolve.tables import Frames
from pipeline.tables import FIGURES, Table
from pipeline.tables.report_parts import SECTIONS
from pipeline.validation.frame import Row, rows_of

Rows = Sequence[Row]


def content(
    report: Report, frames: Frames, quality: Mapping[str, Any], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Everything the templates name; the arguments are those of `page`."""
    tables = {name: rows_of(frame) for name, frame in frames.items()}
    figures = tables[FIGURES.name]
    return {
        "report": report,
        "quality": quality,
        "labels": labels,
        "tables": tables,
        "first_figures": figures[:PAGE_ROWS],
        "figures_count": len(figures),
        "units": _by(tables["units"], "unit"),
        "sections": _by(tables[SECTIONS.name], "section"),
        "sources": _by(tables["sources"], "source"),
        "slips": _by(tables["slips"], "slip"),
        "statuses": _by(tables["statuses"], "status"),
        "bases": Bases.of(frames),
        "warned": errata_by_figure(frames),
        "exclusions": _by(tables["exclusions"], "reason"),
        "fields": {"figures": _fields(FIGURES)},
        "undated": [row for row in tables["policies"] if not row["date"]],
        "moments": moments(tables["policies"]),
        "spans": spans(tables["phases"], report.published),
        "challenges": _grouped(tables["challenges"], "group"),
        "measures": _grouped(tables["measures"], "section"),
        "terms": _figures_of(tables["identity_terms"]),
        "errata": _errata_of(tables["errata"]),
        "downloads": downloads(files),
        "first_downloads": first_downloads(files),
        "charts": drawings(frames),
        "legend": marks(),
        "citation": citation(report),
        "bibtex": bibtex(report, files),
    }


def _by(rows: Rows, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def _fields(table: Table) -> dict[str, Any]:
    return {field.name: field for field in table.fields}


def _grouped(rows: Rows, key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return dict(groups)


def _figures_of(terms: Rows) -> dict[str, list[str]]:
    """The figures of each identity, each once."""
    return {
        identity: _distinct(row["figure"] for row in rows)
        for identity, rows in _grouped(terms, "identity").items()
    }


def _errata_of(errata: Rows) -> dict[str, str]:
    """The erratum that explains an identity, by the identity."""
    return {row["identity"]: row["erratum"] for row in errata if row["identity"]}


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
