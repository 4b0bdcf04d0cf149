"""Compare two sides: changes, their effects and the version step that they require; summarise them for people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.localization import joined
from pipeline.paths import Paths
from pipeline.rules import LocalizedText, localized, untranslated
from pipeline.rules.finding import escape_control_characters
from pipeline.tools.diff.dataset import DECLARED, Dataset, Key, absent_dataset
from pipeline.tools.diff.impact import Impact, ImpactKind, impacts
from pipeline.tools.diff.rows import (
    SHARED,
    TITLES,
    Cell,
    Change,
    ChangeKind,
    Severity,
    line_shifts,
    table_changes,
)
from pipeline.tools.diff.sources import UnknownReportError, load_dataset, working_tree
from pipeline.tools.diff.version import (
    STEPS,
    StructureChange,
    VersionAdvice,
    advise,
    structure_changes,
)


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
        tuple((0, int(part)) if part.isdecimal() else (1, part) for part in re.split("[-.]", each))
        for each in key
    )


def _order(change: Change) -> tuple[int, int, str, object]:
    tables = list(DECLARED)
    place = tables.index(change.table) if change.table in tables else len(tables)
    return GROUPS.index(group(change)), place, change.table, _natural(change.key)


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
    both = old.tables.keys() & new.tables.keys()
    tables = [each for each in {**DECLARED, **new.tables} if each in both]
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
    try:
        before = load_dataset(old, paths.root, report)
    except UnknownReportError:
        before = None
    after = (
        working_tree(paths.root, report) if new is None else load_dataset(new, paths.root, report)
    )
    if before is None:
        before = absent_dataset(old, report, after)
    return compare(before, after)


GROUP_TITLES: Final[Mapping[str, LocalizedText]] = {
    "value": localized("Values revised"),
    "removed": localized("Rows removed"),
    "reading": localized("Readings revised"),
    "added": localized("Rows added"),
    "text": localized("Transcription revised, value unchanged"),
    "renumbered": localized("Same content, another identifier"),
    "moved": localized("Moved"),
    "wording": localized("Wording and notes"),
    "derived": localized("Derived from the above"),
}
_FINDINGS: Final = 5


def _side(side: Dataset) -> str:
    name = escape_control_characters(side.name)
    return f"{name} ({escape_control_characters(side.version)})" if side.version else name


def headline(difference: DatasetDiff) -> LocalizedText:
    """Summarise the whole difference in one line."""
    old, new = _side(difference.old), _side(difference.new)
    if difference.is_empty:
        count = difference.line_shifts
        lines = localized(" ({count} rows have another line number in raw/)", count=count)
        tail = lines if count else LocalizedText("", "")
        if not difference.is_complete:
            return localized(
                "{old} and {new} could not be compared completely; the rest is equal{tail}",
                old=old,
                new=new,
                tail=tail,
            )
        return localized(
            "no difference in the data between {old} and {new}{tail}", old=old, new=new, tail=tail
        )
    counts = difference.counts
    parts = [
        localized("{group}: {count}", group=GROUP_TITLES[name], count=count)
        for name, count in counts.items()
    ]
    if not difference.is_complete:
        parts.insert(0, localized("Not compared completely"))
    if difference.structure:
        parts.insert(0, localized("Structure changes: {count}", count=len(difference.structure)))
    return localized("{old} → {new}: {parts}", old=old, new=new, parts=joined(parts))


def unsound(side: Dataset) -> Iterator[LocalizedText]:
    """Report that a side cannot be published, with the first errors."""
    if not side.findings:
        return
    count = len(side.findings)
    yield localized(
        "{side} cannot be published: {count} errors. Rows that cannot be resolved are compared as keyed.",
        side=side.name,
        count=count,
    )
    for finding in side.findings[:_FINDINGS]:
        text, place = finding.message, f"{finding.location} {finding.code}"
        yield localized("{place}: {text}", place=place, text=text)
    if count > _FINDINGS:
        yield localized("… and {value} more errors", value=count - _FINDINGS)


def _verdict(advice: VersionAdvice) -> LocalizedText:
    if advice.taken is None:
        return localized("one side does not state a version")
    states = localized(
        "version {old} → {new}, at least {expected} required",
        old=advice.old,
        new=advice.new,
        expected=advice.expected,
    )
    verdict = localized("enough") if advice.taken else localized("NOT enough")
    return localized("{states}: {verdict}", states=states, verdict=verdict)


def version_lines(difference: DatasetDiff) -> tuple[LocalizedText, ...]:
    """Report the required version step, whether the version takes it, and every reason."""
    advice = difference.version
    if not advice.reasons:
        return ()
    step, verdict = STEPS[advice.step], _verdict(advice)
    line = localized("{step}; {verdict}", step=step, verdict=verdict)
    reasons = (
        localized("{steps}: {text}", steps=STEPS[each.step], text=each.text)
        for each in advice.reasons
    )
    return (line, *reasons)


#: The number of equal changes from which they share one line.
PATTERN: Final = 3
_TITLED: Final = (("indicator_en", "indicator_zh"), ("title_en", "title_zh"))


@dataclass(frozen=True)
class Item:
    """Describe one changed row: table and key, subject, kinds of change, cells."""

    table: str
    key: str
    about: LocalizedText
    severities: tuple[LocalizedText, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Hold rows with one kind of change: their number, shared changes, and the rows."""

    code: str
    title: LocalizedText
    patterns: tuple[LocalizedText, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class DiffSummary:
    """Hold the summary of a difference, most important part first."""

    headline: LocalizedText
    notes: tuple[LocalizedText, ...]
    version: tuple[LocalizedText, ...]
    effects: tuple[LocalizedText, ...]
    groups: tuple[Group, ...]


def _about(change: Change) -> LocalizedText:
    """Describe the subject of a row, from its titles, and the change of its key."""
    row = change.row
    titles = next(
        (LocalizedText(row[en], row[zh]) for en, zh in _TITLED if row.get(en) and row.get(zh)), None
    )
    parts: list[LocalizedText | str] = []
    if titles:
        parts = [titles, *(row.get(name, "") for name in ("entity", "period"))]
    if change.former:
        parts.append(localized("was {former}", former="/".join(change.former)))
    if change.table == "figures" and not change.cells:
        parts.append(row.get("printed", ""))
    return joined([each for each in parts if each], " · ")


def _item(change: Change) -> Item:
    classes = tuple(TITLES[each] for each in change.severities)
    return Item(change.table, "/".join(change.key), _about(change), classes, change.cells)


def _patterns(changes: Sequence[Change]) -> Iterator[LocalizedText]:
    """Yield changes that many rows share: the same column, old value and new value."""
    counts = Counter(
        (change.table, cell.column, cell.old, cell.new)
        for change in changes
        for cell in change.cells
        if cell.kind is not Severity.DERIVED
    )
    for (table, column, old, new), count in sorted(counts.items(), key=lambda each: -each[1]):
        if count >= PATTERN:
            text = f"{table}.{column}: {escape_control_characters(old) or '∅'} → {escape_control_characters(new) or '∅'}"
            yield localized("{text} in {count} rows", text=text, count=count)


def _tables(changes: Iterable[Change]) -> Iterator[LocalizedText]:
    """Yield the number of rows of each table, if there are several tables."""
    counts = Counter(change.table for change in changes)
    if len(counts) > 1:
        text = ", ".join(f"{table} {count}" for table, count in counts.items())
        yield untranslated(text)


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for code in GROUPS:
        own = [change for change in changes if group(change) == code]
        if own:
            patterns = (*_tables(own), *_patterns(own))
            yield Group(code, GROUP_TITLES[code], patterns, tuple(map(_item, own)))


def summarize(difference: DatasetDiff) -> DiffSummary:
    """Summarise a difference."""
    notes = (*unsound(difference.old), *unsound(difference.new), *difference.notes)
    return DiffSummary(
        headline(difference),
        notes,
        version_lines(difference),
        tuple(effect.text for effect in difference.impacts),
        tuple(_groups(difference.changes)),
    )
