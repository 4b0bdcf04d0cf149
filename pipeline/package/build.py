"""Build all files of one report's package in memory, check them, and write its release archive.

The command line and the package asset both call `build_package`, so that they check and publish the
same files. An independent reader reads the files back before they are published. The release holds
the package in every format and its archive. Each is written atomically.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.consistency.ledger import LedgerCounts, count_ledger
from pipeline.filesystem import write_atomic
from pipeline.ingest import RawReport, Report
from pipeline.ingest.csv_table import empty_frame
from pipeline.ingest.report_folder import release_rows
from pipeline.package.changelog import changelog
from pipeline.package.citation import citation
from pipeline.package.descriptor import descriptor, path_of
from pipeline.package.files import (
    FileBuilder,
    Files,
    PackageInputs,
    checksums,
    csv_bytes,
    zip_bytes,
)
from pipeline.package.formats import parquet, readable_csv, sqlite, xlsx
from pipeline.package.metadata import CRATE, CROISSANT, PROVENANCE
from pipeline.package.publish import publish_directory
from pipeline.package.read_back import LARGE, first_rows, is_as_declared
from pipeline.package.readme import texts
from pipeline.package.statistics import quality
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import (
    FIGURES,
    IDENTITIES,
    NUMERALS,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_SECTIONS,
    READABLE,
    SECTIONS,
)
from pipeline.transform import build_tables
from pipeline.transform.figures import raw_place
from pipeline.transform.tables import Tables, tables_with_rows
from pipeline.validation import validate_report
from pipeline.validation.report_checks.check_coverage import stale_measurement_findings
from pipeline.validation.schema import rows_of
from pipeline.website import page

DESCRIPTOR = "datapackage.json"


class PackageError(RuntimeError):
    """Report that the built package is invalid and must not be published."""


def _tables(material: PackageInputs, made: Files) -> Files:
    """Return the canonical format: one CSV file per table."""
    del made
    return {path_of(table): csv_bytes(material.frame(table)) for table in material.tables}


def _descriptor(material: PackageInputs, made: Files) -> Files:
    counts = {"quality": quality(material.frames, material.ledger)}
    return {DESCRIPTOR: descriptor(material.report, made, counts, material.tables)}


def _page(material: PackageInputs, made: Files) -> Files:
    counts = quality(material.frames, material.ledger)
    return {"index.html": page(material.report, material.frames, counts, made)}


_TEXT_FORMS: Final[Sequence[FileBuilder]] = (_tables, readable_csv)

_BINARY_FORMS: Final[Sequence[FileBuilder]] = (parquet, sqlite, xlsx)

_DESCRIPTIONS: Final[Sequence[FileBuilder]] = (
    texts, changelog, citation, _descriptor, PROVENANCE, CROISSANT, _page, CRATE, checksums,
)  # fmt: skip


def package_builders(binary_forms: Sequence[FileBuilder] = ()) -> tuple[FileBuilder, ...]:
    """Return the functions that make the files, in order; each receives the files made before it."""
    return (*_TEXT_FORMS, *binary_forms, *_DESCRIPTIONS)


COMMITTED_BUILDERS: Final = package_builders()

"""Functions that make the committed package."""

RELEASE_BUILDERS: Final = package_builders(_BINARY_FORMS)

"""The same with the binary formats, whose bytes depend on builds of SQLite and zlib: for `dist/`."""


def package_files(
    material: PackageInputs, parts: Iterable[FileBuilder] = COMMITTED_BUILDERS
) -> dict[str, bytes]:
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


def check_package(files: Mapping[str, bytes], frames: Tables) -> None:
    """Validate the files with frictionless: every resource and every row.

    Of a large package, pyarrow reads every row, and frictionless every distinct cell and the first rows.

    Raises:
        PackageError: every error that frictionless reports.
    """
    figures = {table.name: len(frames[FIGURES.name]) for table in READABLE.values()}
    rows = figures | {each.name: len(frames[each.name]) for each in tables_with_rows(frames)}
    if sum(rows.values()) > LARGE and is_as_declared(files, rows):
        files, rows = first_rows(files, rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        faults = _faults(folder, rows)
    if faults:
        raise PackageError("\n".join(faults))


#: Published tables with columns that validation or other tables add, and their keyed forms.
_EXTENDED: Final = ((FIGURES, RAW_FIGURES), (SECTIONS, RAW_SECTIONS), (IDENTITIES, RAW_IDENTITIES))


def _rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[str, ...]]:
    return sorted(zip(*(frame[name] for name in columns), strict=True))


def check_tables(capture: RawReport, tables: Tables) -> None:
    """Compare the cells of published tables that are published as keyed with the keyed rows.

    Raises:
        PackageError: a table was made from other rows.
    """
    figures = [empty_frame(RAW_FIGURES), *(each.frame for each in capture.figures.values())]
    keyed = {
        each.name: capture.tables[each.name].frame
        for _, each in _EXTENDED
        if each.name in capture.tables
    }
    rows = pd.concat(figures).fillna("")
    places = [raw_place(row) for row in rows_of(rows)]
    keyed[RAW_FIGURES.name] = rows.rename(columns={"id": "figure_id"}).assign(raw_file=places)
    for table, raw in _EXTENDED:
        shared = [name for name in table.columns if name in keyed[raw.name].columns]
        if _rows(tables[table.name], shared) != _rows(keyed[raw.name], shared):
            raise PackageError(
                f"The table {table.name} was made from other rows than those of raw/; materialise it "
                f"first. {table.name} 表与 raw/ 的记录不一致，请先物化该表。"
            )


class InvalidRawError(RuntimeError):
    """Report that raw/ breaks rules; `findings` holds all findings, errors first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True)
