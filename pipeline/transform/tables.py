"""Build all published tables of one report as frames of canonical text.

Figures are in order of printing, other tables in order of keying. Errata are indexed by their figures,
so that every number is shown with its errata. The measured check coverage is blank for a figure that has
changed since the measurement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pandas as pd

from pipeline.consistency.expression import named_figures
from pipeline.ingest import RawReport
from pipeline.schema import (
    CHART_FIGURES,
    CHARTS,
    CHECK_COVERAGE,
    COUNTED,
    DRAFTED,
    ERRATA,
    ERROR_DETECTION,
    FACTS,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    RAW_ERROR_DETECTION,
    READINGS,
    SECOND_READING,
    SECTIONS,
    TableSchema,
    published_tables,
)
from pipeline.schema.model import boolean_text
from pipeline.transform.figures import (
    derived_cells,
    in_order_of_printing,
    ledger_positions,
    published_columns,
)
from pipeline.transform.identities import transform_identities
from pipeline.transform.vocabulary import used_vocabulary
from pipeline.validation.keyed_figure import meaning_of
from pipeline.validation.report_checks.check_coverage import (
    current_measurements,
    fingerprint_of_all,
    fingerprints,
)
from pipeline.validation.report_checks.identities import figure_operands
from pipeline.validation.schema import Row, rows_of
from pipeline.validation.vocabulary import Vocabulary

Tables = Mapping[str, pd.DataFrame]

#: Tables that are published as keyed.
AS_KEYED: Final = (
    NUMERALS, ERRATA, *FACTS, READINGS, SECOND_READING, DRAFTED, CHARTS, CHART_FIGURES
)  # fmt: skip
#: Columns that validation adds to a keyed figure.
DERIVED: Final = (
    "value", "value_high", "decimals", "bound", "lower", "upper", "lower_closed", "upper_closed",
    "period_start", "period_end", "period_kind", "base_start", "base_end",
)  # fmt: skip


def tables_with_rows(frames: Tables) -> tuple[TableSchema, ...]:
    """Return the declarations of the tables that a package of these frames has."""
    return published_tables([name for name, frame in frames.items() if len(frame)])


def to_frame(rows: Iterable[Row], table: TableSchema) -> pd.DataFrame:
    """Return rows as a frame of text with exactly the table's columns."""
    listed = [*rows]
    return pd.DataFrame(
        {name: [row[name] for row in listed] for name in table.columns}, dtype=object
    )


def figures_by_erratum(frames: Tables) -> dict[str, list[str]]:
    """Return the figures that each erratum names, then those that its identity or its guard compares."""
    terms: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(frames[IDENTITY_TERMS.name]):
        terms[row["identity"]].append(row["figure"])
    return {
        row["erratum"]: [
            *dict.fromkeys(
                (
                    *filter(None, row["figures"].split(";")),
                    *terms[row["identity"]],
                    *named_figures(row["guard"]),
                )
            )
        ]
        for row in rows_of(frames[ERRATA.name])
    }


def errata_by_figure(frames: Tables) -> dict[str, list[str]]:
    """Return the errata of each figure that has any, in order of the table."""
    found: dict[str, list[str]] = defaultdict(list)
    for erratum, figures in figures_by_erratum(frames).items():
        for figure in figures:
            found[figure].append(erratum)
    return dict(found)


def doubts_by_figure(frames: Tables) -> dict[str, list[str]]:
    """Return the errata that name a figure, without those that only compare with it, in order of the table."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(frames[ERRATA.name]):
        for figure in filter(None, row["figures"].split(";")):
            found[figure].append(row["erratum"])
    return dict(found)


def coverage_rows(capture: RawReport, figures: Iterable[str]) -> Iterator[Row]:
    """Yield one row of check coverage for every figure, in their order; none if none is measured."""
    known = current_measurements(capture)
    if not known:
        return
    for figure in figures:
        row = known.get(figure, {})
        blank = dict.fromkeys(CHECK_COVERAGE.columns, "")
        cells = {name: row.get(name, "") for name in blank}
        yield {**cells, "figure": figure, "measured": boolean_text(bool(row))}


def error_detection_rows(capture: RawReport) -> Iterator[Row]:
    """Yield the rules that detect each type of error; counts are blank if any figure has changed.

    Yields nothing if no figure is as it was measured.
    """
    if not current_measurements(capture):
        return
    now = fingerprint_of_all(fingerprints(capture))
    for row in capture.tables[RAW_ERROR_DETECTION.name].rows:
        holds = row["fingerprint"] == now
        yield {**row, "measured": boolean_text(holds), "detected": row["detected"] if holds else ""}


def validated_figures(keyed: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the valid figures of a section with their values, bounds and dates, as text."""
    rows = [*validated_rows(rows_of(keyed), vocabulary, {})]
    names = [*keyed.columns, *DERIVED]
    return pd.DataFrame({name: [row[name] for row in rows] for name in names}, dtype=object)


