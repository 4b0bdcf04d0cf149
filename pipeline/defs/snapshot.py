"""Read one report in raw/ at one moment, and compute each result of the stages once.

All steps of a run use the same snapshot. Its key is the content of the files, so that a run is fast
and never uses old data. A new process only knows which bytes passed validation under the same code.
A note in build/ holds that verdict and no data. A note is valid for one content, one state of the
pipeline's modules and one set of library versions. A report with any finding has no note. The
publication is always built from raw/ and compared with the disk byte by byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pipeline.consistency.ledger import LedgerCounts
from pipeline.defs.checks import AssetError
from pipeline.filesystem import hash_files, hash_paths, validator_fingerprint, write_atomic
from pipeline.ingest import RawReport, load_report, load_vocabulary
from pipeline.ingest.report_folder import VOCABULARY_FOLDER
from pipeline.ingest.report_metadata import FILE
from pipeline.package import check_package
from pipeline.package.build import BuiltPackage, build_package, ledger_counts
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.transform.tables import Tables
from pipeline.validation import Vocabulary, validate_report

#: Computed on import, because code edited later does not run in this process.
_CODE: Final = validator_fingerprint()


def accepted(note: Path, what: str, code: str = _CODE) -> bool:
    """Return whether this content is the one that last passed validation, under the same code."""
    try:
        return note.read_text(encoding="utf-8") == f"{what} {code}\n"
    except (OSError, UnicodeDecodeError):
        return False


def accept(note: Path, what: str, root: Path, code: str = _CODE) -> None:
    """Note that this content passed validation; if no note can be written, it is validated again."""
    with suppress(OSError):
        write_atomic(note, f"{what} {code}\n".encode(), root=root)


_TRIES = 5
#: The latest snapshot of each report; an earlier one is not used again.
_snapshots: dict[Path, Snapshot] = {}


@dataclass(frozen=True)
class Snapshot:
    """Hold everything keyed for one report at one moment; compute findings and publication on demand.

    Attributes:
        capture: the data that was read.
        seen: the version of the files from which it was read.
        paths: the checkout, which stores the notes of passed validations.
        folder: the name of the report's folder in raw/.
    """

    capture: RawReport
    seen: str
    paths: Paths
    folder: str

    @property
    def _notes(self) -> Path:
        return self.paths.stage(self.folder, "accepted")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the codes and words that define the meaning of the figures."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Return every finding about the report and the vocabulary, errors first."""
        note = self._notes / "raw"
        # reading also checks the package folder, which may be unsafe to replace
        if not self.capture.findings and accepted(note, self.seen):
            return ()
        found = tuple(validate_report(self.capture))
        if not found:
            accept(note, self.seen, self.paths.root)
        return found

    @cached_property
    def tally(self) -> LedgerCounts:
        """Count how the numerals are recorded."""
        return ledger_counts(self.capture)

    @cached_property
    def publication(self) -> BuiltPackage:
        """Return what the report publishes. Raises InvalidRawError or PackageError."""
        return build_package(self.capture, self.findings, check=self._check)

    def _check(self, files: Mapping[str, bytes], frames: Tables) -> None:
        """Check the files with frictionless, unless it has checked exactly these."""
        rows = {name: len(frame) for name, frame in frames.items()}
        note, what = self._notes / "package", hash_files({**files, "": repr(rows).encode()})
        if not accepted(note, what):
            check_package(files, frames)
            accept(note, what, self.paths.root)


def version(paths: Paths, folder: Path) -> str:
    """Hash every file that a report depends on: its own, the vocabulary, other reports' facts."""
    own = (path for each in (folder, paths.raw / VOCABULARY_FOLDER) for path in each.rglob("*"))
    return hash_paths(sorted({*own, *paths.raw.glob(f"*/{FILE}")}))


def snapshot(paths: Paths, folder: Path) -> Snapshot:
    """Read the report's current files. Raises Rejected if they change while they are read."""
    for _ in range(_TRIES):
        seen = version(paths, folder)
        known = _snapshots.get(folder)
        if known and known.seen == seen:
            return known
        read = load_report(folder, paths.raw, load_vocabulary(paths.raw))
        made = Snapshot(read, seen, paths, folder.name)
        if version(paths, folder) == seen:
            _snapshots[folder] = made
            return made
    raise AssetError("raw/ changed while it was read; run again. raw/ 在读取时被改动，请重新运行。")
