"""Define the validation of one report: the valid figures of each section, and the report's quality.

The checks of a section are about its figures, those of the quality about the report as a whole. They are
one step, because only a step that runs can state which check is not run, and why.
"""

import logging
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

import dagster as dg

from pipeline.defs.checks import (
    FOLDER,
    LEDGER,
    TABLE_CHECKS,
    TABLES,
    AssetError,
    Outcome,
    files_with_assets,
    outcomes,
    report_check,
    section_check,
)
from pipeline.defs.naming import (
    OWNERS,
    RESOLUTION,
    VOCABULARY_KEY,
    code_version,
    column_schema,
    group,
    key,
    quality_key,
    section_name,
    section_sources,
    slug,
    table_metadata,
    tags,
)
from pipeline.defs.quality import quality_result
from pipeline.defs.raw_files import report_files
from pipeline.defs.resources import PathsResource, TranscribedReport, save, stage_path
from pipeline.escaping import markdown
from pipeline.rules.finding import escape_control_characters
from pipeline.schema import FIGURES as PUBLISHED_FIGURES
from pipeline.schema import RAW_FIGURES, RAW_SECTIONS
from pipeline.transform.tables import DERIVED, validated_figures
from pipeline.validation.figure_checks.typed_figures import SCHEMA as TYPED_FIGURES

log = logging.getLogger(__name__)
ABOUT: Final = {
    TABLES: "各表的类型、代码、编号 / types, codes and keys of the tables",
    FOLDER: "report.yaml 完整，文件齐全 / report.yaml is valid, exactly the expected files exist",
    LEDGER: "全部数词均已登记 / every numeral is accounted for",
    "identities": "数字之间的算术关系 / arithmetic between figures",
    "errata": "勘误仍然成立 / errata still apply",
    "sections": "章节齐全、页码有序 / sections have rows, pages are in order",
}
ABOUT_FIGURES: Final = (
    "单元格、原文与录入、单位、时期、合理范围 / "
    "cells, double entry, units, periods, plausible ranges"
)
_FIGURES: Final = f"{ABOUT_FIGURES} · pandera: " + ", ".join(
    str(check.name) for check in TYPED_FIGURES.checks
)
_COLUMNS: Final = (*RAW_FIGURES.fields, *(PUBLISHED_FIGURES[name] for name in DERIVED))


def _section_spec(report: str, section: str, title: str) -> dg.AssetSpec:
    name = section_name(section)
    return dg.AssetSpec(
        key(report, "validated", name),
        deps=[
            key(report, "transcription", name),
            key(report, "transcription", RAW_SECTIONS.name),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "validated"),
        description=markdown(
            "{}\n\n经校验的数字，含数值、界限与日期 / valid figures with values, bounds and dates.",
            title,
        ),
        kinds={"pandera"},
        owners=OWNERS,
        tags=tags(report, "validated", name.removeprefix("section_")),
        code_version=code_version(*RESOLUTION),
        metadata={"dagster/column_schema": column_schema(_COLUMNS)},
    )


def _quality_spec(folder: Path) -> dg.AssetSpec:
    report = folder.name
    return dg.AssetSpec(
        quality_key(report),
        deps=[
            *(key(report, "transcription", each.path[-1]) for each in report_files(folder)),
            VOCABULARY_KEY,
        ],
        group_name=group(report, "validated"),
        description=(
            "质量概览：问题、覆盖、恒等式、推断、两次阅读、勘误 / "
            "quality overview: findings, coverage, identities, inferences, second reading, errata"
        ),
        kinds={"markdown"},
        owners=OWNERS,
        tags=tags(report, "validated"),
        code_version=code_version(*RESOLUTION),
    )


def _check_specs(report: str, titles: Mapping[str, str]) -> list[dg.AssetCheckSpec]:
    about = {
        **{section_check(report, each): f"{title} · {_FIGURES}" for each, title in titles.items()},
        **{report_check(report, each): text for each, text in ABOUT.items()},
    }
    return [
        dg.AssetCheckSpec(
            check.name, asset=check.asset_key, blocking=True, description=markdown("{}", text)
        )
        for check, text in about.items()
    ]


