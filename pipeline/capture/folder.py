"""The folders of raw/: which reports there are, and every file of one report and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.capture.read import Captured, nearest, read_csv
from pipeline.capture.report import FILE, Report, read_report
from pipeline.rules import Finding, Place
from pipeline.rules.capture import UnknownSectionFile
from pipeline.tables import FACTS, NUMERALS, RAW_FIGURES, RAW_SECTIONS, READINGS, VOCABULARY, Table

VOCABULARY_FOLDER: Final = "vocabulary"
FIGURES_FOLDER: Final = "figures"
REPORT_TABLES: Final[tuple[Table, ...]] = (RAW_SECTIONS, NUMERALS, *FACTS, READINGS)


@dataclass(frozen=True)
class Capture:
    """Everything keyed for one report; tables by name, figures by section."""

    report: Report | None
    vocabulary: Mapping[str, Captured]
    tables: Mapping[str, Captured]
    figures: Mapping[str, Captured]
    findings: tuple[Finding, ...]


def report_folders(raw: Path) -> list[Path]:
    """Folders of raw/ that hold a report, by name."""
    if not raw.is_dir():
        return []
    return sorted(each for each in raw.iterdir() if each.is_dir() and _is_report(each))


def _is_report(folder: Path) -> bool:
    return folder.name != VOCABULARY_FOLDER and (
        (folder / FILE).is_file() or (folder / FIGURES_FOLDER).is_dir()
    )


def section_order(section: str) -> tuple[int, ...]:
    """Sort key of section numbers: 1.10 comes after 1.9."""
    return tuple(int(part) if part.isdecimal() else 1 << 30 for part in section.split("."))


def section_files(folder: Path) -> list[Path]:
    """The figures files of a report in order of their sections; lock files of editors left out."""
    figures = folder / FIGURES_FOLDER
    if not figures.is_dir():
        return []
    files = [each for each in figures.iterdir() if each.is_file() and each.name[0] not in ".~"]
    return sorted(files, key=lambda file: (section_order(file.stem), file.name))


def capture_vocabulary(raw: Path) -> dict[str, Captured]:
    """The vocabulary's tables by name."""
    folder = raw / VOCABULARY_FOLDER
    return {
        table.name: read_csv(folder / f"{table.name}.csv", table, raw.parent)
        for table in VOCABULARY
    }


def capture_section(path: Path, raw: Path) -> Captured:
    """One section's figures."""
    return read_csv(path, RAW_FIGURES, raw.parent)


def _unknown_files(files: list[Path], sections: Captured, raw: Path) -> Iterator[Finding]:
    if not sections.is_whole:
        return
    known = list(sections.frame["section"])
    for path in files:
        if path.suffix != ".csv" or path.stem not in known:
            file = path.relative_to(raw.parent).as_posix()
            yield UnknownSectionFile(Place(file), path.stem, nearest(path.stem, known))


def capture_report(folder: Path, raw: Path, vocabulary: Mapping[str, Captured]) -> Capture:
    """Read every file of one report.

    Args:
        folder: the report's folder in raw/.
        raw: the raw folder itself; files are named relative to its parent.
        vocabulary: the vocabulary's tables, read once for all reports.
    """
    report, findings = read_report(folder, raw.parent)
    tables = {
        table.name: read_csv(folder / f"{table.name}.csv", table, raw.parent)
        for table in REPORT_TABLES
    }
    files = section_files(folder)
    unknown = tuple(_unknown_files(files, tables[RAW_SECTIONS.name], raw))
    figures = {file.stem: capture_section(file, raw) for file in files if file.suffix == ".csv"}
    return Capture(report, vocabulary, tables, figures, (*findings, *unknown))
