"""Define the package asset: validate what it takes as a whole, build the files, publish them atomically."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import dagster as dg

from pipeline.defs.checks import AssetError
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
from pipeline.defs.resources import PathsResource, TranscribedReport
from pipeline.defs.tables import NODES, STAGE, all_tables
from pipeline.escaping import markdown_table
from pipeline.filesystem import hash_files
from pipeline.ingest import RawReport, Report
from pipeline.package import PackageError, PublishLockedError, check_package, publish_directory
from pipeline.package.build import BuiltPackage, InvalidRawError, build_package, package_folder
from pipeline.package.publish import directory_matches
from pipeline.paths import Paths
from pipeline.schema import FIGURES
from pipeline.transform.tables import AS_KEYED, Tables

log = logging.getLogger(__name__)


def _built(
    transcribed: TranscribedReport, paths: Paths, tables: Callable[[RawReport], Tables] | None
) -> BuiltPackage:
    """Build the package of a report and its tables. Raises AssetError with all findings."""
    capture = transcribed.capture

    def check(files: Mapping[str, bytes], frames: Tables) -> None:
        """Check the files, unless the same files passed when they were published."""
        if capture.report is None or not _is_published(paths, capture.report, files):
            check_package(files, frames)

    try:
        if any(each.is_error for each in transcribed.findings):
            raise InvalidRawError(list(transcribed.findings))
        made = tables(capture) if tables else None
        return build_package(capture, transcribed.findings, check=check, tables=made)
    except InvalidRawError as error:
        raise AssetError.from_findings(error.findings) from None
    except PackageError as error:
        raise AssetError(f"{error}") from None


def _is_published(paths: Paths, report: Report, files: Mapping[str, bytes]) -> bool:
    target = package_folder(paths, report)
    return target.is_dir() and directory_matches(target, files)


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
        "draft": dg.MetadataValue.bool(made.report.draft),
        "files": shown(markdown_table(["file · 文件", "bytes", "sha256"], files)),
        "folder": dg.MetadataValue.path(str(target)),
        **pages,
    }


def publish(
    transcribed: TranscribedReport,
    paths: Paths,
    tables: Callable[[RawReport], Tables] | None = None,
) -> dg.MaterializeResult[None]:
    """Build, check and publish the package of a report. Raises AssetError.

    Args:
        transcribed: everything keyed for the report.
        paths: folders of the package and the working files.
        tables: loads the published tables of earlier assets; None builds them.
    """
    made = _built(transcribed, paths, tables)
    target = package_folder(paths, made.report)
    changed = _replace(target, made, paths.root)
    state = "published · 已发布" if changed else "unchanged · 无变化"
    count = len(made.frames[FIGURES.name])
    log.info("package · 数据包       %s/ %s: %s figures", target.name, state, count)
    return dg.MaterializeResult(
        metadata=_metadata(made, changed, target),
        data_version=dg.DataVersion(hash_files(made.files)),
    )


def package_asset(folder: Path) -> dg.AssetsDefinition:
    """Define the published Data Package of one report."""
    report = folder.name

    @dg.asset(
        key=package_key(report),
        deps=[
            *(key(report, STAGE, name) for name in NODES),
            *(key(report, "transcription", table.name) for table in AS_KEYED),
            key(report, "transcription", "report"),
        ],
        group_name=group(report, "package"),
        description="发布的数据包 / the published Data Package",
        kinds={"frictionless"},
        owners=OWNERS,
        tags=tags(report, "package"),
        code_version=code_version(*PUBLICATION),
    )
    def datapackage(places: PathsResource) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paths = places.paths
        return publish(
            places.report(report), paths, partial(all_tables, paths=paths, report=report)
        )

    return datapackage
