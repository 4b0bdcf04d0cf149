"""A keyed table of a report as an asset, and its checks against the whole report."""

from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import TRANSCRIPTION, code_version
from pipeline.assets.findings import Refused, check_result
from pipeline.assets.homes import LEDGER, SCHEMA, told_at
from pipeline.assets.metadata import column_schema, describe, table_metadata
from pipeline.assets.naming import OWNERS, group, key, tags
from pipeline.assets.snapshot import Snapshot, snapshot
from pipeline.assets.stage_files import save, stage_path
from pipeline.assets.work import Asset, Check, Made
from pipeline.escaping.markdown import markdown
from pipeline.paths import Paths
from pipeline.tables import Table

_ABOUT = {
    "schema": "类型、代码、编号 / types, codes, keys",
    "ledger": "每个数词都有交代 / every numeral is accounted for",
    "identities": "数字之间的算术关系 / arithmetic between figures",
    "errata": "勘误仍然成立 / errata still apply",
    "sections": "章节齐全、页码有序 / sections have rows, pages are in order",
}


def keyed_table(folder: Path, table: Table) -> Asset:
    """One keyed table of a report as a working file."""
    report = folder.name

    def make(paths: Paths) -> Made:
        keyed = snapshot(paths, folder).capture.tables[table.name]
        if not keyed.is_whole:
            raise Refused.because_of([each for each in keyed.findings if each.is_error])
        target = stage_path(paths, report, "tables", table.name)
        version = save(keyed.frame, target, paths.root)
        said = f"table · 表             {table.name}: {len(keyed.frame)} rows"
        return Made(table_metadata(keyed.frame, target, paths.root), version, said)

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


def _checked(now: Snapshot, table: Table, check: str) -> dict[str, int]:
    rows = len(now.capture.tables[table.name].frame)
    if check == SCHEMA:
        return {"rows": rows, "cells": rows * len(table.columns)}
    if check == LEDGER:
        figures = sum(len(each.frame) for each in now.capture.figures.values())
        return {"tokens": rows, "figures": figures}
    return {check: rows}


def keyed_table_check(
    folder: Path, table: Table, check: str, needs: Sequence[dg.AssetKey] = ()
) -> Check:
    """A blocking check of one keyed table against the whole report."""
    spec = dg.AssetCheckSpec(
        check,
        asset=key(folder.name, "tables", table.name),
        blocking=True,
        description=markdown("{} / {} · {}", table.title.zh, table.title.en, _ABOUT[check]),
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        now = snapshot(paths, folder)
        own = told_at(spec.key, now.findings, folder)
        return check_result(own, spec.key, _checked(now, table, check))

    return Check(spec, evaluate, needs)
