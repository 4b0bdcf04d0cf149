"""An error of a grid's key is reported once, at the key; that of a cell at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import EmptyCell, UnknownCode
from pipeline.rules.grid_rules import MeaningGivenTwice, MeaningRepeated
from pipeline.validation.report_checks.grids import at_keys
from tests.ingest.grids.islands import KEY, expanded

FOLDER = "raw/report/tables/"


def at(place: str, column: str = "") -> Location:
    """A cell of the grid such as B4, or a line of the key such as 10."""
    if place.isdecimal():
        return Location(f"{FOLDER}islands.yaml", int(place), column)
    return Location(f"{FOLDER}islands.csv", int(place[1:]), column, place[:1])


def moved(folder: Path, places: Sequence[str], column: str, key: str = KEY) -> list[str]:
    """The places at which one error in some cells is reported."""
    findings = [UnknownCode(at(place, column), "x") for place in places]
    reported = at_keys(findings, [expanded(folder, key=key)])
    return [str(each.location).removeprefix(f"{FOLDER}islands.") for each in reported]


@pytest.mark.parametrize(
    ("places", "column", "expected"),
    [
        pytest.param("B3 B4 B5", "unit", ["yaml:10:unit"], id="of a column"),
        pytest.param("B4 C4 D4", "entity", ["yaml:15:entity"], id="of a row"),
        pytest.param("B3 C4 D5", "status", None, id="of cells in several rows and columns"),
        pytest.param("B3 C3 D3 B4 C4 D4 B5 C5 D5", "status", ["yaml:8:status"], id="of all cells"),
        pytest.param("D5", "note_en", ["yaml:21:note_en"], id="of a mark"),
        pytest.param("B3 B4 B5", "printed", ["yaml:10:words"], id="shared words"),
        pytest.param("B3 B4", "printed", None, id="printed forms of some cells"),
        pytest.param("B3 B4 B5", "number", None, id="numbers are keyed in their cells"),
        pytest.param("B3 B4 B5", "credit", ["yaml:10:credit"], id="what a column does not give"),
        pytest.param("B3 C3 D3", "page", ["yaml:14:page"], id="what a row could give"),
    ],
)
def test_what_all_cells_of_a_part_of_the_key_have_is_reported_there(
    places: str, column: str, expected: list[str] | None, tmp_path: Path
) -> None:
    """Otherwise at each cell."""
    kept = [f"csv:{place[1:]}:{place[0]}:{column}" for place in places.split()]
    assert moved(tmp_path, places.split(), column) == (expected or kept)


def test_a_row_that_the_key_lacks_is_reported_at_the_grid(tmp_path: Path) -> None:
    """There is no line of the key to name."""
    key = KEY.replace("  4: {entity: cn_east}\n", "")
    findings: list[Finding] = [EmptyCell(at(f"{column}4", "entity")) for column in "BCD"]
    (reported,) = at_keys(findings, [expanded(tmp_path, key=key)])
    assert str(reported.location) == f"{FOLDER}islands.csv:4:entity"


@pytest.mark.parametrize(
    ("cause", "consequence"),
    [
        pytest.param(
            UnknownCode(at("B4", "period"), "x"), MeaningRepeated(at("B4"), "x"), id="period"
        ),
        pytest.param(
            MeaningGivenTwice(at("15", "entity"), "x"),
            UnknownCode(at("B5", "unit"), "x"),
            id="twice",
        ),
        pytest.param(
            UnknownCode(at("B3", "number"), "x"),
            UnknownCode(Location("raw/report/errata.csv", 2, "identity"), "islands.sum-B3-1"),
            id="identity",
        ),
    ],
)
def test_what_follows_from_another_error_is_not_reported(
    cause: Finding, consequence: Finding, tmp_path: Path
) -> None:
    """Without the cause it is."""
    grids = [expanded(tmp_path)]
    assert [type(each) for each in at_keys([cause, consequence], grids)] == [type(cause)]
    assert at_keys([consequence], grids) == [consequence]


def test_findings_of_other_files_stay_as_they_are(tmp_path: Path) -> None:
    """Also the same ones twice are left to the order of findings."""
    other = EmptyCell(Location("raw/report/figures/1.csv", 2, "unit"))
    assert at_keys([other], [expanded(tmp_path)]) == at_keys([other], []) == [other]
