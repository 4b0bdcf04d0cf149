"""Assign each finding to exactly one asset check, and show findings as a table at a check or failure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import dagster as dg

from pipeline.defs.naming import VOCABULARY_KEY, figures_files, key, section_name
from pipeline.escaping import log_text
from pipeline.ingest.report_folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER
from pipeline.rules import Finding
from pipeline.rules.file_rules import NotAFile, UnknownSectionFile
from pipeline.schema import ERRATA, NUMERALS, RAW_IDENTITIES, RAW_SECTIONS
from pipeline.validation import figure_checks

_SHOWN = 100

_CHINESE = {
    "rows": "行",
    "cells": "单元格",
    "figures": "数字",
    "tokens": "数词",
    "identities": "恒等式",
    "errata": "勘误",
    "sections": "章节",
    "files": "文件",
    "tables": "表",
}

_NAMES = ("level", "place", "file", "column", "value", "expected", "rule", "what", "remedy")


def _record(finding: Finding) -> dg.TableRecord:
    place = finding.location
    return dg.TableRecord(
        {
            "level": "错误 error" if finding.is_error else "提示 warning",
            "place": f"{place.file}:{place.row}" if place.row else place.file,
            "file": place.file,
            "row": place.row,
            "column": place.column,
            "value": finding.value[:200],
            "expected": _both(finding.expected.zh, finding.expected.en),
            "rule": f"{finding.code} {finding.name}",
            "what": _both(finding.message.zh, finding.message.en),
            "remedy": _both(finding.remedy.zh, finding.remedy.en),
        }
    )


def _both(chinese: str, english: str) -> str:
    return chinese.strip() if chinese == english else f"{chinese} {english}".strip()


def findings_table(findings: Sequence[Finding]) -> dg.TableMetadataValue:
    """Show findings as a table: place, value, expected value, correction."""
    columns = [dg.TableColumn(name, "string") for name in _NAMES]
    columns.insert(_NAMES.index("column"), dg.TableColumn("row", "int"))
    records = [_record(finding) for finding in findings[:_SHOWN]]
    return dg.MetadataValue.table(records, schema=dg.TableSchema(columns=columns))


def check_result(
    findings: Sequence[Finding], check: dg.AssetCheckKey, checked: Mapping[str, int]
) -> dg.AssetCheckResult:
    """Return the result of a check: failed if any finding is an error, with the number of checked items.

    Args:
        findings: the findings of the check.
        check: the key of the check.
        checked: how much was checked, in units that have a Chinese name: `{"rows": 21}`.
    """
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    english = ", ".join(f"{count} {name}" for name, count in checked.items())
    chinese = "、".join(f"{_CHINESE[name]} {count}" for name, count in checked.items())
    only_warnings = warnings and not errors
    return dg.AssetCheckResult(
        passed=not errors,
        asset_key=check.asset_key,
        check_name=check.name,
        severity=dg.AssetCheckSeverity.WARN if only_warnings else dg.AssetCheckSeverity.ERROR,
        description=(
            f"已查{chinese}：错误 {errors} 处，提示 {warnings} 处 · "
            f"checked {english}: {errors} errors, {warnings} warnings"
        ),
        metadata={
            **{f"{name}_checked": count for name, count in checked.items()},
            "errors": errors,
            "warnings": warnings,
            **({"findings": findings_table(findings)} if findings else {}),
        },
    )


class AssetError(dg.Failure):
    """Report that an asset cannot be made, because of findings or for another stated reason."""

    def __init__(self, reason: str, findings: Iterable[Finding] = ()) -> None:
        self.findings = tuple(findings)
        self.reason = reason
        table = {"findings": findings_table(self.findings)} if self.findings else None
        super().__init__(log_text(reason), metadata=table, allow_retries=False)

    @classmethod
    def from_findings(cls, findings: Sequence[Finding]) -> "AssetError":
        """Build the failure of a file that cannot be read as its table."""
        text = "\n".join(map(str, findings))
        return cls(f"{len(findings)} findings / 问题 {len(findings)} 处\n{text}", findings)

    @classmethod
    def combine(cls, failures: Sequence["AssetError"]) -> "AssetError":
        """Combine several failures into one, when the step ends."""
        findings = [finding for each in failures for finding in each.findings]
        return cls("\n".join(each.reason for each in failures), findings)


SCHEMA = "schema"

FOLDER = "folder"

LEDGER = "ledger"

REPORT_FACTS = "report"

TABLE_CHECKS = {
    NUMERALS.name: LEDGER,
    RAW_IDENTITIES.name: "identities",
    ERRATA.name: "errata",
    RAW_SECTIONS.name: "sections",
}

"""The check of a table against the rest of the report, in addition to its own schema."""

_OF_THE_FOLDER = {UnknownSectionFile.code, NotAFile.code}


def files_with_assets(folder: Path) -> set[str]:
    """Return the files whose findings are reported at a node of their own."""
    tables = [f"{table.name}.csv" for table in REPORT_TABLES]
    figures = [f"{FIGURES_FOLDER}/{file.name}" for file in figures_files(folder)]
    return {f"raw/{folder.name}/{name}" for name in (*tables, *figures)}


def findings_for_check(
    check: dg.AssetCheckKey, findings: Iterable[Finding], folder: Path
) -> list[Finding]:
    """Return the report's findings that this check reports; the folder is listed once."""
    nodes = files_with_assets(folder)
    return [each for each in findings if check_for_finding(each, folder.name, nodes) == check]


def check_for_finding(finding: Finding, report: str, nodes: Collection[str]) -> dg.AssetCheckKey:
    """Return the check that reports a finding about a report, given the files with nodes."""
    file = PurePosixPath(finding.location.file)
    if finding.check_name == LEDGER:
        return dg.AssetCheckKey(key(report, "tables", NUMERALS.name), LEDGER)
    if file.parent == PurePosixPath("raw", VOCABULARY_FOLDER):
        return dg.AssetCheckKey(VOCABULARY_KEY, SCHEMA)
    if finding.code in _OF_THE_FOLDER or str(file) not in nodes:
        return dg.AssetCheckKey(key(report, "tables", REPORT_FACTS), FOLDER)
    if file.parent.name == FIGURES_FOLDER:
        check = finding.check_name if finding.check_name in figure_checks() else SCHEMA
        return dg.AssetCheckKey(key(report, "validated", section_name(file.stem)), check)
    check = finding.check_name if finding.check_name == TABLE_CHECKS.get(file.stem) else SCHEMA
    return dg.AssetCheckKey(key(report, "tables", file.stem), check)
