"""A report's own facts as an asset, and the check of everything in its folder that has no node."""

from pathlib import Path

import dagster as dg

from pipeline.assets.code_version import TRANSCRIPTION, code_version
from pipeline.assets.findings import Refused, check_result
from pipeline.assets.homes import FOLDER, REPORT_FACTS, files_with_nodes, told_at
from pipeline.assets.naming import OWNERS, group, key, tags
from pipeline.assets.snapshot import snapshot
from pipeline.assets.work import Asset, Check, Made
from pipeline.capture import Report
from pipeline.capture.report import FILE
from pipeline.content import file_hash
from pipeline.paths import Paths


def report_facts(folder: Path) -> Asset:
    """What `report.yaml` states; without it nothing of the report is published."""

    def make(paths: Paths) -> Made:
        capture = snapshot(paths, folder).capture
        if capture.report is None:
            raise Refused.because_of([each for each in capture.findings if each.is_error])
        version = dg.DataVersion(file_hash([folder / FILE]))
        return Made(_shown(capture.report), version)

    spec = dg.AssetSpec(
        key(folder.name, "tables", REPORT_FACTS),
        deps=[key(folder.name, "raw", "report")],
        group_name=group(folder.name, "transcription"),
        description="报告的题名、版本与出版信息 / title, version and bibliography of the report",
        kinds={"yaml"},
        owners=OWNERS,
        tags=tags(folder.name, "transcription"),
        code_version=code_version(*TRANSCRIPTION),
    )
    return Asset(spec, make)


def _shown(report: Report) -> dict[str, str]:
    return {
        "title": f"{report.title_zh} / {report.title_en}",
        "publisher": f"{report.publisher_zh} / {report.publisher_en}",
        "version": report.version,
        "released": report.released,
        "package": f"{report.package}/",
    }


def folder_check(folder: Path) -> Check:
    """Whether the facts are sound, every expected file is there, and no other."""
    spec = dg.AssetCheckSpec(
        FOLDER,
        asset=key(folder.name, "tables", REPORT_FACTS),
        blocking=True,
        description="report.yaml 完整，文件齐全 / report.yaml is sound, the right files are there",
    )

    def evaluate(paths: Paths) -> dg.AssetCheckResult:
        found = snapshot(paths, folder).findings
        own = told_at(spec.key, found, folder)
        files = len(files_with_nodes(folder)) + 1
        return check_result(own, spec.key, {"files": files})

    return Check(spec, evaluate)
