"""Expand a grid to ordinary figures, and to the rows of the ledger for every numeral in it.

A figure has the columns of figures/*.csv. Its place is the cell of the grid. `context` is the text
that states its meaning: title, headers of its column, headers of its row. A sentence of the ledger is a
row of the table, in the normal form of rows; title and notes are paragraphs of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import product
from typing import Final

import pandas as pd

from pipeline.ingest.csv_table import RAW_FILE, RAW_ROW, RawTable
from pipeline.ingest.grids.grid import Grid, body_places
from pipeline.ingest.grids.key import GridKey, Meaning
from pipeline.parsing.normalization import (
    CELL_RULE,
    fingerprint,
    normalize_characters,
    normalize_text,
    row_text,
)
from pipeline.parsing.numeral_tokens import Token, tokens
from pipeline.rules import Finding, Location, localized, untranslated
from pipeline.rules.file_rules import EmptyInDraft, HeaderOnly, WrongYamlValue
from pipeline.rules.grid_rules import CellNotExplained, MeaningGivenTwice, MeaningRepeated
from pipeline.schema import NUMERALS, RAW_FIGURES

#: The column of a grid in which a figure is, and the texts that state its meaning there.
RAW_CELL: Final = "raw_cell"
CONTEXT: Final = "context"
TITLE_CONTEXT: Final = "title_context"
Cells = Mapping[str, str]
#: What a key gives to figures; the words of multiplier and unit are in their printed forms.
_PROPERTIES: Final = (*(each.name for each in fields(Meaning)), "page")
#: Two figures of a table differ in one of these columns.
_MEANING: Final = ("indicator", "entity", "unit", "period", "basis", "status", "cited")
#: Findings about a table without rows, which a grid may give.
EMPTY: Final = (EmptyInDraft, HeaderOnly)
#: A number, a loss in brackets, and what follows the number if it is a footnote mark.
_NUMBER: Final = re.compile(
    r"(?P<sign>[-+]? ?|\()(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<unit>[%‰‱]?)"
    r"(?P<close>\)?)(?P<mark>.*)",
    re.ASCII,
)
_TABLE_LABEL: Final = re.compile(r"[表图]$")
_YEAR: Final = re.compile(r"(?:18|19|20|21)\d\d")


@dataclass(frozen=True)
class BodyCell:
    """Hold a cell of the body: its place, its figure's row, or the mark in place of a number."""

    line: int
    column: str
    figure: Cells | None
    mark: str = ""

    @property
    def id(self) -> str:
        """Return the identifier of its figure, blank if there is none."""
        return self.figure["id"] if self.figure else ""


