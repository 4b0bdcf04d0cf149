"""A difference as it is told to people, in both languages; the formats only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.difference.classes import TITLES, Class
from pipeline.difference.compare import GROUPS, Difference, group
from pipeline.difference.headline import GROUP_TITLES, headline, unsound, version_lines
from pipeline.difference.rows import Cell, Change
from pipeline.rules import Wording
from pipeline.rules.wording import visible

#: So many rows that make one and the same change are worth one line of their own.
PATTERN: Final = 3
_TITLED: Final = (("indicator_en", "indicator_zh"), ("title_en", "title_zh"))


@dataclass(frozen=True)
class Item:
    """One changed row: its table and key, what it is about, its kinds of change, its cells."""

    table: str
    key: str
    about: Wording
    classes: tuple[Wording, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Rows changed in one way: how many, which changes many of them share, each of them."""

    code: str
    title: Wording
    patterns: tuple[Wording, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Account:
    """All that is told of a difference, in the order in which it matters."""

    headline: Wording
    notes: tuple[Wording, ...]
    version: tuple[Wording, ...]
    effects: tuple[Wording, ...]
    groups: tuple[Group, ...]


def _about(change: Change) -> Wording:
    """What a row is about, from its titles, and what became of its key."""
    row = change.row
    titles = next(
        ((row[en], row[zh]) for en, zh in _TITLED if row.get(en) and row.get(zh)), ("", "")
    )
    rest = [row[name] for name in ("entity", "period") if row.get(name)] if titles[0] else []
    former = "/".join(change.former)
    english = [titles[0], *rest, f"was {former}" if former else ""]
    chinese = [titles[1], *rest, f"原为 {former}" if former else ""]
    if change.table == "figures" and not change.cells:
        english, chinese = [*english, row.get("printed", "")], [*chinese, row.get("printed", "")]
    return Wording(*(" · ".join(filter(None, words)) for words in (english, chinese)))


def _item(change: Change) -> Item:
    classes = tuple(TITLES[each] for each in change.classes)
    return Item(change.table, "/".join(change.key), _about(change), classes, change.cells)


def _patterns(changes: Sequence[Change]) -> Iterator[Wording]:
    """Changes that many rows share: the same cell from the same to the same."""
    counts = Counter(
        (change.table, cell.column, cell.old, cell.new)
        for change in changes
        for cell in change.cells
        if cell.kind is not Class.DERIVED
    )
    for (table, column, old, new), count in sorted(counts.items(), key=lambda each: -each[1]):
        if count >= PATTERN:
            said = f"{table}.{column}: {visible(old) or '∅'} → {visible(new) or '∅'}"
            yield Wording(f"{said} in {count} rows", f"{said}，共 {count} 行")


def _tables(changes: Iterable[Change]) -> Iterator[Wording]:
    """How many rows of each table, where there are several tables."""
    counts = Counter(change.table for change in changes)
    if len(counts) > 1:
        said = ", ".join(f"{table} {count}" for table, count in counts.items())
        yield Wording(said, said)


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for code in GROUPS:
        own = [change for change in changes if group(change) == code]
        if own:
            patterns = (*_tables(own), *_patterns(own))
            yield Group(code, GROUP_TITLES[code], patterns, tuple(map(_item, own)))


def account(difference: Difference) -> Account:
    """What is told of a difference."""
    notes = (*unsound(difference.old), *unsound(difference.new), *difference.notes)
    return Account(
        headline(difference),
        notes,
        version_lines(difference),
        tuple(effect.said for effect in difference.effects),
        tuple(_groups(difference.changes)),
    )
