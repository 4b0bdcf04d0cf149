"""All published tables of one report, as frames of canonical text: figures as printed, others as keyed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.capture import Capture
from pipeline.resolve.figures import figure_places, resolve_section
from pipeline.resolve.identities import resolve_identities
from pipeline.resolve.protection import protection_rows, slip_rule_rows
from pipeline.tables import (
    CHART_FIGURES,
    CHARTS,
    ERRATA,
    FACTS,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    PROTECTION,
    READINGS,
    SECTIONS,
    SLIP_RULES,
    VOCABULARY,
    Table,
)
from pipeline.tables.report_parts import COUNTED
from pipeline.validation.frame import Row, rows_of
from pipeline.validation.identities import figure_terms
from pipeline.validation.vocabulary import Vocabulary

Frames = Mapping[str, pd.DataFrame]


def frame_of(rows: Iterable[Row], table: Table) -> pd.DataFrame:
    """Rows as a frame of text with exactly the table's columns."""
    return pd.DataFrame(
        [[row[name] for name in table.columns] for row in rows], columns=table.columns, dtype=str
    )


def figures_table(capture: Capture, vocabulary: Vocabulary) -> pd.DataFrame:
    """The published figures of all sections, in order of printing."""
    places = figure_places(rows_of(capture.tables[NUMERALS.name].frame))
    report = capture.report.folder if capture.report else ""
    rows: list[Row] = []
    for captured in capture.figures.values():
        rows += resolve_section(rows_of(captured.frame), report, vocabulary, places)
    return frame_of(rows, FIGURES)


def sections_table(capture: Capture, figures: pd.DataFrame) -> pd.DataFrame:
    """The published sections, each with how many rows of other tables stand in it."""
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
    """The published identities and their terms, judged over the figures as keyed."""
    keyed = [row for captured in capture.figures.values() for row in rows_of(captured.frame)]
    rows = rows_of(capture.tables[IDENTITIES.name].frame)
    identities, terms = resolve_identities(rows, figure_terms(keyed, vocabulary))
    return {
        IDENTITIES.name: frame_of(identities, IDENTITIES),
        IDENTITY_TERMS.name: frame_of(terms, IDENTITY_TERMS),
    }


def published_tables(capture: Capture) -> Frames:
    """Every published table by name, from a capture that validation has passed."""
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
