"""A checkout with one small report, and real runs of its jobs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from pipeline.defs import build_definitions
from pipeline.paths import Paths
from tests.project import CHECKOUT
from tests.small_report import NAME, PACKAGE, SECTION, small_report

__all__ = [
    "NAME", "SECTION", "failed", "key", "made", "not_run", "package", "replace", "root", "run",
]  # fmt: skip


def root(folder: Path) -> Path:
    """Create raw/ with the vocabulary and the small report."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", folder / "raw" / "vocabulary")
    small_report(folder)
    return folder


def key(*path: str) -> dg.AssetKey:
    """Return a key of the small report's asset."""
    return dg.AssetKey(["small_2020", *path])


def replace(root: Path, name: str, before: str, after: str) -> None:
    """Replace a text that is in a raw file."""
    path = root / "raw" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")


def run(
    root: Path,
    instance: dg.DagsterInstance,
    selection: Sequence[dg.AssetKey] | None = None,
    job: str = "publish",
) -> dg.ExecuteInProcessResult:
    """Run a job, whole or for some assets."""
    resolved = build_definitions(Paths(root)).resolve_job_def(job)
    return resolved.execute_in_process(
        instance=instance, asset_selection=selection, raise_on_error=False
    )


def made(result: dg.ExecuteInProcessResult) -> set[str]:
    """Return the assets that were materialised."""
    return {event.asset_key.to_user_string() for event in result.get_asset_materialization_events()}


def _name(each: dg.AssetCheckEvaluation) -> str:
    return f"{each.asset_key.to_user_string()}:{each.check_name}"


def failed(result: dg.ExecuteInProcessResult) -> set[str]:
    """Return the checks that failed."""
    return {
        _name(each)
        for each in result.get_asset_check_evaluations()
        if not each.passed and each.severity is dg.AssetCheckSeverity.ERROR
    }


def not_run(result: dg.ExecuteInProcessResult) -> dict[str, str]:
    """Return the checks that were not run, each with its reason."""
    return {
        _name(each): each.description or ""
        for each in result.get_asset_check_evaluations()
        if "not_run" in each.metadata
    }


def package(root: Path) -> dict[str, bytes]:
    """Return the published files by path."""
    folder = root / PACKAGE
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
