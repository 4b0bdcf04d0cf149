"""The main job from the command line: the same Dagster job as in the UI, run in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import dagster as dg

from pipeline.announce import announce, tell_findings
from pipeline.assets import build_definitions
from pipeline.assets.naming import VOCABULARY_KEY, slug
from pipeline.assets.raw_files import report_raw_versions
from pipeline.paths import Paths
from pipeline.publication import captured_reports, ledger_tally
from pipeline.release import BusyError, restore_folder
from pipeline.validation import validate_capture

_RUN_CONFIG: Final[Mapping[str, Any]] = {"loggers": {"progress": {}}}


def _instance() -> dg.DagsterInstance:
    """The instance that the UI shows, where DAGSTER_HOME names one; else one for this run only."""
    if os.environ.get("DAGSTER_HOME"):
        return dg.DagsterInstance.get()
    return dg.DagsterInstance.ephemeral()


def _restore(paths: Paths) -> None:
    """Put back what an interrupted replacement set aside, whatever this run comes to."""
    for capture in captured_reports(paths).values():
        if capture.report is not None:
            # whoever holds the lock restores the folder itself
            with suppress(BusyError):
                restore_folder(paths.package(capture.report.package))


def _tell_failure(paths: Paths, result: dg.ExecuteInProcessResult) -> None:
    """Say why nothing was published: the findings, and what else failed."""
    for name, capture in captured_reports(paths).items():
        figures = sum(len(captured.frame) for captured in capture.figures.values())
        tell_findings(name, validate_capture(capture), figures)
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            failure = data.user_failure_data
            reason = failure.description if failure else (data.error.message if data.error else "")
            announce(f"failed: {event.step_key}: {(reason or '').strip()}")
    announce("nothing was published; datapackage/ is as it was", "未发布，datapackage/ 保持原样")


def _tell_success(paths: Paths, seconds: float) -> None:
    for name, capture in captured_reports(paths).items():
        if capture.report is None:
            continue
        counts, folder = ledger_tally(capture), paths.package(capture.report.package)
        announce(
            f"{name} {capture.report.version}: {counts.figures} figures, "
            f"{counts.numerals} numerals accounted for, {counts.unaccounted} unaccounted",
            f"数字 {counts.figures} 个，数词 {counts.numerals} 个，未交代 {counts.unaccounted} 个",
        )
        announce(f"look at {folder}/README.md and {folder}/data/figures.csv", "请看上述文件")
    announce(f"published in {seconds:.1f} s", "发布完成")


def _selected(job: dg.JobDefinition, only: str | None) -> list[dg.AssetKey] | None:
    """The assets of one report and the vocabulary, or None for all."""
    if only is None:
        return None
    wanted = {slug(only), *VOCABULARY_KEY.path}
    keys = job.asset_layer.executable_asset_keys
    return sorted((key for key in keys if key.path[0] in wanted), key=str)


def run_main_job(paths: Paths, only: str | None = None) -> bool:
    """Run the publish job over every report, or over one; return whether it succeeded."""
    began = time.monotonic()
    _restore(paths)
    definitions = build_definitions(paths)
    job = definitions.resolve_job_def("publish")
    with _instance() as instance:
        report_raw_versions(instance, paths)
        result = job.execute_in_process(
            run_config=_RUN_CONFIG,
            instance=instance,
            asset_selection=_selected(job, only),
            raise_on_error=False,
        )
        if not result.success:
            _tell_failure(paths, result)
            return False
    _tell_success(paths, time.monotonic() - began)
    return True
