"""Find the effects of changed rows elsewhere: identities, detected errors, rows that refer to them.

References to removed or changed rows are listed by name for figures and counted for codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.rules import Wording
from pipeline.schema import FIGURES, IDENTITIES, IDENTITY_TERMS, NUMERALS, PROTECTION, VOCABULARY
from pipeline.tools.diff.dataset import DECLARED, Key, Row, Snapshot
from pipeline.tools.diff.rows import Change, Class, Kind


class EffectKind(StrEnum):
    """Define the effects of changes, most severe first."""

    INCONSISTENT = "identity_inconsistent"
    DANGLING = "reference_dangling"
    UNJUDGED = "identity_unjudged"
    UNDECIDABLE = "identity_undecidable"
    UNPROTECTED = "protection_lost"
    RESOLVED = "identity_resolved"
    DECIDED = "identity_decided"
    PROTECTED = "protection_gained"
    REFERRED = "row_referred_to"
    TOUCHED = "rows_touched"


@dataclass(frozen=True)
class Effect:
    """Describe one effect: its kind, its row, the number of affected rows, in words."""

    kind: EffectKind
    table: str
    key: Key
    said: Wording
    count: int = 1


_SHOWN: Final = 6


def listed(names: Iterable[str]) -> str:
    """List the first names, and the number of the others."""
    found = list(names)
    more = f" … +{len(found) - _SHOWN}" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


#: Tables with a row for every figure: their references are not informative.
_OF_EVERY_FIGURE: Final = frozenset({NUMERALS.name, PROTECTION.name})


def _references(side: Snapshot, target: str) -> dict[str, list[tuple[str, Row]]]:
    """Return, for each code of `table.field`, the rows of the side that refer to it, with their table."""
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
    """List referring rows by table: `identity_terms ID-001, ID-002; errata E01`."""
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
    """Return the key that the change removed, or blank."""
    key = {Kind.REMOVED: change.key, Kind.RENUMBERED: change.former}.get(change.kind, ())
    return key[0] if len(key) == 1 else ""


def reference_effects(new: Snapshot, changes: Iterable[Change]) -> Iterator[Effect]:
    """Yield rows that refer to removed or changed rows: by name for figures, counted for codes."""
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
        f"{code} was removed and is still referred to by {_named(rows)}",
        f"{code} 已删除，但仍被引用：{_named(rows)}",
    )


def _touched(change: Change, rows: list[tuple[str, Row]]) -> Wording:
    return Wording(
        f"{change.table} {change.key[0]}: used by {_counted(rows)}",
        f"{change.table} {change.key[0]}：使用者：{_counted(rows)}",
    )


def _referred(change: Change, rows: list[tuple[str, Row]]) -> Wording:
    return Wording(
        f"{change.table} {change.key[0]} is referred to by {_named(rows)}",
        f"{change.table} {change.key[0]} 引用者：{_named(rows)}",
    )


def _verdict_kind(old: str, new: str) -> EffectKind | None:
    """Classify a change of verdict; blank is the verdict of a new identity."""
    if old == new:
        return None
    if not new:
        return EffectKind.UNJUDGED
    if new == "inconsistent":
        return EffectKind.INCONSISTENT
    if old and new == "undecidable":
        return EffectKind.UNDECIDABLE
    decided = {"inconsistent": EffectKind.RESOLVED, "undecidable": EffectKind.DECIDED}
    return decided.get(old) if new == "consistent" else None


def identity_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Yield identities whose verdict changed, and new ones that are inconsistent."""
    before = old.rows(IDENTITIES.name)
    for key, row in new.rows(IDENTITIES.name).items():
        was, now = before.get(key, {}).get("verdict", ""), row.get("verdict", "")
        kind = _verdict_kind(was, now)
        if kind is None or (key in before and not was):
            continue
        said = Wording(
            f"identity {key[0]}: {was or 'new'} → {now or 'cannot be evaluated'}: {row.get('statement_en', '')}",
            f"关系 {key[0]}：{was or '新'} → {now or '无法判定'}：{row.get('statement_zh', '')}",
        )
        yield Effect(kind, IDENTITIES.name, key, said)


def _guarded(side: Snapshot) -> dict[str, set[str]]:
    """Return, for each figure, the identities that detect an error in its digits."""
    found: dict[str, set[str]] = defaultdict(set)
    identities = side.rows(IDENTITIES.name)
    for row in side.rows(IDENTITY_TERMS.name).values():
        verdict = identities.get((row.get("identity", ""),), {}).get("verdict")
        # an inconsistent identity already reports an error
        if row.get("power_up") or row.get("power_down") or verdict == "inconsistent":
            found[row.get("figure", "")].add(row.get("identity", ""))
    return found


def protection_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Yield figures that lose or gain an identity that detects errors."""
    if IDENTITY_TERMS.name not in old.sheets or IDENTITY_TERMS.name not in new.sheets:
        return
    before, after = _guarded(old), _guarded(new)
    kept = old.rows(FIGURES.name).keys() & new.rows(FIGURES.name).keys()
    for figure in sorted(key[0] for key in kept):
        was, now = before.get(figure, set()), after.get(figure, set())
        if was and not now:
            said = Wording(
                f"{figure}: no identity detects an error any more (before: {listed(sorted(was))})",
                f"{figure}：已无关系可发现其错误（原有：{listed(sorted(was))}）",
            )
            yield Effect(EffectKind.UNPROTECTED, FIGURES.name, (figure,), said)
        elif now and not was:
            said = Wording(
                f"{figure}: an error is now detected by {listed(sorted(now))}",
                f"{figure}：其错误现可由 {listed(sorted(now))} 发现",
            )
            yield Effect(EffectKind.PROTECTED, FIGURES.name, (figure,), said)


def _caught(side: Snapshot) -> dict[str, set[str]]:
    """Return, for each measured figure, the error types that are detected without the text."""
    return {
        key[0]: set(filter(None, row.get("caught_without_text", "").split(";")))
        for key, row in side.rows(PROTECTION.name).items()
        if row.get("measured") == "true"
    }


def measured_effects(old: Snapshot, new: Snapshot) -> Iterator[Effect]:
    """Yield figures with an error type that was detected and no longer is, as `make mutate` measured."""
    before, after = _caught(old), _caught(new)
    for figure in before.keys() & after.keys():
        if lost := sorted(before[figure] - after[figure]):
            said = Wording(
                f"{figure}: no longer detected without the text: {listed(lost)}",
                f"{figure}：无文本时不能再发现：{listed(lost)}",
            )
            yield Effect(EffectKind.UNPROTECTED, PROTECTION.name, (figure,), said, len(lost))


def effects(old: Snapshot, new: Snapshot, changes: Iterable[Change]) -> tuple[Effect, ...]:
    """Return every effect, most severe first."""
    found = [
        *identity_effects(old, new),
        *protection_effects(old, new),
        *measured_effects(old, new),
        *reference_effects(new, changes),
    ]
    order = list(EffectKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.table, each.key)))
