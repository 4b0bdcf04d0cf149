"""Cells of one figure that must agree with each other and with the section of the file."""

import pytest

from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.cells import (
    RULES,
    id_is_of_the_section,
    page_is_of_the_section,
)
from tests.validation.keyed import keyed, reported

CASES = {
    "neither cited nor credited": ({}, []),
    "cited and credited": ({"cited": "nbs", "credit": "source"}, []),
    "cited and not credited": ({"cited": "nbs"}, ["E218 credit"]),
    "credited and not cited": ({"credit": "source"}, ["E218 credit"]),
    "an inferred column": ({"inferred": "unit", "unit": "CNY"}, []),
    "two inferred columns": ({"inferred": "period;unit", "unit": "CNY", "period": "2020"}, []),
    "an inferred column that is blank": ({"inferred": "unit"}, ["E220 inferred"]),
    "one of two that is blank": ({"inferred": "period;unit", "period": "2020"}, ["E220 inferred"]),
    "a column that cannot be inferred": (
        {"inferred": "number", "number": "7"}, ["E219 inferred"]
    ),
    "two columns, each wrong by itself": (
        {"inferred": "colour;unit"}, ["E219 inferred", "E220 inferred"]
    ),
    "a column twice": ({"inferred": "unit;unit", "unit": "CNY"}, ["E219 inferred"]),
    "a separator too many": ({"inferred": "unit;", "unit": "CNY"}, ["E219 inferred"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cells_of_a_figure_agree(name: str, vocabulary: Vocabulary) -> None:
    """Who is credited is cited too, and what is inferred is there."""
    cells, expected = CASES[name]
    assert reported(RULES, keyed(vocabulary, **cells)) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        pytest.param("1.1-001", [], id="of the section"),
        pytest.param("1.2-001", ["E205 id"], id="of another section"),
        pytest.param("1.1.1-001", ["E205 id"], id="of a part of the section"),
        pytest.param("1.1", ["E205 id"], id="without a number"),
        pytest.param("", [], id="blank, which the schema reports"),
    ],
)
def test_an_identifier_begins_with_the_section_of_its_file(
    identifier: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    """A row that was pasted into another file keeps its identifier."""
    figure = keyed(vocabulary, id=identifier)
    assert reported([id_is_of_the_section], figure, "1.1") == expected


PAGES = {"1.1": (2, 4), "0": None}


@pytest.mark.parametrize(
    ("section", "page", "expected"),
    [
        pytest.param("1.1", "2", [], id="the first page"),
        pytest.param("1.1", "4", [], id="the page on which the next section begins"),
        pytest.param("1.1", "1", ["E209 page"], id="a page before"),
        pytest.param("1.1", "5", ["E209 page"], id="a page after"),
        pytest.param("1.1", "", ["E209 page"], id="no page in a section that has pages"),
        pytest.param("1.1", "iv", [], id="not a number, which the schema reports"),
        pytest.param("0", "", [], id="no page in a section without printed numbers"),
        pytest.param("0", "1", ["E209 page"], id="a page in a section without printed numbers"),
        pytest.param("9", "1", [], id="a section whose pages are not known"),
        pytest.param("9", "", [], id="no page in such a section"),
    ],
)
def test_a_page_is_one_of_the_section(
    section: str, page: str, expected: list[str], vocabulary: Vocabulary
) -> None:
    """A section ends on the page on which the next one begins."""
    figure = keyed(vocabulary, page=page)
    assert reported([page_is_of_the_section], figure, section, PAGES) == expected
