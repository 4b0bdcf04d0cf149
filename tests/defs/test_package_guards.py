"""The package asset alone: it rejects a transcription with an error, and tables of another one."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.naming import key, package_key
from pipeline.paths import Paths
from tests.project import CHECKOUT
from tests.small_report import NAME, PACKAGE, SECTION, small_report


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout that holds the small report only."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    small_report(tmp_path)
    return tmp_path


def run(
    root: Path, instance: dg.DagsterInstance, selection: list[dg.AssetKey] | None = None
) -> dg.ExecuteInProcessResult:
    """Run the publish job, whole or for some assets."""
    job = build_definitions(Paths(root)).resolve_job_def("publish")
    return job.execute_in_process(
        instance=instance, asset_selection=selection, raise_on_error=False
    )


def reason(result: dg.ExecuteInProcessResult) -> str:
    """What the failed steps stated."""
    failures = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    return "\n".join(
        each.user_failure_data.description or "" for each in failures if each.user_failure_data
    )


def published(root: Path) -> dict[str, bytes]:
    """The published files by path."""
    folder = root / PACKAGE
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(root: Path, file: str, before: str, after: str) -> None:
    """Replace a text that stands once in a file of the report."""
    path = root / "raw" / NAME / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8", newline="")


@pytest.mark.slow
def test_the_package_alone_rejects_an_error_transcribed_after_the_checks(
    root: Path, instance: dg.DagsterInstance
) -> None:
    """A blocking check holds inside its own run; the package validates everything again."""
    assert run(root, instance).success
    before = published(root)
    edit(root, "numerals.csv", ",40万亿,", ",41万亿,")
    assert run(root, instance, [key(NAME, "transcription", "numerals")]).success
    result = run(root, instance, [package_key(NAME)])
    assert not result.success
    assert "E310" in reason(result)
    assert published(root) == before


@pytest.mark.slow
def test_the_package_alone_rejects_tables_of_another_transcription(
    root: Path, instance: dg.DagsterInstance
) -> None:
    """What people see materialised is what is published; a valid edit waits for its tables."""
    assert run(root, instance).success
    before = published(root)
    edit(root, SECTION, ",yoy,actual,,,period,", ",yoy,estimate,,,period,")
    assert run(root, instance, [key(NAME, "transcription", "section_1")]).success
    result = run(root, instance, [package_key(NAME)])
    assert not result.success
    assert "materialise it first" in reason(result)
    assert published(root) == before
    assert run(root, instance).success
    assert published(root) != before
