"""A year that is keyed is printed in the sentence, or inferred from what stands near."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ to be edited."""
    return Project.copied(tmp_path)


def reported(project: Project, figure: str, **cells: str) -> list[str]:
    """The rules that a figure breaks at its period with these cells."""
    file = f"figures/{figure.rpartition('-')[0]}.csv"
    row = project.row_of(file, id=figure)
    project.set_cells(file, row, **cells)
    return [code for code, where, at, column in project.found() if (at, column) == (row, "period")]


@pytest.mark.parametrize(
    ("figure", "cells", "expected"),
    [
        ("2.1-002", {"period": "2018"}, ["E314"]),
        ("2.5-009", {"period": "2018-01/2018-06"}, ["E315"]),
        ("3.1-021", {"period": "2021-01/2021-08"}, ["E246"]),
        ("3.1-021", {"period": "2021-01/2021-08", "status": "forecast"}, ["E315"]),
        ("2.1-002", {"period": "1919"}, ["E245"]),
        ("2.1-002", {"period": "in 2018"}, ["E207"]),
    ],
    ids=[
        "not printed",
        "inferred from nothing",
        "after publication",
        "a forecast",
        "far off",
        "no period",
    ],
)
@pytest.mark.slow
def test_a_wrong_year_is_reported_once(
    project: Project, figure: str, cells: dict[str, str], expected: list[str]
) -> None:
    """One mistake has one cause, whichever rule is nearest to it."""
    assert reported(project, figure, **cells) == expected


@pytest.mark.slow
def test_the_base_of_a_comparison_in_the_sentence_may_be_inferred(project: Project) -> None:
    """The growth of a year ago stands in brackets beside that of this year, without its year."""
    assert reported(project, "3.3.1-017") == []
    assert reported(project, "3.3.1-017", period="2018-04/2018-06") == ["E315"]
