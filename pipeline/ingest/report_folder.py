"""Read the folders of raw/: the list of reports, every file of one report, and the vocabulary.

A table without rows is an error, unless report.yaml states that it has none or that the report is a
draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.filesystem import links_below
from pipeline.ingest.changelog import ChangelogEntry, read_entries
from pipeline.ingest.csv_table import RawTable, did_you_mean, empty_frame, read_csv, rows_of
from pipeline.ingest.grids import FOLDER as GRIDS_FOLDER
from pipeline.ingest.grids import ExpandedGrid, expand_grids, read_grids, rows_by_table, with_rows
from pipeline.ingest.raw_file import Reader, name_below, not_a_file, outside, read_bytes
from pipeline.ingest.report_metadata import FILE, Report, read_report
from pipeline.localization import LocalizedText
from pipeline.paths import BUILD, DIST, Paths
from pipeline.rules import Finding, Location
from pipeline.rules.file_rules import (
    EmptyInDraft,
    HeaderOnly,
    LinkInTheWay,
    MissingFile,
    NotAFile,
    RowsOfNone,
    UnconfirmedProposals,
    UnknownSectionFile,
)
from pipeline.schema import (
    CHART_FIGURES,
    CHARTS,
    DRAFTED,
    ERRATA,
    FACTS,
    NUMERALS,
    RAW_CHECK_COVERAGE,
    RAW_ERROR_DETECTION,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_SECTIONS,
    READINGS,
    SECOND_READING,
    VOCABULARY,
    TableSchema,
)


def apply_emptiness_rules(
    captured: RawTable, table: TableSchema, report: Report | None
) -> RawTable:
    """Return a captured table with the finding that an empty table has in this report.

    Args:
        captured: the table as it was read.
        table: its declaration.
        report: the facts about the report; None if they cannot be read. That is an error of its
            own, so that an empty table is not reported.
    """
    stated = report is not None and table.name in report.without
    if stated and not captured.frame.empty:
        extra = RowsOfNone(Location(captured.file, 2), table.name)
        return replace(captured, findings=(*captured.findings, extra))
    if not any(isinstance(finding, HeaderOnly) for finding in captured.findings):
        return captured
    draft = report is not None and report.draft and not stated
    kept: tuple[Finding, ...] = (EmptyInDraft(Location(captured.file, 1)),) if draft else ()
    silent = report is None or stated or draft
    return replace(captured, findings=kept) if silent else captured


VOCABULARY_FOLDER: Final = "vocabulary"
FIGURES_FOLDER: Final = "figures"
REPORT_TABLES: Final[tuple[TableSchema, ...]] = (
    RAW_SECTIONS, NUMERALS, RAW_IDENTITIES, ERRATA, *FACTS, READINGS, SECOND_READING, DRAFTED,
    CHARTS, CHART_FIGURES, RAW_CHECK_COVERAGE, RAW_ERROR_DETECTION,
)  # fmt: skip
#: Written by a program, not keyed; they do not exist until its first run.
WRITTEN: Final = frozenset({DRAFTED.name, RAW_CHECK_COVERAGE.name, RAW_ERROR_DETECTION.name})


@dataclass(frozen=True)
class RawReport:
    """Hold the raw data of one report: tables by name, figures by section, the changelog, grids.

    Figures, ledger and identities include the rows to which the grids are expanded.
    """

    report: Report | None
    vocabulary: Mapping[str, RawTable]
    tables: Mapping[str, RawTable]
    figures: Mapping[str, RawTable]
    findings: tuple[Finding, ...]
    changes: tuple[ChangelogEntry, ...] = ()
    grids: tuple[ExpandedGrid, ...] = ()

    @property
    def raw_hashes(self) -> dict[str, str]:
        """Return the SHA-256 of every file that was read, by path, in order of the paths."""
        parts = (self.vocabulary, self.tables, self.figures)
        read = {each.file: each.sha256 for part in parts for each in part.values() if each.file}
        read |= {entry.file: entry.sha256 for entry in self.changes}
        read |= {file: sha256 for each in self.grids for file, sha256 in each.grid.hashes.items()}
        if self.report:
            read[f"raw/{self.report.folder}/{FILE}"] = self.report.sha256
        return dict(sorted(read.items()))


def release_rows(capture: RawReport) -> None:
    """Free the rows that the tables of a report keep; whoever reads them again makes them again."""
    for each in (*capture.tables.values(), *capture.figures.values()):
        vars(each).pop("rows", None)


def report_folders(raw: Path, only: str | None = None) -> list[Path]:
    """Return the folders of raw/ that contain a report, or only the one of this name, by name."""
    if not raw.is_dir():
        return []
    return sorted(each for each in raw.iterdir() if only in (None, each.name) and is_report(each))


def is_report(folder: Path) -> bool:
    """Return whether a folder of raw/ contains a report."""
    parts = (folder / FIGURES_FOLDER, folder / GRIDS_FOLDER)
    return folder.name != VOCABULARY_FOLDER and (
        (folder / FILE).is_file() or any(part.is_dir() for part in parts)
    )


def section_order(section: str) -> tuple[int, ...]:
    """Return the sort key of a section number: 1.10 comes after 1.9."""
    return tuple(int(part) if part.isdecimal() else 1 << 30 for part in section.split("."))


def _entries(folder: Path) -> list[Path]:
    """Return the contents of a report's folder of figures, by section, without lock files of editors."""
    figures = folder / FIGURES_FOLDER
    if not figures.is_dir():
        return []
    entries = [each for each in figures.iterdir() if each.name[0] not in ".~"]
    return sorted(entries, key=lambda entry: (section_order(entry.stem), entry.name))


