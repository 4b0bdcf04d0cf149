"""Working files between the assets: frames of text as CSV, named by report, stage and table."""

import hashlib
import io
from functools import lru_cache
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.assets.findings import Refused
from pipeline.capture import Captured
from pipeline.paths import Paths
from pipeline.refused import reason
from pipeline.release.csv_text import csv_bytes
from pipeline.whole_file import write_whole


def stage_path(paths: Paths, report: str, stage: str, name: str) -> Path:
    """Where a stage keeps a table of a report."""
    return paths.stage(report, stage, f"{name}.csv")


def save(frame: pd.DataFrame, path: Path, root: Path) -> dg.DataVersion:
    """Write a frame and return the version of its content; another run may read it meanwhile.

    Raises:
        Refused: the file cannot be written, or must not be: it is a link.
    """
    data = csv_bytes(frame)
    try:
        write_whole(path, data, root=root)
    except OSError as error:
        named, why = path.relative_to(root).as_posix(), reason(error)
        raise Refused(f"{named}: {why.en}. {named}：{why.zh}。") from None
    return dg.DataVersion(hashlib.sha256(data).hexdigest())


def load(path: Path) -> pd.DataFrame:
    """Read a frame back, every cell as text.

    Raises:
        Refused: the stage before has not run.
    """
    if not path.is_file():
        raise Refused(
            f"{path.name} of {path.parent.name} does not exist; materialise what stands before it. "
            "前一阶段的文件不存在，请先物化上游。"
        )
    return _frame(path.read_bytes()).copy(deep=False)


@lru_cache(maxsize=128)
def _frame(data: bytes) -> pd.DataFrame:
    """The frame in a file's bytes, parsed once for all checks of a run; whoever asks gets a copy."""
    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")


def load_captured(path: Path) -> Captured:
    """A stage file as captured rows without findings about its form."""
    return Captured(load(path))
