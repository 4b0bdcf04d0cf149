"""Compare two sides: changes, their effects, and the version step that they require."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.paths import Paths
from pipeline.rules import Wording
from pipeline.tools.diff.dataset import DECLARED, Key, Snapshot
from pipeline.tools.diff.impact import Effect, EffectKind, effects
from pipeline.tools.diff.rows import Change, Class, Kind, relined, table_changes
from pipeline.tools.diff.sources import snapshot, working_tree
from pipeline.tools.diff.version import StructureChange, VersionAdvice, advise, structure_changes


@dataclass(frozen=True)
class Difference:
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

    old: Snapshot
    new: Snapshot
    structure: tuple[StructureChange, ...]
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    version: VersionAdvice
    relined: int
    notes: tuple[Wording, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether every table of both sides could be compared."""
        return not (self.old.unread or self.new.unread)

    @property
    def is_empty(self) -> bool:
        """Return whether the data of both sides is equal, as far as it could be compared."""
        return not (self.structure or self.changes or self.effects)

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
    told_by_class = change.kind is Kind.REVISED or change.lead is Class.DERIVED
    return change.lead.code if told_by_class else str(change.kind)


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


def _shared(old: Snapshot, new: Snapshot) -> Iterator[str]:
    for table in {**DECLARED, **new.sheets}:
        if table in old.sheets and table in new.sheets:
            yield table


def _absent(old: Snapshot, new: Snapshot) -> Iterator[Wording]:
    """Yield tables that only one side has, if no structure change covers them."""
    if old.descriptor and new.descriptor:
        return
    for table in sorted(old.sheets.keys() ^ new.sheets.keys()):
        side = old if table in old.sheets else new
        yield Wording(
            f"{table}: only in {side.name}; not compared",
            f"{table}：仅 {side.name} 有此表，未参与比较",
        )


def _referred(found: tuple[Effect, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((each.table, each.key[0]) for each in found if each.kind is EffectKind.TOUCHED)


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Return the differences between two sides."""
    tables = list(_shared(old, new))
    changes = [
        change for table in tables for change in table_changes(old.sheets[table], new.sheets[table])
    ]
    changes.sort(key=_order)
    structure, found = structure_changes(old, new), effects(old, new, changes)
    counted = [change for change in changes if change.lead is not Class.DERIVED]
    return Difference(
        old,
        new,
        structure,
        tuple(changes),
        found,
        advise(old.version, new.version, structure, counted, _referred(found)),
        sum(relined(old.sheets[table], new.sheets[table]) for table in tables),
        (*old.unread, *new.unread, *old.notes, *new.notes, *_absent(old, new)),
    )


def difference_of(paths: Paths, old: str, new: str | None, report: str) -> Difference:
    """Compare two named sides; the working tree is the new side if none is named.

    Raises:
        UnreadableSideError: a side cannot be read.
    """
    after = working_tree(paths.root, report) if new is None else snapshot(new, paths.root, report)
    return compare(snapshot(old, paths.root, report), after)
