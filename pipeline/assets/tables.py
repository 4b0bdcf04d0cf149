"""A keyed table of a report as an asset, and its checks against the whole report."""

from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import TRANSCRIPTION, code_version
from pipeline.assets.metadata import check_result, column_schema, describe, refused, table_metadata
from pipeline.assets.naming import OWNERS, group, key
from pipeline.assets.places import Places
from pipeline.assets.recall import captured, table_findings
from pipeline.assets.stage_files import save, stage_path
from pipeline.capture import read_csv
from pipeline.tables import Table


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
