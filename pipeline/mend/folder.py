"""Which table a raw file holds, by its place below raw/; and every such file that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.capture.folder import (
    FIGURES_FOLDER,
    REPORT_TABLES,
    VOCABULARY_FOLDER,
    report_folders,
    section_files,
)
from pipeline.tables import RAW_FIGURES, VOCABULARY, Table

_VOCABULARY: Final = {f"{table.name}.csv": table for table in VOCABULARY}
_REPORT: Final = {f"{table.name}.csv": table for table in REPORT_TABLES}


def table_of(path: Path, raw: Path) -> Table | None:
    """The declaration of the table that a file below raw/ holds; None if it holds none."""
    if not path.is_relative_to(raw):
        return None
    match path.relative_to(raw).parts:
        case (folder, name) if folder == VOCABULARY_FOLDER:
            return _VOCABULARY.get(name)
        case (_, name):
            return _REPORT.get(name)
        case (_, folder, name) if folder == FIGURES_FOLDER and name.endswith(".csv"):
            return RAW_FIGURES
        case _:
            return None


def raw_tables(raw: Path) -> Iterator[Path]:
    """Every file of a table that there is, the vocabulary first."""
    yield from _existing(raw / VOCABULARY_FOLDER, _VOCABULARY)
    for folder in report_folders(raw):
        yield from _existing(folder, _REPORT)
        yield from (file for file in section_files(folder) if file.suffix == ".csv")


def _existing(folder: Path, names: dict[str, Table]) -> Iterator[Path]:
    return (folder / name for name in names if (folder / name).is_file())
