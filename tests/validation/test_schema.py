"""Dates and numbers of the tables of facts: digits are ASCII, and the days exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.schema import RAW_FIGURES
from pipeline.validation import Vocabulary
from pipeline.validation.schema import (
    _failures_once,
    location_of,
    pandera_schema,
    rows_of,
    validate_frame,
)
from tests.project import CHECKOUT, REPORT, Found, Project

POLICIES, INITIATIVES, PHASES = "policies.csv", "initiatives.csv", "phases.csv"
WRONG = (
    (POLICIES, 2, "date", "2020-02-30"),
    (POLICIES, 3, "date", "2020-13"),
    (POLICIES, 4, "date", "２０２０"),
    (POLICIES, 5, "date", "٢٠٢٠-٠١"),
    (POLICIES, 6, "date", "0000"),
    (POLICIES, 7, "region", "CN-４４"),
    (POLICIES, 8, "policy", "P９９"),
    (INITIATIVES, 2, "period", "2020-04-31"),
    (INITIATIVES, 3, "period", "@2020-02-30"),
    (INITIATIVES, 4, "period", "2020-01/2020-14"),
    (INITIATIVES, 5, "period", "2020-09/2020-01"),
    (INITIATIVES, 6, "period", "２０２０-01/2020-09"),
    (PHASES, 2, "start", "2015-00"),
    (PHASES, 2, "end", "２０１６"),
    ("sections.csv", 5, "page", "１"),
    ("challenges.csv", 2, "page", "١"),
)
RIGHT = (
    (POLICIES, 2, "date", "2020-02-29"),
    (POLICIES, 3, "date", "2020"),
    (INITIATIVES, 2, "period", "@2020-06-30"),
    (INITIATIVES, 3, "period", "2020-01/2020-09"),
    (INITIATIVES, 4, "period", "2020/2020-03"),
    (INITIATIVES, 5, "period", "2020-03/2020"),
)


def test_what_is_not_a_date_is_reported_at_its_cell(tmp_path: Path) -> None:
    """Each cell once, by the rule of the form, and nothing else."""
    project = Project.copied(tmp_path)
    for file, row, column, value in WRONG:
        project.set_cells(file, row, **{column: value})
    expected: list[Found] = [("E202", file, row, column) for file, row, column, _ in WRONG]
    assert sorted(project.found()) == sorted(expected)
    found = project.findings()
    messages = {each.location.column: (each.message.en, each.message.zh) for each in found}
    dates = [each.message for each in found if each.location.column == "date"]
    assert all("an existing date" in each.en and "实际存在的日期" in each.zh for each in dates)
    assert messages["policy"] == (
        "'P９９' is not text such as P01.",
        "'P９９' 不是形如 P01 的文本。",
    )


@pytest.mark.slow
@pytest.mark.parametrize(("file", "row", "column", "value"), RIGHT, ids=[each[3] for each in RIGHT])
def test_what_is_a_date_is_accepted(
    file: str, row: int, column: str, value: str, tmp_path: Path
) -> None:
    """A year, a month, a day that exists, an instant, a span."""
    project = Project.copied(tmp_path)
    project.set_cells(file, row, **{column: value})
    assert project.found() == []


def test_the_same_cells_are_validated_once_and_other_codes_anew() -> None:
    """The result is kept by all that it depends on: a code that is gone is missed at every cell."""
    capture = load_reports(Project(CHECKOUT).paths)[REPORT]
    section, codes = capture.figures["1.1"], Vocabulary.of(capture.vocabulary).codes
    assert validate_frame(section, RAW_FIGURES, codes) == []
    before = _failures_once.cache_info()
    assert validate_frame(section, RAW_FIGURES, codes) == []
    assert _failures_once.cache_info().hits == before.hits + 1
    assert pandera_schema(RAW_FIGURES, dict(codes)) is pandera_schema(RAW_FIGURES, codes)
    fewer = {**codes, "units.unit": set(codes["units.unit"]) - {"CNY"}}
    found = {each.location for each in validate_frame(section, RAW_FIGURES, fewer)}
    assert found == {
        location_of(row, "unit") for row in rows_of(section.frame) if row["unit"] == "CNY"
    }
    assert found
    assert _failures_once.cache_info().misses == before.misses + 1
