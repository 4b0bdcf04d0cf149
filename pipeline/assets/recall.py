"""What the pure stages make of raw/, remembered by the content of its files.

Many checks of one run ask for the same capture. Remembering it by hash keeps the run short and can
never serve something old.
"""

from functools import lru_cache
from pathlib import Path

from pipeline.assets.raw_files import file_hash
from pipeline.capture import Capture, capture_report, capture_vocabulary
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.validation import Vocabulary
from pipeline.validation.report import validate_tables

_REMEMBERED = 8


def _version(paths: Paths, folder: Path) -> str:
    """The hash of every file that a capture of the report reads."""
    files = [*(paths.raw / "vocabulary").rglob("*"), *folder.rglob("*")]
    return file_hash(sorted(file for file in files if file.is_file()))


@lru_cache(maxsize=_REMEMBERED)
def _captured(paths: Paths, folder: Path, version: str) -> Capture:  # noqa: ARG001 - the key
    return capture_report(folder, paths.raw, capture_vocabulary(paths.raw))


@lru_cache(maxsize=_REMEMBERED)
def _table_findings(paths: Paths, folder: Path, version: str) -> tuple[Finding, ...]:
    capture = _captured(paths, folder, version)
    return tuple(validate_tables(capture, Vocabulary.of(capture.vocabulary)))


def captured(paths: Paths, folder: Path) -> Capture:
    """Everything keyed for one report, as the files are now."""
    return _captured(paths, folder, _version(paths, folder))


def table_findings(paths: Paths, folder: Path) -> tuple[Finding, ...]:
    """Every finding about a report's tables other than figures, as the files are now."""
    return _table_findings(paths, folder, _version(paths, folder))
