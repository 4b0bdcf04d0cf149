"""Assign each finding to exactly one asset check, and show findings as a table at a check or failure.

A check is not run if something before it has an error: its findings could be consequences. It then
warns and names that error, so that only the checks at the fault fail.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import dagster as dg

from pipeline.defs.naming import VOCABULARY_KEY, key, quality_key, section_name, section_sources
from pipeline.escaping import log_text
from pipeline.ingest.raw_file import name_below
from pipeline.ingest.report_folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER
from pipeline.rules import Finding
from pipeline.rules.file_rules import NotAFile, UnknownSectionFile
from pipeline.schema import ERRATA, NUMERALS, RAW_IDENTITIES, RAW_SECTIONS

_SHOWN = 100
_NAMED = 3
_CHINESE = {
    "rows": "行", "cells": "单元格", "figures": "数字", "tokens": "数词", "identities": "恒等式",
    "errata": "勘误", "sections": "章节", "files": "文件", "tables": "表",
}  # fmt: skip
_NAMES = (
    "what", "remedy", "place", "check", "column", "value", "expected", "rule", "level", "file", "row",
)  # fmt: skip
FIGURES = "figures"
FOLDER = "folder"
LEDGER = "ledger"
SCHEMA = "schema"
TABLES = "tables"
#: The check of a table against the rest of the report, in addition to its own cells.
TABLE_CHECKS = {
    NUMERALS.name: LEDGER,
    RAW_IDENTITIES.name: "identities",
    ERRATA.name: "errata",
    RAW_SECTIONS.name: "sections",
}
VOCABULARY_CHECK = dg.AssetCheckKey(VOCABULARY_KEY, SCHEMA)
_OF_THE_FOLDER = {UnknownSectionFile.code, NotAFile.code}


def _record(finding: Finding) -> dg.TableRecord:
    place = finding.location
    return dg.TableRecord(
        {
            "what": _both(finding.message.zh, finding.message.en),
            "remedy": _both(finding.remedy.zh, finding.remedy.en),
            "place": f"{place.file}:{place.row}" if place.row else place.file,
            "check": finding.check_name,
            "column": place.column,
            "value": finding.value[:200],
            "expected": _both(finding.expected.zh, finding.expected.en),
            "rule": f"{finding.code} {finding.name}",
            "level": "错误 error" if finding.is_error else "提示 warning",
            "file": place.file,
            "row": place.row,
        }
    )


def _both(chinese: str, english: str) -> str:
    return chinese.strip() if chinese == english else f"{chinese} {english}".strip()


def findings_table(findings: Sequence[Finding]) -> dg.TableMetadataValue:
    """Show findings as a table: what is wrong, its correction, then the place."""
    columns = [dg.TableColumn(name, "int" if name == "row" else "string") for name in _NAMES]
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
    kinds = Counter(each.check_name for each in findings if each.is_error)
    errors = kinds.total()
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
            **{f"errors_{name}": count for name, count in kinds.items()},
            **({"findings": findings_table(findings)} if findings else {}),
        },
    )


def result_not_run(check: dg.AssetCheckKey, causes: Sequence[Finding]) -> dg.AssetCheckResult:
    """Return the result of a check that is not run, because of errors before it."""
    counts = Counter(_source(each) for each in causes)
    named = [f"{place} has {count} error{'s' * (count != 1)}" for place, count in counts.items()]
    zh = [f"{place} 有 {count} 处错误" for place, count in counts.items()]
    more = ", …" if len(named) > _NAMED else ""
    return dg.AssetCheckResult(
        passed=False,
        asset_key=check.asset_key,
        check_name=check.name,
        severity=dg.AssetCheckSeverity.WARN,
        description=(
            f"未执行：{'、'.join(zh[:_NAMED])}{more} · not run: {', '.join(named[:_NAMED])}{more}"
        ),
        metadata={"not_run": True},
    )


def _source(cause: Finding) -> str:
    file = PurePosixPath(cause.location.file)
    return f"section {file.stem}" if file.parent.name == FIGURES_FOLDER else file.name


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
        text = "\n".join(finding.both for finding in findings)
        return cls(f"{len(findings)} findings / 问题 {len(findings)} 处\n{text}", findings)


@dataclass(frozen=True)
class Outcome:
    """Hold the findings of one check, and the errors before it, for which it is not run."""

    findings: Sequence[Finding] = ()
    causes: Sequence[Finding] = ()

    @property
    def errors(self) -> list[Finding]:
        """Return the errors to correct before the check can pass."""
        return list(self.causes) or [each for each in self.findings if each.is_error]

    def result(self, check: dg.AssetCheckKey, checked: Mapping[str, int]) -> dg.AssetCheckResult:
        """Return the result of the check."""
        if self.causes:
            return result_not_run(check, self.causes)
        return check_result(self.findings, check, checked)


def files_with_assets(folder: Path) -> dict[str, str]:
    """Return the files whose findings are reported at a node of their own, with their section."""
    tables = dict.fromkeys((f"raw/{folder.name}/{table.name}.csv" for table in REPORT_TABLES), "")
    sections = {
        name_below(file, folder.parent.parent): section
        for section, files in section_sources(folder).items()
        for file in files
    }
    return tables | sections


def section_check(report: str, section: str) -> dg.AssetCheckKey:
    """Return the check of a section's figures."""
    return dg.AssetCheckKey(key(report, "validated", section_name(section)), FIGURES)


