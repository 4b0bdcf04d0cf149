"""The file for spreadsheets: ten columns that people read, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re

import pytest

from pipeline.escaping import spreadsheet_text
from pipeline.package.formats.simple_csv import COLUMNS, PATH, RANGE
from tests.package.committed import made, rows


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
    """Read back by another path: what people see is what the canonical form states."""
    header, *simple = simple_rows()
    figures = rows("figures")
    assert header == list(COLUMNS)
    assert {len(row) for row in simple} == {10}
    assert [row[0] for row in simple] == [row["figure_id"] for row in figures]
    assert [row[5].removeprefix("'") for row in simple] == [row["printed"] for row in figures]
    assert [ends(row[7]) for row in simple] == [
        sorted(float(row[name]) for name in ("value", "value_high") if row[name]) for row in figures
    ]


def ends(cell: str) -> list[float]:
    """The numbers of a cell of values, as somebody would read them who splits ranges."""
    return [float(end.replace("−", "-")) for end in cell.removeprefix("'").split(RANGE) if end]


def of(figure: str) -> dict[str, str]:
    """One figure's cells by their columns."""
    header, *simple = simple_rows()
    return next(dict(zip(header, row, strict=True)) for row in simple if row[0] == figure)


@pytest.mark.parametrize(
    ("figure", "value"), [("2.4-005", "−32 … −13"), ("1.2-010", "20 … 30"), ("1.1-005", "-6.8")]
)
def test_a_range_is_a_text_and_a_single_number_stays_one(figure: str, value: str) -> None:
    """A hyphen in front would be taken for a formula; an apostrophe is read as part of the number."""
    assert of(figure)["数值 / value"] == value


def test_no_two_figures_are_distinguished_by_their_number_only() -> None:
    """Two gaps in one sentence, to two other indicators, looked like one contradicting the other."""
    compared = "比较基础 / compared with"
    one, other = of("1.2-006"), of("1.2-007")
    assert one["指标 / indicator"] == other["指标 / indicator"]
    titles = {row["indicator"]: row["title_zh"] for row in rows("indicators")}
    assert titles["capital_formation_contribution_to_growth"] in one[compared]
    assert titles["net_exports_contribution_to_growth"] in other[compared]


def test_what_a_figure_is_compared_with_names_its_base() -> None:
    """Growth over which months, a multiple of which year: both languages, and the days."""
    for row, published in zip(simple_rows()[1:], rows("figures"), strict=True):
        assert bool(row[4]) == bool(published["basis"])
        assert (published["base_start"] in row[4]) and (published["base_end"] in row[4])
    assert of("1.1-004")["比较基础 / compared with"] == (
        "较 2020-01 至 2020-06 / against 2020-01 to 2020-06 (2020-01-01 – 2020-06-30)"
    )


def test_whatever_asks_for_caution_is_in_the_last_cell() -> None:
    """What was inferred, which errata name the figure, and what the editor noted."""
    errata = rows("errata")
    for row, published in zip(simple_rows()[1:], rows("figures"), strict=True):
        named = {each["erratum"] for each in errata if row[0] in each["figures"].split(";")}
        text = set(re.findall(r"\bE\d\d\b", row[9]))
        assert text == named
        assert ("推断 / inferred" in row[9]) == bool(published["inferred"])
        assert published["note_zh"] in row[9]
        assert published["note_en"] in row[9]
    assert "inferred: 指标 / indicator, 对象 / entity, 时期 / period" in of("1.1-005")[COLUMNS[9]]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("=1+1", id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("-1+cmd|' /C calc'!A0", id="minus with a command"),
        pytest.param(" =1+1", id="formula after a blank"),
        pytest.param("\tSUM", id="a tab, which some programs drop"),
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
