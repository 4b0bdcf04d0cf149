"""At which check of the graph a finding is told: every finding at exactly one."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

import dagster as dg

from pipeline.assets.naming import VOCABULARY_KEY, key, section_name
from pipeline.assets.sections_named import figures_files
from pipeline.capture.folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER
from pipeline.rules import Finding
from pipeline.rules.capture import NotAFile, UnknownSectionFile
from pipeline.tables import ERRATA, NUMERALS, RAW_IDENTITIES, RAW_SECTIONS
from pipeline.validation import figure_checks

SCHEMA = "schema"
FOLDER = "folder"
LEDGER = "ledger"
REPORT_FACTS = "report"
CHECK_OF = {
    NUMERALS.name: LEDGER,
    RAW_IDENTITIES.name: "identities",
    ERRATA.name: "errata",
    RAW_SECTIONS.name: "sections",
}
"""The check of a table against the rest of the report, besides its own schema."""
_OF_THE_FOLDER = {UnknownSectionFile.code, NotAFile.code}


def files_with_nodes(folder: Path) -> set[str]:
    """The files whose findings are told by a node of their own."""
    tables = [f"{table.name}.csv" for table in REPORT_TABLES]
    figures = [f"{FIGURES_FOLDER}/{file.name}" for file in figures_files(folder)]
    return {f"raw/{folder.name}/{name}" for name in (*tables, *figures)}


def told_at(check: dg.AssetCheckKey, findings: Iterable[Finding], folder: Path) -> list[Finding]:
    """Those of a report's findings that are told at this check; the folder is listed once."""
    nodes = files_with_nodes(folder)
    return [each for each in findings if home(each, folder.name, nodes) == check]


def home(finding: Finding, report: str, nodes: Collection[str]) -> dg.AssetCheckKey:
    """The check at which a finding about a report is told, which has nodes for these files."""
    file = PurePosixPath(finding.place.file)
    if finding.check == LEDGER:
        return dg.AssetCheckKey(key(report, "tables", NUMERALS.name), LEDGER)
    if file.parent == PurePosixPath("raw", VOCABULARY_FOLDER):
        return dg.AssetCheckKey(VOCABULARY_KEY, SCHEMA)
    if finding.code in _OF_THE_FOLDER or str(file) not in nodes:
        return dg.AssetCheckKey(key(report, "tables", REPORT_FACTS), FOLDER)
    if file.parent.name == FIGURES_FOLDER:
        check = finding.check if finding.check in figure_checks() else SCHEMA
        return dg.AssetCheckKey(key(report, "validated", section_name(file.stem)), check)
    check = finding.check if finding.check == CHECK_OF.get(file.stem) else SCHEMA
    return dg.AssetCheckKey(key(report, "tables", file.stem), check)
