"""The assets of one section: its rows as typed, and the rows whose checks must pass."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import TRANSCRIPTION, VALIDATION, code_version
from pipeline.assets.metadata import check_result, column_schema, refused, table_metadata
from pipeline.assets.naming import OWNERS, VOCABULARY_KEY, group, key, section_name
from pipeline.assets.places import Places
from pipeline.assets.recall import captured
from pipeline.assets.stage_files import load, load_captured, save, stage_path
from pipeline.capture import capture_section
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.tables import RAW_FIGURES, RAW_SECTIONS
from pipeline.validation import Vocabulary, figure_checks, validate_section
from pipeline.validation.report import page_spans


def _title(titles: dict[str, str], section: str) -> str:
    return f"{section} {titles.get(section, '')}".strip()


def transcription_asset(folder: Path, file: Path, title: str) -> dg.AssetsDefinition:
    """The rows of one section's file as typed."""
    report, section = folder.name, file.stem

    @dg.asset(
        key=key(report, "transcription", section_name(section)),
        deps=[key(report, "raw", section_name(section))],
        group_name=group(report, "transcription"),
        description=f"{title}\n\n录入的原样 / rows as typed.",
        kinds={"csv"},
        owners=OWNERS,
        code_version=code_version(*TRANSCRIPTION),
        metadata={"dagster/column_schema": column_schema(RAW_FIGURES)},
    )
    def transcription(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        typed = capture_section(file, paths.raw)
        broken = [finding for finding in typed.findings if finding.is_error]
        if broken:
            raise refused(broken)
        target = stage_path(paths, report, "transcription", section)
        version = save(typed.frame, target)
        context.log.info(f"transcription · 转录   {title}: {len(typed.frame)} rows")
        shown = target.relative_to(paths.root).as_posix()
        return dg.MaterializeResult(
            metadata=table_metadata(typed.frame, shown), data_version=version
        )

    return transcription


def validated_asset(folder: Path, section: str, title: str) -> dg.AssetsDefinition:
    """The rows of one section on which its checks are made; figures are resolved from them."""
    report = folder.name

    @dg.asset(
        key=key(report, "validated", section_name(section)),
        deps=[
            key(report, "transcription", section_name(section)),
            key(report, "tables", "sections"),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "validated"),
        description=f"{title}\n\n经校验的数字 / figures whose checks must pass.",
        kinds={"pandera"},
        owners=OWNERS,
        code_version=code_version(*VALIDATION),
        metadata={"dagster/column_schema": column_schema(RAW_FIGURES)},
    )
    def validated(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        frame = load(stage_path(paths, report, "transcription", section))
        target = stage_path(paths, report, "validated", section)
        version = save(frame, target)
        context.log.info(f"validation · 校验      {title}: {len(frame)} figures")
        shown = target.relative_to(paths.root).as_posix()
        return dg.MaterializeResult(metadata=table_metadata(frame, shown), data_version=version)

    return validated


def section_findings(paths: Paths, folder: Path, section: str) -> tuple[list[Finding], int]:
    """Every finding about a section's working file, and how many rows it has."""
    rows = load_captured(stage_path(paths, folder.name, "validated", section))
    capture = captured(paths, folder)
    vocabulary = Vocabulary.of(capture.vocabulary)
    pages = page_spans(capture.tables[RAW_SECTIONS.name])
    findings = validate_section(section, rows, vocabulary, pages, capture.report)
    return findings, len(rows.frame)


def section_checks(folder: Path, section: str, title: str) -> dg.AssetChecksDefinition:
    """The blocking checks of one section, each executable by itself."""
    each = key(folder.name, "validated", section_name(section))

    @dg.multi_asset_check(
        name=f"check_{'_'.join(each.path)}",
        specs=[
            dg.AssetCheckSpec(
                name, asset=each, blocking=True, description=f"{title} · {_ABOUT[name]}"
            )
            for name in figure_checks()
        ],
        can_subset=True,
    )
    def checks(
        context: dg.AssetCheckExecutionContext, places: Places
    ) -> Iterator[dg.AssetCheckResult]:
        findings, rows = section_findings(places.paths, folder, section)
        for selected in sorted(context.selected_asset_check_keys, key=lambda check: check.name):
            own = [finding for finding in findings if finding.check == selected.name]
            yield check_result(own, selected.name, each, rows)

    return checks


_ABOUT = {
    "schema": "类型、代码、编号、页码 / types, codes, identifiers, pages",
    "double_entry": "所印与录入一致 / printed figure equals keyed columns",
    "units": "单位与比较基础 / units and bases of comparison",
    "periods": "时期 / periods",
    "ranges": "合理范围 / plausible ranges",
}
