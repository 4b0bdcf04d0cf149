"""Write the changelog of the package: the changed rows of each release.

`changelog.json` holds the entries as keyed, so that `CHANGELOG.md`, which people read, can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from pipeline.escaping import Markdown, code_element, markdown, markdown_lines
from pipeline.ingest.changelog import ChangelogEntry, TableChanges
from pipeline.package.files import Files, PackageInputs
from pipeline.rules import LocalizedText, localized, untranslated

FILE: Final = "CHANGELOG.md"
ENTRIES: Final = "changelog.json"
STEPS: Final[Mapping[str, LocalizedText]] = {
    "none": localized("no change to the data"),
    "correction": localized("correction"),
    "addition": localized("addition"),
    "breaking": localized("breaking"),
}
STRUCTURE: Final[Mapping[str, LocalizedText]] = {
    "table_added": localized("table added"),
    "table_removed": localized("table removed"),
    "table_moved": localized("table moved"),
    "field_added": localized("field added"),
    "field_removed": localized("field removed"),
    "field_changed": localized("field type changed"),
    "field_described": localized("field description changed"),
    "fields_reordered": localized("field order changed"),
    "key_changed": localized("primary key changed"),
    "constraint_changed": localized("constraint changed"),
    "property_changed": localized("property of the package changed"),
}
_ROWS: Final[Mapping[str, LocalizedText]] = {
    "added": localized("added"),
    "removed": localized("removed"),
    "moved": localized("moved"),
    "reworded": localized("reworded"),
}
_INTRODUCTION: Final = """\
# 变更记录 / Changelog

列出每个版本相对上一版本的改动，按表和行的键排列。版本号采用 Data Package 惯例：不兼容.增补.更正；主版本号为 0 时，不兼容的改动递增次版本号。<br>
Changes of each release, by table and key of the row. Versions follow the Data Package recipe:
breaking.addition.correction. While the first number is 0, a breaking change increases the second.
"""


def _code(text: str) -> Markdown:
    """Format a cell or key of the data; show a blank one as ∅."""
    return code_element(text or "∅")


def _structure(entry: ChangelogEntry) -> Iterator[str]:
    for each in entry.structure:
        text = STRUCTURE.get(each.change, untranslated(each.change))
        name = ".".join(filter(None, (each.table, each.field)))
        yield markdown("- {} / {}: {}", text.zh, text.en, _code(name))


def _rows(table: str, changed: TableChanges) -> Iterator[str]:
    yield f"\n### {_code(table)}\n"
    for name, text in _ROWS.items():
        if keys := getattr(changed, name):
            listed = ", ".join(map(_code, keys))
            yield f"- {text.zh} / {text.en} ({len(keys)}): {listed}"
    for key, former in changed.renumbered.items():
        yield f"- 改换编号 / renumbered: {_code(former)} → {_code(key)}"
    if changed.revised:
        yield f"- 修订 / revised ({len(changed.revised)}):\n\n| row | was → is |\n| --- | --- |"
    for key, cells in changed.revised.items():
        became = "<br>".join(
            f"{_code(column)}: {_code(old)} → {_code(new)}" for column, (old, new) in cells.items()
        )
        yield f"| {_code(key)} | {became} |"


def _entry(entry: ChangelogEntry) -> Iterator[str]:
    step = STEPS[entry.step]
    yield f"\n## {entry.version} ({entry.released})\n"
    yield f"自 / since {entry.previous}: {step.zh} / {step.en}.\n"
    if entry.note_zh or entry.note_en:
        notes = map(markdown_lines, (entry.note_zh, entry.note_en))
        yield markdown("{}<br>\n{}\n", *notes)
    yield from _structure(entry)
    for table, changed in entry.rows.items():
        yield from _rows(table, changed)


def _text(material: PackageInputs) -> str:
    lines = [_INTRODUCTION.rstrip()]
    for entry in reversed(material.changes):
        lines += _entry(entry)
    lines.append(f"\n## {material.changes[0].previous}\n\n首次发布。 / First release.")
    return "\n".join(lines) + "\n"


def changelog(material: PackageInputs, made: Files) -> Files:
    """Return the changelog for people and for programs; a first release has none."""
    del made
    if not material.changes:
        return {}
    entries = json.dumps([asdict(each) for each in material.changes], ensure_ascii=False, indent=1)
    return {FILE: _text(material).encode(), ENTRIES: f"{entries}\n".encode()}
