"""The first line of a raw file against the columns of its table, and what any cell may not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from pipeline.rules import Finding, Place, Wording
from pipeline.rules import capture as rules
from pipeline.tables import Table

LONGEST_CELL: Final = 10_000
LONGEST_NAME: Final = 80


def same(text: str) -> Wording:
    """A text that is the same in both languages."""
    return Wording(text, text)


def nearest_name(value: str, known: Sequence[str]) -> str:
    """The known value that is close to this one, or nothing."""
    return next(iter(get_close_matches(value, known, n=1, cutoff=0.6)), "")


def nearest(value: str, known: Sequence[str]) -> Wording:
    """“Did you mean …?” for a value close to a known one, else nothing."""
    close = nearest_name(value, known)
    if not close:
        return Wording("", "")
    return Wording(f" Did you mean {close!r}?", f"是否为 {close!r}？")


def unprintable(text: str) -> bool:
    """Whether a text holds a character that is never printed, such as a line break or a direction."""
    # the ideographic space is no control character, although Python does not call it printable
    return not text.isprintable() and not text.replace("\u3000", "").isprintable()


def cell_findings(value: str, place: Place) -> Iterator[Finding]:
    """What is wrong with a cell of any column: its length, its characters, blanks around it."""
    if len(value) > LONGEST_CELL:
        yield rules.CellTooLong(place, value, same(str(LONGEST_CELL)))
    if unprintable(value):
        yield rules.ControlCharacter(place, value)
    elif value != value.strip():
        yield rules.StraySpace(place, value)


def _misplaced(header: list[str], table: Table) -> set[str]:
    """Missing columns that another finding explains: the cell in their place is another name."""
    missing = [name for name in table.columns if name not in header]
    explained = {nearest_name(name, missing) for name in header if name not in table.columns}
    if len(header) == len(table.columns):
        known = zip(header, table.columns, strict=True)
        explained |= {
            name
            for index, (cell, name) in enumerate(known)
            if cell not in table.columns or cell in header[:index]
        }
    return explained & set(missing)


def _name_findings(name: str, header: list[str], table: Table, file: str) -> Iterator[Finding]:
    place = Place(file, 1, name[:LONGEST_NAME])
    if len(name) > LONGEST_CELL or not name.isprintable():
        yield from cell_findings(name, Place(file, 1))
    elif name not in table.columns:
        yield rules.UnknownColumn(place, name, nearest(name, table.columns))
    elif header.count(name) > 1:
        yield rules.DuplicateColumn(place, name)


def header_findings(cells: list[str], table: Table, file: str) -> Iterator[Finding]:
    """Every finding about the first line, one for each mistake."""
    header, expected = [cell.strip() for cell in cells], same(",".join(table.columns))
    if not set(header) & set(table.columns):
        yield rules.NotAHeader(Place(file, 1), ",".join(header), expected)
        return
    for name in dict.fromkeys(header):
        yield from _name_findings(name, header, table, file)
    for name in table.columns:
        if name not in header and name not in _misplaced(header, table):
            yield rules.MissingColumn(Place(file, 1, name), name, expected)
    for cell in dict.fromkeys(cells):
        if cell != cell.strip() and cell.strip() in table.columns:
            yield rules.StraySpace(Place(file, 1, cell.strip()), cell)
