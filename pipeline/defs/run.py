"""Run the main job from the command line: the same Dagster job as in the UI, in this process.

Each failed step is printed with its reason and all its causes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import dagster as dg

from pipeline.console import echo, print_findings
from pipeline.defs import build_definitions
from pipeline.defs.naming import VOCABULARY_KEY, package_key, slug
from pipeline.defs.raw_files import report_raw_versions
from pipeline.defs.snapshot import snapshot
from pipeline.filesystem import UnsafePathError
from pipeline.ingest.report_folder import report_folders
from pipeline.ingest.report_metadata import read_report
from pipeline.package import PublishLockedError, recover_directory
from pipeline.package.build import package_folder
from pipeline.paths import Paths

#: Longer than any expected chain; the end of a longer chain is omitted, the reason comes first.
MOST_CAUSES: Final = 10


def failures(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Yield for every failed step, in the order of events, its name and reason, one cause per line."""
    for event in result.all_events:
        if event.is_step_failure:
            first, *causes = _error_chain(event)
            yield "\n    because · 原因：".join(
                [f"failed · 失败：{event.step_key}: {first}", *causes]
            )


def _error_chain(event: dg.DagsterEvent) -> list[str]:
    """Return the reason and its causes, each after its effect."""
    data = event.step_failure_data
    messages: list[str] = []
    error = data.error
    while error is not None and len(messages) <= MOST_CAUSES:
        messages.append(error.message.strip())
        error = error.cause or error.context
    if data.user_failure_data is not None:
        return [(data.user_failure_data.description or "").strip(), *messages[1:]]
    # Dagster wraps an error of a step in one of its own, without further information
    return messages[1:] or messages or [""]


_RUN_CONFIG: Final[Mapping[str, Any]] = {"loggers": {"progress": {}}}


def _instance() -> dg.DagsterInstance:
    """Return the instance of the UI if DAGSTER_HOME is set; else one for this run only."""
    if os.environ.get("DAGSTER_HOME"):
        return dg.DagsterInstance.get()
    return dg.DagsterInstance.ephemeral()


def _unfit_home() -> str:
    """Return the folder in DAGSTER_HOME if Dagster cannot write its records there."""
    home = os.environ.get("DAGSTER_HOME", "")
    meant = Path(os.path.expanduser(home))  # as Dagster reads it  # noqa: PTH111
    fit = meant.is_absolute() and meant.is_dir() and os.access(meant, os.W_OK)
    return "" if fit else home


def _restore(paths: Paths, folders: list[Path]) -> None:
    """Restore folders after an interrupted replacement, whether this run succeeds or not."""
    for folder in folders:
        report, _ = read_report(folder, paths.root)
        if report is not None:
            # the holder of the lock restores the folder itself; an unsafe folder is
            # reported when the package is replaced
            with suppress(PublishLockedError, UnsafePathError):
                recover_directory(package_folder(paths, report), folder.name, root=paths.root)


def _print_published(paths: Paths, folder: Path) -> None:
    now = snapshot(paths, folder)
    made = now.publication
    target = package_folder(paths, made.report)
    counts = made.ledger
    echo(
        f"{folder.name} {made.report.version}: {counts.figures} figures, "
        f"{counts.numerals} numerals accounted for, {counts.unaccounted} unaccounted",
        f"数字 {counts.figures} 个，数词 {counts.numerals} 个，未登记 {counts.unaccounted} 个",
    )
    if made.report.draft:
        echo(
            f"{folder.name} is a draft: published for its editors only",
            f"{folder.name} 为草稿，仅供编者查看",
        )
    echo(f"open {target}/index.html in a browser", "请用浏览器打开上述网页")
    echo(f"or see {target}/README.md and {target}/data/figures.csv", "或查看上述文件")


def _print_not_published(paths: Paths, folder: Path) -> None:
    now = snapshot(paths, folder)
    figures = sum(len(captured.frame) for captured in now.capture.figures.values())
    print_findings(folder.name, now.findings, figures)
    report = now.capture.report
    kept = f"; {report.package}/ is unchanged" if report else ""
    stays = f"，{report.package}/ 未改动" if report else ""
    echo(f"{folder.name} was not published{kept}", f"{folder.name} 未发布{stays}")


def _selected(job: dg.JobDefinition, only: str | None) -> list[dg.AssetKey] | None:
    """Return the assets of one report and the vocabulary, or None for all."""
    if only is None:
        return None
    wanted = {slug(only), *VOCABULARY_KEY.path}
    keys = job.asset_layer.executable_asset_keys
    return sorted((key for key in keys if key.path[0] in wanted), key=str)


def _run(paths: Paths, only: str | None) -> dg.ExecuteInProcessResult:
    job = build_definitions(paths).resolve_job_def("publish")
    with _instance() as instance:
        report_raw_versions(instance, paths)
        return job.execute_in_process(
            run_config=_RUN_CONFIG,
            instance=instance,
            asset_selection=_selected(job, only),
            raise_on_error=False,
        )


def run_main_job(paths: Paths, only: str | None = None) -> bool:
    """Run the publish job for every report, or for one; return whether all succeeded.

    A report that cannot be published does not block the others.
    """
    if home := _unfit_home():
        echo(
            f"DAGSTER_HOME is {home}; expected the full path of a writable folder: create it, "
            "or unset DAGSTER_HOME",
            f"DAGSTER_HOME 为 {home}，应为可写文件夹的完整路径：请新建该文件夹，或取消该变量",
        )
        return False
    began = time.monotonic()
    folders = [each for each in report_folders(paths.raw) if only in (None, each.name)]
    _restore(paths, folders)
    result = _run(paths, only)
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    published = [each for each in folders if package_key(each.name) in made]
    failed = [each for each in folders if each not in published]
    for folder in published:
        _print_published(paths, folder)
    for folder in failed:
        _print_not_published(paths, folder)
    for failure in failures(result):
        echo(failure)
    if not published:
        echo("nothing was published", "未发布任何数据包")
        return False
    echo(f"published in {time.monotonic() - began:.1f} s", "发布完成")
    if failed:
        names = ", ".join(each.name for each in failed)
        echo(f"not published: {names}", f"未发布：{names}")
    return result.success
