"""Print a diff as text for a terminal, Markdown for a pull request, one HTML page, or JSON.

On a terminal the severe changes come first, and long lists are truncated with their count. The
Markdown is one comment, truncated if it is too long. Cells are character references inside
`<code>`, so that none becomes a link, a mention, an image or a table row. The page works offline,
without scripts, in light and dark. The schema of the JSON is `difference.schema.json` in this folder.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.escaping import Markdown, code_element, markdown_text
from pipeline.localization import reader_language
from pipeline.rules import LocalizedText, localized
from pipeline.rules.finding import escape_control_characters, sanitize_lines
from pipeline.tools.diff.dataset import Dataset
from pipeline.tools.diff.diff import DatasetDiff, DiffSummary, Group, Item, group
from pipeline.tools.diff.rows import Change

LONGEST: Final = 60
_HEADS: Final = (localized("row"), localized("kind"), localized("was → is"))
_TITLES: Final = {
    "notes": localized("Note"),
    "effects": localized("Effects"),
    "version": localized("Version step"),
}


def cut(text: str, longest: int = LONGEST) -> str:
    """Format a cell: no control characters, a mark for blank, long text truncated."""
    shown = escape_control_characters(text)
    return "∅" if not shown else shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


ROWS: Final = 20
LINES: Final = 12


def more(left: int) -> LocalizedText:
    """Report how many items are not shown."""
    return localized("… and {left} more", left=left)


def _list(title: LocalizedText, lines: Sequence[LocalizedText], most: int) -> Iterator[str]:
    if lines:
        yield f"\n{title!s} ({len(lines)})"
        yield from (f"  {escape_control_characters(str(line))}" for line in lines[:most])
        if len(lines) > most:
            yield f"  {more(len(lines) - most)!s}"


def _item(item: Item) -> Iterator[str]:
    classes = f" [{', '.join(map(str, item.severities))}]" if item.severities else ""
    about = f"  {escape_control_characters(str(item.about))}" if item.about.en else ""
    yield f"  {item.table} {escape_control_characters(item.key)}{classes}{about}"
    yield from (f"      {each.column}: {cut(each.old)} → {cut(each.new)}" for each in item.cells)


def _group(group: Group, rows: int) -> Iterator[str]:
    yield f"\n{group.title!s} ({len(group.items)})"
    yield from (f"  = {pattern!s}" for pattern in group.patterns[:LINES])
    for item in group.items[:rows]:
        yield from _item(item)
    if len(group.items) > rows:
        yield f"  {more(len(group.items) - rows)!s}"


def as_text(reported: DiffSummary, rows: int = ROWS) -> str:
    """Format the summary for a terminal, with at most `rows` rows of each group."""
    lines = [str(reported.headline)]
    lines += _list(_TITLES["notes"], reported.notes, LINES)
    lines += _list(_TITLES["effects"], reported.effects, LINES)
    for each in reported.groups:
        lines += _group(each, rows)
    lines += _list(_TITLES["version"], reported.version, LINES)
    return sanitize_lines("\n".join(lines)) + "\n"


#: The longest comment that GitHub accepts, in characters.
LONGEST_COMMENT: Final = 65_536
#: Identifies the comment that an earlier run wrote.
MARK: Final = "<!-- printed-figures: data diff -->"
#: Numbers of rows per group to try, from most to none.
_TRIED: Final = (200, 100, 50, 20, 10, 5, 2, 0)
_LINES: Final = 20


def code(text: str) -> Markdown:
    """Format a cell of the data."""
    return code_element(cut(text))


def _bullets(title: LocalizedText, lines: Sequence[LocalizedText], most: int) -> Iterator[str]:
    if lines:
        yield f"\n#### {title!s} ({len(lines)})\n"
        yield from (f"- {markdown_text(str(line))}" for line in lines[:most])
        if len(lines) > most:
            yield f"- {more(len(lines) - most)!s}"


def _row(item: Item) -> str:
    cells = "<br>".join(
        f"{code(each.column)} {code(each.old)} → {code(each.new)}" for each in item.cells
    )
    classes = ", ".join(map(str, item.severities))
    about = f"<br>{markdown_text(cut(str(item.about), 100))}" if item.about.en else ""
    return f"| {code(f'{item.table} {item.key}')}{about} | {classes} | {cells} |"


def _group_table(group: Group, rows: int) -> Iterator[str]:
    yield f"\n#### {group.title!s} ({len(group.items)})\n"
    patterns = group.patterns[:_LINES]
    yield from (f"- {markdown_text(str(pattern))}" for pattern in patterns)
    if rows:
        yield f"\n| {' | '.join(map(str, _HEADS))} |\n| --- | --- | --- |"
        yield from map(_row, group.items[:rows])
    if len(group.items) > rows:
        yield f"\n{more(len(group.items) - rows)!s}"


def _rendered(reported: DiffSummary, rows: int) -> str:
    lines = [MARK, f"### {markdown_text(str(reported.headline))}"]
    lines += _bullets(_TITLES["notes"], reported.notes, min(rows, _LINES))
    lines += _bullets(_TITLES["effects"], reported.effects, min(rows, _LINES))
    for each in reported.groups:
        lines += _group_table(each, rows)
    lines += _bullets(_TITLES["version"], reported.version, min(rows, _LINES))
    return "\n".join(lines) + "\n"


def as_markdown(reported: DiffSummary, longest: int = LONGEST_COMMENT) -> str:
    """Format the summary with as many rows of each group as fit in `longest` characters."""
    rendered = (_rendered(reported, rows) for rows in _TRIED)
    return next((text for text in rendered if len(text) <= longest), f"{MARK}\n")


#: Rows of a group that the page shows, so that browsers stay fast.
PAGE_ROWS: Final = 2000
_PAGE_CELL: Final = 400


def _page_policy(style: str) -> str:
    """Return a policy that forbids requests and scripts; it allows one style by hash (CSP Level 3, §2.3.1)."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def as_html(reported: DiffSummary) -> str:
    """Format the summary as a page; all its text is escaped."""
    templates = Environment(
        loader=PackageLoader("pipeline.tools.diff"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters |= {
        "cell": lambda text: cut(text, _PAGE_CELL),
        "visible": escape_control_characters,
    }
    assert templates.loader is not None  # noqa: S101 - given above
    style = "\n" + templates.loader.get_source(templates, "style.css")[0]
    page = templates.get_template("difference.html.j2")
    return page.render(
        summary=reported,
        language=reader_language(),
        titles={name: str(title) for name, title in _TITLES.items()},
        heads=[str(head) for head in _HEADS],
        style=style,
        policy=_page_policy(style),
        rows=PAGE_ROWS,
    )


#: Increased when programs that read the document must be changed.
FORM: Final = "printed-figures-difference/2"


def _side(side: Dataset) -> dict[str, Any]:
    return {
        "name": side.name,
        "version": side.version,
        "released": side.released,
        "publishable": not side.findings,
        "errors": [
            {"place": str(each.location), "code": each.code, "message": each.message.en}
            for each in side.findings
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "table": change.table,
        "key": list(change.key),
        "kind": str(change.kind),
        "group": group(change),
        "classes": [each.code for each in change.severities],
        "former_key": list(change.former),
        "cells": [
            {"column": each.column, "class": each.kind.code, "old": each.old, "new": each.new}
            for each in change.cells
        ],
    }


def _version(difference: DatasetDiff) -> dict[str, Any]:
    advice = difference.version
    return {
        "step": advice.step.code,
        "old": advice.old,
        "new": advice.new,
        "at_least": advice.expected,
        "taken": advice.taken,
        "reasons": [{"step": each.step.code, "message": each.text.en} for each in advice.reasons],
    }


def as_document(difference: DatasetDiff) -> dict[str, Any]:
    """Convert the difference to JSON values."""
    return {
        "form": FORM,
        "old": _side(difference.old),
        "new": _side(difference.new),
        "different": not difference.is_empty,
        "complete": difference.is_complete,
        "counts": difference.counts,
        "version": _version(difference),
        "structure": [
            {
                "change": each.change,
                "table": each.table,
                "field": each.field,
                "step": each.step.code,
                "message": each.text.en,
            }
            for each in difference.structure
        ],
        "effects": [
            {
                "kind": str(each.kind),
                "table": each.table,
                "key": list(each.key),
                "count": each.count,
                "message": each.text.en,
            }
            for each in difference.impacts
        ],
        "changes": [_change(each) for each in difference.changes],
        "other_lines": difference.line_shifts,
        "notes": [each.en for each in difference.notes],
    }


def as_json(difference: DatasetDiff) -> str:
    """Write the document as text; the same difference gives the same bytes."""
    return json.dumps(as_document(difference), ensure_ascii=False, indent=2) + "\n"