@dataclass(frozen=True)
class ExpandedGrid:
    """Hold what a grid becomes: its body, the ledger, and findings."""

    grid: Grid
    body: Mapping[tuple[int, str], BodyCell] = field(default_factory=dict)
    ledger: tuple[Cells, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def figures(self) -> list[Cells]:
        """Return the figures row by row."""
        return [cell.figure for cell in self.body.values() if cell.figure]

    def origins(self) -> Iterator[tuple[Location, list[Location]]]:
        """Yield the place of each property of a figure, and the places of the key that may give it.

        The first one gives it, if one does; then follow those that could.
        """
        key = self.grid.key
        for (line, column), cell in self.body.items() if key else ():
            parts = list(_parts(key, cell)) if key and cell.figure else []
            given = {name: (*path, name) for path, part in parts for name in part.given}
            given["page"] = ("page",)
            for name in _PROPERTIES if parts else ():
                paths = [("cells",), ("columns", column), ("rows", str(line))]
                paths = [given[name], *paths] if name in given else paths
                at = self.grid.place(line, column, "printed" if name == "words" else name)
                yield at, [self._key_place(path, name) for path in paths]

    def _key_place(self, path: tuple[str, ...], name: str) -> Location:
        """Return the place of a property in the key, or of a row or column that the key lacks."""
        grid, key = self.grid, self.grid.key
        if key and path[0] in ("rows", "columns") and path[:2] not in grid.facts.lines:
            by_row = path[0] == "rows"
            line = int(path[1]) if by_row else key.header_rows[0]
            return grid.place(line, "" if by_row else path[1], name)
        return replace(grid.facts.place(*path), column=name)


def expand(grid: Grid) -> ExpandedGrid:
    """Expand a grid; one whose files cannot be read becomes nothing but findings."""
    key = grid.key
    if key is None or not grid.is_readable:
        return ExpandedGrid(grid, findings=grid.findings)
    body: dict[tuple[int, str], BodyCell] = {}
    for number, (line, column) in enumerate(body_places(grid, key)):
        body[line, column] = _body_cell(grid, key, line, column, key.first_figure + number)
    findings = (
        *grid.findings,
        *_given_twice(grid, key),
        *_unexplained(grid, key, body),
        *_repeated(grid, body),
        *_further_reasons(grid, key),
    )
    return ExpandedGrid(grid, body, tuple(_ledger(grid, key, body)), findings)


@dataclass(frozen=True)
class _Number:
    """Hold a plain number: its printed form, its digits, and the mark behind it."""

    printed: str
    number: str
    mark: str
    has_unit: bool


def _plain_number(text: str, key: GridKey) -> _Number | None:
    """Return the number in a cell; a mark behind it has a meaning in the key."""
    found = _NUMBER.fullmatch(normalize_characters(text))
    if found is None or (found["sign"] == "(") != (found["close"] == ")"):
        return None
    known = {normalize_characters(mark).strip(): mark for mark in key.marks}
    mark = known.get(found["mark"].strip()) if found["mark"] else ""
    if mark is None:
        return None
    sign = "-" if found["sign"].strip() in ("-", "(") else ""
    number = sign + found["digits"].replace(",", "") + (found["rest"] or "")
    printed = text[: len(text) - len(found["mark"])].rstrip() if mark else text
    return _Number(printed, number, mark, bool(found["unit"]))


def _body_cell(grid: Grid, key: GridKey, line: int, column: str, number: int) -> BodyCell:
    text = grid.cells.get((line, column), "")
    exact, plain = key.exceptions.get(f"{column}{line}"), _plain_number(text, key)
    if not plain and not (exact and exact.printed):
        return BodyCell(line, column, None, text)
    mark = plain.mark or text if plain else text
    *shared, exceptional = _parts(key, BodyCell(line, column, None, mark))
    cells = {name: each for _, part in shared for name, each in part.given.items()}
    words = cells.pop("words", "")
    if plain:
        supplied = f"〔{words}〕" if words and not plain.has_unit else ""
        cells |= {"printed": f"{plain.printed}{supplied}", "number": plain.number}
    cells |= exceptional[1].given
    cells.pop("words", "")
    cells["inferred"] = _inferred(cells, row_text(grid.row(line)))
    figure = {
        **dict.fromkeys(RAW_FIGURES.columns, ""),
        **cells,
        "id": f"{key.section}-{number:03d}",
        "page": key.page,
        **_place(grid, line, column),
        CONTEXT: "|".join(_headers(grid, key, line, column)),
        TITLE_CONTEXT: "|".join(normalize_text(each) for n in key.title for each in grid.row(n)),
    }
    return BodyCell(line, column, figure, mark if mark in key.marks else "")


def _unexplained(
    grid: Grid, key: GridKey, body: Mapping[tuple[int, str], BodyCell]
) -> Iterator[Finding]:
    """Report cells without a number or a mark; only the first one, if a line or column has no other."""
    kept = [cell for cell in body.values() if cell.line in grid.filled_lines]
    wrong = [cell for cell in kept if cell.figure is None and cell.mark not in key.marks]
    cells, faults = (Counter(p for c in each for p in (c.line, c.column)) for each in (kept, wrong))
    reported: set[int | str] = set()
    for cell in wrong:
        whole = [p for p in (cell.line, cell.column) if 1 < cells[p] == faults[p]]
        if not reported.intersection(whole):
            reported.update(whole)
            yield CellNotExplained(grid.place(cell.line, cell.column), cell.mark)


def _further_reasons(grid: Grid, key: GridKey) -> Iterator[Finding]:
    """Report reasons for more numerals than a cell has."""
    for name, reasons in key.reasons.items():
        column = name.rstrip("0123456789")
        cell = grid.cells.get((int(name.removeprefix(column)), column), "")
        if len(reasons) > len(tokens(normalize_text(cell))):
            form = localized("the reason of a numeral of the cell")
            yield WrongYamlValue(grid.facts.place("reasons", name), reasons[-1], form)


def _parts(key: GridKey, cell: BodyCell) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield what the key gives to a cell, each part before those that replace it, with its path."""
    nothing, name = Meaning(), f"{cell.column}{cell.line}"
    column = (("columns", cell.column), key.columns.get(cell.column, nothing))
    row = (("rows", str(cell.line)), key.rows.get(cell.line, nothing))
    yield ("cells",), key.cells
    yield from (row, column) if cell.column in key.replacing_columns else (column, row)
    yield ("marks", cell.mark), key.marks.get(cell.mark, nothing)
    yield ("exceptions", name), key.exceptions.get(name, nothing)


def _inferred(cells: Cells, row: str) -> str:
    """Return the columns that the row itself does not state; headers and title often state the period."""
    names = [*filter(None, cells.get("inferred", "").split(";"))]
    years = set(_YEAR.findall(cells.get("period", "")))
    if years and "period" not in names and not years <= {each.text for each in tokens(row)}:
        names.append("period")
    return ";".join(names)


def _given_twice(grid: Grid, key: GridKey) -> Iterator[Finding]:
    """Report properties of rows that columns give differently, once for each row and column."""
    reported: set[int | str] = set()
    for (line, row), (column, other) in product(key.rows.items(), key.columns.items()):
        given = other.given if column not in key.replacing_columns else {}
        for name, cell in row.given.items():
            if given.get(name, cell) != cell and not reported & {line, column}:
                reported |= {line, column}
                place = replace(grid.facts.place("rows", str(line), name), column=name)
                yield MeaningGivenTwice(place, cell, untranslated(f"{column}: {given[name]}"))


def _repeated(grid: Grid, body: Mapping[tuple[int, str], BodyCell]) -> Iterator[Finding]:
    """Report the first cell of each row and column whose figures mean the same as earlier ones."""
    first: dict[tuple[str, ...], BodyCell] = {}
    reported: set[tuple[int | str, ...]] = set()
    for cell in body.values():
        if cell.figure is None:
            continue
        earlier = first.setdefault(tuple(cell.figure[name] for name in _MEANING), cell)
        lines, columns = (earlier.line, cell.line), (earlier.column, cell.column)
        pair = lines if earlier.line != cell.line else columns
        if earlier is not cell and pair not in reported:
            reported.add(pair)
            other = f"{earlier.column}{earlier.line}"
            yield MeaningRepeated(
                grid.place(cell.line, cell.column), cell.figure["printed"], untranslated(other)
            )


def _place(grid: Grid, line: int, column: str) -> dict[str, str]:
    return {RAW_FILE: grid.file, RAW_ROW: str(line), RAW_CELL: column}


def _headers(grid: Grid, key: GridKey, line: int, column: str) -> Iterator[str]:
    """Yield the headers of a cell, normalised. A blank header continues the one to its left."""
    index = grid.columns.index(column)
    labels = [grid.columns.index(each) for each in key.header_columns]
    for row in key.header_rows:
        cells = grid.row(row)
        filled = [n for n in range(index, max(labels, default=-1), -1) if cells[n]]
        yield normalize_text(cells[filled[0]]) if filled else ""
    yield from (normalize_text(grid.labels[line, each]) for each in key.header_columns)


def _ledger(grid: Grid, key: GridKey, body: Mapping[tuple[int, str], BodyCell]) -> Iterator[Cells]:
    """Yield the rows of the ledger: title lines, rows of the table, notes."""
    paragraph, sentence, in_table = key.paragraph - 1, 0, False
    for line in grid.lines:
        is_row = line in grid.table_lines
        if not (is_row and in_table):
            paragraph, sentence = paragraph + 1, 0
        sentence, in_table = sentence + 1, is_row
        row = grid.row(line)
        text = row_text(row) if is_row else normalize_text("".join(row))
        yield from _numerals(grid, key, line, text, (paragraph, sentence), body)


def _numerals(
    grid: Grid,
    key: GridKey,
    line: int,
    text: str,
    at: tuple[int, int],
    body: Mapping[tuple[int, str], BodyCell],
) -> Iterator[Cells]:
    """Yield the numerals of one line, each with the figure of its cell or a reason."""
    counted: dict[str, int] = {}
    for ordinal, token in enumerate(tokens(text), start=1):
        column = _column(grid, line, token, text)
        cell = body.get((line, column))
        position = counted[column] = counted.get(column, -1) + 1
        figure = cell.id if cell and _is_of_the_number(cell, position, key) else ""
        reasons = key.reasons.get(f"{column}{line}", ())
        reason = reasons[position] if position < len(reasons) else _reason(token, text, cell)
        yield {
            **dict.fromkeys(NUMERALS.columns, ""),
            "section": key.section,
            "page": key.page,
            "paragraph": str(at[0]),
            "sentence": str(at[1]),
            "ordinal": str(ordinal),
            "token": token.text,
            "sentence_sha256": fingerprint(text),
            "figure": figure,
            "reason": "" if figure else reason,
            **_place(grid, line, column),
        }


def _column(grid: Grid, line: int, token: Token, text: str) -> str:
    """Return the column of a token; a line that is not of the table is in its first filled cell."""
    if line in grid.table_lines:
        return grid.columns[text.count(CELL_RULE, 0, token.start)]
    filled = [column for column in grid.columns if grid.cells.get((line, column))]
    return filled[0] if filled else grid.columns[0]


def _is_of_the_number(cell: BodyCell, position: int, key: GridKey) -> bool:
    """Return whether a numeral of a cell is not one of its footnote mark, such as ①."""
    return position == 0 or f"{cell.column}{cell.line}" in key.exceptions


def _reason(token: Token, text: str, cell: BodyCell | None = None) -> str:
    """Return why a numeral of title, headers, notes or a footnote mark is not a figure."""
    if _TABLE_LABEL.search(text[: token.start]) or (cell and cell.figure):
        return "list_number"
    return "date" if _YEAR.fullmatch(token.text) else "name"


def with_rows(captured: RawTable, rows: list[Cells]) -> RawTable:
    """Return a table with further rows, which may have the additional columns of grids."""
    if not rows:
        return captured
    frames = [captured.frame, pd.DataFrame(rows, dtype=object)]
    joined = pd.concat([each for each in frames if len(each)], ignore_index=True).fillna("")
    kept = tuple(each for each in captured.findings if not isinstance(each, EMPTY))
    return replace(captured, frame=joined, findings=kept)
