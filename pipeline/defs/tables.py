"""Define the assets of one report's tables, and list all nodes of a report in the order of the flow.

The tables are: the vocabulary that all reports share, the report's own facts, each keyed table, and the
published figures. `report_steps` lists every node of a report as two steps: tables, package.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import dagster as dg

from pipeline.defs.checks import (
    FOLDER,
    LEDGER,
    REPORT_FACTS,
    SCHEMA,
    TABLE_CHECKS,
    AssetError,
    check_result,
    files_with_assets,
    findings_for_check,
)
from pipeline.defs.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    RESOLUTION,
    TRANSCRIPTION,
    VOCABULARY_KEY,
    code_version,
    column_schema,
    describe,
    figures_files,
    group,
    key,
    preview,
    section_name,
    section_titles,
    shown,
    slug,
    table_metadata,
    tags,
)
from pipeline.defs.package import package_asset
from pipeline.defs.quality import figures_by_section, growth_rates, quality_asset
from pipeline.defs.resources import load_captured, save, stage_path
from pipeline.defs.sections import section_works
from pipeline.defs.snapshot import Snapshot, accept, accepted, snapshot
from pipeline.defs.works import Asset, Check, Made, Work, step
from pipeline.escaping import markdown, markdown_table
from pipeline.filesystem import hash_files, hash_paths
from pipeline.ingest import RawReport, RawTable, Report, load_vocabulary
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.ingest.report_metadata import FILE
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import FIGURES, INDICATORS, NUMERALS, VOCABULARY, TableSchema
from pipeline.transform.tables import figures_table
from pipeline.validation import Vocabulary, validate_vocabulary
from pipeline.validation.report import validate_sections_together

SHARED = "vocabulary"


def _make(paths: Paths) -> Made:
    read = load_vocabulary(paths.raw)
    broken = [each for one in read.values() for each in one.findings if each.is_error]
    if broken:
        raise AssetError.from_findings(broken)
    versions = {
        name: save(one.frame, stage_path(paths, SHARED, "tables", name), paths.root).value
        for name, one in read.items()
    }
    counts = [[name, str(len(one.frame))] for name, one in read.items()]
    metadata = {
        "dagster/row_count": sum(len(one.frame) for one in read.values()),
        "rows_by_table": shown(markdown_table(["table · 表", "rows · 行"], counts)),
        "indicators": preview(read[INDICATORS.name].frame),
    }
    version = dg.DataVersion("-".join(value[:8] for value in versions.values()))
    return Made(metadata, version, f"vocabulary · 词表      {len(read)} tables")


VOCABULARY_ASSET = Asset(
    dg.AssetSpec(
        VOCABULARY_KEY,
        deps=[RAW_VOCABULARY_KEY],
        group_name="vocabulary",
        description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
        kinds={"csv"},
        owners=OWNERS,
        tags={"stage": "vocabulary"},
        code_version=code_version(*TRANSCRIPTION),
    ),
    _make,
)

_SCHEMA = dg.AssetCheckSpec(
    "schema",
    asset=VOCABULARY_KEY,
    blocking=True,
    description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
)


def _evaluate(paths: Paths) -> dg.AssetCheckResult:
    read = {
        table.name: load_captured(stage_path(paths, SHARED, "tables", table.name))
        for table in VOCABULARY
    }
    rows = sum(len(each.frame) for each in read.values())
    checked = {"rows": rows, "tables": len(read)}
    return check_result(_findings(paths, read), _SCHEMA.key, checked)


def _findings(paths: Paths, read: Mapping[str, RawTable]) -> list[Finding]:
    """Validate the working files, unless exactly these already passed."""
    note = paths.stage(SHARED, "accepted", "tables")
    what = hash_files({name: csv_bytes(each.frame) for name, each in read.items()})
    if accepted(note, what):
        return []
    found = validate_vocabulary(read)
    if not found:
        accept(note, what, paths.root)
    return found


VOCABULARY_CHECK = Check(_SCHEMA, _evaluate)

_ABOUT = {
    "schema": "类型、代码、编号 / types, codes, keys",
    "ledger": "全部数词均已登记 / every numeral is accounted for",
    "identities": "数字之间的算术关系 / arithmetic between figures",
    "errata": "勘误仍然成立 / errata still apply",
    "sections": "章节齐全、页码有序 / sections have rows, pages are in order",
}


def keyed_table(folder: Path, table: TableSchema) -> Asset:
    """Define one keyed table of a report as a working file."""
    report = folder.name

    def make(paths: Paths) -> Made:
        keyed = snapshot(paths, folder).capture.tables[table.name]
        if not keyed.is_readable:
            raise AssetError.from_findings([each for each in keyed.findings if each.is_error])
        target = stage_path(paths, report, "tables", table.name)
        version = save(keyed.frame, target, paths.root)
        text = f"table · 表             {table.name}: {len(keyed.frame)} rows"
        return Made(table_metadata(keyed.frame, target, paths.root), version, text)

    spec = dg.AssetSpec(
        key(report, "tables", table.name),
        deps=[key(report, "raw", table.name)],
        group_name=group(report, "transcription"),
        description=describe(table),
        kinds={"csv"},
        owners=OWNERS,
        tags=tags(report, "transcription"),
        code_version=code_version(*TRANSCRIPTION),
        metadata={"dagster/column_schema": column_schema(table)},
    )
    return Asset(spec, make)


def _checked(now: Snapshot, table: TableSchema, check: str) -> dict[str, int]:
    rows = len(now.capture.tables[table.name].frame)
    if check == SCHEMA:
        return {"rows": rows, "cells": rows * len(table.columns)}
    if check == LEDGER:
        figures = sum(len(each.frame) for each in now.capture.figures.values())
        return {"tokens": rows, "figures": figures}
    return {check: rows}


def keyed_table_check(
    folder: Path, table: TableSchema, check: str, needs: Sequence[dg.AssetKey] = ()
) -> Check:
    """Define a blocking check of one keyed table against the whole report."""
    spec = dg.AssetCheckSpec(
        check,
        asset=key(folder.name, "tables", table.name),
        blocking=True,
        description=markdown("{} / {} · {}", table.title.zh, table.title.en, _ABOUT[check]),
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        now = snapshot(paths, folder)
        own = findings_for_check(spec.key, now.findings, folder)
        return check_result(own, spec.key, _checked(now, table, check))

    return Check(spec, evaluate, needs)


def report_facts(folder: Path) -> Asset:
    """Define the asset of `report.yaml`, without which nothing of the report is published."""

    def make(paths: Paths) -> Made:
        capture = snapshot(paths, folder).capture
        if capture.report is None:
            raise AssetError.from_findings([each for each in capture.findings if each.is_error])
        version = dg.DataVersion(hash_paths([folder / FILE]))
        return Made(_shown(capture.report), version)

    spec = dg.AssetSpec(
        key(folder.name, "tables", REPORT_FACTS),
        deps=[key(folder.name, "raw", "report")],
        group_name=group(folder.name, "transcription"),
        description="报告的题名、版本与出版信息 / title, version and bibliography of the report",
        kinds={"yaml"},
        owners=OWNERS,
        tags=tags(folder.name, "transcription"),
        code_version=code_version(*TRANSCRIPTION),
    )
    return Asset(spec, make)


def _shown(report: Report) -> dict[str, str]:
    return {
        "title": f"{report.title_zh} / {report.title_en}",
        "publisher": f"{report.publisher_zh} / {report.publisher_en}",
        "version": report.version,
        "released": report.released,
        "package": f"{report.package}/",
    }


def folder_check(folder: Path) -> Check:
    """Define the check that the facts are valid, every expected file exists, and no other."""
    spec = dg.AssetCheckSpec(
        FOLDER,
        asset=key(folder.name, "tables", REPORT_FACTS),
        blocking=True,
        description="report.yaml 完整，文件齐全 / report.yaml is valid, exactly the expected files exist",
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        found = snapshot(paths, folder).findings
        own = findings_for_check(spec.key, found, folder)
        files = len(files_with_assets(folder)) + 1
        return check_result(own, spec.key, {"files": files})

    return Check(spec, evaluate)


def figures_asset(folder: Path, sections: list[str]) -> Asset:
    """Define the published figures, resolved from every validated section."""
    report = folder.name

    def make(paths: Paths) -> Made:
        capture = staged_capture(paths, folder, sections)
        frame = figures_table(capture, Vocabulary.of(capture.vocabulary))
        target = stage_path(paths, report, "tables", FIGURES.name)
        version = save(frame, target, paths.root)
        text = {
            **table_metadata(frame, target, paths.root),
            "figures_by_section": shown(figures_by_section(frame)),
            "growth_rates": shown(growth_rates(frame)),
        }
        return Made(text, version, f"table · 表             figures: {len(frame)} rows")

    spec = dg.AssetSpec(
        key(report, "tables", FIGURES.name),
        deps=[
            *(key(report, "validated", section_name(section)) for section in sections),
            key(report, "tables", NUMERALS.name),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "tables"),
        description=describe(FIGURES),
        kinds={"table"},
        owners=OWNERS,
        tags=tags(report, "tables"),
        code_version=code_version(*RESOLUTION),
        metadata={"dagster/column_schema": column_schema(FIGURES)},
    )
    return Asset(spec, make)


def staged_capture(paths: Paths, folder: Path, sections: list[str]) -> RawReport:
    """Return the working files of the preceding stages, from which the figures are resolved."""
    now = snapshot(paths, folder).capture
    report = folder.name
    figures = {
        section: load_captured(stage_path(paths, report, "validated", section))
        for section in sections
    }
    numerals = load_captured(stage_path(paths, report, "tables", NUMERALS.name))
    words = {
        name: load_captured(stage_path(paths, SHARED, "tables", name)) for name in now.vocabulary
    }
    return RawReport(now.report, words, {NUMERALS.name: numerals}, figures, ())


def figures_check(folder: Path) -> Check:
    """Define the check that identifiers are unique over all sections."""
    spec = dg.AssetCheckSpec(
        "identifiers",
        asset=key(folder.name, "tables", FIGURES.name),
        blocking=True,
        description="编号在各章节间唯一 / identifiers are unique across all sections",
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        capture = snapshot(paths, folder).capture
        figures = sum(len(one.frame) for one in capture.figures.values())
        checked = {"figures": figures, "sections": len(capture.figures)}
        return check_result(validate_sections_together(capture), spec.key, checked)

    return Check(spec, evaluate)


def _table_works(folder: Path) -> list[Work]:
    works: list[Work] = []
    for table in REPORT_TABLES:
        works.append(keyed_table(folder, table))
        works.append(keyed_table_check(folder, table, SCHEMA, [VOCABULARY_KEY]))
    return works


def _whole_report_checks(folder: Path, sections: list[str]) -> list[Work]:
    """Define checks that need every section; they do not report consequences of an invalid section."""
    needs = [key(folder.name, "validated", section_name(section)) for section in sections]
    return [
        keyed_table_check(folder, table, TABLE_CHECKS[table.name], needs)
        for table in REPORT_TABLES
        if table.name in TABLE_CHECKS
    ]


def report_works(folder: Path, paths: Paths) -> list[Work]:
    """Return all works of one report before its package, in order."""
    titles, sections = (
        section_titles(folder, paths.root),
        [file.stem for file in figures_files(folder)],
    )
    figures = [
        work
        for section in sections
        for work in section_works(folder, section, titles.get(section, section))
    ]
    return [
        report_facts(folder),
        folder_check(folder),
        *_table_works(folder),
        *figures,
        *_whole_report_checks(folder, sections),
        figures_asset(folder, sections),
        figures_check(folder),
        quality_asset(folder, REPORT_TABLES),
    ]


def report_steps(folder: Path, paths: Paths) -> list[dg.AssetsDefinition]:
    """Return the two steps of one report: its tables with their checks, and its package."""
    titled = markdown("{}：校验与解析 / validated and resolved", folder.name)
    return [
        step(f"{slug(folder.name)}_tables", titled, report_works(folder, paths)),
        package_asset(folder, [table.name for table in REPORT_TABLES]),
    ]
