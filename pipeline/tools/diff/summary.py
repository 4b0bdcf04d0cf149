"""Summarise a diff for people in both languages: headline, invalid sides, version step, groups of rows.

The output formats only do the layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.localization import joined
from pipeline.rules import LocalizedText, localized
from pipeline.rules.finding import escape_control_characters
from pipeline.tools.diff.dataset import Dataset
from pipeline.tools.diff.diff import GROUPS, DatasetDiff, group
from pipeline.tools.diff.rows import TITLES, Cell, Change, Severity
from pipeline.tools.diff.version import STEPS, VersionAdvice

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
        yield LocalizedText(text, text)


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
