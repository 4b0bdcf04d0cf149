"""All files of one report's package from its published tables, and their check before release."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from frictionless import FrictionlessException, Package

from pipeline.capture import Report
from pipeline.reconcile.ledger import Tally
from pipeline.release.csv_text import csv_bytes
from pipeline.release.descriptor import descriptor, path_of
from pipeline.release.quality import quality
from pipeline.release.readme import readme
from pipeline.resolve.tables import Frames
from pipeline.tables import PUBLISHED

DESCRIPTOR = "datapackage.json"


class PackageError(RuntimeError):
    """The package that was built is not sound; nothing of it may be published."""


def package_files(report: Report, frames: Frames, tally: Tally) -> dict[str, bytes]:
    """The package's files by path: the same frames give the same bytes.

    Args:
        report: facts of the report and the release.
        frames: every published table by name, cells as canonical text.
        tally: how the report's numerals are accounted for.
    """
    files = {path_of(table): csv_bytes(frames[table.name]) for table in PUBLISHED}
    files["README.md"] = readme(report, frames, tally).encode()
    files[DESCRIPTOR] = descriptor(report, files, {"quality": quality(frames, tally)}, PUBLISHED)
    return dict(sorted(files.items()))


def _faults(folder: Path, rows: Mapping[str, int]) -> list[str]:
    """What an independent reader says of a package on disk; empty when all is sound."""
    try:
        checked = Package(str(folder / DESCRIPTOR)).validate()
    except FrictionlessException as error:
        return [str(error)]
    faults = [f"{each[0]}: {each[1]}" for each in checked.flatten(["title", "message"])]
    read = {task.name: task.stats.get("rows") for task in checked.tasks if task.type == "table"}
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
