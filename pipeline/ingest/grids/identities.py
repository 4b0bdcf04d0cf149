"""Derive identities from the key of a grid: sums, shares of a whole, rates and differences.

A sum that the key states holds in every column whose cells have one meaning. If a cell of it has no
number, the whole is at least the sum of the others. Shares are those of the levels in the same row,
if the base of the share is the indicator of the levels; the whole is the row with a share of 100.
Rates and differences follow from the levels of two periods in one row, if their base of comparison
is the earlier one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.ingest.csv_table import RAW_FILE, RAW_ROW
from pipeline.ingest.grids.figures import RAW_CELL, BodyCell, Cells, ExpandedGrid
from pipeline.ingest.grids.key import GridKey, Sum
from pipeline.parsing import ComparisonBase, ComparisonBaseError, Period, PeriodError
from pipeline.rules import LocalizedText, localized

_OF_ONE_MEANING = ("unit", "multiplier", "period", "basis")
_PERCENT, _POINT = "percent", "percentage_point"


def grid_identities(expanded: ExpandedGrid) -> list[Cells]:
    """Return the identities of a grid as rows of identities.csv, at the cells that they claim."""
    key = expanded.grid.key
    if key is None:
        return []
    table = _Table(expanded, key)
    found = [*table.sums(), *table.means(), *(table.between_columns() if key.derive else ())]
    return [identity.row(expanded.grid.name, expanded.grid.file) for identity in found]


@dataclass(frozen=True)
class _Identity:
    """Hold an identity, the cell that it claims, and what it states with the numbers as printed."""

    kind: str
    expression: str
    claim: str
    cell: BodyCell
    shown: str
    text: LocalizedText
    ordinal: int = 0

    def row(self, grid: str, file: str) -> Cells:
        """Return the row of identities.csv."""
        mark = f"-{self.ordinal}" if self.ordinal else ""
        return {
            "identity": f"{grid}.{self.kind}-{self.cell.column}{self.cell.line}{mark}",
            "kind": self.kind,
            "expression": self.expression,
            "claim": self.claim,
            "statement_zh": f"{self.shown}：{self.text.zh}",
            "statement_en": f"{self.shown}: {self.text.en}",
            "note_zh": "",
            "note_en": "",
            RAW_FILE: file,
            RAW_ROW: str(self.cell.line),
            RAW_CELL: self.cell.column,
        }


def _period(row: Cells) -> Period | None:
    try:
        return Period.parse(row["period"]) if row["period"] else None
    except PeriodError:
        return None


def _base(row: Cells) -> ComparisonBase | None:
    try:
        return ComparisonBase.parse(row["basis"]) if row["basis"] else None
    except ComparisonBaseError:
        return None


def _base_period(row: Cells) -> Period | None:
    base = _base(row)
    try:
        return base.base_period(_period(row)) if base else None
    except PeriodError:
        return None


def _terms(cells: Sequence[BodyCell]) -> str:
    return " + ".join(f"[{cell.id}]" for cell in cells)


def _numbers(cells: Sequence[BodyCell]) -> str:
    return " + ".join(_number(cell) for cell in cells)


def _number(cell: BodyCell) -> str:
    number = cell.figure["number"] if cell.figure else ""
    return f"({number})" if number.startswith("-") else number


@dataclass(frozen=True)
class _Table:
    """Derive the identities of one expanded grid."""

    expanded: ExpandedGrid
    key: GridKey

    @property
    def body(self) -> Mapping[tuple[int, str], BodyCell]:
        """Return the cells of the body."""
        return self.expanded.body

    def sums(self) -> Iterator[_Identity]:
        """Yield the sums of the key, in every row or column that they cross."""
        for ordinal, each in enumerate(self.key.sums, start=1):
            for other in each.across or self._across(each.parts[0]):
                yield from self._sum(each, other, ordinal)

    def means(self) -> Iterator[_Identity]:
        """Yield the means of the key: a mean is between the two numbers of which it is one."""
        for ordinal, each in enumerate(self.key.means, start=1):
            for other in self._across(each.whole):
                cells = [self._cell(part, other) for part in (each.whole, *each.parts)]
                found = [cell for cell in cells if cell and cell.figure]
                if len(found) == len(cells) and _are_alike(found, add=False):
                    yield _mean(found[0], found[1], found[2], ordinal)

    def _across(self, part: int | str) -> list[int | str]:
        """Return the columns that cross a row, or the rows that cross a column."""
        index = 1 if isinstance(part, int) else 0
        return list(dict.fromkeys(place[index] for place in self.body))

    def _cell(self, part: int | str, other: int | str) -> BodyCell | None:
        line, column = (part, other) if isinstance(part, int) else (other, part)
        return self.body.get((int(line), str(column)))

    def _sum(self, stated: Sum, other: int | str, ordinal: int) -> Iterator[_Identity]:
        cells = [self._cell(part, other) for part in stated.parts]
        parts = [cell for cell in cells if cell and cell.figure]
        whole = None if stated.whole is None else self._cell(stated.whole, other)
        if not parts or not _are_alike([*parts, *([whole] if whole and whole.figure else [])]):
            return
        complete = len(parts) == len(cells)
        if whole and whole.figure:
            sign = "=" if complete else ">="
            claimed, shown, at = f"[{whole.id}]", _number(whole), whole
        elif (stated.total or stated.figure) and complete:
            shown = stated.total or f"[{stated.figure}]"
            sign, claimed, at = "=", shown, parts[0]
        else:
            return
        if sign == ">=" and any(_number(cell).startswith("(") for cell in parts):
            return  # a part without a number may be negative too
        if sign == "=":
            yield _Identity(
                "sum", _terms(parts), f"= {claimed}", at, f"{_numbers(parts)} = {shown}",
                localized("the parts add up to the whole"), ordinal,
            )  # fmt: skip
        else:
            yield _Identity(
                "bound", claimed, f">= {_terms(parts)}", at, f"{shown} ≥ {_numbers(parts)}",
                localized("the whole is at least the sum of the parts with a number"), ordinal,
            )  # fmt: skip

    def between_columns(self) -> Iterator[_Identity]:
        """Yield the shares, rates and differences that follow from levels of the table."""
        for cell in self.body.values():
            base = _base(cell.figure) if cell.figure else None
            if base and base.kind == "share_of":
                yield from self._share(cell, base.argument)
            elif base and cell.figure and _base_period(cell.figure):
                yield from self._change(cell)

    def _share(self, cell: BodyCell, of: str) -> Iterator[_Identity]:
        level, whole = self._level_of(cell, of), self._whole(cell, of)
        if level and whole and level is not whole:
            yield _Identity(
                "share", f"[{level.id}] / [{whole.id}] * 100", f"= [{cell.id}]", cell,
                f"{_number(level)} / {_number(whole)} = {_number(cell)}%",
                localized("the part in percent of the whole"),
            )  # fmt: skip

    def _level_of(self, cell: BodyCell, of: str) -> BodyCell | None:
        """Return the level in the row and period of a share, whose indicator is its base."""
        period = cell.figure["period"] if cell.figure else ""
        wanted = self._levels(cell, lambda row: (row["indicator"], row["period"]) == (of, period))
        return wanted[0] if len(wanted) == 1 else None

    def _whole(self, cell: BodyCell, of: str) -> BodyCell | None:
        """Return the level of the whole: of the row with a share of 100 in the column of a share."""
        shares = (each for (_, column), each in self.body.items() if column == cell.column)
        whole = next((each for each in shares if each.figure and _is_all(each.figure)), None)
        return self._level_of(whole, of) if whole else None

    def _levels(self, cell: BodyCell, wanted: Callable[[Cells], bool]) -> list[BodyCell]:
        """Return the levels of the row of a cell that are wanted."""
        return [
            other
            for (line, _), other in self.body.items()
            if line == cell.line and other.figure and cell.figure and other is not cell
            and not other.figure["basis"] and wanted(other.figure)
        ]  # fmt: skip

    def _change(self, cell: BodyCell) -> Iterator[_Identity]:
        """Yield the rate or the difference of two levels of a row."""
        row = cell.figure or {}
        now, before = _period(row), _base_period(row)
        levels = self._levels(cell, lambda other: other["entity"] == row["entity"])
        pairs = [
            (later, earlier)
            for later, earlier in product(levels, levels)
            if later.figure and earlier.figure
            and later.figure["indicator"] == earlier.figure["indicator"]
            and _period(later.figure) == now and _period(earlier.figure) == before
        ]  # fmt: skip
        if len(pairs) != 1:
            return
        later, earlier = pairs[0]
        unit = (later.figure or {})["unit"]
        shown = f"{_number(later)}, {_number(earlier)}: {_number(cell)}"
        if row["unit"] == _PERCENT and unit != _PERCENT:
            yield _Identity(
                "growth", f"([{later.id}] / [{earlier.id}] - 1) * 100", f"= [{cell.id}]", cell, shown,
                localized("the rate of change from the levels of two periods"),
            )  # fmt: skip
        elif row["unit"] == unit or (row["unit"] == _POINT and unit == _PERCENT):
            yield _Identity(
                "difference", f"[{later.id}] - [{earlier.id}]", f"= [{cell.id}]", cell, shown,
                localized("the difference of the levels of two periods"),
            )  # fmt: skip


def _are_alike(cells: Sequence[BodyCell], *, add: bool = True) -> bool:
    """Return whether cells have one unit, period and base, and can be added: rates cannot."""
    rows = [cell.figure for cell in cells if cell.figure]
    one = len({tuple(row[name] for name in _OF_ONE_MEANING) for row in rows}) == 1
    base = _base(rows[0])
    return one and (
        not add or base is None or base.kind == "share_of" or rows[0]["unit"] != _PERCENT
    )


def _is_all(row: Cells) -> bool:
    return row["unit"] == _PERCENT and re.fullmatch(r"100(?:\.0+)?", row["number"]) is not None


def _mean(whole: BodyCell, first: BodyCell, second: BodyCell, ordinal: int) -> _Identity:
    numbers = f"{_number(first)} … {_number(second)}"
    return _Identity(
        "bound", f"[{first.id}] + 0..1 * ([{second.id}] - [{first.id}])", f"= [{whole.id}]", whole,
        f"{numbers}: {_number(whole)}", localized("the mean is between the two numbers"), ordinal,
    )  # fmt: skip
