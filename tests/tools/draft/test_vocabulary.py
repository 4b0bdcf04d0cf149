"""Proposals of the vocabulary: one file that nothing reads, until a person accepts its rows."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.cli.draft import accept_vocabulary_command
from pipeline.tools.draft.vocabulary import proposals, range_of
from pipeline.validation.vocabulary import Vocabulary
from tests.small_report import NAME
from tests.tools.draft.drafted import capture, drafted
from tests.tools.draft.test_unconfirmed import Drafted, Rows, change, read

TEXT = "一、小型章节题名\n\n2020年螺钉产量300万吨，同比增长4.2%。\n"
KEYED = {
    "1-001": {"number": "300", "multiplier": "万", "unit": "tonne"},
    "1-002": {"number": "4.2", "unit": "percent"},
}
#: What a person adds to the proposed rows.
WRITTEN = {
    "1-001": {"code": "screw_output", "title_en": "Output of screws"},
    "1-002": {"code": "screw_output_growth", "title_en": "Growth of the output of screws"},
}
DEFINED = {"definition_zh": "一年内螺钉的产量", "definition_en": "Screws produced in a year"}


def proposed(text: str, table: str, *columns: str) -> list[tuple[str, ...]]:
    """These columns of the rows that a text yields for a table."""
    rows = proposals(drafted(text), Vocabulary.of(capture().vocabulary))
    return [tuple(row[name] for name in columns) for row in rows if row["table"] == table]


def test_an_indicator_that_no_title_fits_is_proposed() -> None:
    """Title, measure, unit and range follow from the words; English is derived or blank."""
    text = "2023年螺钉产量300万吨，同比增长4.2%，占全部紧固件的比重为30%。"
    columns = ("title_zh", "measure", "unit", "minimum", "maximum", "title_en")
    assert proposed(text, "indicators", *columns) == [
        ("螺钉产量", "flow", "tonne", "300000", "30000000", ""),
        ("螺钉产量增长率", "growth_rate", "percent", "-42", "42", ""),
        ("螺钉产量占比", "share", "percent", "0", "100", ""),
    ]
    derived = proposed("2023年社会消费品零售总额减少2个百分点。", "indicators", "code", "title_en")
    assert derived == [("retail_sales_change", "Change in total retail sales of consumer goods")]
    assert proposed("甲、乙产量分别为3吨、4吨。", "indicators", "title_zh") == [("",), ("",)]
    assert proposed("2023年社会消费品零售总额40万亿元。", "indicators", "code") == []


def test_a_place_and_a_unit_that_are_unknown_are_proposed() -> None:
    """The kind follows from the ending of a name; the words behind an unread number may be a unit."""
    text = "东岭省产值3亿元，响度4.5Xq。"
    assert proposed(text, "entities", "title_zh", "kind", "figures") == [
        ("东岭省", "region", "1-001")
    ]
    assert proposed(text, "units", "code", "words") == [("Xq", "Xq")]


def test_a_range_is_one_order_wider_than_the_values() -> None:
    """Limits of a definition stay."""
    seen = [Decimal("20"), Decimal("30")]
    assert range_of("flow", seen) == (2, 300)
    assert range_of("growth_rate", seen) == (-100, 300)
    assert range_of("difference", seen) == (-300, 300)
    assert range_of("share", []) == (0, 100)
    assert range_of("rank", seen) == (1, 300)
    assert range_of("flow", []) is None


@pytest.fixture
def report(tmp_path: Path) -> Drafted:
    """A report whose indicators are not in the vocabulary, drafted."""
    return Drafted(tmp_path, TEXT)


def accept(report: Drafted, accepted: str = "yes", **cells: str) -> int:
    """Mark and complete the proposed rows, and accept the file."""
    file = report.sheet.with_name("vocabulary.proposed.csv")

    def edit(rows: Rows) -> None:
        for row in rows:
            row |= {**DEFINED, **WRITTEN[row["figures"]], **cells, "accepted": accepted}

    change(file, edit)
    return accept_vocabulary_command(report.paths, NAME, file)


def vocabulary(report: Drafted) -> dict[Path, bytes]:
    """The files of the vocabulary."""
    return {path: path.read_bytes() for path in (report.paths.raw / "vocabulary").iterdir()}


@pytest.mark.parametrize(
    ("status", "cells"),
    [
        (0, {"accepted": ""}),
        (1, {"title_en": ""}),
        (1, {"code": "gdp"}),
        (1, {"code": "Screw output"}),
        (1, {"table": "hedges"}),
    ],
    ids=["unmarked", "incomplete", "known", "malformed", "another_table"],
)
def test_rows_that_are_not_accepted_change_nothing(
    report: Drafted, status: int, cells: dict[str, str]
) -> None:
    """Rows that are not marked are not read; one that is not valid stops the others too."""
    before = vocabulary(report), report.contents()
    assert accept(report, **cells) == status
    assert (vocabulary(report), report.contents()) == before


def test_accepted_rows_make_the_drafted_figures_valid(report: Drafted) -> None:
    """Their codes become the indicators of the unconfirmed rows, which are confirmed as others are."""
    figures = report.proposed / "figures.csv"
    assert [row["indicator"] for row in read(figures)] == ["", ""]
    assert accept(report) == 0
    codes = [WRITTEN[figure]["code"] for figure in WRITTEN]
    assert [row["indicator"] for row in read(figures)] == codes
    for name in ("figures.csv", "numerals.csv"):
        change(report.proposed / name, lambda rows: [row.update(page="1") for row in rows])
    change(report.sheet, lambda rows: [row.update(KEYED[row["figure"]]) for row in rows])
    assert report.confirm() == 0
    assert report.codes() == []
