"""Write the difference to the release before as an entry of the changelog in raw/."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.console import errors_told
from pipeline.filesystem import write_whole
from pipeline.ingest.changelog import CHANGES_FOLDER, numbers, read_entry
from pipeline.paths import Paths
from pipeline.rules.package_rules import EntryDisagrees, MissingEntry
from pipeline.tools.diff.diff import Difference, difference_of
from pipeline.tools.diff.rows import Change, Class, Kind
from pipeline.tools.diff.sources import UnreadableSideError

HEAD: Final = """\
# Written by `python -m pipeline changelog`; only the two notes are an editor's words.
# 由 `python -m pipeline changelog` 生成；仅两条说明由编者填写。
"""

_LISTS: Final = {Kind.ADDED: "added", Kind.REMOVED: "removed", Kind.MOVED: "moved"}
#: What an entry that is still to be written makes validation say.
_ABOUT_ENTRIES: Final = {MissingEntry.code, EntryDisagrees.code}


def _note(stated: dict[str, Any], change: Change) -> None:
    """Enter one changed row into what is stated of its table."""
    key = "/".join(change.key)
    if change.kind is Kind.RENUMBERED:
        stated.setdefault("renumbered", {})[key] = "/".join(change.former)
    elif change.kind is not Kind.REVISED:
        stated.setdefault(_LISTS[change.kind], []).append(key)
    elif change.lead is Class.WORDING:
        stated.setdefault("reworded", []).append(key)
    else:
        stated.setdefault("revised", {})[key] = {
            cell.column: [cell.old, cell.new] for cell in change.cells if cell.kind <= Class.TEXT
        }


def _rows(changes: Iterable[Change]) -> dict[str, dict[str, Any]]:
    """What a release changed, by table; what only follows from it is left out."""
    rows: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.lead is not Class.DERIVED:
            _note(rows.setdefault(change.table, {}), change)
    return rows


def entry_text(difference: Difference, note_zh: str = "", note_en: str = "") -> str:
    """An entry as the text of its file; the same difference gives the same text."""
    stated = {
        "version": difference.new.version,
        "previous": difference.old.version,
        "released": difference.new.released,
        "step": difference.version.step.code,
        "note_zh": note_zh,
        "note_en": note_en,
        "structure": [
            {"change": each.change, "table": each.table, "field": each.field}
            for each in difference.structure
        ],
        "rows": _rows(difference.changes),
    }
    return HEAD + yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=100)


def _refuse(difference: Difference, folder: str) -> None:
    """Say why no entry can be written. Raises UnreadableSideError."""
    own = f"{folder}/{CHANGES_FOLDER}/"
    errors = [
        each
        for each in difference.new.findings
        if each.code not in _ABOUT_ENTRIES and not each.place.file.startswith(own)
    ]
    if errors:
        told = errors_told(errors)
        raise UnreadableSideError(told.en, told.zh)
    if not difference.is_whole:
        first = (*difference.old.unread, *difference.new.unread)[0]
        raise UnreadableSideError(first.en, first.zh)
    if numbers(difference.old.version) is None:
        raise UnreadableSideError("the earlier side states no version", "较早一侧未注明版本")
    advice = difference.version
    if not advice.taken or advice.new == advice.old:
        raise UnreadableSideError(
            f"report.yaml says {advice.new}; since {advice.old} this calls for {advice.step.code}: "
            f"at least {advice.expected}, and another version than before",
            f"report.yaml 为 {advice.new}；自 {advice.old} 起至少应为 {advice.expected}",
        )


def write_entry(paths: Paths, against: str, report: str, check: bool) -> tuple[Path, bool]:
    """Write the entry of the version that report.yaml states, keeping the notes of an earlier one.

    Args:
        paths: the checkout.
        against: the release before: a git revision, a folder or a zip.
        report: the report's folder in raw/.
        check: only say whether the entry is what would be written.

    Returns:
        The entry's file, and whether it was what would be written already.

    Raises:
        UnreadableSideError: the release before cannot be read, raw/ is not sound, or its version
            does not take the step that the changes call for.
    """
    difference = difference_of(paths, against, None, report)
    _refuse(difference, f"raw/{report}")
    path = paths.raw / report / CHANGES_FOLDER / f"{difference.new.version}.yaml"
    former = read_entry(path, paths.root)[0] if path.is_file() else None
    notes = (former.note_zh, former.note_en) if former else ("", "")
    text = entry_text(difference, *notes)
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if not check and not same:
        write_whole(path, text.encode(), root=paths.root)
    return path, same