def report_check(report: str, name: str) -> dg.AssetCheckKey:
    """Return a check of the report as a whole."""
    return dg.AssetCheckKey(quality_key(report), name)


def check_for_finding(finding: Finding, report: str, nodes: Mapping[str, str]) -> dg.AssetCheckKey:
    """Return the check that reports a finding about a report, given the files with nodes."""
    file = PurePosixPath(finding.location.file)
    if file.parent == PurePosixPath("raw", VOCABULARY_FOLDER):
        return VOCABULARY_CHECK
    if finding.check_name == LEDGER:
        return report_check(report, LEDGER)
    if finding.code in _OF_THE_FOLDER or str(file) not in nodes:
        return report_check(report, FOLDER)
    section = nodes[str(file)]
    if section and finding.check_name != TABLE_CHECKS[RAW_IDENTITIES.name]:
        return section_check(report, section)
    own = section or finding.check_name == TABLE_CHECKS.get(file.stem)
    return report_check(report, finding.check_name if own else TABLES)


def outcomes(findings: Iterable[Finding], folder: Path) -> dict[dg.AssetCheckKey, Outcome]:
    """Return the outcome of every check of a report: its findings, or the errors before it."""
    report, nodes = folder.name, files_with_assets(folder)
    sections = [section_check(report, section) for section in section_sources(folder)]
    found: dict[dg.AssetCheckKey, list[Finding]] = {}
    for each in findings:
        found.setdefault(check_for_finding(each, report, nodes), []).append(each)
    errors = {check: [each for each in own if each.is_error] for check, own in found.items()}
    words = errors.get(VOCABULARY_CHECK, [])
    tables = errors.get(report_check(report, TABLES), [])
    figures = [each for check in sections for each in errors.get(check, [])]
    causes = {
        report_check(report, FOLDER): [],
        report_check(report, TABLES): words,
        **{each: [*words, *_of_table(tables, RAW_SECTIONS.name)] for each in sections},
    }
    for table, name in TABLE_CHECKS.items():
        causes[report_check(report, name)] = [*words, *_of_table(tables, table), *figures]
    return {check: Outcome(found.get(check, ()), cause) for check, cause in causes.items()}


def _of_table(findings: Iterable[Finding], table: str) -> list[Finding]:
    return [each for each in findings if PurePosixPath(each.location.file).stem == table]