def checked_items(
    check: dg.AssetCheckKey, report: TranscribedReport, folder: Path
) -> dict[str, int]:
    """Return how much a check of the report as a whole looks at."""
    tables = {name: len(each.frame) for name, each in report.capture.tables.items()}
    if check.name == TABLES:
        return {"tables": len(tables), "rows": sum(tables.values())}
    if check.name == FOLDER:
        return {"files": len(files_with_assets(folder)) + 1}
    (table,) = (table for table, name in TABLE_CHECKS.items() if name == check.name)
    return {"tokens" if check.name == LEDGER else check.name: tables[table]}


Results = Iterator[
    tuple[dg.AssetKey | dg.AssetCheckKey, dg.MaterializeResult[None] | dg.AssetCheckResult]
]


def _section_results(
    report: TranscribedReport, folder: Path, section: str, outcome: Outcome, places: PathsResource
) -> Results:
    """Yield the valid figures of a section, if all are valid, and the result of its check."""
    check = section_check(folder.name, section)
    keyed = report.capture.figures[section].frame
    if not outcome.errors:
        frame = validated_figures(keyed, report.vocabulary)
        target = stage_path(places.paths, folder.name, "validated", section)
        version = save(frame, target, places.paths.root)
        yield (
            check.asset_key,
            dg.MaterializeResult(
                asset_key=check.asset_key,
                metadata=table_metadata(frame, target, places.paths.root),
                data_version=version,
            ),
        )
        shown = escape_control_characters(section)
        log.info("validated · 已校验     %s: %s figures", shown, len(keyed))
    yield check, outcome.result(check, {"figures": len(keyed)})


def _results(
    report: TranscribedReport, folder: Path, found: Mapping[dg.AssetCheckKey, Outcome],
    places: PathsResource, chosen: Collection[dg.AssetKey],
) -> Results:  # fmt: skip
    """Yield every result about the chosen assets."""
    for section in report.capture.figures:
        check = section_check(folder.name, section)
        if check in found and check.asset_key in chosen:
            yield from _section_results(report, folder, section, found[check], places)
    if quality_key(folder.name) in chosen:
        yield quality_key(folder.name), quality_result(report, folder.name)
        for name in ABOUT:
            check = report_check(folder.name, name)
            yield check, found[check].result(check, checked_items(check, report, folder))


def _reject(found: Mapping[dg.AssetCheckKey, Outcome], chosen: Collection[dg.AssetKey]) -> None:
    """Raise AssetError with the errors for which a chosen asset or check is not valid."""
    errors = [
        error
        for check, outcome in found.items()
        if check.asset_key in chosen
        for error in outcome.errors
    ]
    if errors:
        raise AssetError.from_findings(list(dict.fromkeys(errors)))


def validated_assets(folder: Path, titles: Mapping[str, str]) -> dg.AssetsDefinition:
    """Define the validated sections of a report and its quality; a step makes any subset of them.

    Args:
        folder: the report's folder in raw/.
        titles: the title of each section by the name of its node.
    """
    report = folder.name
    sections = list(section_sources(folder))
    titled = {section: titles.get(section_name(section), section) for section in sections}

    @dg.multi_asset(
        name=f"{slug(report)}_validated",
        description=markdown("{}：校验 / validation", report),
        specs=[
            *(_section_spec(report, section, title) for section, title in titled.items()),
            _quality_spec(folder),
        ],
        check_specs=_check_specs(report, titled),
        can_subset=True,
    )
    def validated(
        context: dg.AssetExecutionContext, places: PathsResource
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        transcribed = places.report(report)
        found = outcomes(transcribed.findings, folder)
        assets, checks = context.selected_asset_keys, context.selected_asset_check_keys
        chosen = {*assets, *(check.asset_key for check in checks)}
        for each, result in _results(transcribed, folder, found, places, chosen):
            if each in assets or each in checks:
                yield result
        _reject(found, chosen)
        for section in sections:
            gone = section not in transcribed.capture.figures
            if gone and section_check(report, section).asset_key in chosen:
                raise AssetError(
                    f"section {section} has neither figures/{section}.csv nor a table; restore it. "
                    "该章节没有数字文件，也没有表格，请恢复。"
                )

    return validated
