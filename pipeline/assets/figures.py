"""The published figures as an asset, resolved from the working files of every validated section."""

from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import PUBLICATION, code_version
from pipeline.assets.metadata import check_result, column_schema, describe, table_metadata
from pipeline.assets.naming import OWNERS, VOCABULARY_KEY, group, key, section_name
from pipeline.assets.places import Places
from pipeline.assets.recall import captured
from pipeline.assets.stage_files import load_captured, save, stage_path
from pipeline.assets.vocabulary import SHARED
from pipeline.capture import Capture
from pipeline.paths import Paths
from pipeline.resolve.tables import figures_table
from pipeline.tables import FIGURES
from pipeline.validation import Vocabulary
from pipeline.validation.report import validate_sections_together


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
