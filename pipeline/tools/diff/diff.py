"""Compare two sides: changes, their effects, and the version step that they require."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.paths import Paths
from pipeline.rules import LocalizedText, localized
from pipeline.tools.diff.dataset import DECLARED, Dataset, Key, absent_dataset
from pipeline.tools.diff.impact import Impact, ImpactKind, impacts
from pipeline.tools.diff.rows import (
    SHARED,
    Change,
    ChangeKind,
    Severity,
    line_shifts,
    table_changes,
)
from pipeline.tools.diff.sources import UnknownReportError, load_dataset, working_tree
from pipeline.tools.diff.version import StructureChange, VersionAdvice, advise, structure_changes


@dataclass(frozen=True)
class DatasetDiff:
    """Hold all differences between two sides, most important first.

    Attributes:
        old, new: the sides.
        structure: changes of the package's structure.
        changes: changed rows, in this order: values, readings, typography.
        effects: consequences of the changes.
        version: the version step that they require.
        relined: number of rows whose line in raw/ changed, and nothing else.
        notes: what could not be compared.
    """

    old: Dataset
    new: Dataset
    structure: tuple[StructureChange, ...]
    changes: tuple[Change, ...]
    impacts: tuple[Impact, ...]
    version: VersionAdvice
    line_shifts: int
    notes: tuple[LocalizedText, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether every table of both sides could be compared."""
        return not (self.old.unread or self.new.unread)

    @property
    def is_empty(self) -> bool:
        """Return whether the data of both sides is equal, as far as it could be compared."""
        return not (self.structure or self.changes or self.impacts)

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of rows in each group, in order of the groups."""
        counted = Counter(group(change) for change in self.changes)
        return {name: counted[name] for name in GROUPS if counted[name]}


#: Groups of changed rows in the order of the report.
GROUPS = (
    "value", "removed", "reading", "added", "text", "renumbered", "moved", "wording", "derived",
)  # fmt: skip


def group(change: Change) -> str:
    """Return the group of a changed row."""
    named_by_severity = change.kind is ChangeKind.REVISED or change.severity is Severity.DERIVED
    return change.severity.code if named_by_severity else str(change.kind)


def _natural(key: Key) -> tuple[tuple[tuple[int, int | str], ...], ...]:
    """Return a sort key in natural order: 1.2-010 after 1.2-009, 1.10 after 1.9."""
    return tuple(
        tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _parts(each))
        for each in key
    )


def _parts(text: str) -> list[str]:
    return text.replace("-", ".").split(".")


def _order(change: Change) -> tuple[int, int, str, object]:
    tables = list(DECLARED)
    place = tables.index(change.table) if change.table in tables else len(tables)
    return GROUPS.index(group(change)), place, change.table, _natural(change.key)


def _shared(old: Dataset, new: Dataset) -> Iterator[str]:
    for table in {**DECLARED, **new.tables}:
        if table in old.tables and table in new.tables:
            yield table


def _absent(old: Dataset, new: Dataset) -> Iterator[LocalizedText]:
    """Yield tables that only one side has, if no structure change covers them."""
    if old.descriptor and new.descriptor:
        return
    for table in sorted(old.tables.keys() ^ new.tables.keys()):
        side = old if table in old.tables else new
        yield localized("{table}: only in {side}; not compared", table=table, side=side.name)


def _referred(found: tuple[Impact, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (each.table, each.key[0]) for each in found if each.kind is ImpactKind.REFERENCED_ROWS
    )


def _weakened(found: tuple[Impact, ...]) -> list[LocalizedText]:
    """Return the texts of weakened identities; a changed code calls for a step by itself if a row uses it."""
    return [
        each.text for each in found if each.kind is ImpactKind.WEAKENED and each.table not in SHARED
    ]


def compare(old: Dataset, new: Dataset) -> DatasetDiff:
    """Return the differences between two sides."""
    tables = list(_shared(old, new))
    changes = [
        change for table in tables for change in table_changes(old.tables[table], new.tables[table])
    ]
    changes.sort(key=_order)
    structure, found = structure_changes(old, new), impacts(old, new, changes)
    counted = [change for change in changes if change.severity is not Severity.DERIVED]
    return DatasetDiff(
        old,
        new,
        structure,
        tuple(changes),
        found,
        advise(old.version, new.version, structure, counted, _referred(found), _weakened(found)),
        sum(line_shifts(old.tables[table], new.tables[table]) for table in tables),
        (*old.unread, *new.unread, *old.notes, *new.notes, *_absent(old, new)),
    )


def diff_datasets(paths: Paths, old: str, new: str | None, report: str) -> DatasetDiff:
    """Compare two named sides; the working tree is the new side if none is named.

    If the old side has other reports only, the report is new and every row is added.

    Raises:
        UnreadableSideError: a side cannot be read, or the new side does not have the report.
    """
    # the named sides first: a wrong name is reported before the working tree is validated
    before = _loaded(old, paths, report)
    after = (
        working_tree(paths.root, report) if new is None else load_dataset(new, paths.root, report)
    )
    if before is None:
        before = absent_dataset(old, report, after)
    return compare(before, after)


def _loaded(side: str, paths: Paths, report: str) -> Dataset | None:
    """Load a side; None if it has other reports only."""
    try:
        return load_dataset(side, paths.root, report)
    except UnknownReportError:
        return None
