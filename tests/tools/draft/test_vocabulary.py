"""Proposals of the vocabulary: one file that nothing reads, until a person accepts its rows."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.cli.draft import accept_vocabulary_command
from pipeline.filesystem import UnsafePathError
from pipeline.tools.draft.unconfirmed import csv_text
from pipeline.tools.draft.vocabulary import COLUMNS, proposals, range_of
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
        (1, {"title_en": "\x1b[2J"}),
        (1, {"title_en": "a\nb"}),
        (1, {"title_en": "a\0b"}),
        (1, {"title_en": "a" * 20_000}),
        (1, {"title_en": "\ufffd"}),
        (1, {"unit": "bolt"}),
        (1, {"measure": "bolt"}),
        (1, {"of": "bolt"}),
        (1, {"minimum": "5", "maximum": "1"}),
    ],
    ids=[
        "unmarked",
        "incomplete",
        "known",
        "malformed",
        "another_table",
        "control",
        "two_lines",
        "nul",
        "long",
        "misdecoded",
        "unknown_unit",
        "unknown_measure",
        "unknown_of",
        "empty_range",
    ],
)
def test_rows_that_are_not_accepted_change_nothing(
    report: Drafted, status: int, cells: dict[str, str]
) -> None:
    """Rows that are not marked are not read; one that is not valid stops the others too."""
    before = vocabulary(report), report.contents()
    assert accept(report, **cells) == status
    assert (vocabulary(report), report.contents()) == before


def _rewritten(report: Drafted, edit: Callable[[bytes], bytes]) -> Path:
    path = report.paths.raw / "vocabulary" / "indicators.csv"
    path.write_bytes(edit(path.read_bytes()))
    return path


def _turned(data: bytes) -> bytes:
    """The columns in the opposite order."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    return csv_text([], iter(row[::-1] for row in rows)).lstrip("\n").encode()


@pytest.mark.parametrize("edit", [bytes.rstrip, _turned, lambda data: data.replace(b"\n", b"\r\n")])
def test_rows_are_added_to_a_file_of_another_form(
    report: Drafted, edit: Callable[[bytes], bytes]
) -> None:
    """Each cell is below its column, and the rows before stay as they are."""
    before = _rewritten(report, edit).read_bytes()
    assert accept(report) == 0
    path = _rewritten(report, bytes)
    assert path.read_bytes().startswith(before)
    added = {row["indicator"]: row["title_en"] for row in read(path)[-2:]}
    assert added == {each["code"]: each["title_en"] for each in WRITTEN.values()}
    assert [each for each in report.codes() if "vocabulary" in each] == []


def _unfinished(report: Drafted) -> None:
    (report.proposed / "figures.csv").write_text("x")


def _linked(report: Drafted) -> None:
    aside = report.folder.parent / "aside"
    report.proposed.parent.rename(aside)
    report.proposed.parent.symlink_to(aside)


@pytest.mark.parametrize(
    "spoil",
    [
        _unfinished,
        _linked,
        lambda report: _rewritten(report, lambda data: data + b'"'),
        lambda report: _rewritten(report, lambda _: b"x,y\n1,2\n"),
        lambda report: _rewritten(report, lambda data: data.replace(b"gdp,", b"retail_sales,", 1)),
    ],
    ids=["unfinished_rows", "linked_rows", "quotes", "another_table", "key_twice"],
)
def test_nothing_is_accepted_if_a_file_cannot_be_written(
    report: Drafted, spoil: Callable[[Drafted], object]
) -> None:
    """Neither the vocabulary nor the unconfirmed rows change before all of them are known to be right."""
    spoil(report)
    before = vocabulary(report), report.contents()
    with suppress(UnsafePathError):
        assert accept(report) == 1
    assert (vocabulary(report), report.contents()) == before


@pytest.mark.parametrize("name", ["proposals", "indicators.csv", "figures.csv"])
def test_a_pipe_is_not_waited_for(report: Drafted, name: str) -> None:
    """Whatever file is one."""
    file = report.sheet.with_name("vocabulary.proposed.csv")
    change(
        file, lambda rows: [r.update(DEFINED | WRITTEN[r["figures"]], accepted="yes") for r in rows]
    )
    places = {"proposals": file, "figures.csv": report.proposed / name}
    path = places.get(name, report.paths.raw / "vocabulary" / name)
    path.unlink()
    os.mkfifo(path)
    assert accept_vocabulary_command(report.paths, NAME, file) == 1


def test_the_code_of_an_entity_in_a_standard_has_a_column_of_its_own(report: Drafted) -> None:
    """No column of the file is there twice."""
    assert len(set(COLUMNS)) == len(COLUMNS)
    file = report.sheet.with_name("vocabulary.proposed.csv")
    cells = {
        "accepted": "yes",
        "table": "entities",
        "code": "DL",
        "kind": "region",
        "title_zh": "东岭",
    }
    more = {
        "title_en": "Dongling",
        "standard": "ISO 3166-2",
        "standard_code": "CN-DL",
        "figures": "",
    }
    change(file, lambda rows: rows[0].update(dict.fromkeys(COLUMNS, "") | cells | more))
    assert accept_vocabulary_command(report.paths, NAME, file) == 0
    row = read(report.paths.raw / "vocabulary" / "entities.csv")[-1]
    assert (row["entity"], row["standard"], row["code"]) == ("DL", "ISO 3166-2", "CN-DL")


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
