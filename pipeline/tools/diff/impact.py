"""Find the effects of changed rows elsewhere: identities, detected errors, rows that refer to them.

References to removed or changed rows are listed by name for figures and counted for codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.rules import LocalizedText, localized
from pipeline.schema import (
    CHECK_COVERAGE,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    VOCABULARY,
)
from pipeline.tools.diff.dataset import DECLARED, Dataset, Key, Row
from pipeline.tools.diff.rows import Change, ChangeKind, Severity
from pipeline.tools.diff.weakened import weakened


class ImpactKind(StrEnum):
    """Define the effects of changes, most severe first."""

    WEAKENED = "rule_weakened"
    INCONSISTENT = "identity_inconsistent"
    DANGLING = "reference_dangling"
    UNJUDGED = "identity_unjudged"
    UNDECIDABLE = "identity_undecidable"
    UNPROTECTED = "coverage_lost"
    RESOLVED = "identity_resolved"
    DECIDED = "identity_decided"
    PROTECTED = "coverage_gained"
    REFERENCED_BY = "row_referred_to"
    REFERENCED_ROWS = "rows_touched"


@dataclass(frozen=True)
class Impact:
    """Describe one effect: its kind, its row, the number of affected rows, in words."""

    kind: ImpactKind
    table: str
    key: Key
    text: LocalizedText
    count: int = 1


_SHOWN: Final = 6


def listed(names: Iterable[str]) -> str:
    """List the first names, and the number of the others."""
    found = list(names)
    more = f" … +{len(found) - _SHOWN}" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


#: Tables with a row for every figure: their references are not informative.
_OF_EVERY_FIGURE: Final = frozenset({NUMERALS.name, CHECK_COVERAGE.name})


def _references(side: Dataset, target: str) -> dict[str, list[tuple[str, Row]]]:
    """Return, for each code of `table.field`, the rows of the side that refer to it, with their table."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in (each for each in DECLARED.values() if each.name in side.tables):
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
    key = {ChangeKind.REMOVED: change.key, ChangeKind.RENUMBERED: change.former}.get(
        change.kind, ()
    )
    return key[0] if len(key) == 1 else ""


def reference_impacts(new: Dataset, changes: Iterable[Change]) -> Iterator[Impact]:
    """Yield rows that refer to removed or changed rows: by name for figures, counted for codes."""
    known: dict[str, Mapping[str, list[tuple[str, Row]]]] = {}
    vocabulary = {table.name for table in VOCABULARY}
    for change in changes:
        declared = DECLARED.get(change.table)
        target = f"{declared.name}.{declared.key[0]}" if declared else ""
        references = known.setdefault(target, _references(new, target)) if target else {}
        if gone := _gone(change):
            if rows := references.get(gone):
                text = localized(
                    "{code} was removed and is still referred to by {named}",
                    code=gone,
                    named=_named(rows),
                )
                yield Impact(ImpactKind.DANGLING, change.table, (gone,), text, len(rows))
        elif change.kind is ChangeKind.REVISED and len(change.key) == 1:
            rows = references.get(change.key[0], [])
            if change.table in vocabulary and rows:
                yield Impact(
                    ImpactKind.REFERENCED_ROWS,
                    change.table,
                    change.key,
                    _touched(change, rows),
                    len(rows),
                )
            elif change.table == FIGURES.name and change.severity <= Severity.TEXT:
                others = [each for each in rows if each[0] not in _OF_EVERY_FIGURE]
                if others:
                    text = localized(
                        "{table} {key} is referred to by {named}",
                        table=change.table,
                        key=change.key[0],
                        named=_named(others),
                    )
                    yield Impact(
                        ImpactKind.REFERENCED_BY, change.table, change.key, text, len(others)
                    )


def _touched(change: Change, rows: list[tuple[str, Row]]) -> LocalizedText:
    return localized(
        "{table} {key}: used by {counted}",
        table=change.table,
        key=change.key[0],
        counted=_counted(rows),
    )


