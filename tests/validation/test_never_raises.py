"""Whatever stands in a cell, validation answers with findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.rules import Finding
from pipeline.schema import NUMERALS, RAW_FIGURES, RAW_SECTIONS, VOCABULARY, TableSchema
from pipeline.validation import Vocabulary, validate_report, validate_section, validate_vocabulary
from pipeline.validation.report import validate_tables
from pipeline.validation.report_checks.sections import page_spans
from tests.project import REPORT
from tests.schema.declared import OF_OTHER_REPORTS

pytestmark = pytest.mark.slow
NASTY = (
    "", "0", "-", "--1", "1/0", "1/" + "1" * 5000, "1" * 5000, "-" + "9" * 5000, "²", "１３", "٣",
    "1e999999999", "NaN", "-Infinity", "\u3007", "〔", "〕", "…", ";", ";;", "@", "@/", "/", "vs:",
    "vs:0000", "cagr:9999-12", "share_of:", "gap_to:gap_to", "None", "{value}", "%s", "\ud7ff",
    "😀", "א", "第" * 200, "十" * 5000, "9999-12-31/9999-12-31", "1000", "@1000-01-01", "1.1-", "-001",
    "'; drop table figures;--", "=1+1", "../x", "<script>",
)  # fmt: skip


def reported_rows(found: Iterable[Finding], file: str, column: str) -> set[int]:
    """The rows of a file with a finding at this column."""
    places = [each.location for each in found]
    return {each.row for each in places if each.file == file and each.column == column}


def least(table: TableSchema, column: str, rows: int) -> int:
    """How many of the rows must be reported: most of them in a column that takes few texts."""
    (field,) = (each for each in table.fields if each.name == column)
    return rows // 2 if field.enum or field.type != "string" else 0


@pytest.mark.parametrize("column", RAW_FIGURES.columns)
def test_any_cell_of_a_figure_is_answered(column: str, capture: RawReport) -> None:
    """Each nasty text in each column of a figure, all of them in one table."""
    vocabulary = Vocabulary.of(capture.vocabulary)
    captured = capture.figures["1.1"]
    frame = captured.frame.iloc[[0] * len(NASTY)].copy()
    frame[column] = list(NASTY)
    frame["raw_row"] = [str(row) for row in range(2, len(NASTY) + 2)]
    pages = page_spans(capture.tables["sections"])
    reported = validate_section(
        "1.1", replace(captured, frame=frame), vocabulary, pages, capture.report
    )
    wrong = {each.location.row for each in reported if each.location.column not in ("id",)}
    free = column in ("note_zh", "note_en", "id")
    assert free or len(wrong) > len(NASTY) // 2


@pytest.mark.parametrize("table", VOCABULARY, ids=lambda table: table.name)
def test_any_cell_of_the_vocabulary_is_answered(table: TableSchema, capture: RawReport) -> None:
    """Each nasty text in every column of a row of its own, and the figures that use the table."""
    name = table.name
    captured = capture.vocabulary[name]
    for column in table.columns:
        frame = captured.frame.iloc[[0] * len(NASTY)].copy()
        frame[column] = list(NASTY)
        frame["raw_row"] = [str(row) for row in range(2, len(NASTY) + 2)]
        broken = {**capture.vocabulary, name: replace(captured, frame=frame)}
        vocabulary = Vocabulary.of(broken)
        section = replace(capture.figures["1.1"], frame=capture.figures["1.1"].frame.iloc[:1])
        validate_section("1.1", section, vocabulary, {}, capture.report)
        found = validate_vocabulary(broken)
        assert found, "all rows but one repeat the key, or have none that is valid"
        rows = reported_rows(found, captured.file, column)
        assert len(rows) >= least(table, column, len(NASTY)), column


@pytest.mark.parametrize("table", [RAW_SECTIONS, NUMERALS], ids=lambda table: table.name)
def test_any_cell_of_sections_and_ledger_is_answered(
    table: TableSchema, capture: RawReport
) -> None:
    """Each nasty text in every column of a row of its own."""
    name = table.name
    captured = capture.tables[name]
    for column in table.columns:
        frame = captured.frame.iloc[: len(NASTY)].copy()
        frame[column] = list(NASTY)[: len(frame)]
        tables = {**capture.tables, name: replace(captured, frame=frame)}
        broken = replace(capture, tables=tables)
        page_spans(tables["sections"])
        found = validate_tables(broken, Vocabulary.of(capture.vocabulary))
        assert found
        rows = reported_rows(found, captured.file, column)
        assert len(rows) >= least(table, column, len(frame)), column


@pytest.mark.parametrize("table", REPORT_TABLES, ids=lambda table: table.name)
def test_any_cell_of_a_table_of_the_report_is_answered(
    table: TableSchema, capture: RawReport
) -> None:
    """Each nasty text in each column, in a row of its own, and all that is built upon the table."""
    captured = capture.tables[table.name]
    cells = [(column, text) for column in table.columns for text in NASTY]
    rows = captured.frame
    if rows.empty:
        own = {"raw_file": f"raw/{REPORT}/{table.name}.csv", "raw_row": "2"}
        rows = pd.DataFrame([OF_OTHER_REPORTS[table.name] | own], dtype=str)
    frame = rows.iloc[[0] * len(cells)].copy()
    for column in table.columns:
        typed = frame[column].iloc[0]
        frame[column] = [text if name == column else typed for name, text in cells]
    frame["raw_row"] = [str(row) for row in range(2, len(cells) + 2)]
    tables = {**capture.tables, table.name: replace(captured, frame=frame)}
    assert validate_report(replace(capture, tables=tables))


@pytest.mark.parametrize("column", ["number", "unit", "period"])
def test_what_is_built_upon_a_figure_is_answered(column: str, capture: RawReport) -> None:
    """Sums, charts and the ledger meet every nasty text where a figure of theirs stands."""
    captured = capture.figures["3.3.1"]
    count = len(captured.frame)
    for first in range(0, len(NASTY), count):
        nasty = NASTY[first : first + count]
        frame = captured.frame.copy()
        frame[column] = [*nasty, *frame[column][len(nasty) :]]
        figures = {**capture.figures, "3.3.1": replace(captured, frame=frame)}
        assert validate_report(replace(capture, figures=figures))
