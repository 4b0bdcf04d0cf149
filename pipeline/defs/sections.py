"""Define the assets of one section: its rows as typed, and the rows whose checks must pass."""

from pathlib import Path

import dagster as dg

from pipeline.defs.checks import SCHEMA, AssetError, check_result, findings_for_check
from pipeline.defs.naming import (
    OWNERS,
    TRANSCRIPTION,
    VALIDATION,
    VOCABULARY_KEY,
    code_version,
    column_schema,
    group,
    key,
    section_name,
    table_metadata,
    tags,
)
from pipeline.defs.resources import load_captured, save, stage_path
from pipeline.defs.snapshot import snapshot
from pipeline.defs.works import Asset, Check, Made, Work
from pipeline.escaping import markdown
from pipeline.ingest import RawTable
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import RAW_FIGURES, RAW_SECTIONS
from pipeline.validation import figure_checks, validate_section
from pipeline.validation.report_checks.sections import page_spans

ABOUT = {
    "schema": "类型、代码、编号、页码 / types, codes, identifiers, pages",
    "double_entry": "原文与录入一致 / printed figure equals keyed columns",
    "units": "单位与比较基础 / units and bases of comparison",
    "periods": "时期 / periods",
    "ranges": "合理范围 / plausible ranges",
}


def section_works(folder: Path, section: str, title: str) -> list[Work]:
    """Define the works of a section, from its file to validated figures, with its blocking checks."""
    works: list[Work] = [transcription(folder, section, title), validated(folder, section, title)]
    return [*works, *(section_check(folder, section, title, name) for name in figure_checks())]


def transcription(folder: Path, section: str, title: str) -> Asset:
    """Define the asset of one section's file: its rows as typed."""
    report = folder.name

    def make(paths: Paths) -> Made:
        typed = snapshot(paths, folder).capture.figures.get(section)
        if typed is None:
            raise AssetError(
                f"figures/{section}.csv does not exist; restore it. 文件不存在，请恢复该文件。"
            )
        if not typed.is_readable:
            raise AssetError.from_findings([each for each in typed.findings if each.is_error])
        target = stage_path(paths, report, "transcription", section)
        version = save(typed.frame, target, paths.root)
        return Made(table_metadata(typed.frame, target, paths.root), version)

    spec = dg.AssetSpec(
        key(report, "transcription", section_name(section)),
        deps=[key(report, "raw", section_name(section))],
        group_name=group(report, "transcription"),
        description=markdown("{}\n\n录入原文 / rows as typed.", title),
        kinds={"csv"},
        owners=OWNERS,
        tags=tags(report, "transcription", section),
        code_version=code_version(*TRANSCRIPTION),
        metadata={"dagster/column_schema": column_schema(RAW_FIGURES)},
    )
    return Asset(spec, make)


def validated(folder: Path, section: str, title: str) -> Asset:
    """Define the asset on which a section's checks run; figures are resolved from it."""
    report = folder.name

    def make(paths: Paths) -> Made:
        frame = load_captured(stage_path(paths, report, "transcription", section)).frame
        target = stage_path(paths, report, "validated", section)
        version = save(frame, target, paths.root)
        text = f"validation · 校验      {title}: {len(frame)} figures"
        return Made(table_metadata(frame, target, paths.root), version, text)

    spec = dg.AssetSpec(
        key(report, "validated", section_name(section)),
        deps=[
            key(report, "transcription", section_name(section)),
            key(report, "tables", "sections"),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "validated"),
        description=markdown("{}\n\n经校验的数字 / figures whose checks must pass.", title),
        kinds={"pandera"},
        owners=OWNERS,
        tags=tags(report, "validated", section),
        code_version=code_version(*VALIDATION),
        metadata={"dagster/column_schema": column_schema(RAW_FIGURES)},
    )
    return Asset(spec, make)


def section_findings(paths: Paths, folder: Path, section: str, rows: RawTable) -> list[Finding]:
    """Validate a section's working file, which may be older than its raw file."""
    now = snapshot(paths, folder)
    typed = now.capture.figures.get(section)
    if typed is not None and typed.frame.reset_index(drop=True).equals(rows.frame):
        return list(now.findings)
    pages = page_spans(now.capture.tables[RAW_SECTIONS.name])
    return validate_section(section, rows, now.vocabulary, pages, now.capture.report)


def section_check(folder: Path, section: str, title: str, name: str) -> Check:
    """Define one blocking check of a section."""
    spec = dg.AssetCheckSpec(
        name,
        asset=key(folder.name, "validated", section_name(section)),
        blocking=True,
        description=markdown("{} · {}", title, ABOUT[name]),
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        rows = load_captured(stage_path(paths, folder.name, "validated", section))
        found = section_findings(paths, folder, section, rows)
        count = len(rows.frame)
        cells = {"rows": count, "cells": count * len(RAW_FIGURES.columns)}
        checked = cells if name == SCHEMA else {"figures": count}
        return check_result(findings_for_check(spec.key, found, folder), spec.key, checked)

    return Check(spec, evaluate)
