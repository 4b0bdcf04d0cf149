"""Dates and numbers of the tables of facts: digits are ASCII, and the days exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Found, Project

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
    text = [str(each) for each in project.findings() if each.location.column == "date"]
    assert all("实际存在的日期" in each and "an existing date" in each for each in text)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "row", "column", "value"), RIGHT, ids=[each[3] for each in RIGHT])
def test_what_is_a_date_is_accepted(
    file: str, row: int, column: str, value: str, tmp_path: Path
) -> None:
    """A year, a month, a day that exists, an instant, a span."""
    project = Project.copied(tmp_path)
    project.set_cells(file, row, **{column: value})
    assert project.found() == []
