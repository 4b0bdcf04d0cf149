"""Expand the tables of a report, keyed cell by cell as printed, to figures, ledger and identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.ingest.csv_table import RawTable
from pipeline.ingest.grids.figures import (
    CONTEXT,
    RAW_CELL,
    TITLE_CONTEXT,
    Cells,
    ExpandedGrid,
    expand,
    with_rows,
)
from pipeline.ingest.grids.grid import (
    FOLDER,
    Grid,
    column_letters,
    column_number,
    files_by_section,
    grid_files,
    key_file,
    read_grid,
    read_grids,
)
from pipeline.ingest.grids.identities import grid_identities
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.file_rules import WrongYamlValue
from pipeline.schema import NUMERALS, RAW_FIGURES, RAW_IDENTITIES, RAW_SECTIONS

__all__ = [
    "CONTEXT", "FOLDER", "RAW_CELL", "TITLE_CONTEXT", "ExpandedGrid", "Grid", "column_letters",
    "column_number", "expand", "expand_grids", "files_by_section", "grid_files", "key_file",
    "read_grid", "read_grids", "rows_by_table", "with_rows",
]  # fmt: skip
Taken = dict[str, set[str]]
_HIGHEST = 99_999


def expand_grids(
    grids: Sequence[Grid], tables: Mapping[str, RawTable], figures: Mapping[str, RawTable]
) -> tuple[ExpandedGrid, ...]:
    """Expand the grids of a report.

    Args:
        grids: the grids in order; a later one is wrong if it uses the numbers of an earlier one.
        tables: the keyed tables, of which sections and numerals are used.
        figures: the keyed figures by section.
    """
    if not grids:
        return ()
    sections = tables[RAW_SECTIONS.name]
    known = set(_column(sections, "section")) if sections.is_readable else None
    taken: Taken = {
        "first_figure": {each for keyed in figures.values() for each in _column(keyed, "id")},
        "paragraph": set(_paragraphs(tables[NUMERALS.name].frame)),
    }
    expanded = {each.file: expand(_of_a_known_section(each, known)) for each in grids}
    # cells that a key does not explain may shift the numbers of a grid: it is compared last
    for each in sorted(expanded.values(), key=_has_errors):
        expanded[each.grid.file] = _separate(each, taken)
    return tuple(expanded.values())


def _has_errors(expanded: ExpandedGrid) -> bool:
    return any(each.is_error for each in expanded.findings)


def rows_by_table(expanded: ExpandedGrid) -> dict[str, list[Cells]]:
    """Return the rows of a grid by the name of the table to which they are added."""
    return {
        RAW_FIGURES.name: expanded.figures,
        NUMERALS.name: list(expanded.ledger),
        RAW_IDENTITIES.name: grid_identities(expanded),
    }


def _column(captured: RawTable, name: str) -> Sequence[str]:
    return list(captured.frame[name]) if name in captured.frame else []


def _paragraphs(ledger: pd.DataFrame) -> Iterator[str]:
    if {"section", "paragraph"} <= set(ledger.columns):
        yield from ledger["section"] + " " + ledger["paragraph"]


def _of_a_known_section(grid: Grid, known: set[str] | None) -> Grid:
    if known is None or grid.section in known:
        return grid
    return _rejected(grid, "section", localized("a section of sections.csv"))


def _separate(expanded: ExpandedGrid, taken: Taken) -> ExpandedGrid:
    """Return a grid whose figures and paragraphs are its own, or without rows and with a finding."""
    grid = expanded.grid
    first = grid.key.first_figure if grid.key else 0
    numbers = range(first, first + len(expanded.body))
    own = {
        "first_figure": {f"{grid.section}-{number:03d}" for number in numbers},
        "paragraph": {f"{row['section']} {row['paragraph']}" for row in expanded.ledger},
    }
    taken["first_figure"].add(f"{grid.section}-{_HIGHEST + 1}")
    for name, form in (
        (
            "first_figure",
            localized("a number after which the cells have free numbers, up to 99999"),
        ),
        ("paragraph", localized("the first of paragraphs that have no other numerals")),
    ):
        if own[name] & taken[name] and _has_errors(expanded):
            return expand(replace(grid, findings=expanded.findings))
        if own[name] & taken[name]:
            return expand(_rejected(grid, name, form))
    for name, used in own.items():
        taken[name] |= used
    return expanded


def _rejected(grid: Grid, name: str, form: LocalizedText) -> Grid:
    """Return a grid with a finding at a key, unless its files already have one."""
    if grid.key is None or not grid.is_readable:
        return grid
    stated = str(getattr(grid.key, name))
    finding: Finding = WrongYamlValue(grid.facts.place(name), stated, form)
    return replace(grid, findings=(*grid.findings, finding))
