"""Provide the paths resource: the files that assets exchange, and the report that they have read.

A transcription is a copy of the bytes of a raw file, as typed. Tables of later stages are CSV files of
text. The resource lives as long as a run in one process; a run reads a report once, after its transcription.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import dagster as dg
import pandas as pd
from pydantic import PrivateAttr

from pipeline.consistency.ledger import LedgerCounts
from pipeline.defs.checks import AssetError
from pipeline.filesystem import os_error_text, remove_file, write_atomic
from pipeline.ingest import RawReport, RawTable, load_report, load_vocabulary
from pipeline.ingest.raw_file import name_below, read_bytes
from pipeline.package.build import ledger_counts
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.validation import Vocabulary, validate_report

_COPIES = "transcription"


@dataclass(frozen=True)
class TranscribedReport:
    """Hold everything transcribed for one report; validate it once.

    Attributes:
        capture: the files as typed.
    """

    capture: RawReport

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the codes and words that define the meaning of the figures."""
        return Vocabulary.of(self.capture.vocabulary)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return every finding about the report and the vocabulary, errors first."""
        return tuple(validate_report(self.capture))

    @cached_property
    def tally(self) -> LedgerCounts:
        """Count how the numerals are recorded."""
        return ledger_counts(self.capture)


class PathsResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Hold the checkout's root; the stages exchange only files below it."""

    root: str
    _reports: dict[str, TranscribedReport] = PrivateAttr(default_factory=dict)

    @property
    def paths(self) -> Paths:
        """Return the folders below the root."""
        return Paths(Path(self.root))

    def vocabulary(self) -> dict[str, RawTable]:
        """Read the transcribed vocabulary. Raises AssetError if a file is not transcribed."""
        return load_vocabulary(self.paths.raw, partial(read_copy, self.paths))

    def report(self, name: str) -> TranscribedReport:
        """Read a transcribed report once. Raises AssetError if a file of it is not transcribed."""
        if name not in self._reports:
            paths = self.paths
            read = partial(read_copy, paths)
            capture = load_report(paths.raw / name, paths.raw, self.vocabulary(), read)
            self._reports[name] = TranscribedReport(capture)
        return self._reports[name]


def copy_path(paths: Paths, file: Path) -> Path:
    """Return the path of the copy of a raw file."""
    owner, *parts = file.relative_to(paths.raw).parts
    return paths.stage(owner, _COPIES, *parts)


def transcribe(paths: Paths, file: Path) -> bytes:
    """Copy a raw file as typed and return its bytes; a file that cannot be read has no copy.

    Raises:
        AssetError: the copy cannot be written, or is a link.
    """
    data, unreadable = read_bytes(file, paths.root)
    copy = copy_path(paths, file)
    if unreadable is None:
        write(copy, data, paths.root)
        return data
    try:
        remove_file(copy, root=paths.root)
    except OSError as error:
        raise _rejected(copy, paths.root, error) from None
    return data


def read_copy(paths: Paths, file: Path, root: Path) -> tuple[bytes, Finding | None]:
    """Return the transcribed bytes of a raw file, or the finding if it cannot be read.

    Raises:
        AssetError: the file can be read, but is not transcribed.
    """
    copy = copy_path(paths, file)
    if copy.is_file():
        return copy.read_bytes(), None
    data, unreadable = read_bytes(file, root)
    if unreadable is None:
        named = name_below(file, root)
        raise AssetError(
            f"{named} is not transcribed; reload the definitions and materialise its transcription. "
            f"{named} 尚未转录，请重新加载定义并物化其转录。"
        )
    return data, unreadable


def stage_path(paths: Paths, report: str, stage: str, name: str) -> Path:
    """Return the path of a report's table in a stage."""
    return paths.stage(report, stage, f"{name}.csv")


def write(path: Path, data: bytes, root: Path) -> None:
    """Write a file atomically, unless it has these bytes. Raises AssetError."""
    try:
        if not (path.is_file() and path.read_bytes() == data):
            write_atomic(path, data, root=root)
    except OSError as error:
        raise _rejected(path, root, error) from None


def _rejected(path: Path, root: Path, error: OSError) -> AssetError:
    named, why = name_below(path, root), os_error_text(error)
    return AssetError(f"{named}: {why.en}. {named}：{why.zh}。")


def save(frame: pd.DataFrame, path: Path, root: Path) -> dg.DataVersion:
    """Write a frame atomically and return the version of its content. Raises AssetError."""
    data = csv_bytes(frame)
    write(path, data, root)
    return dg.DataVersion(hashlib.sha256(data).hexdigest())


def load(path: Path) -> pd.DataFrame:
    """Read a frame back, every cell as text. Raises AssetError if the preceding stage has not run."""
    if not path.is_file():
        raise AssetError(
            f"{path.name} of {path.parent.name} does not exist; materialise its upstream assets. "
            "前一阶段的文件不存在，请先物化上游资产。"
        )
    return pd.read_csv(
        io.BytesIO(path.read_bytes()), dtype=str, keep_default_na=False, encoding="utf-8"
    )


Tables = Mapping[str, pd.DataFrame]


def save_tables(tables: Tables, paths: Paths, report: str, stage: str) -> dg.DataVersion:
    """Write several tables of a stage and return the version of their content."""
    versions = [
        save(frame, stage_path(paths, report, stage, name), paths.root).value
        for name, frame in tables.items()
    ]
    joined = "\n".join(versions).encode()
    return dg.DataVersion(versions[0] if len(versions) == 1 else hashlib.sha256(joined).hexdigest())
