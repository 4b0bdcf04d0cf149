"""Build all files of one report's package in memory, check them, and write its release archive.

The command line and the package asset both call `make_publication`, so that they check and publish the
same files. An independent reader reads the files back before they are published. The release holds
the package in every format and its archive. Each is written atomically.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.consistency.ledger import Tally, tally
from pipeline.filesystem import write_whole
from pipeline.ingest import Capture, Report
from pipeline.package.changelog import changelog
from pipeline.package.citation import citation
from pipeline.package.descriptor import descriptor, path_of
from pipeline.package.files import Files, Material, Part, checksums, csv_bytes, zipped
from pipeline.package.formats import parquet, simple_csv, sqlite, xlsx
from pipeline.package.metadata import CRATE, CROISSANT, PROVENANCE
from pipeline.package.publish import replace_folder
from pipeline.package.readme import readme
from pipeline.package.statistics import quality
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import NUMERALS, PUBLISHED
from pipeline.transform import published_tables
from pipeline.transform.tables import Frames
from pipeline.validation import validate_capture
from pipeline.validation.report import keyed_figures
from pipeline.validation.report_checks.check_coverage import unmeasured_findings
from pipeline.validation.schema import rows_of
from pipeline.website import page

DESCRIPTOR = "datapackage.json"


class PackageError(RuntimeError):
    """Report that the built package is invalid and must not be published."""


def _tables(material: Material, made: Files) -> Files:
    """Return the canonical format: one CSV file per table."""
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
    """Return the functions that make the files, in order; each receives the files made before it."""
    return (*_TEXT_FORMS, *binary_forms, *_DESCRIPTIONS)


PARTS: Final = package_parts()

"""Functions that make the committed package."""

RELEASE_PARTS: Final = package_parts(_BINARY_FORMS)

"""The same with the binary formats, whose bytes depend on builds of SQLite and zlib: for `dist/`."""


def package_files(material: Material, parts: Iterable[Part] = PARTS) -> dict[str, bytes]:
    """Return the package's files by path; the same material gives the same bytes."""
    files: dict[str, bytes] = {}
    for part in parts:
        files |= part(material, files)
    return dict(sorted(files.items()))


def _faults(folder: Path, rows: Mapping[str, int]) -> list[str]:
    """Validate a package on disk with frictionless; return the errors, or an empty list."""
    # imported here because it takes long to import, and most runs publish nothing new
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
        faults.append(f"rows read {read}, rows expected {dict(rows)}")
    return faults


def check_package(files: Mapping[str, bytes], frames: Frames) -> None:
    """Validate the files with frictionless: every resource and every row.

    Raises:
        PackageError: every error that frictionless reports.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        faults = _faults(folder, {table.name: len(frames[table.name]) for table in PUBLISHED})
    if faults:
        raise PackageError("\n".join(faults))


class InvalidRawError(RuntimeError):
    """Report that raw/ breaks rules; `findings` holds all findings, errors first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True)
class Publication:
    """Hold what one report publishes: facts, tables, the ledger's tally, files by path."""

    report: Report
    frames: Frames
    tally: Tally
    files: Mapping[str, bytes]
    warnings: tuple[Finding, ...]


def package_folder(paths: Paths, report: Report) -> Path:
    """Return the folder of a report's package; a draft is written to the working files."""
    return paths.stage(report.folder, "draft") if report.draft else paths.package(report.package)


def ledger_tally(capture: Capture) -> Tally:
    """Count how the numerals of a report are recorded."""
    return tally(rows_of(capture.tables[NUMERALS.name].frame), keyed_figures(capture))


def make_publication(
    capture: Capture,
    found: Sequence[Finding] | None = None,
    parts: Sequence[Part] = PARTS,
    check: Callable[[Mapping[str, bytes], Frames], None] = check_package,
) -> Publication:
    """Validate a capture, then build and check the files of its package in memory.

    Args:
        capture: everything keyed for the report.
        found: findings of an earlier validation of the same capture; None validates it.
        parts: functions that make the files; RELEASE_PARTS includes the binary formats.
        check: raises PackageError if the files are not a valid package.

    Raises:
        InvalidRawError: raw/ breaks a rule.
        PackageError: the package is invalid.
    """
    findings = validate_capture(capture) if found is None else list(found)
    if capture.report is None or any(finding.is_error for finding in findings):
        raise InvalidRawError(findings)
    frames, counts = published_tables(capture), ledger_tally(capture)
    material = Material(capture.report, frames, counts, capture.raw_hashes, capture.changes)
    files = package_files(material, parts)
    check(files, frames)
    warnings = (*findings, *unmeasured_findings(capture))
    return Publication(capture.report, frames, counts, files, warnings)


@dataclass(frozen=True)
class Distribution:
    """Hold one report's release: the files of its folder, and the archive of the same files."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes


def make_distribution(made: Publication) -> Distribution:
    """Build the release of a publication that was made with RELEASE_PARTS."""
    name = f"{made.report.folder}-{made.report.version}"
    return Distribution(name, made.files, zipped(made.files))


def write_distribution(paths: Paths, made: Distribution) -> None:
    """Replace the folder and the archive in dist/, each atomically. Raises BusyError or OSError."""
    replace_folder(paths.dist / made.name, made.files, root=paths.root)
    write_whole(paths.dist / f"{made.name}.zip", made.archive, root=paths.root, durable=True)