def validated_rows(
    rows: Iterable[Row], vocabulary: Vocabulary, derived: dict[tuple[str, ...], Row]
) -> Iterator[Row]:
    """Yield valid figures with their values, bounds and dates, which `derived` keeps for each meaning."""
    for row in rows:
        meaning = meaning_of(row)
        if meaning not in derived:
            derived[meaning] = derived_cells(row, vocabulary)
        yield {**row, **derived[meaning]}


def figures_table(
    capture: RawReport, vocabulary: Vocabulary, sections: Iterable[Iterable[Row]]
) -> pd.DataFrame:
    """Return the published figures of all sections, in order of printing.

    Args:
        capture: the report, for the ledger and the name of its folder.
        vocabulary: the names of indicators and entities.
        sections: the validated figures of each section.
    """
    places = ledger_positions(capture.tables[NUMERALS.name].rows)
    report = capture.report.folder if capture.report else ""
    columns = published_columns(report, vocabulary, places)
    cells: dict[str, list[str]] = {name: [] for name in columns}
    for each in sections:
        rows = in_order_of_printing(each, places)
        for name, state in columns.items():
            cells[name] += map(state, rows)
    return pd.DataFrame(cells, dtype=object)


def sections_table(capture: RawReport, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the published sections, each with its numbers of rows in other tables."""
    counts = {
        name: Counter(figures["section"] if name == FIGURES.name else _sections(capture, name))
        for name in COUNTED
    }
    rows = [
        {**row, **{name: str(counts[name][row["section"]]) for name in COUNTED}}
        for row in capture.tables[SECTIONS.name].rows
    ]
    published = published_tables([name for name in COUNTED if counts[name]])
    return to_frame(rows, next(each for each in published if each.name == SECTIONS.name))


def _sections(capture: RawReport, table: str) -> Iterable[str]:
    return capture.tables[table].frame["section"]


def identity_tables(capture: RawReport, vocabulary: Vocabulary) -> Tables:
    """Return the published identities and their terms, evaluated over the keyed figures."""
    rows = capture.tables[IDENTITIES.name].rows
    keyed = [row for each in capture.figures.values() for row in each.rows] if rows else []
    identities, terms = transform_identities(rows, figure_operands(keyed, vocabulary))
    return {
        IDENTITIES.name: to_frame(identities, IDENTITIES),
        IDENTITY_TERMS.name: to_frame(terms, IDENTITY_TERMS),
    }


def measurement_tables(capture: RawReport, figures: pd.DataFrame) -> Tables:
    """Return the published check coverage of each figure, and the rules that detect each error."""
    return {
        CHECK_COVERAGE.name: to_frame(coverage_rows(capture, figures["figure_id"]), CHECK_COVERAGE),
        ERROR_DETECTION.name: to_frame(error_detection_rows(capture), ERROR_DETECTION),
    }


def keyed_tables(capture: RawReport) -> Tables:
    """Return the tables that are published as keyed."""
    return {each.name: capture.tables[each.name].frame[each.columns] for each in AS_KEYED}


def build_tables(capture: RawReport) -> Tables:
    """Return every published table by name, from a valid capture."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    derived = dict[tuple[str, ...], Row]()
    sections = (validated_rows(each.rows, vocabulary, derived) for each in capture.figures.values())
    figures = figures_table(capture, vocabulary, sections)
    return {
        FIGURES.name: figures,
        **keyed_tables(capture),
        SECTIONS.name: sections_table(capture, figures),
        **identity_tables(capture, vocabulary),
        **measurement_tables(capture, figures),
        **used_vocabulary(capture),
    }
