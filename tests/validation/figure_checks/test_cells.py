"""Cells of one figure against each other and its section: credit, inferred, identifier, page."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.rules import Finding, Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.cells import (
    RULES,
    id_is_of_the_section,
    page_is_of_the_section,
)
from pipeline.validation.keyed_figure import KeyedFigure
from tests.validation.keyed import FILE, figure

PLACE = Location(FILE, 2)
PAGES = {"1.1": (3, 5), "front": None}


def named(findings: Iterable[Finding]) -> list[str]:
    """Findings by code and column."""
    return [f"{each.code} {each.location.column}" for each in findings]


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        pytest.param({"cited": "nbs", "credit": "source"}, [], id="both"),
        pytest.param({}, [], id="neither"),
        pytest.param({"cited": "nbs"}, ["E218 credit"], id="no credit"),
        pytest.param({"credit": "source"}, ["E218 credit"], id="nobody cited"),
        pytest.param({"inferred": "unit", "unit": "CNY"}, [], id="inferred"),
        pytest.param({"inferred": "unit"}, ["E220 inferred"], id="inferred and blank"),
        pytest.param({"inferred": "number"}, ["E219 inferred"], id="not a column to infer"),
        pytest.param({"inferred": "unit;unit", "unit": "CNY"}, ["E219 inferred"], id="twice"),
        pytest.param(
            {"inferred": "colour;unit"}, ["E219 inferred", "E220 inferred"], id="each by itself"
        ),
    ],
)
def test_cells_that_contradict_each_other_are_reported(
    cells: dict[str, str], finding: list[str], vocabulary: Vocabulary
) -> None:
    """The finding stands at the cell that an editor would correct."""
    keyed = KeyedFigure(figure(**cells), vocabulary)
    assert [each for rule in RULES for each in named(rule(keyed, PLACE))] == finding


@pytest.mark.parametrize(
    ("identifier", "finding"),
    [("1.1-002", []), ("1.2-002", ["E205 id"]), ("1.1", ["E205 id"]), ("", [])],
)
def test_an_identifier_begins_with_its_section(
    identifier: str, finding: list[str], vocabulary: Vocabulary
) -> None:
    """A blank one is reported by the rule of required cells."""
    keyed = KeyedFigure(figure(id=identifier), vocabulary)
    assert named(id_is_of_the_section(keyed, PLACE, "1.1")) == finding


@pytest.mark.parametrize(
    ("section", "page", "finding"),
    [
        ("1.1", "3", []),
        ("1.1", "5", []),
        ("1.1", "2", ["E209 page"]),
        ("1.1", "6", ["E209 page"]),
        ("1.1", "", ["E209 page"]),
        ("1.1", "three", []),
        ("front", "", []),
        ("front", "1", ["E209 page"]),
        ("9", "7", []),
    ],
)
def test_a_page_is_of_the_section(
    section: str, page: str, finding: list[str], vocabulary: Vocabulary
) -> None:
    """Both ends are included; sections and pages that are invalid are left to their own rules."""
    keyed = KeyedFigure(figure(page=page), vocabulary)
    assert named(page_is_of_the_section(keyed, PLACE, section, PAGES)) == finding