def _verdict_kind(old: str, new: str) -> ImpactKind | None:
    """Classify a change of verdict; blank is the verdict of a new identity."""
    if old == new:
        return None
    if not new:
        return ImpactKind.UNJUDGED
    if new == "inconsistent":
        return ImpactKind.INCONSISTENT
    if old and new == "undecidable":
        return ImpactKind.UNDECIDABLE
    decided = {"inconsistent": ImpactKind.RESOLVED, "undecidable": ImpactKind.DECIDED}
    return decided.get(old) if new == "consistent" else None


def identity_impacts(old: Dataset, new: Dataset) -> Iterator[Impact]:
    """Yield identities whose verdict changed, and new ones that are inconsistent."""
    before = old.rows(IDENTITIES.name)
    for key, row in new.rows(IDENTITIES.name).items():
        was, now = before.get(key, {}).get("verdict", ""), row.get("verdict", "")
        kind = _verdict_kind(was, now)
        if kind is None or (key in before and not was):
            continue
        text = localized(
            "identity {identity}: {was} → {now}: {statement}",
            identity=key[0],
            was=was or localized("new"),
            now=now or localized("cannot be evaluated"),
            statement=LocalizedText(row.get("statement_en", ""), row.get("statement_zh", "")),
        )
        yield Impact(kind, IDENTITIES.name, key, text)


def _guarded(side: Dataset) -> dict[str, set[str]]:
    """Return, for each figure, the identities that detect an error in its digits."""
    found: dict[str, set[str]] = defaultdict(set)
    identities = side.rows(IDENTITIES.name)
    for row in side.rows(IDENTITY_TERMS.name).values():
        verdict = identities.get((row.get("identity", ""),), {}).get("verdict")
        # an inconsistent identity already reports an error
        if row.get("power_up") or row.get("power_down") or verdict == "inconsistent":
            found[row.get("figure", "")].add(row.get("identity", ""))
    return found


def coverage_impacts(old: Dataset, new: Dataset) -> Iterator[Impact]:
    """Yield figures that lose or gain an identity that detects errors."""
    if IDENTITY_TERMS.name not in old.tables or IDENTITY_TERMS.name not in new.tables:
        return
    before, after = _guarded(old), _guarded(new)
    kept = old.rows(FIGURES.name).keys() & new.rows(FIGURES.name).keys()
    for figure in sorted(key[0] for key in kept):
        was, now = before.get(figure, set()), after.get(figure, set())
        if was and not now:
            text = localized(
                "{figure}: no identity detects an error any more (before: {listed})",
                figure=figure,
                listed=listed(sorted(was)),
            )
            yield Impact(ImpactKind.UNPROTECTED, FIGURES.name, (figure,), text)
        elif now and not was:
            text = localized(
                "{figure}: an error is now detected by {listed}",
                figure=figure,
                listed=listed(sorted(now)),
            )
            yield Impact(ImpactKind.PROTECTED, FIGURES.name, (figure,), text)


def _detected(side: Dataset) -> dict[str, set[str]]:
    """Return, for each measured figure, the error types that are detected without the text."""
    return {
        key[0]: set(filter(None, row.get("detected_without_text", "").split(";")))
        for key, row in side.rows(CHECK_COVERAGE.name).items()
        if row.get("measured") == "true"
    }


def measured_impacts(old: Dataset, new: Dataset) -> Iterator[Impact]:
    """Yield figures with an error type that was detected and no longer is, as `make mutate` measured."""
    before, after = _detected(old), _detected(new)
    for figure in before.keys() & after.keys():
        if lost := sorted(before[figure] - after[figure]):
            text = localized(
                "{figure}: no longer detected without the text: {listed}",
                figure=figure,
                listed=listed(lost),
            )
            yield Impact(ImpactKind.UNPROTECTED, CHECK_COVERAGE.name, (figure,), text, len(lost))


def impacts(old: Dataset, new: Dataset, changes: Iterable[Change]) -> tuple[Impact, ...]:
    """Return every effect, most severe first."""
    found = [
        *(Impact(ImpactKind.WEAKENED, *each) for each in weakened(old, new)),
        *identity_impacts(old, new),
        *coverage_impacts(old, new),
        *measured_impacts(old, new),
        *reference_impacts(new, changes),
    ]
    order = list(ImpactKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.table, each.key)))
