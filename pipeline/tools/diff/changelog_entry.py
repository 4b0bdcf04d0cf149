"""Write the difference from the previous release as an entry of the changelog in raw/."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.console import first_error
from pipeline.filesystem import write_atomic
from pipeline.ingest.changelog import CHANGES_FOLDER, parse_version, read_entry
from pipeline.paths import Paths
from pipeline.rules import localized
from pipeline.rules.package_rules import EntryDisagrees, MissingEntry
from pipeline.tools.diff.dataset import UnreadableSideError
from pipeline.tools.diff.diff import DatasetDiff, diff_datasets
from pipeline.tools.diff.rows import Change, ChangeKind, Severity

HEAD: Final = """\
# Written by `python -m pipeline changelog`; an editor writes only the two notes.
# 由 `python -m pipeline changelog` 生成；仅两条说明由编者填写。
"""
_LISTS: Final = {
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "removed",
    ChangeKind.MOVED: "moved",
}
#: Errors of validation that a missing entry causes.
_ABOUT_ENTRIES: Final = {MissingEntry.code, EntryDisagrees.code}


def _note(stated: dict[str, Any], change: Change) -> None:
    """Add one changed row to the entry of its table."""
    key = "/".join(change.key)
    if change.kind is ChangeKind.RENUMBERED:
        stated.setdefault("renumbered", {})[key] = "/".join(change.former)
    elif change.kind is not ChangeKind.REVISED:
        stated.setdefault(_LISTS[change.kind], []).append(key)
    elif change.severity is Severity.WORDING:
        stated.setdefault("reworded", []).append(key)
    else:
        stated.setdefault("revised", {})[key] = {
            cell.column: [cell.old, cell.new] for cell in change.cells if cell.kind <= Severity.TEXT
        }


def _rows(changes: Iterable[Change]) -> dict[str, dict[str, Any]]:
    """Return the changes of a release by table; changes derived from others are left out."""
    rows: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.severity is not Severity.DERIVED:
            _note(rows.setdefault(change.table, {}), change)
    return rows


def entry_text(difference: DatasetDiff, note_zh: str = "", note_en: str = "") -> str:
    """Write an entry as the text of its file; the same difference gives the same text."""
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


def _raise_if_unreadable(difference: DatasetDiff, folder: str) -> None:
    """Raise UnreadableSideError with the reason if no entry can be written."""
    own = f"{folder}/{CHANGES_FOLDER}/"
    errors = [
        each
        for each in difference.new.findings
        if each.code not in _ABOUT_ENTRIES and not each.location.file.startswith(own)
    ]
    if errors:
        reported = first_error(errors)
        raise UnreadableSideError(reported)
    if not difference.is_complete:
        first = (*difference.old.unread, *difference.new.unread)[0]
        raise UnreadableSideError(first)
    if difference.old.is_absent:
        raise UnreadableSideError(
            localized(
                "{folder} is not in {side}: the first version of a report needs no entry",
                folder=folder,
                side=difference.old.name,
            )
        )
    if parse_version(difference.old.version) is None:
        raise UnreadableSideError(localized("the earlier side does not state a version"))
    advice = difference.version
    if not advice.taken or advice.new == advice.old:
        raise UnreadableSideError(
            localized(
                "report.yaml states {new}; the changes since {old} require {step}: at least "
                "{expected}, and a version other than the previous one",
                new=advice.new,
                old=advice.old,
                step=advice.step.code,
                expected=advice.expected,
            )
        )


def write_entry(paths: Paths, against: str, report: str, check: bool) -> tuple[Path, bool]:
    """Write the entry of the version that report.yaml states; keep the notes of an existing entry.

    Args:
        paths: the checkout.
        against: the previous release: a git revision, a folder or a zip.
        report: the report's folder in raw/.
        check: only compare; write nothing.

    Returns:
        The entry's file, and whether it was already up to date.

    Raises:
        UnreadableSideError: the previous release cannot be read, raw/ is invalid, or its version
            does not take the required step.
    """
    difference = diff_datasets(paths, against, None, report)
    _raise_if_unreadable(difference, f"raw/{report}")
    path = paths.raw / report / CHANGES_FOLDER / f"{difference.new.version}.yaml"
    former = read_entry(path, paths.root)[0] if path.is_file() else None
    notes = (former.note_zh, former.note_en) if former else ("", "")
    text = entry_text(difference, *notes)
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if not check and not same:
        write_atomic(path, text.encode(), root=paths.root)
    return path, same
