"""One report in raw/ as it is at one moment, and what the pure stages make of it, each made once.

All steps of a run ask for the same; it is remembered by the content of the files, so that a run
stays short and nothing old is ever served. A new process remembers nothing: it validates anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.capture import Capture, capture_report, capture_vocabulary
from pipeline.capture.folder import VOCABULARY_FOLDER, section_files
from pipeline.capture.report import FILE
from pipeline.content import file_hash
from pipeline.paths import Paths
from pipeline.publication import Publication, ledger_tally, make_publication
from pipeline.reconcile.ledger import Tally
from pipeline.rules import Finding
from pipeline.validation import Vocabulary, validate_capture

_REMEMBERED = 8
_TRIES = 5
_snapshots: dict[tuple[Path, str], "Snapshot"] = {}


@dataclass(frozen=True)
class Snapshot:
    """Everything keyed for one report at one moment; findings and publication are made when asked."""

    capture: Capture

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The codes and words that give the figures meaning."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Every finding about the report and the vocabulary, errors first."""
        return tuple(validate_capture(self.capture))

    @cached_property
    def tally(self) -> Tally:
        """How the numerals are accounted for."""
        return ledger_tally(self.capture)

    @cached_property
    def publication(self) -> Publication:
        """What the report publishes. Raises InvalidRawError or PackageError, as it is made."""
        return make_publication(self.capture, self.findings)


def version(paths: Paths, folder: Path) -> str:
    """The hash of every file that says something about a report, other reports' facts included."""
    files = [
        *(paths.raw / VOCABULARY_FOLDER).glob("*.csv"),
        *folder.glob("*.csv"),
        *section_files(folder),
        *paths.raw.glob(f"*/{FILE}"),
    ]
    return file_hash(sorted(files))


def snapshot(paths: Paths, folder: Path) -> Snapshot:
    """The report as its files are now."""
    for _ in range(_TRIES):
        seen = version(paths, folder)
        if known := _snapshots.get((folder, seen)):
            return known
        made = Snapshot(capture_report(folder, paths.raw, capture_vocabulary(paths.raw)))
        if version(paths, folder) == seen:
            break
    while len(_snapshots) >= _REMEMBERED:
        _snapshots.pop(next(iter(_snapshots)))
    return _snapshots.setdefault((folder, seen), made)
