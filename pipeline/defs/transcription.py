"""Define the transcription of a report and of the shared vocabulary: copies of raw files, rows as typed."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import dagster as dg

from pipeline.defs.checks import SCHEMA, VOCABULARY_CHECK, check_result
from pipeline.defs.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    TRANSCRIPTION,
    VALIDATION,
    VOCABULARY_KEY,
    code_version,
    column_schema,
    group,
    key,
    preview,
    shown,
    slug,
    tags,
)
from pipeline.defs.raw_files import report_files, vocabulary_files
from pipeline.defs.resources import PathsResource, copy_path, read_copy, transcribe
from pipeline.escaping import markdown, markdown_table
from pipeline.filesystem import hash_files
from pipeline.ingest import RawTable, parse_csv, read_report
from pipeline.ingest.csv_table import empty_frame
from pipeline.ingest.grids import expand, grid_files, read_grid, rows_by_table, with_rows
from pipeline.ingest.raw_file import name_below
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.paths import Paths
from pipeline.schema import INDICATORS, RAW_FIGURES, TableSchema
from pipeline.validation import validate_vocabulary
from pipeline.validation.causes import one_for_each_cause

_TABLES = {table.name: table for table in REPORT_TABLES}
_TITLES = {
    "report": "报告的题名、版本与出版信息 / title, version and bibliography of the report",
    **{name: f"{table.title.zh} / {table.title.en}" for name, table in _TABLES.items()},
}


def _spec(report: str, raw: dg.AssetKey, title: str) -> dg.AssetSpec:
    name, section = raw.path[-1], raw.path[-1].removeprefix("section_")
    table = _TABLES.get(name, None if name == "report" else RAW_FIGURES)
    return dg.AssetSpec(
        key(report, "transcription", name),
        deps=[raw],
        group_name=group(report, "transcription"),
        description=markdown("{}\n\n录入原文 / as typed.", title),
        kinds={"yaml" if table is None else "csv"},
        owners=OWNERS,
        tags=tags(report, "transcription", section if table is RAW_FIGURES else ""),
        code_version=code_version(*TRANSCRIPTION),
        metadata={"dagster/column_schema": column_schema(table.fields)} if table else {},
    )


def _table_metadata(
    data: bytes, table: TableSchema, folder: Path, files: Sequence[Path], paths: Paths
) -> dict[str, dg.MetadataValue]:
    """Describe the rows as typed, and those to which the grids among the files are expanded."""
    file, grids = files[0], [each for each in grid_files(folder) if each in files]
    captured = RawTable(empty_frame(table))
    if file not in grids:
        captured = parse_csv(data, table, name_below(file, paths.root))
    for path in grids:
        grid = expand(read_grid(path, paths.root, partial(read_copy, paths)))
        captured = with_rows(captured, rows_by_table(grid)[table.name])
    return {
        "dagster/row_count": dg.MetadataValue.int(len(captured.frame)),
        "preview": preview(captured.frame),
        "sha256": dg.MetadataValue.text(hashlib.sha256(data).hexdigest()),
        "file": dg.MetadataValue.path(name_below(copy_path(paths, file), paths.root)),
    }


def _facts_metadata(folder: Path, paths: Paths) -> dict[str, dg.MetadataValue]:
    report, _ = read_report(folder, paths.root, partial(read_copy, paths))
    if report is None:
        return {}
    facts = {
        "title": f"{report.title_zh} / {report.title_en}",
        "publisher": f"{report.publisher_zh} / {report.publisher_en}",
        "version": report.version,
        "released": report.released,
        "package": f"{report.package}/",
    }
    return {name: dg.MetadataValue.text(text) for name, text in facts.items()}


def transcription_assets(folder: Path, titles: dict[str, str]) -> dg.AssetsDefinition:
    """Define the transcription of every raw file of a report; a step makes any subset of them.

    Args:
        folder: the report's folder in raw/.
        titles: the title of each section by the name of its node.
    """
    report, files = folder.name, report_files(folder)
    raw = {key(report, "transcription", each.path[-1]): each for each in files}

    @dg.multi_asset(
        name=f"{slug(report)}_transcription",
        description=markdown("{}：录入原文 / rows as typed", report),
        specs=[_spec(report, each, {**titles, **_TITLES}.get(each.path[-1], "")) for each in files],
        can_subset=True,
    )
    def transcription(
        context: dg.AssetExecutionContext, places: PathsResource
    ) -> Iterator[dg.MaterializeResult[None]]:
        paths = places.paths
        for each in context.selected_asset_keys:
            # an entry of the changelog may be added while the definitions are loaded
            own = report_files(folder).get(raw[each], files[raw[each]])
            data = [transcribe(paths, file) for file in own]
            table = _TABLES.get(each.path[-1], RAW_FIGURES)
            facts = each.path[-1] == "report"
            yield dg.MaterializeResult(
                asset_key=each,
                metadata=_facts_metadata(folder, paths)
                if facts
                else _table_metadata(data[0], table, folder, own, paths),
                data_version=dg.DataVersion(
                    hash_files(
                        {
                            name_below(file, file.parent): one
                            for file, one in zip(own, data, strict=True)
                        }
                    )
                ),
            )

    return transcription


@dg.asset(
    key=VOCABULARY_KEY,
    deps=[RAW_VOCABULARY_KEY],
    group_name="vocabulary",
    description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
    kinds={"csv"},
    owners=OWNERS,
    tags={"stage": "transcription"},
    code_version=code_version(*VALIDATION),
    check_specs=[
        # the step of each report states that it is not validated, and why
        dg.AssetCheckSpec(
            SCHEMA,
            asset=VOCABULARY_KEY,
            description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
        )
    ],
)
def vocabulary(places: PathsResource) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Transcribe the tables of the vocabulary and check them."""
    files = vocabulary_files(places.paths)
    version = hash_files({file.name: transcribe(places.paths, file) for file in files})
    read = places.vocabulary()
    rows = sum(len(each.frame) for each in read.values())
    found = one_for_each_cause(validate_vocabulary(read))
    checked = {"rows": rows, "tables": len(read)}
    return dg.MaterializeResult(
        metadata={"dagster/row_count": rows, **_vocabulary_metadata(read)},
        data_version=dg.DataVersion(version),
        check_results=[check_result(found, VOCABULARY_CHECK, checked)],
    )


def _vocabulary_metadata(read: dict[str, RawTable]) -> dict[str, dg.MetadataValue]:
    counts = [[name, str(len(one.frame))] for name, one in read.items()]
    return {
        "rows_by_table": shown(markdown_table(["table · 表", "rows · 行"], counts)),
        "indicators": preview(read[INDICATORS.name].frame),
    }
