"""Build all published tables of one report as frames of canonical text.

Figures are in order of printing, other tables in order of keying. Errata are indexed by their figures,
so that every number is shown with its errata. The measured protection is blank for a figure that has
changed since the measurement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pipeline.ingest import Capture
from pipeline.schema import (
    CHART_FIGURES,
    CHARTS,
    ERRATA,
    FACTS,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    PROTECTION,
    RAW_SLIP_RULES,
    READINGS,
    SECTIONS,
    SLIP_RULES,
    VOCABULARY,
    Table,
)
from pipeline.schema.model import boolean_text
from pipeline.schema.report_facts import COUNTED
from pipeline.transform.figures import figure_places, resolve_section
from pipeline.transform.identities import resolve_identities
from pipeline.validation.report_checks.check_coverage import (
    fingerprint_of_all,
    fingerprints,
    measured,
)
from pipeline.validation.report_checks.identities import figure_terms
from pipeline.validation.schema import Row, rows_of
from pipeline.validation.vocabulary import Vocabulary

Frames = Mapping[str, pd.DataFrame]


def frame_of(rows: Iterable[Row], table: Table) -> pd.DataFrame:
    """Return rows as a frame of text with exactly the table's columns."""
    return pd.DataFrame(
        [[row[name] for name in table.columns] for row in rows], columns=table.columns, dtype=str
    )


def errata_by_figure(frames: Frames) -> dict[str, list[str]]:
    """Return the errata of each figure that has any, in order of the table."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(frames[ERRATA.name]):
        for figure in filter(None, row["figures"].split(";")):
            found[figure].append(row["erratum"])
    return dict(found)


def protection_rows(capture: Capture, figures: Iterable[str]) -> Iterator[Row]:
    """Yield one row of protection for every figure, in the order of the figures."""
    known = measured(capture)
    for figure in figures:
        row = known.get(figure, {})
        blank = dict.fromkeys(PROTECTION.columns, "")
        cells = {name: row.get(name, "") for name in blank}
        yield {**cells, "figure": figure, "measured": boolean_text(bool(row))}


def slip_rule_rows(capture: Capture) -> Iterator[Row]:
    """Yield the rules that detect each type of error; counts are blank if any figure has changed."""
    now = fingerprint_of_all(fingerprints(capture))
    for row in rows_of(capture.tables[RAW_SLIP_RULES.name].frame):
        holds = row["fingerprint"] == now
        yield {**row, "measured": boolean_text(holds), "told": row["told"] if holds else ""}


def figures_table(capture: Capture, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the published figures of all sections, in order of printing."""
    places = figure_places(rows_of(capture.tables[NUMERALS.name].frame))
    report = capture.report.folder if capture.report else ""
    rows: list[Row] = []
    for captured in capture.figures.values():
        rows += resolve_section(rows_of(captured.frame), report, vocabulary, places)
    return frame_of(rows, FIGURES)


def sections_table(capture: Capture, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the published sections, each with its numbers of rows in other tables."""
    counts = {
        name: Counter(figures["section"] if name == FIGURES.name else _sections(capture, name))
        for name in COUNTED
    }
    rows = [
        {**row, **{name: str(counts[name][row["section"]]) for name in COUNTED}}
        for row in rows_of(capture.tables[SECTIONS.name].frame)
    ]
    return frame_of(rows, SECTIONS)


def _sections(capture: Capture, table: str) -> Iterable[str]:
    return capture.tables[table].frame["section"]


def identity_tables(capture: Capture, vocabulary: Vocabulary) -> Frames:
    """Return the published identities and their terms, evaluated over the keyed figures."""
    keyed = [row for captured in capture.figures.values() for row in rows_of(captured.frame)]
    rows = rows_of(capture.tables[IDENTITIES.name].frame)
    identities, terms = resolve_identities(rows, figure_terms(keyed, vocabulary))
    return {
        IDENTITIES.name: frame_of(identities, IDENTITIES),
        IDENTITY_TERMS.name: frame_of(terms, IDENTITY_TERMS),
    }


def published_tables(capture: Capture) -> Frames:
    """Return every published table by name, from a valid capture."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    figures = figures_table(capture, vocabulary)
    keyed = (NUMERALS, ERRATA, *FACTS, READINGS, CHARTS, CHART_FIGURES)
    return {
        FIGURES.name: figures,
        **{table.name: capture.tables[table.name].frame[table.columns] for table in keyed},
        SECTIONS.name: sections_table(capture, figures),
        **identity_tables(capture, vocabulary),
        PROTECTION.name: frame_of(protection_rows(capture, figures["figure_id"]), PROTECTION),
        SLIP_RULES.name: frame_of(slip_rule_rows(capture), SLIP_RULES),
        **{table.name: capture.vocabulary[table.name].frame[table.columns] for table in VOCABULARY},
    }