class BuiltPackage:
    """Hold what one report publishes: facts, tables, the ledger's tally, files by path."""

    report: Report
    frames: Tables
    ledger: LedgerCounts
    files: Mapping[str, bytes]
    warnings: tuple[Finding, ...]


def package_folder(paths: Paths, report: Report) -> Path:
    """Return the folder of a report's package; a draft is written to the working files."""
    return paths.stage(report.folder, "draft") if report.draft else paths.package(report.package)


def ledger_counts(capture: RawReport) -> LedgerCounts:
    """Count how the numerals of a report are recorded."""
    ledger = rows_of(capture.tables[NUMERALS.name].frame[["figure", "reason"]])
    return count_ledger(
        ledger, [id_ for each in capture.figures.values() for id_ in each.frame["id"]]
    )


def input_hashes(capture: RawReport, frames: Tables) -> dict[str, str]:
    """Return the SHA-256 of every raw file; of a file of the vocabulary, that of the rows used."""
    shared = {captured.file: name for name, captured in capture.vocabulary.items()}
    return {
        path: hashlib.sha256(csv_bytes(frames[shared[path]])).hexdigest()
        if path in shared
        else sha256
        for path, sha256 in capture.raw_hashes.items()
    }


def build_package(
    capture: RawReport,
    found: Sequence[Finding] | None = None,
    parts: Sequence[FileBuilder] = COMMITTED_BUILDERS,
    check: Callable[[Mapping[str, bytes], Tables], None] = check_package,
    tables: Tables | None = None,
) -> BuiltPackage:
    """Validate a capture, then build and check the files of its package in memory.

    Args:
        capture: everything keyed for the report.
        found: findings of an earlier validation of the same capture; None validates it.
        parts: functions that make the files; RELEASE_BUILDERS includes the binary formats.
        check: raises PackageError if the files are not a valid package.
        tables: the published tables, if they were built from this capture; None builds them.

    Raises:
        InvalidRawError: raw/ breaks a rule.
        PackageError: the package is invalid, or the tables are not of this capture.
    """
    findings = validate_report(capture) if found is None else list(found)
    if capture.report is None or any(finding.is_error for finding in findings):
        raise InvalidRawError(findings)
    if tables is not None:
        check_tables(capture, tables)
    frames = build_tables(capture) if tables is None else tables
    counts = ledger_counts(capture)
    release_rows(capture)
    material = PackageInputs(
        capture.report, frames, counts, input_hashes(capture, frames), capture.changes
    )
    files = package_files(material, parts)
    check(files, frames)
    warnings = (*findings, *stale_measurement_findings(capture))
    return BuiltPackage(capture.report, frames, counts, files, warnings)


@dataclass(frozen=True)
class ReleaseArchive:
    """Hold one report's release: the files of its folder, and the archive of the same files."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes


def build_release(made: BuiltPackage) -> ReleaseArchive:
    """Build the release of a publication that was made with RELEASE_BUILDERS."""
    name = f"{made.report.folder}-{made.report.version}"
    return ReleaseArchive(name, made.files, zip_bytes(made.files))


def write_release(paths: Paths, made: ReleaseArchive) -> None:
    """Replace the folder and the archive in dist/, each atomically. Raises PublishLockedError or OSError."""
    publish_directory(paths.dist / made.name, made.files, root=paths.root)
    write_atomic(paths.dist / f"{made.name}.zip", made.archive, root=paths.root, durable=True)