def section_files(folder: Path) -> list[Path]:
    """Return the files of figures of a report in order of their sections."""
    return [entry for entry in _entries(folder) if entry.is_file()]


def load_vocabulary(raw: Path, read: Reader = read_bytes) -> dict[str, RawTable]:
    """Read the vocabulary's tables by name."""
    folder = raw / VOCABULARY_FOLDER
    return {
        table.name: read_csv(folder / f"{table.name}.csv", table, raw.parent, read)
        for table in VOCABULARY
    }


def load_section(
    path: Path, raw: Path, report: Report | None = None, read: Reader = read_bytes
) -> RawTable:
    """Read one section's figures."""
    captured = read_csv(path, RAW_FIGURES, raw.parent, read)
    return apply_emptiness_rules(captured, RAW_FIGURES, report)


def load_table(
    folder: Path, table: TableSchema, root: Path, report: Report | None, read: Reader = read_bytes
) -> RawTable:
    """Read one of a report's tables; a table of a program that does not exist has no rows."""
    path = folder / f"{table.name}.csv"
    if table.name in WRITTEN and not path.exists():
        return RawTable(empty_frame(table))
    return apply_emptiness_rules(read_csv(path, table, root, read), table, report)


def _misplaced_files(folder: Path, sections: RawTable, raw: Path) -> Iterator[Finding]:
    """Report each entry of the folder of figures that is not a file or not of a known section."""
    known = list(sections.frame["section"])
    for path in _entries(folder):
        place = Location(name_below(path, raw.parent))
        if not path.is_file():
            yield NotAFile(place, "", not_a_file(path, raw) or LocalizedText("", ""))
        elif path.suffix != ".csv" or path.stem not in known:
            name = path.stem if path.suffix == ".csv" else path.name
            yield UnknownSectionFile(place, name, did_you_mean(name, known))


def claimed_sections(numerals: RawTable) -> set[str]:
    """Return the sections for which the ledger has a numeral of one of their figures."""
    if not {"section", "figure"} <= set(numerals.frame.columns):
        return set()
    rows = rows_of(numerals.frame[["section", "figure"]])
    return {row["section"] for row in rows if row["figure"].rpartition("-")[0] == row["section"]}


def _missing_files(
    folder: Path, tables: Mapping[str, RawTable], sections: RawTable, raw: Path
) -> Iterator[Finding]:
    """Report each section without a file of figures, although the ledger refers to its figures."""
    figures = folder / FIGURES_FOLDER
    if not figures.is_dir():
        yield MissingFile(Location(name_below(figures, raw.parent)))
        return
    claimed = claimed_sections(tables[NUMERALS.name]) & set(sections.frame["section"])
    for section in sorted(claimed, key=section_order):
        path = figures / f"{section}.csv"
        if not path.is_file():
            yield MissingFile(Location(name_below(path, raw.parent)))


#: Folder of the rows that a program proposed, one folder for each section; not read as figures.
UNCONFIRMED_FOLDER: Final = "unconfirmed"


def _unconfirmed(folder: Path, raw: Path) -> Iterator[Finding]:
    """Report each section that has unconfirmed proposals, whatever its files contain."""
    proposals = folder / UNCONFIRMED_FOLDER
    if proposals.is_symlink() or (proposals.exists() and not proposals.is_dir()):
        yield UnconfirmedProposals(Location(name_below(proposals, raw.parent)), folder.name)
    elif proposals.is_dir():
        for path in sorted(proposals.iterdir(), key=lambda each: section_order(each.name)):
            yield UnconfirmedProposals(Location(name_below(path, raw.parent)), path.name)


