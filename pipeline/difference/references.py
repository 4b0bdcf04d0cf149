"""Rows that refer to what was removed or revised: by name for figures, counted for codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.difference.classes import Class
from pipeline.difference.consequence import Effect, EffectKind, listed
from pipeline.difference.rows import Change, Kind
from pipeline.difference.snapshot import DECLARED, Row, Snapshot
from pipeline.rules import Wording
from pipeline.tables import FIGURES, NUMERALS, PROTECTION, VOCABULARY

#: Tables that have a row for every figure: that they refer to one says nothing.
_OF_EVERY_FIGURE: Final = frozenset({NUMERALS.name, PROTECTION.name})


def _references(side: Snapshot, target: str) -> dict[str, list[tuple[str, Row]]]:
    """For each code of `table.field` the rows of the side that refer to it, with their table."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in (each for each in DECLARED.values() if each.name in side.sheets):
        for column in (each for each in table.fields if each.refers_to == target):
            for row in side.rows(table.name).values():
                cell = row.get(column.name, "")
                for code in dict.fromkeys(cell.split(";") if column.listed else [cell]):
                    found[code].append((table.name, row))
    if target == "hedges.hedge":
        for row in side.rows(FIGURES.name).values():
            for code in filter(None, row.get("hedge", "").split("…")):
                found[code].append((FIGURES.name, row))
    return found


def _target(table: str) -> str:
    return f"{table}.{DECLARED[table].key[0]}" if table in DECLARED else ""


def _named(rows: Iterable[tuple[str, Row]]) -> str:
    """Referring rows by table: `identity_terms ID-001, ID-002; errata E01`."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, row in rows:
        name = row.get(DECLARED[table].key[0], "")
        if name not in by_table[table]:
            by_table[table].append(name)
    return "; ".join(f"{table} {listed(names)}" for table, names in by_table.items())


def _counted(rows: Iterable[tuple[str, Row]]) -> str:
    counts = Counter(table for table, _ in rows)
    return ", ".join(f"{table} {count}" for table, count in counts.items())


def _gone(change: Change) -> str:
    """The key that no row has any more, if the change took it away."""
    key = {Kind.REMOVED: change.key, Kind.RENUMBERED: change.former}.get(change.kind, ())
    return key[0] if len(key) == 1 else ""


def reference_effects(new: Snapshot, changes: Iterable[Change]) -> Iterator[Effect]:
    """Rows that refer to what was removed or revised: by name for figures, counted for codes."""
    known: dict[str, Mapping[str, list[tuple[str, Row]]]] = {}
    vocabulary = {table.name for table in VOCABULARY}
    for change in changes:
        target = _target(change.table)
        references = known.setdefault(target, _references(new, target)) if target else {}
        if gone := _gone(change):
            if rows := references.get(gone):
                yield Effect(
                    EffectKind.DANGLING, change.table, (gone,), _dangling(gone, rows), len(rows)
                )
        elif change.kind is Kind.REVISED and len(change.key) == 1:
            rows = references.get(change.key[0], [])
            if change.table in vocabulary and rows:
                yield Effect(
                    EffectKind.TOUCHED, change.table, change.key, _touched(change, rows), len(rows)
                )
            elif change.table == FIGURES.name and change.lead <= Class.TEXT:
                others = [each for each in rows if each[0] not in _OF_EVERY_FIGURE]
                if others:
                    said = _referred(change, others)
                    yield Effect(EffectKind.REFERRED, change.table, change.key, said, len(others))


def _dangling(code: str, rows: list[tuple[str, Row]]) -> Wording:
    return Wording(
        f"{code} is gone and still referred to by {_named(rows)}",
        f"{code} 已不存在，但仍被引用：{_named(rows)}",
    )


def _touched(change: Change, rows: list[tuple[str, Row]]) -> Wording:
    return Wording(
        f"{change.table} {change.key[0]}: used by {_counted(rows)}",
        f"{change.table} {change.key[0]}：被使用于 {_counted(rows)}",
    )


def _referred(change: Change, rows: list[tuple[str, Row]]) -> Wording:
    return Wording(
        f"{change.table} {change.key[0]} is referred to by {_named(rows)}",
        f"{change.table} {change.key[0]} 被引用于 {_named(rows)}",
    )
