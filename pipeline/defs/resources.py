"""Provide the paths resource, the working files that assets exchange, and the progress logger.

A working file is a table of text as CSV. The logger prints the progress of the assets as plain lines for
people at a terminal.
"""

import hashlib
import io
import logging
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import dagster as dg
import pandas as pd

from pipeline.defs.checks import AssetError
from pipeline.filesystem import os_error_text, write_atomic
from pipeline.ingest import RawTable
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths


class PathsResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Hold the checkout's root; the stages exchange only files below it."""

    root: str

    @property
    def paths(self) -> Paths:
        """Return the folders below the root."""
        return Paths(Path(self.root))


def stage_path(paths: Paths, report: str, stage: str, name: str) -> Path:
    """Return the path of a report's table in a stage."""
    return paths.stage(report, stage, f"{name}.csv")


def save(frame: pd.DataFrame, path: Path, root: Path) -> dg.DataVersion:
    """Write a frame atomically and return the version of its content.

    Raises:
        Rejected: the file cannot be written, or is a link.
    """
    data = csv_bytes(frame)
    try:
        write_atomic(path, data, root=root)
    except OSError as error:
        named, why = path.relative_to(root).as_posix(), os_error_text(error)
        raise AssetError(f"{named}: {why.en}. {named}：{why.zh}。") from None
    return dg.DataVersion(hashlib.sha256(data).hexdigest())


def load(path: Path) -> pd.DataFrame:
    """Read a frame back, every cell as text.

    Raises:
        Rejected: the preceding stage has not run.
    """
    if not path.is_file():
        raise AssetError(
            f"{path.name} of {path.parent.name} does not exist; materialise its upstream assets. "
            "前一阶段的文件不存在，请先物化上游资产。"
        )
    return _frame(path.read_bytes()).copy(deep=False)


@lru_cache(maxsize=128)
def _frame(data: bytes) -> pd.DataFrame:
    """Parse a file's bytes once for all checks of a run; each caller gets a copy."""
    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")


def load_captured(path: Path) -> RawTable:
    """Return a stage file as captured rows, without findings about its format."""
    return RawTable(load(path))


_META = "dagster_meta"


class _PlainFormatter(logging.Formatter):
    """Format a message as logged by the asset, without run ids and step names."""

    def format(self, record: logging.LogRecord) -> str:
        meta = getattr(record, _META, {})
        return f"  {meta.get('orig_message', record.getMessage())}"


#: Marks lines for the terminal; passed as `extra` of the logging call.
PROGRESS: Final[Mapping[str, bool]] = MappingProxyType({"is_progress": True})


class _ProgressFilter(logging.Filter):
    """Pass messages of our works; Dagster's own messages stay in its history."""

    def filter(self, record: logging.LogRecord) -> bool:
        return all(getattr(record, name, False) for name in PROGRESS)


@dg.logger({}, description="Plain progress lines / 进度")
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    """Return a separate logger, so that other handlers do not repeat its lines."""
    made = logging.Logger("progress", logging.INFO)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_PlainFormatter())
    handler.addFilter(_ProgressFilter())
    made.addHandler(handler)
    return made
