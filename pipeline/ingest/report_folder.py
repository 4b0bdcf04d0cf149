"""Read the folders of raw/: which reports exist, every file of one report, and the vocabulary.

A table without rows is an error, unless report.yaml states that there are none or that the report is a
draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.filesystem import links_below
from pipeline.ingest.changelog import Entry, read_entries
from pipeline.ingest.csv_table import Captured, empty_frame, nearest, read_csv
from pipeline.ingest.raw_file import not_a_file, outside
from pipeline.ingest.report_metadata import FILE, Report, read_report
from pipeline.paths import BUILD, DIST, Paths
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.file_rules import (
    EmptyInDraft,
    HeaderOnly,
    LinkInTheWay,
    MissingFile,
    NotAFile,
    RowsOfNone,
    UnknownSectionFile,
)
from pipeline.schema import (
    CHART_FIGURES,
    CHARTS,
    ERRATA,
    FACTS,
    NUMERALS,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_PROTECTION,
    RAW_SECTIONS,
    RAW_SLIP_RULES,
    READINGS,
    VOCABULARY,
    Table,
)


def judged(captured: Captured, table: Table, report: Report | None) -> Captured:
    """A captured table with what its emptiness means in this report.

    Args:
        captured: the table as it was read.
        table: its declaration.
        report: the report's facts; None where they cannot be read, which is told there and stops
            the report, so that nothing is said here.
    """
    stated = report is not None and table.name in report.without
    if stated and not captured.frame.empty:
        extra = RowsOfNone(Place(captured.file, 2), table.name)
        return replace(captured, findings=(*captured.findings, extra))
    if not any(isinstance(finding, HeaderOnly) for finding in captured.findings):
        return captured
    draft = report is not None and report.draft and not stated
    kept: tuple[Finding, ...] = (EmptyInDraft(Place(captured.file, 1)),) if draft else ()
    silent = report is None or stated or draft
    return replace(captured, findings=kept) if silent else captured


VOCABULARY_FOLDER: Final = "vocabulary"

FIGURES_FOLDER: Final = "figures"

REPORT_TABLES: Final[tuple[Table, ...]] = (
    RAW_SECTIONS,
    NUMERALS,
    RAW_IDENTITIES,
    ERRATA,
    *FACTS,
    READINGS,
    CHARTS,
    CHART_FIGURES,
    RAW_PROTECTION,
    RAW_SLIP_RULES,
)
#: Written by `make mutate`, not keyed: a report that was never measured has none of them.
_MEASURED: Final = frozenset({RAW_PROTECTION.name, RAW_SLIP_RULES.name})


@dataclass(frozen=True)
class Capture:
    """Everything keyed for one report; tables by name, figures by section, the changelog."""

    report: Report | None
    vocabulary: Mapping[str, Captured]
    tables: Mapping[str, Captured]
    figures: Mapping[str, Captured]
    findings: tuple[Finding, ...]
    changes: tuple[Entry, ...] = ()

    @property
    def raw_hashes(self) -> dict[str, str]:
        """SHA-256 of every file that was read, by its path, in order of the paths."""
        parts = (self.vocabulary, self.tables, self.figures)
        read = {each.file: each.sha256 for part in parts for each in part.values() if each.file}
        read |= {entry.file: entry.sha256 for entry in self.changes}
        if self.report:
            read[f"raw/{self.report.folder}/{FILE}"] = self.report.sha256
        return dict(sorted(read.items()))


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


def _entries(folder: Path) -> list[Path]:
    """What stands in a report's folder of figures, by section; lock files of editors left out."""
    figures = folder / FIGURES_FOLDER
    if not figures.is_dir():
        return []
    entries = [each for each in figures.iterdir() if each.name[0] not in ".~"]
    return sorted(entries, key=lambda entry: (section_order(entry.stem), entry.name))


def section_files(folder: Path) -> list[Path]:
    """The figures files of a report in order of their sections."""
    return [entry for entry in _entries(folder) if entry.is_file()]


def capture_vocabulary(raw: Path) -> dict[str, Captured]:
    """The vocabulary's tables by name."""
    folder = raw / VOCABULARY_FOLDER
    return {
        table.name: read_csv(folder / f"{table.name}.csv", table, raw.parent)
        for table in VOCABULARY
    }


def capture_section(path: Path, raw: Path, report: Report | None = None) -> Captured:
    """One section's figures."""
    return judged(read_csv(path, RAW_FIGURES, raw.parent), RAW_FIGURES, report)


