"""A difference as Markdown for a pull request: one comment, cut where it would not fit.

What comes from the data is escaped, cells inside `<code>`, so that no cell becomes a link, a mention,
an image or a row of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.difference.account import Account, Group, Item
from pipeline.difference.shown import both, cut
from pipeline.difference.text import more
from pipeline.escaping.markdown import Markdown, code_element, markdown_text
from pipeline.rules import Wording

#: The longest comment that GitHub accepts, in characters.
LONGEST: Final = 65_536
#: By this line a program finds the comment that it wrote before.
MARK: Final = "<!-- printed-figures: data diff -->"
#: How many rows of a group are tried, from the most to none.
_TRIED: Final = (200, 100, 50, 20, 10, 5, 2, 0)
_LINES: Final = 20


def code(text: str) -> Markdown:
    """A cell of the data."""
    return code_element(cut(text))


def _bullets(title: Wording, lines: Sequence[Wording], most: int) -> Iterator[str]:
    if lines:
        yield f"\n#### {both(title)} ({len(lines)})\n"
        yield from (f"- {markdown_text(both(line))}" for line in lines[:most])
        if len(lines) > most:
            yield f"- {both(more(len(lines) - most))}"


def _row(item: Item) -> str:
    cells = "<br>".join(
        f"{code(each.column)} {code(each.old)} → {code(each.new)}" for each in item.cells
    )
    classes = ", ".join(map(both, item.classes))
    about = f"<br>{markdown_text(cut(both(item.about), 100))}" if item.about.en else ""
    return f"| {code(f'{item.table} {item.key}')}{about} | {classes} | {cells} |"


def _group(group: Group, rows: int) -> Iterator[str]:
    yield f"\n#### {both(group.title)} ({len(group.items)})\n"
    patterns = group.patterns[:_LINES]
    yield from (f"- {markdown_text(both(pattern))}" for pattern in patterns)
    if rows:
        yield "\n| row · 行 | kind · 类别 | was → is · 原 → 现 |\n| --- | --- | --- |"
        yield from map(_row, group.items[:rows])
    if len(group.items) > rows:
        yield f"\n{both(more(len(group.items) - rows))}"


def _rendered(told: Account, rows: int) -> str:
    lines = [MARK, f"### {markdown_text(both(told.headline))}"]
    lines += _bullets(Wording("Take care", "注意"), told.notes, min(rows, _LINES))
    lines += _bullets(Wording("Effects", "影响"), told.effects, min(rows, _LINES))
    for group in told.groups:
        lines += _group(group, rows)
    lines += _bullets(Wording("Version step", "版本"), told.version, min(rows, _LINES))
    return "\n".join(lines) + "\n"


def as_markdown(told: Account, longest: int = LONGEST) -> str:
    """The account with as many rows of each group as fit into `longest` characters."""
    rendered = (_rendered(told, rows) for rows in _TRIED)
    return next((text for text in rendered if len(text) <= longest), f"{MARK}\n")
