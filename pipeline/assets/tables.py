"""The table assets: vocabulary, the report's keyed tables, and the figures resolved from sections."""

from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import PUBLICATION, TRANSCRIPTION, code_version
from pipeline.assets.metadata import (
    check_result,
    column_schema,
    describe,
    preview,
    refused,
    table_metadata,
)
from pipeline.assets.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    VOCABULARY_KEY,
    group,
    key,
    section_name,
)
from pipeline.assets.places import Places
from pipeline.assets.recall import captured, table_findings
from pipeline.assets.stage_files import load_captured, save, stage_path
from pipeline.capture import Capture, capture_vocabulary, read_csv
from pipeline.paths import Paths
from pipeline.resolve.tables import figures_table
from pipeline.tables import FIGURES, VOCABULARY, Table
from pipeline.validation import Vocabulary, validate_vocabulary
from pipeline.validation.report import validate_sections_together

SHARED = "vocabulary"


@dg.asset(
    key=VOCABULARY_KEY,
    deps=[RAW_VOCABULARY_KEY],
    group_name="vocabulary",
    description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
    kinds={"csv"},
    owners=OWNERS,
    code_version=code_version(*TRANSCRIPTION),
)
def vocabulary(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Read every table of the vocabulary and keep it as a working file."""
    read = capture_vocabulary(places.paths.raw)
    broken = [each for one in read.values() for each in one.findings if each.is_error]
    if broken:
        raise refused(broken)
    versions = {
        name: save(one.frame, stage_path(places.paths, SHARED, "tables", name)).value
        for name, one in read.items()
    }
    context.log.info(f"vocabulary · 词表      {len(read)} tables")
    counts = {name: len(one.frame) for name, one in read.items()}
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(counts.values()),
            "rows_by_table": counts,
            "indicators": preview(read["indicators"].frame),
        },
        data_version=dg.DataVersion("-".join(value[:8] for value in versions.values())),
    )


@dg.asset_check(
    asset=VOCABULARY_KEY,
    name="schema",
    blocking=True,
    description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
)
def vocabulary_schema(places: Places) -> dg.AssetCheckResult:
    """Whether the vocabulary keeps its declarations and its matrix."""
    read = {
        table.name: load_captured(stage_path(places.paths, SHARED, "tables", table.name))
        for table in VOCABULARY
    }
    rows = sum(len(each.frame) for each in read.values())
    return check_result(validate_vocabulary(read), "schema", VOCABULARY_KEY, rows)


def keyed_table(folder: Path, table: Table) -> dg.AssetsDefinition:
    """One keyed table of a report as a working file."""
    report = folder.name

    @dg.asset(
        key=key(report, "tables", table.name),
        deps=[key(report, "raw", table.name)],
        group_name=group(report, "tables"),
        description=describe(table),
        kinds={"csv"},
        owners=OWNERS,
        code_version=code_version(*TRANSCRIPTION),
        metadata={"dagster/column_schema": column_schema(table)},
    )
    def keyed(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        keyed_rows = read_csv(folder / f"{table.name}.csv", table, paths.root)
        broken = [finding for finding in keyed_rows.findings if finding.is_error]
        if broken:
            raise refused(broken)
        target = stage_path(paths, report, "tables", table.name)
        version = save(keyed_rows.frame, target)
        context.log.info(f"table · 表             {table.name}: {len(keyed_rows.frame)} rows")
        shown = target.relative_to(paths.root).as_posix()
        return dg.MaterializeResult(
            metadata=table_metadata(keyed_rows.frame, shown), data_version=version
        )

    return keyed


def keyed_table_check(
    folder: Path, table: Table, check: str, waits_for: list[dg.AssetKey]
) -> dg.AssetChecksDefinition:
    """A blocking check of one keyed table against the whole report."""
    each = key(folder.name, "tables", table.name)

    @dg.asset_check(
        asset=each,
        name=check,
        blocking=True,
        additional_deps=waits_for,
        description=f"{table.title.zh} / {table.title.en} · {check}",
    )
    def checked(places: Places) -> dg.AssetCheckResult:
        paths = places.paths
        capture = captured(paths, folder)
        findings = table_findings(paths, folder)
        file = f"raw/{folder.name}/{table.name}.csv"
        own = [
            finding
            for finding in findings
            if finding.check == check and (finding.place.file == file or check == "ledger")
        ]
        return check_result(own, check, each, len(capture.tables[table.name].frame))

    return checked


def figures_asset(folder: Path, sections: list[str]) -> dg.AssetsDefinition:
    """The published figures, resolved from every validated section."""
    report = folder.name

    @dg.asset(
        key=key(report, "tables", FIGURES.name),
        deps=[
            *(key(report, "validated", section_name(section)) for section in sections),
            key(report, "tables", "numerals"),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "tables"),
        description=describe(FIGURES),
        kinds={"table"},
        owners=OWNERS,
        code_version=code_version(*PUBLICATION),
        metadata={"dagster/column_schema": column_schema(FIGURES)},
    )
    def figures(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        capture = staged_capture(paths, folder, sections)
        frame = figures_table(capture, Vocabulary.of(capture.vocabulary))
        target = stage_path(paths, report, "tables", FIGURES.name)
        version = save(frame, target)
        context.log.info(f"table · 表             figures: {len(frame)} rows")
        shown = target.relative_to(paths.root).as_posix()
        return dg.MaterializeResult(metadata=table_metadata(frame, shown), data_version=version)

    return figures


def staged_capture(paths: Paths, folder: Path, sections: list[str]) -> Capture:
    """The capture of a report whose rows come from the working files of the stages before."""
    fresh = captured(paths, folder)
    report = folder.name
    figures = {
        section: load_captured(stage_path(paths, report, "validated", section))
        for section in sections
    }
    tables = {
        name: load_captured(stage_path(paths, report, "tables", name)) for name in fresh.tables
    }
    words = {
        name: load_captured(stage_path(paths, SHARED, "tables", name)) for name in fresh.vocabulary
    }
    return Capture(fresh.report, words, tables, figures, ())


def figures_check(folder: Path) -> dg.AssetChecksDefinition:
    """Identifiers unique over all sections."""
    each = key(folder.name, "tables", FIGURES.name)

    @dg.asset_check(
        asset=each,
        name="identifiers",
        blocking=True,
        description="编号在各章节间唯一 / identifiers are unique across all sections",
    )
    def checked(places: Places) -> dg.AssetCheckResult:
        capture = captured(places.paths, folder)
        findings = validate_sections_together(capture)
        rows = sum(len(one.frame) for one in capture.figures.values())
        return check_result(findings, "identifiers", each, rows)

    return checked


__all__ = [
    "figures_asset",
    "figures_check",
    "keyed_table",
    "keyed_table_check",
    "vocabulary",
    "vocabulary_schema",
]
