"""Read the entries of the data's changelog, one file `changes/<version>.yaml` each, and their versions.

The command `changelog` generates an entry from the difference to the previous release; an editor
writes only its two notes. Versions have three numbers. The steps are those of the Data Package recipe
*Data Package Version* (https://datapackage.org/recipes/data-package-version), which follows Semantic
Versioning. While the major version is 0, a breaking change raises the middle number (SemVer 2.0.0,
clause 4).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, TypeAlias

from pipeline.ingest.csv_table import has_control_characters
from pipeline.ingest.raw_file import decode, load_yaml, read_bytes
from pipeline.rules import Finding, LocalizedText, Location
from pipeline.rules import file_rules as rules
from pipeline.schema.model import is_valid_literal


class VersionBump(IntEnum):
    """Name the part of a version that a change raises; higher steps affect users more."""

    NONE = 0
    CORRECTION = 1
    ADDITION = 2
    BREAKING = 3

    @property
    def code(self) -> str:
        """Return the step's name in files."""
        return self.name.lower()


def parse_version(version: str) -> tuple[int, ...] | None:
    """Return the three numbers of a version, or None if the text is not a version."""
    matched = re.fullmatch(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})", version, re.ASCII)
    return tuple(map(int, matched.groups())) if matched else None


def next_version(version: str, step: VersionBump) -> str:
    """Return the lowest version after this step; blank if the version is invalid."""
    found = parse_version(version)
    if found is None:
        return ""
    major, minor, patch = found
    if step is VersionBump.BREAKING and major:
        return f"{major + 1}.0.0"
    if step >= VersionBump.ADDITION:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if step else version


CHANGES_FOLDER: Final = "changes"

LISTS: Final = ("added", "removed", "moved", "reworded")

STEPS: Final = tuple(step.code for step in VersionBump)

Revised: TypeAlias = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class TableChanges:
    """Hold the rows of one table that a release changed, by key.

    Attributes:
        added, removed, moved, reworded: keys; reworded are rows whose notes or titles changed.
        renumbered: former key by new key.
        revised: former and present cell by key and column.
    """

    added: list[str]
    removed: list[str]
    moved: list[str]
    reworded: list[str]
    renumbered: Mapping[str, str]
    revised: Revised


@dataclass(frozen=True)
class ChangelogEntry:
    """Hold the entry of one release, with its file."""

    file: str
    sha256: str
    version: str
    previous: str
    released: str
    step: str
    note_zh: str
    note_en: str
    structure: list[Mapping[str, str]]
    rows: Mapping[str, TableChanges]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not has_control_characters(value.replace("\n", " "))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _maps(value: object, inner: Callable[[object], bool]) -> bool:
    """Return whether a value maps texts to values that the inner test accepts."""
    return isinstance(value, dict) and all(
        _is_text(name) and inner(each) for name, each in value.items()
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and _is_texts(value)


def _is_table(value: object) -> bool:
    """Return whether a value has the form of the changed rows of one table."""
    if not isinstance(value, dict) or set(value) - {*LISTS, "renumbered", "revised"}:
        return False
    return (
        all(_is_texts(value.get(name, [])) for name in LISTS)
        and _maps(value.get("renumbered", {}), _is_text)
        and _maps(value.get("revised", {}), lambda row: _maps(row, _is_pair))
    )


def _is_structure(value: object) -> bool:
    return isinstance(value, list) and all(
        _maps(each, _is_text) and set(each) == {"change", "table", "field"} for each in value
    )


def _is_version(value: object) -> bool:
    return isinstance(value, str) and parse_version(value) is not None


_VERSION: Final = LocalizedText("a version such as 1.0.0", "版本号，如 1.0.0")

_NOTE: Final = LocalizedText("text", "文本")

_FORMS: Final[Mapping[str, tuple[Callable[[Any], bool], LocalizedText]]] = {
    "version": (_is_version, _VERSION),
    "previous": (_is_version, _VERSION),
    "released": (
        lambda value: _is_text(value) and is_valid_literal(value, "date"),
        LocalizedText("a date such as 2026-11-22", "日期，如 2026-11-22"),
    ),
    "step": (lambda value: value in STEPS, LocalizedText(", ".join(STEPS), "、".join(STEPS))),
    "note_zh": (_is_text, _NOTE),
    "note_en": (_is_text, _NOTE),
    "structure": (
        _is_structure,
        LocalizedText("a list of change, table and field", "change、table、field 的列表"),
    ),
    "rows": (
        lambda value: _maps(value, _is_table),
        LocalizedText(
            "the rows of each table as `changelog` writes them", "`changelog` 命令写出的各表改动"
        ),
    ),
}


def _form_findings(facts: Mapping[str, Any], file: str) -> Iterator[Finding]:
    for name in facts:
        if name not in _FORMS:
            yield rules.UnknownColumn(
                Location(file, 0, str(name)), str(name), LocalizedText("", "")
            )
    for name, (accepts, form) in _FORMS.items():
        place = Location(file, 0, name)
        if name not in facts:
            yield rules.MissingKey(place, name, form)
        elif not accepts(facts[name]):
            value = facts[name]
            yield rules.WrongYamlValue(
                place, value if _is_text(value) else type(value).__name__, form
            )


def _table(stated: Mapping[str, Any]) -> TableChanges:
    lists = {name: stated.get(name, []) for name in LISTS}
    return TableChanges(
        **lists, renumbered=stated.get("renumbered", {}), revised=stated.get("revised", {})
    )


def entry_files(folder: Path) -> list[Path]:
    """Return the files of a report's changelog."""
    return sorted((folder / CHANGES_FOLDER).glob("*.yaml"))


def read_entry(path: Path, root: Path) -> tuple[ChangelogEntry | None, tuple[Finding, ...]]:
    """Read one entry; return None and the findings if it is invalid."""
    file = path.relative_to(root).as_posix()
    data, unreadable = read_bytes(path, root)
    text, undecodable = decode(data, file)
    if broken := unreadable or undecodable:
        return None, (broken,)
    facts, unparsed = load_yaml(text, file)
    findings = (unparsed,) if unparsed else tuple(_form_findings(facts, file))
    if findings:
        return None, findings
    rows = {table: _table(stated) for table, stated in facts["rows"].items()}
    return ChangelogEntry(file, hashlib.sha256(data).hexdigest(), **{**facts, "rows": rows}), ()


def read_entries(
    folder: Path, root: Path
) -> tuple[tuple[ChangelogEntry, ...], tuple[Finding, ...]]:
    """Read all entries of a report, the oldest first, and every finding about their form."""
    read = [read_entry(path, root) for path in entry_files(folder)]
    entries = (entry for entry, _ in read if entry is not None)
    found = tuple(finding for _, findings in read for finding in findings)
    return tuple(sorted(entries, key=lambda entry: parse_version(entry.version) or ())), found
