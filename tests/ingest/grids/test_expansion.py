"""The grids of a report together: known sections, and numbers that no other figure has."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from pipeline.ingest.csv_table import RawTable, empty_frame
from pipeline.ingest.grids import ExpandedGrid, expand, expand_grids, read_grids
from pipeline.schema import NUMERALS, RAW_FIGURES, RAW_SECTIONS
from tests.ingest.grids.islands import KEY, TABLE, found, write
from tests.operations import operations

OTHER = KEY.replace("first_figure: 11", "first_figure: 31").replace("paragraph: 4", "paragraph: 9")


def together(
    folder: Path, other: str = OTHER, table: str = TABLE, figure: str = "", paragraph: str = ""
) -> list[ExpandedGrid]:
    """The grid of islands, and one with another key, beside a figure and a numeral of section 2."""
    tables = write(folder, table) / "tables"
    for suffix, text in ((".csv", TABLE), (".yaml", other), (".second.csv", TABLE)):
        (tables / f"other{suffix}").write_text(text, encoding="utf-8")
    columns = {
        RAW_SECTIONS: {"section": "2"},
        NUMERALS: {"section": "2", "paragraph": paragraph},
        RAW_FIGURES: {"id": figure},
    }
    sections, numerals, figures = (
        RawTable(pd.concat([empty_frame(table), pd.DataFrame([cells])]).fillna(""))
        for table, cells in columns.items()
    )
    keyed = {RAW_SECTIONS.name: sections, NUMERALS.name: numerals}
    return list(expand_grids(read_grids(tables.parent, folder), keyed, {"2": figures}))


def reported(grids: list[ExpandedGrid]) -> list[str]:
    """The findings of all grids."""
    return [each for grid in grids for each in found(grid)]


def test_grids_with_numbers_of_their_own_are_expanded(tmp_path: Path) -> None:
    """Also if they are in one section."""
    grids = together(tmp_path, figure="2-001", paragraph="1")
    assert reported(grids) == []
    assert [grid.figures[0]["id"] for grid in grids] == ["2-011", "2-031"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param('"2"', '"7"', "1:section 7", id="unknown section"),
        pytest.param("31", "11", "3:first_figure 11", id="the same identifiers"),
        pytest.param("31", "19", "3:first_figure 19", id="the last identifier of the other"),
        pytest.param("31", "99992", "3:first_figure 99992", id="identifiers of six digits"),
        pytest.param("paragraph: 9", "paragraph: 6", "2:paragraph 6", id="the last paragraph of the other"),
    ],
)  # fmt: skip
def test_numbers_of_another_grid_are_reported_once(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    """Every cell would have an identifier that is used twice."""
    grids = together(tmp_path, OTHER.replace(old, new))
    assert reported(grids) == [f"E113 other.yaml:{expected}"]
    assert [len(grid.figures) for grid in grids] == [9, 0]


def test_numbers_of_keyed_figures_and_numerals_are_reported_once(tmp_path: Path) -> None:
    """A grid has its own."""
    assert reported(together(tmp_path, figure="2-039")) == ["E113 other.yaml:3:first_figure 31"]
    assert reported(together(tmp_path, paragraph="10")) == ["E113 other.yaml:2:paragraph 9"]


def test_a_grid_with_cells_that_are_not_explained_does_not_take_numbers_of_others(
    tmp_path: Path,
) -> None:
    """A column that should be one of notes shifts them; only its own error is reported."""
    table = "\n".join(
        f"{line},{'甲' * (index > 0)}" for index, line in enumerate(TABLE.splitlines())
    )
    grids = together(tmp_path, OTHER.replace("31", "20"), table)
    assert reported(grids) == ["E140 islands.csv:3:E 甲"]
    assert [len(grid.figures) for grid in grids] == [0, 9]


def test_a_grid_of_more_than_a_thousand_cells_is_expanded_in_linear_time(tmp_path: Path) -> None:
    """Its identifiers have four digits; each further cell takes as many operations as the first ones."""
    assert all(fits("5-1000", "5-99999")) and not any(fits("5-0999", "5-100000", "5-99"))
    spent = {}
    for count in (350, 1400):
        lines = range(3, 3 + count)
        table = "表2　产值,,,\n指标,2019年,2020年,增长\n" + "".join(
            f"岛,{n},{n},1.5\n" for n in lines
        )
        key = (
            KEY[: KEY.index("\nrows:") + 1]
            .replace("notes: [6]\n", "")
            .replace("first_figure: 11", "first_figure: 1")
        )
        folder = write(tmp_path / str(count), table, key)
        (grid,) = read_grids(folder, tmp_path)
        figures = expand(grid).figures
        spent[count] = operations(partial(expanded_again, folder, tmp_path))
        assert [figures[at]["id"] for at in (0, 998, 999, -1)] == [
            "2-001",
            "2-999",
            "2-1000",
            f"2-{3 * count}",
        ]
    assert spent[1400] < 4.2 * spent[350]


def expanded_again(folder: Path, root: Path) -> None:
    """Read and expand the grids of a report."""
    for grid in read_grids(folder, root):
        expand(grid)


def fits(*names: str) -> list[bool]:
    """Whether each is an identifier of a figure."""
    return [re.fullmatch(RAW_FIGURES["id"].pattern, each, re.ASCII) is not None for each in names]
