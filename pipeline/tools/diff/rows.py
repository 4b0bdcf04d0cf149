"""Compare the rows of one table on both sides, matched by key: added, removed, revised, moved.

A list of columns classifies a changed column, from the most severe kind of change to the least.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from pipeline.rules import LocalizedText, localized
from pipeline.schema import NOTES, VOCABULARY
from pipeline.tools.diff.dataset import Key, KeyedTable, Row


class Severity(IntEnum):
    """Define the kinds of change of a cell; lower is more important to users of the number."""

    VALUE = 0
    READING = 1
    TEXT = 2
    WORDING = 3
    DERIVED = 4

    @property
    def code(self) -> str:
        """Return the name for programs."""
        return self.name.lower()


TITLES: Final[Mapping[Severity, LocalizedText]] = {
    Severity.VALUE: localized("value"),
    Severity.READING: localized("reading"),
    Severity.TEXT: localized("printed text"),
    Severity.WORDING: localized("wording"),
    Severity.DERIVED: localized("derived"),
}
#: Columns with the position of a row in our own files; not compared.
LINES: Final = frozenset({"raw_file", "raw_row"})
#: Columns with the position of a figure in the report.
PLACES: Final = frozenset({"section", "page", "paragraph", "sentence", "ordinal"})
_FIGURES: Final[Mapping[Severity, frozenset[str]]] = {
    Severity.VALUE: frozenset(
        {"value", "value_high", "decimals", "lower", "upper", "lower_closed", "upper_closed"}
    ),
    Severity.READING: frozenset(
        {
            *("report", "indicator", "entity", "measure", "unit", "bound", "period", "basis"),
            *("period_start", "period_end", "period_kind", "base_start", "base_end"),
            *("status", "cited", "credit", "inferred"),
        }
    ),
    Severity.TEXT: frozenset(
        {*PLACES, "sentence_sha256", "printed", "number", "number_high", "multiplier", "hedge"}
    ),
    Severity.WORDING: frozenset(NOTES),
    Severity.DERIVED: frozenset({"indicator_zh", "indicator_en", "entity_zh", "entity_en"}),
}
#: Columns of other tables that are not readings; all their other columns are.
_OTHERS: Final[Mapping[Severity, frozenset[str]]] = {
    Severity.VALUE: frozenset({"verdict", "exponent", "sign"}),
    Severity.TEXT: frozenset(
        {*PLACES, "token", "sentence_sha256", "heading", "first", "second", "decision"}
    ),
    Severity.WORDING: frozenset(
        {*NOTES, "authority", "outside_source_zh", "outside_source_en", "outside_url"}
    ),
    Severity.DERIVED: frozenset(
        {
            *("implied_lower", "implied_lower_closed", "implied_upper", "implied_upper_closed"),
            *("printed_lower", "printed_lower_closed", "printed_upper", "printed_upper_closed"),
            *("slack", "vacuous", "policy_used", "power_up", "power_down"),
            *("figures", "policies", "initiatives", "recommendations"),
        }
    ),
}
#: A column named after the table of figures holds a list of figures, which is a reading.
_LISTING_FIGURES: Final = frozenset({"errata", "initiatives"})
#: Computed from the figures: a change in it follows from another change.
MADE: Final = frozenset({"check_coverage", "error_detection", "identity_terms"})
#: The tables that all reports share.
SHARED: Final = frozenset(table.name for table in VOCABULARY)


def severity_of(table: str, column: str) -> Severity:
    """Return the kind of change that a change of this column is."""
    if table == "figures":
        own = (kind for kind, columns in _FIGURES.items() if column in columns)
        return next(own, Severity.READING)
    if table in MADE:
        return Severity.DERIVED
    if table in _LISTING_FIGURES and column == "figures":
        return Severity.READING
    found = next((kind for kind, columns in _OTHERS.items() if column in columns), Severity.READING)
    texts = column.endswith(("_zh", "_en"))
    return Severity.WORDING if found is Severity.READING and texts else found


class ChangeKind(StrEnum):
    """Define the kinds of change of a row."""

    REVISED = "revised"
    REMOVED = "removed"
    ADDED = "added"
    RENUMBERED = "renumbered"
    MOVED = "moved"


@dataclass(frozen=True)
class Cell:
    """Hold a cell whose content changed."""

    column: str
    old: str
    new: str
    kind: Severity


@dataclass(frozen=True)
class Change:
    """Hold one row that changed.

    Attributes:
        key: of the new side; of the old side if the row was removed.
        cells: changed cells, most severe first; empty if only the order changed.
        former: the old key, if the row was renumbered.
        row: the current row, or the old row if it was removed.
    """

    table: str
    key: Key
    kind: ChangeKind
    cells: tuple[Cell, ...] = ()
    former: Key = ()
    row: Row = field(default_factory=dict, compare=False)

    @property
    def severities(self) -> tuple[Severity, ...]:
        """Return the kinds of change of its cells, most severe first."""
        return tuple(sorted({cell.kind for cell in self.cells}))

    @property
    def severity(self) -> Severity:
        """Return the most severe kind of change of its cells.

        A package holds the codes that it uses, so a code comes or goes with the rows that use it.
        """
        uses_it = self.table in SHARED and self.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
        if self.table in MADE or uses_it:
            return Severity.DERIVED
        return self.severities[0] if self.cells else Severity.TEXT


def _cells(table: str, old: Row, new: Row) -> tuple[Cell, ...]:
    """Return the cells that both sides have and that differ."""
    found = [
        Cell(name, old[name], new[name], severity_of(table, name))
        for name in new
        if name in old and name not in LINES and old[name] != new[name]
    ]
    return tuple(sorted(found, key=lambda cell: cell.kind))


def _revised(table: str, old: KeyedTable, new: KeyedTable) -> Iterator[Change]:
    for key, row in new.rows.items():
        if key in old.rows and (cells := _cells(table, old.rows[key], row)):
            moved = {cell.column for cell in cells} <= PLACES
            yield Change(
                table, key, ChangeKind.MOVED if moved else ChangeKind.REVISED, cells, (), row
            )


def _by_content(
    rows: Mapping[Key, Row], columns: Sequence[str]
) -> dict[tuple[str, ...], list[Key]]:
    found: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, row in rows.items():
        found[tuple(row.get(name, "") for name in columns)].append(key)
    return found


def _renumbered(
    removed: Mapping[Key, Row], added: Mapping[Key, Row], key: tuple[str, ...]
) -> Iterator[tuple[Key, Key]]:
    """Yield old and new key of rows with equal content under another key, in order."""
    if not removed or not added:
        return
    known = set(next(iter(removed.values()))) & set(next(iter(added.values())))
    # the ledger gives the position of a figure by its identifier, so it changes with it
    looked_up = PLACES | {"sentence_sha256"} if key == ("figure_id",) else PLACES
    columns = sorted(known - set(key) - LINES - looked_up)
    before, after = _by_content(removed, columns), _by_content(added, columns)
    for content, keys in before.items():
        others = after.get(content, [])
        if any(content) and len(keys) == len(others):
            yield from zip(keys, others, strict=True)


def _out_of_order(old: KeyedTable, new: KeyedTable) -> list[Key]:
    """Return the smallest set of common rows whose move turns the old order into the new one."""
    position = {key: index for index, key in enumerate(old.rows)}
    kept = [key for key in new.rows if key in position]
    tails: list[int] = []
    lengths: list[int] = []
    for key in kept:
        at = bisect_left(tails, position[key])
        tails[at : at + 1] = [position[key]]
        lengths.append(at + 1)
    longest, stays = len(tails), set[Key]()
    for key, length in zip(reversed(kept), reversed(lengths), strict=True):
        if length == longest:
            stays.add(key)
            longest -= 1
    return [key for key in kept if key not in stays]


def table_changes(old: KeyedTable, new: KeyedTable) -> list[Change]:
    """Return every change of one table."""
    table = new.table
    removed = {key: row for key, row in old.rows.items() if key not in new.rows}
    added = {key: row for key, row in new.rows.items() if key not in old.rows}
    revised = list(_revised(table, old, new))
    renumbered = list(_renumbered(removed, added, new.key))
    same_old, same_new = {was for was, _ in renumbered}, {now for _, now in renumbered}
    reported = {change.key for change in revised}
    return [
        *revised,
        *(
            Change(table, now, ChangeKind.RENUMBERED, (), was, added[now])
            for was, now in renumbered
        ),
        *(
            Change(table, key, ChangeKind.REMOVED, (), (), row)
            for key, row in removed.items()
            if key not in same_old
        ),
        *(
            Change(table, key, ChangeKind.ADDED, (), (), row)
            for key, row in added.items()
            if key not in same_new
        ),
        *(
            Change(table, key, ChangeKind.MOVED, (), (), new.rows[key])
            for key in _out_of_order(old, new)
            if key not in reported
        ),
    ]


def line_shifts(old: KeyedTable, new: KeyedTable) -> int:
    """Count rows whose line in raw/ changed, and nothing else."""
    return sum(
        any(row.get(name) != new.rows[key].get(name) for name in LINES & set(row))
        for key, row in old.rows.items()
        if key in new.rows and LINES & set(new.rows[key])
    )
