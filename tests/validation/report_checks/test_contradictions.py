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


SHIPPED = {"indicator": "phone_shipments", "period": "2020-09", "cited": "caict"}


@pytest.mark.parametrize(
    ("part", "whole", "is_found"),
    [
        ("CN", "world", True),
        ("CN-GD", "CN", True),
        ("CN-GD", "world", True),
        ("CN-GD", "US", False),
        ("world", "CN", False),
        ("uk_france_japan", "world", False),
    ],
)
def test_a_region_is_not_above_the_area_around_it(
    part: str, whole: str, is_found: bool, tmp_path: Path
) -> None:
    """The codes of the standards state what is within what; a group has none."""
    project = Project.copied(tmp_path)
    with (project.paths.raw / "vocabulary" / "entities.csv").open("a", encoding="utf-8") as file:
        file.write("CN-GD,region,广东,Guangdong,,ISO 3166-2,CN-GD,,\n")
    for figure, entity in (("2.5-002", whole), ("2.5-007", part)):
        row = project.row_of("figures/2.5.csv", id=figure)
        project.set_cells("figures/2.5.csv", row, **SHIPPED, entity=entity)
    found = [
        (each.location.row, each.location.column)
        for each in project.findings()
        if each.code == "E253"
    ]
    assert found == [(project.row_of("figures/2.5.csv", id="2.5-007"), "number")] * is_found
