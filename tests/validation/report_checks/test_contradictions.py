"""Two figures that cannot both be true; what tells them apart, or an erratum of both, ends the contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project


@pytest.mark.parametrize(
    ("figures", "expected"),
    [("1.1-002;1.1-003", []), ("1.1-002", ["E317"]), ("1.1-003;1.1-004", ["E317"])],
)
def test_only_an_erratum_of_both_figures_excuses_them(
    figures: str, expected: list[str], tmp_path: Path
) -> None:
    """A report may contradict itself; that is recorded, and not with one of the two."""
    project = Project.copied(tmp_path)
    row = project.row_of("figures/1.1.csv", id="1.1-002")
    project.set_cells("figures/1.1.csv", row, period="2020-01/2020-06")
    project.set_cells("errata.csv", 2, figures=figures, identity="", identity_verdict="", guard="")
    found = {each.code for each in project.findings()} & {"E317"}
    assert sorted(found) == expected


@pytest.mark.parametrize(
    "cells", [{"basis": "vs:2018-01/2018-06"}, {"entity": "US"}, {"status": "estimate"}]
)
def test_figures_that_differ_in_a_cell_do_not_contradict_each_other(
    cells: dict[str, str], tmp_path: Path
) -> None:
    """Whatever makes two numbers incomparable is a reason that they differ."""
    project = Project.copied(tmp_path)
    row = project.row_of("figures/1.1.csv", id="1.1-002")
    project.set_cells("figures/1.1.csv", row, period="2020-01/2020-06", **cells)
    assert "E317" not in {each.code for each in project.findings()}
