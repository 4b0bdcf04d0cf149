"""The whole way of one report without Dagster: capture, validate, resolve, package.

Both the command line and the package asset walk through here, so that what is checked and what is
published is one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.capture import Capture, Report, capture_report, capture_vocabulary
from pipeline.capture.folder import report_folders
from pipeline.paths import Paths
from pipeline.reconcile.ledger import Tally, tally
from pipeline.release import PARTS, Material, Part, check_package, package_files
from pipeline.resolve import published_tables
from pipeline.resolve.tables import Frames
from pipeline.rules import Finding
from pipeline.tables import NUMERALS
from pipeline.validation import validate_capture
from pipeline.validation.frame import rows_of
from pipeline.validation.protection import unmeasured_findings
from pipeline.validation.report import keyed_figures


class InvalidRawError(RuntimeError):
    """raw/ breaks rules; `findings` are all of them, errors first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True)
class Publication:
    """What one report would publish: facts, tables, the ledger's tally, files by path."""

    report: Report
    frames: Frames
    tally: Tally
    files: Mapping[str, bytes]
    warnings: tuple[Finding, ...]


def package_folder(paths: Paths, report: Report) -> Path:
    """Where a report's package is written; a draft's among the working files, for its editors only."""
    return paths.stage(report.folder, "draft") if report.draft else paths.package(report.package)


def captured_reports(paths: Paths) -> dict[str, Capture]:
    """Every report in raw/ by its folder's name."""
    vocabulary = capture_vocabulary(paths.raw)
    folders: list[Path] = report_folders(paths.raw)
    return {folder.name: capture_report(folder, paths.raw, vocabulary) for folder in folders}


def ledger_tally(capture: Capture) -> Tally:
    """How the numerals of a report are accounted for."""
    return tally(rows_of(capture.tables[NUMERALS.name].frame), keyed_figures(capture))


def make_publication(
    capture: Capture,
    found: Sequence[Finding] | None = None,
    parts: Sequence[Part] = PARTS,
    check: Callable[[Mapping[str, bytes], Frames], None] = check_package,
) -> Publication:
    """Validate everything, then build and check the files of the package in memory.

    Args:
        capture: everything keyed for the report.
        found: what validation says about exactly this capture, where it has been asked already.
        parts: makers of the files; RELEASE_PARTS for the package with all its forms.
        check: raises PackageError if an independent reader refuses the files.

    Raises:
        InvalidRawError: some rule is broken.
        PackageError: an independent reader refuses the package.
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
