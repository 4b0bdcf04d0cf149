"""A difference for a terminal: what matters first, long lists cut with their count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.difference.account import Account, Group, Item
from pipeline.difference.shown import both, cut
from pipeline.rules import Wording
from pipeline.rules.wording import harmless_lines, visible

ROWS: Final = 20
LINES: Final = 12


def more(left: int) -> Wording:
    """That so many are not shown."""
    return Wording(f"… and {left} more", f"……另有 {left} 项")


def _list(title: Wording, lines: Sequence[Wording], most: int) -> Iterator[str]:
    if lines:
        yield f"\n{both(title)} ({len(lines)})"
        yield from (f"  {visible(both(line))}" for line in lines[:most])
        if len(lines) > most:
            yield f"  {both(more(len(lines) - most))}"


def _item(item: Item) -> Iterator[str]:
    classes = f" [{', '.join(map(both, item.classes))}]" if item.classes else ""
    about = f"  {visible(both(item.about))}" if item.about.en else ""
    yield f"  {item.table} {visible(item.key)}{classes}{about}"
    yield from (f"      {each.column}: {cut(each.old)} → {cut(each.new)}" for each in item.cells)


def _group(group: Group, rows: int) -> Iterator[str]:
    yield f"\n{both(group.title)} ({len(group.items)})"
    yield from (f"  = {both(pattern)}" for pattern in group.patterns[:LINES])
    for item in group.items[:rows]:
        yield from _item(item)
    if len(group.items) > rows:
        yield f"  {both(more(len(group.items) - rows))}"


def as_text(told: Account, rows: int = ROWS) -> str:
    """The account for a terminal, at most `rows` rows of each group."""
    lines = [both(told.headline)]
    lines += _list(Wording("Take care", "注意"), told.notes, LINES)
    lines += _list(Wording("Effects", "影响"), told.effects, LINES)
    for group in told.groups:
        lines += _group(group, rows)
    lines += _list(Wording("Version step", "版本"), told.version, LINES)
    return harmless_lines("\n".join(lines)) + "\n"
