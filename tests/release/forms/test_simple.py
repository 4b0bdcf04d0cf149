"""The file for spreadsheets: ten columns that people read, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest

from pipeline.release.forms.simple import COLUMNS, PATH
from pipeline.release.forms.spreadsheet_text import spreadsheet_text
from tests.release.committed import made, rows


def simple_rows() -> list[list[str]]:
    """The file's rows as a spreadsheet reads them, the header first."""
    text = made().files[PATH].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_file_begins_with_the_mark_that_spreadsheets_need() -> None:
    """Without it Excel takes Chinese for another encoding; twice would be part of the header."""
    data = made().files[PATH]
    assert data.startswith("\N{BYTE ORDER MARK}编号".encode())
    assert data.count(b"\n") == data.count(b"\r\n"), "RFC 4180"


def test_every_figure_is_there_with_the_value_of_the_table() -> None:
    """Read back by another path: what people see is what the canonical form says."""
    header, *simple = simple_rows()
    figures = rows("figures")
    assert header == list(COLUMNS)
    assert {len(row) for row in simple} == {10}
    assert [row[0] for row in simple] == [row["figure_id"] for row in figures]
    assert [row[7].removeprefix("'").split(" – ")[0] for row in simple] == [
        row["value"] for row in figures
    ]
    assert [row[5].removeprefix("'") for row in simple] == [row["printed"] for row in figures]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("=1+1", id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("-1+cmd|' /C calc'!A0", id="minus with a command"),
        pytest.param(" =1+1", id="formula after a blank"),
        pytest.param("\t=1+1", id="formula after a tab"),
        pytest.param("＝1+1", id="full-width formula"),
        pytest.param("1/6", id="a fraction that would be a day"),
        pytest.param("2020-06-30", id="a day that would be shown in another form"),
        pytest.param("2-12", id="a day without a year"),
        pytest.param("6.8%", id="a percentage that would be divided by a hundred"),
        pytest.param("007", id="leading zeros that would be lost"),
        pytest.param("1E5", id="a code that would be a power"),
        pytest.param("123456789012345678901234567890", id="thirty digits that would be rounded"),
        pytest.param("-0.1234567890123456", id="sixteen decimals that would be rounded"),
    ],
)
def test_what_a_spreadsheet_would_run_or_change_is_marked_as_text(cell: str) -> None:
    """The apostrophe is the spreadsheets' own sign for text."""
    assert spreadsheet_text(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "-6.8",
        "0",
        "0.70",
        "72000000000000",
        "123456789012345",
        "增长 0.7%",
        "1.1-001",
        "",
        "第一个",
        "–",
    ],
)
def test_numbers_that_are_held_exactly_and_plain_words_stay_as_they_are(cell: str) -> None:
    """A decline must stay a number that can be added up."""
    assert spreadsheet_text(cell) == cell
