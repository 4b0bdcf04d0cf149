"""The published figures as an asset, resolved from the working files of every validated section."""

from pathlib import Path

import dagster as dg

from pipeline.assets.charts import figures_by_section, growth_rates
from pipeline.assets.code_version import RESOLUTION, code_version
from pipeline.assets.findings import check_result
from pipeline.assets.metadata import column_schema, describe, shown, table_metadata
from pipeline.assets.naming import OWNERS, VOCABULARY_KEY, group, key, section_name, tags
from pipeline.assets.snapshot import snapshot
from pipeline.assets.stage_files import load_captured, save, stage_path
from pipeline.assets.vocabulary import SHARED
from pipeline.assets.work import Asset, Check, Made
from pipeline.capture import Capture
from pipeline.paths import Paths
from pipeline.resolve.tables import figures_table
from pipeline.tables import FIGURES, NUMERALS
from pipeline.validation import Vocabulary
from pipeline.validation.report import validate_sections_together


def figures_asset(folder: Path, sections: list[str]) -> Asset:
    """The published figures, resolved from every validated section."""
    report = folder.name

    def make(paths: Paths) -> Made:
        capture = staged_capture(paths, folder, sections)
        frame = figures_table(capture, Vocabulary.of(capture.vocabulary))
        target = stage_path(paths, report, "tables", FIGURES.name)
        version = save(frame, target, paths.root)
        said = {
            **table_metadata(frame, target, paths.root),
            "figures_by_section": shown(figures_by_section(frame)),
            "growth_rates": shown(growth_rates(frame)),
        }
        return Made(said, version, f"table · 表             figures: {len(frame)} rows")

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


def staged_capture(paths: Paths, folder: Path, sections: list[str]) -> Capture:
    """What the figures are resolved from: the working files of the stages before."""
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
    return Capture(now.report, words, {NUMERALS.name: numerals}, figures, ())


def figures_check(folder: Path) -> Check:
    """Identifiers unique over all sections."""
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