def capture_table(folder: Path, table: Table, root: Path, report: Report | None) -> Captured:
    """One of a report's tables; no rows where a measurement has not been made."""
    path = folder / f"{table.name}.csv"
    if table.name in _MEASURED and not path.exists():
        return Captured(empty_frame(table))
    return judged(read_csv(path, table, root), table, report)


def _misplaced_files(folder: Path, sections: Captured, raw: Path) -> Iterator[Finding]:
    """Each entry of the folder of figures that is no file, or of no section that is known."""
    known = list(sections.frame["section"])
    for path in _entries(folder):
        place = Place(path.relative_to(raw.parent).as_posix())
        if not path.is_file():
            yield NotAFile(place, "", not_a_file(path, raw) or Wording("", ""))
        elif path.suffix != ".csv" or path.stem not in known:
            name = path.stem if path.suffix == ".csv" else path.name
            yield UnknownSectionFile(place, name, nearest(name, known))


def claimed_sections(numerals: Captured) -> set[str]:
    """Sections in which the ledger says that a figure of theirs is printed."""
    frame = numerals.frame
    if not {"section", "figure"} <= set(frame.columns):
        return set()
    claims = zip(frame["section"], frame["figure"], strict=True)
    return {section for section, figure in claims if figure.rpartition("-")[0] == section}


def _missing_files(
    folder: Path, tables: Mapping[str, Captured], sections: Captured, raw: Path
) -> Iterator[Finding]:
    """Each section without a file of figures although its numerals are claimed by figures."""
    figures = folder / FIGURES_FOLDER
    if not figures.is_dir():
        yield MissingFile(Place(figures.relative_to(raw.parent).as_posix()))
        return
    claimed = claimed_sections(tables[NUMERALS.name]) & set(sections.frame["section"])
    for section in sorted(claimed, key=section_order):
        path = figures / f"{section}.csv"
        if not path.is_file():
            yield MissingFile(Place(path.relative_to(raw.parent).as_posix()))


def _folder_findings(
    folder: Path, tables: Mapping[str, Captured], raw: Path
) -> tuple[Finding, ...]:
    """Entries of figures/ that should not be there; where there are none, files that lack."""
    sections = tables[RAW_SECTIONS.name]
    if elsewhere := outside(folder / FIGURES_FOLDER, raw.parent):
        return (elsewhere,)
    if not sections.is_whole or not sections.frame["section"].is_unique:
        return ()
    misplaced = tuple(_misplaced_files(folder, sections, raw))
    return misplaced or tuple(_missing_files(folder, tables, sections, raw))


def _links_in_the_way(folder: Path, root: Path, report: Report | None) -> Iterator[Finding]:
    """Each link where publishing or releasing the report would write."""
    working = root / BUILD / folder.name
    places = [*links_below(working, root), *working.rglob("*")]
    if report is not None:
        release = root / DIST / f"{folder.name}-{report.version}"
        beside = (root / f".{report.package}.{mark}" for mark in ("new", "old", "lock"))
        places += [release.parent, release, release.with_name(f"{release.name}.zip"), *beside]
    for path in places:
        if path.is_symlink():
            yield LinkInTheWay(Place(path.relative_to(root).as_posix()))


def capture_report(folder: Path, raw: Path, vocabulary: Mapping[str, Captured]) -> Capture:
    """Read every file of one report.

    Args:
        folder: the report's folder in raw/.
        raw: the raw folder itself; files are named relative to its parent.
        vocabulary: the vocabulary's tables, read once for all reports.
    """
    report, findings = read_report(folder, raw.parent)
    tables = {
        table.name: capture_table(folder, table, raw.parent, report) for table in REPORT_TABLES
    }
    files = section_files(folder)
    misplaced = _folder_findings(folder, tables, raw)
    figures = {
        file.stem: capture_section(file, raw, report) for file in files if file.suffix == ".csv"
    }
    changes, malformed = read_entries(folder, raw.parent)
    links = _links_in_the_way(folder, raw.parent, report)
    found = (*findings, *misplaced, *malformed, *links)
    return Capture(report, vocabulary, tables, figures, found, changes)


def captured_reports(paths: Paths) -> dict[str, Capture]:
    """Every report in raw/ by its folder's name."""
    vocabulary = capture_vocabulary(paths.raw)
    folders: list[Path] = report_folders(paths.raw)
    return {folder.name: capture_report(folder, paths.raw, vocabulary) for folder in folders}
