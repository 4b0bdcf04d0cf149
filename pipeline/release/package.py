"""All files of one report's package from its published tables, and their check before release."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.page import page
from pipeline.release.changelog import changelog
from pipeline.release.checksums import checksums
from pipeline.release.citation import citation
from pipeline.release.csv_text import csv_bytes
from pipeline.release.descriptions import CRATE, CROISSANT, PROVENANCE
from pipeline.release.descriptor import descriptor, path_of
from pipeline.release.forms import parquet, simple_csv, sqlite, xlsx
from pipeline.release.material import Files, Material, Part
from pipeline.release.quality import quality
from pipeline.release.readme import readme
from pipeline.resolve.tables import Frames
from pipeline.tables import PUBLISHED

DESCRIPTOR = "datapackage.json"


class PackageError(RuntimeError):
    """The package that was built is not sound; nothing of it may be published."""


def _tables(material: Material, made: Files) -> Files:
    """The canonical form: one CSV file a table."""
    del made
    return {path_of(table): csv_bytes(material.frames[table.name]) for table in PUBLISHED}


def _readme(material: Material, made: Files) -> Files:
    del made
    text = readme(material.report, material.frames, material.tally)
    return {"README.md": text.encode()}


def _descriptor(material: Material, made: Files) -> Files:
    counts = {"quality": quality(material.frames, material.tally)}
    return {DESCRIPTOR: descriptor(material.report, made, counts, PUBLISHED)}


def _page(material: Material, made: Files) -> Files:
    counts = quality(material.frames, material.tally)
    return {"index.html": page(material.report, material.frames, counts, made)}


_TEXT_FORMS: Final[Sequence[Part]] = (_tables, simple_csv)
_BINARY_FORMS: Final[Sequence[Part]] = (parquet, sqlite, xlsx)
_DESCRIPTIONS: Final[Sequence[Part]] = (
    _readme, changelog, citation, _descriptor, PROVENANCE, CROISSANT, _page, CRATE, checksums,
)  # fmt: skip


def package_parts(binary_forms: Sequence[Part] = ()) -> tuple[Part, ...]:
    """Makers of a package's files, in order: each sees what those before it made."""
    return (*_TEXT_FORMS, *binary_forms, *_DESCRIPTIONS)


PARTS: Final = package_parts()
"""Makers of the committed package."""

RELEASE_PARTS: Final = package_parts(_BINARY_FORMS)
"""The same with the binary forms, whose bytes depend on builds of SQLite and zlib: for `dist/`."""


def package_files(material: Material, parts: Iterable[Part] = PARTS) -> dict[str, bytes]:
    """The package's files by path: the same material gives the same bytes."""
    files: dict[str, bytes] = {}
    for part in parts:
        files |= part(material, files)
    return dict(sorted(files.items()))


def _faults(folder: Path, rows: Mapping[str, int]) -> list[str]:
    """What an independent reader says of a package on disk; empty when all is sound."""
    # takes long to import, and a run that publishes nothing new has no need of it
    from frictionless import FrictionlessException, Package

    try:
        checked = Package(str(folder / DESCRIPTOR)).validate()
    except FrictionlessException as error:
        return [str(error)]
    faults = [f"{each[0]}: {each[1]}" for each in checked.flatten(["title", "message"])]
    read = {
        task.name: task.stats.get("rows") or 0 for task in checked.tasks if task.type == "table"
    }
    if not faults and read != dict(rows):
        faults.append(f"rows read {read}, rows published {dict(rows)}")
    return faults


def check_package(files: Mapping[str, bytes], frames: Frames) -> None:
    """Let frictionless read the files as a stranger would, every resource and every row.

    Raises:
        PackageError: with everything that frictionless found.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        faults = _faults(folder, {table.name: len(frames[table.name]) for table in PUBLISHED})
    if faults:
        raise PackageError("\n".join(faults))
