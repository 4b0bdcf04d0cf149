"""Define the package asset: validate raw/ again, reject stale tables, publish atomically."""

import hashlib
from pathlib import Path

import dagster as dg

from pipeline.defs.checks import REPORT_FACTS, AssetError
from pipeline.defs.naming import (
    OWNERS,
    PUBLICATION,
    code_version,
    group,
    key,
    package_key,
    shown,
    tags,
)
from pipeline.defs.resources import PROGRESS, PathsResource, stage_path
from pipeline.defs.snapshot import snapshot
from pipeline.escaping import markdown_table
from pipeline.filesystem import hash_files
from pipeline.package import PackageError, PublishLockedError, publish_directory
from pipeline.package.build import BuiltPackage, InvalidRawError, package_folder
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths
from pipeline.schema import FIGURES


def _publication(paths: Paths, folder: Path) -> BuiltPackage:
    """Build what raw/ publishes now. Raises Rejected with all findings."""
    try:
        return snapshot(paths, folder).publication
    except InvalidRawError as error:
        raise AssetError.from_findings(error.findings) from None
    except PackageError as error:
        raise AssetError(f"{error}") from None


def _check_current(paths: Paths, report: str, made: BuiltPackage) -> None:
    """Check that the materialised figures equal those that raw/ generates now. Raises Rejected."""
    path = stage_path(paths, report, "tables", FIGURES.name)
    if not path.is_file() or path.read_bytes() != csv_bytes(made.frames[FIGURES.name]):
        raise AssetError(
            "The table figures was made from another state of raw/; materialise it first. "
            "figures 表与当前 raw/ 不一致，请先物化上游资产。"
        )


def _replace(target: Path, made: BuiltPackage, root: Path) -> bool:
    try:
        return publish_directory(target, made.files, root=root)
    except (PublishLockedError, OSError) as error:
        raise AssetError(
            f"{target.name}/ could not be replaced; its content is complete, old or new: {error}. "
            f"未能替换 {target.name}/，其内容完整（旧版或新版）：{error}"
        ) from None


def _metadata(made: BuiltPackage, changed: bool, target: Path) -> dict[str, dg.MetadataValue | int]:
    excluded = ", ".join(f"{name} {count}" for name, count in made.ledger.excluded.items())
    files = [
        [name, str(len(data)), hashlib.sha256(data).hexdigest()]
        for name, data in made.files.items()
    ]
    pages = {
        name.removesuffix(".html"): dg.MetadataValue.path(str(target / name))
        for name in made.files
        if name.endswith(".html")
    }
    return {
        "dagster/row_count": len(made.frames[FIGURES.name]),
        "numerals": made.ledger.numerals,
        "figures": made.ledger.figures,
        "excluded": sum(made.ledger.excluded.values()),
        "excluded_by_reason": dg.MetadataValue.text(excluded),
        "unaccounted": made.ledger.unaccounted,
        "changed": dg.MetadataValue.bool(changed),
        "version": dg.MetadataValue.text(made.report.version),
        "files": shown(markdown_table(["file · 文件", "bytes", "sha256"], files)),
        "folder": dg.MetadataValue.path(str(target)),
        **pages,
    }


def package_asset(folder: Path, tables: list[str]) -> dg.AssetsDefinition:
    """Define the published Data Package of one report."""
    report = folder.name

    @dg.asset(
        key=package_key(report),
        deps=[
            *(key(report, "tables", name) for name in (REPORT_FACTS, FIGURES.name, *tables)),
        ],
        group_name=group(report, "package"),
        description="发布的数据包 / the published Data Package",
        kinds={"frictionless"},
        owners=OWNERS,
        tags=tags(report, "package"),
        code_version=code_version(*PUBLICATION),
    )
    def datapackage(
        context: dg.AssetExecutionContext, places: PathsResource
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        made = _publication(paths, folder)
        _check_current(paths, report, made)
        target = package_folder(paths, made.report)
        changed = _replace(target, made, paths.root)
        state = "published · 已发布" if changed else "unchanged · 无变化"
        context.log.info(
            f"package · 数据包       {target.name}/ {state}: {len(made.frames[FIGURES.name])} figures",
            extra=PROGRESS,
        )
        return dg.MaterializeResult(
            metadata=_metadata(made, changed, target),
            data_version=dg.DataVersion(hash_files(made.files)),
        )

    return datapackage