def _folder_findings(
    folder: Path, tables: Mapping[str, RawTable], raw: Path
) -> tuple[Finding, ...]:
    """Report entries that do not belong in figures/ and tables/; if there are none, missing files."""
    sections, grids = tables[RAW_SECTIONS.name], folder / GRIDS_FOLDER
    for part in (folder / FIGURES_FOLDER, grids):
        if elsewhere := outside(part, raw.parent):
            return (elsewhere,)
    if (grids.exists() or grids.is_symlink()) and not grids.is_dir():
        return (MissingFile(Location(name_below(grids, raw.parent))),)
    if not sections.is_readable or not sections.frame["section"].is_unique:
        return ()
    misplaced = tuple(_misplaced_files(folder, sections, raw))
    return misplaced or tuple(_missing_files(folder, tables, sections, raw))


def _links_in_the_way(folder: Path, root: Path, report: Report | None) -> Iterator[Finding]:
    """Report each link at a place where publication or release of the report writes."""
    working = root / BUILD / folder.name
    places = [*links_below(working, root), *working.rglob("*")]
    if report is not None:
        release = root / DIST / f"{folder.name}-{report.version}"
        beside = (root / f".{report.package}.{mark}" for mark in ("new", "old", "lock"))
        places += [release.parent, release, release.with_name(f"{release.name}.zip"), *beside]
    for path in places:
        if path.is_symlink():
            yield LinkInTheWay(Location(name_below(path, root)))


def load_report(
    folder: Path, raw: Path, vocabulary: Mapping[str, RawTable], read: Reader = read_bytes
) -> RawReport:
    """Read every file of one report.

    Args:
        folder: the report's folder in raw/.
        raw: the raw folder itself; names of files are relative to its parent.
        vocabulary: the vocabulary's tables, read once for all reports.
        read: returns the bytes of a file, or of a copy.
    """
    root = raw.parent
    report, findings = read_report(folder, root, read)
    tables = {each.name: load_table(folder, each, root, report, read) for each in REPORT_TABLES}
    files = section_files(folder)
    misplaced = _folder_findings(folder, tables, raw)
    figures = {
        file.stem: load_section(file, raw, report, read) for file in files if file.suffix == ".csv"
    }
    grids = expand_grids(read_grids(folder, root, read), tables, figures)
    changes, malformed = read_entries(folder, root, read)
    links = _links_in_the_way(folder, root, report)
    of_grids = (finding for each in grids for finding in each.findings)
    proposed = _unconfirmed(folder, raw)
    found = (*findings, *misplaced, *proposed, *malformed, *links, *of_grids)
    tables, figures = with_grids(tables, figures, grids)
    return RawReport(report, vocabulary, tables, figures, found, changes, grids)


def with_grids(
    tables: Mapping[str, RawTable], figures: Mapping[str, RawTable], grids: Sequence[ExpandedGrid]
) -> tuple[dict[str, RawTable], dict[str, RawTable]]:
    """Return tables and figures with the rows of the grids; a table with these is not empty.

    If a grid cannot be read, the figures of its section and the identities are not complete. Their
    tables have the findings, so that no consequences are reported.
    """
    tables, figures = dict(tables), dict(figures)
    for each in grids:
        section = each.grid.section
        keyed = figures.get(section, RawTable(empty_frame(RAW_FIGURES)))
        rows = rows_by_table(each)
        if each.figures:
            figures[section] = with_rows(keyed, each.figures)
        elif not each.grid.is_readable:
            figures |= {section: _incomplete(keyed, each)} if section else {}
            tables[RAW_IDENTITIES.name] = _incomplete(tables[RAW_IDENTITIES.name], each)
        for name in (NUMERALS.name, RAW_IDENTITIES.name):
            tables[name] = with_rows(tables[name], rows[name])
    order = sorted(figures, key=section_order)
    return tables, {section: figures[section] for section in order}


def _incomplete(captured: RawTable, expanded: ExpandedGrid) -> RawTable:
    kept = (each for each in captured.findings if not isinstance(each, HeaderOnly))
    return replace(captured, findings=(*kept, *expanded.findings))


def each_report(paths: Paths, only: str | None = None) -> Iterator[tuple[str, RawReport]]:
    """Read one report after another, or only one, and yield it with the name of its folder."""
    vocabulary = load_vocabulary(paths.raw)
    for folder in report_folders(paths.raw, only):
        yield folder.name, load_report(folder, paths.raw, vocabulary)


def load_reports(paths: Paths, only: str | None = None) -> dict[str, RawReport]:
    """Read every report in raw/, or only one, by the name of its folder."""
    return dict(each_report(paths, only))


def load_named(paths: Paths, name: str) -> RawReport | None:
    """Read the report of this name, and no other; None if raw/ has none."""
    return load_reports(paths, name).get(name)
