"""Read the entries of the data's changelog, one file `changes/<version>.yaml` each, and their versions.

The command `changelog` generates an entry from the difference to the previous release; an editor
writes only its two notes. Versions have three numbers. The steps are those of the Data Package recipe
*Data Package Version* (https://datapackage.org/recipes/data-package-version), which follows Semantic
Versioning. While the major version is 0, a breaking change raises the middle number (SemVer 2.0.0,
clause 4).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import AfterValidator, ConfigDict, TypeAdapter

from pipeline.ingest.raw_file import Reader, name_below, read_bytes
from pipeline.ingest.yaml_text import TEXT, Form, printable, read_typed
from pipeline.rules import Finding, LocalizedText, localized
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
STEPS: Final = tuple(step.code for step in VersionBump)
# fmt: off
#: A text that may have several lines, such as a cell or a note.
PlainText: TypeAlias = Annotated[str, AfterValidator(printable)]
Version: TypeAlias = Annotated[str, Form(localized("a version such as 1.0.0"), lambda text: parse_version(text) is not None)]
Date: TypeAlias = Annotated[str, Form(localized("a date such as 2026-11-22"), lambda text: is_valid_literal(text, "date"))]
Step: TypeAlias = Annotated[str, Form(LocalizedText(", ".join(STEPS), "、".join(STEPS)), STEPS.__contains__)]
Note: TypeAlias = Annotated[PlainText, Form(TEXT)]
_STRUCTURE: Final = Form(localized("a list of change, table and field"))
_ROWS: Final = Form(localized("the rows of each table as `changelog` writes them"))
# fmt: on


@dataclass(frozen=True)
class StructuralChange:
    """Hold a change of the tables or fields of the package; `field` is blank if it is of a table."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    change: PlainText
    table: PlainText
    field: PlainText


@dataclass(frozen=True)
class TableChanges:
    """Hold the rows of one table that a release changed, by key.

    Attributes:
        added, removed, moved, reworded: keys; reworded are rows whose notes or titles changed.
        renumbered: former key by new key.
        revised: former and present cell by key and column.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    added: list[PlainText] = field(default_factory=list)
    removed: list[PlainText] = field(default_factory=list)
    moved: list[PlainText] = field(default_factory=list)
    reworded: list[PlainText] = field(default_factory=list)
    renumbered: dict[PlainText, PlainText] = field(default_factory=dict)
    revised: dict[PlainText, dict[PlainText, tuple[PlainText, PlainText]]] = field(
        default_factory=dict
    )


# fmt: off
@dataclass(frozen=True)
class ChangelogEntry:
    """Hold the entry of one release, with its file."""

    file: str
    sha256: str
    version: Annotated[Version, localized("the version of this release")]
    previous: Annotated[Version, localized("the version before")]
    released: Annotated[Date, localized("the day of this release")]
    step: Annotated[Step, localized("the largest kind of its changes")]
    note_zh: Annotated[Note, localized("the reason, in Chinese")]
    note_en: Annotated[Note, localized("the reason, in English")]
    structure: Annotated[list[StructuralChange], _STRUCTURE, localized("the changes of tables and fields")]
    rows: Annotated[Mapping[PlainText, TableChanges], _ROWS, localized("the changed rows")]
# fmt: on


def published_entries(document: object) -> tuple[ChangelogEntry, ...]:
    """Return the entries in the parsed `changelog.json` of a package. Raises ValueError."""
    return TypeAdapter(tuple[ChangelogEntry, ...]).validate_python(document)


def entry_files(folder: Path) -> list[Path]:
    """Return the files of a report's changelog."""
    return sorted((folder / CHANGES_FOLDER).glob("*.yaml"))


def read_entry(
    path: Path, root: Path, read: Reader = read_bytes
) -> tuple[ChangelogEntry | None, tuple[Finding, ...]]:
    """Read one entry; return None and the findings if it is invalid."""
    file = name_below(path, root)
    return read_typed(ChangelogEntry, path, root, read, file=file)[:2]


def read_entries(
    folder: Path, root: Path, read: Reader = read_bytes
) -> tuple[tuple[ChangelogEntry, ...], tuple[Finding, ...]]:
    """Read all entries of a report, the oldest first, and every finding about their form."""
    parsed = [read_entry(path, root, read) for path in entry_files(folder)]
    entries = (entry for entry, _ in parsed if entry is not None)
    found = tuple(finding for _, findings in parsed for finding in findings)
    return tuple(sorted(entries, key=lambda entry: parse_version(entry.version) or ())), found
