"""A code location over a broken raw/: it loads, and a node or a check states what is wrong."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from tests.project import REPORT, Project


def _second(project: Project, name: str) -> None:
    shutil.copytree(project.root / "raw" / REPORT, project.root / "raw" / name)


def _renamed(project: Project, section: str) -> None:
    project.path("figures/1.1.csv").rename(project.path(f"figures/{section}.csv"))


BROKEN: dict[str, Callable[[Project], object]] = {
    "report.yaml is not YAML": lambda project: project.edit_bytes(
        "report.yaml", lambda data: b"[" + data
    ),
    "report.yaml is not UTF-8": lambda project: project.edit_bytes(
        "report.yaml", lambda data: data.decode().encode("gb18030")
    ),
    "a vocabulary file is gone": lambda project: project.path("vocabulary/units.csv").unlink(),
    "the vocabulary is gone": lambda project: shutil.rmtree(project.root / "raw" / "vocabulary"),
    "sections.csv is gone": lambda project: project.path("sections.csv").unlink(),
    "the folder of figures is gone": lambda project: shutil.rmtree(project.path("figures")),
    "a folder stands where a section should": lambda project: project.path("figures/9.csv").mkdir(),
    "a file of figures is not CSV": lambda project: project.path("figures/1.1.txt").write_text("x"),
    "a section's name is Chinese": lambda project: project.path("figures/前言.csv").write_text("x"),
    "a section's name is an alias of another": lambda project: project.path(
        "figures/1_1.csv"
    ).write_text("x"),
    "two reports whose names differ in a sign": lambda project: _second(project, "caict_2020"),
    "a report's name is longer than a tag": lambda project: _second(project, "a" * 64),
    "a report's name is as long as a file system allows": lambda project: _second(
        project, "a" * 240
    ),
    "a report's name is not UTF-8": lambda project: _second(project, "report-\udcff"),
    "a report's name is a device": lambda project: _second(project, "nul"),
    "a report's name is that of the library": lambda project: _second(project, "library"),
    "a section's name is as long as a file system allows": lambda project: _renamed(
        project, "1" * 240
    ),
    "a section's name is not UTF-8": lambda project: _renamed(project, "1.\udcff"),
    "a report whose name has another sign": lambda project: _second(project, "caict.2020"),
    "a section's name has another sign": lambda project: project.path("figures/1-1.csv").write_text(
        "x"
    ),
}
STATED_TEXTS = {
    "report.yaml is not YAML": "E111", "report.yaml is not UTF-8": "E101",
    "a vocabulary file is gone": "E114", "the vocabulary is gone": "E114",
    "sections.csv is gone": "E114", "the folder of figures is gone": "E114",
    "a folder stands where a section should": "E118", "a file of figures is not CSV": "E115",
    "a section's name is Chinese": "E115", "a section's name is an alias of another": "E115",
    "two reports whose names differ in a sign": "E120",
    "a report's name is longer than a tag": "E127",
    "a report's name is as long as a file system allows": "E127",
    "a report's name is not UTF-8": "E127", "a report's name is a device": "E127",
    "a report's name is that of the library": "E127",
    "a section's name is as long as a file system allows": "E115",
    "a section's name is not UTF-8": "E115", "a report whose name has another sign": "E120",
    "a section's name has another sign": "E115",
}  # fmt: skip


def stated(result: dg.ExecuteInProcessResult) -> str:
    """What failed checks and steps state."""
    checks = [
        str(evaluation.metadata.get("findings"))
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed
    ]
    steps = [
        event.step_failure_data.user_failure_data.description or ""
        for event in result.all_events
        if event.is_step_failure and event.step_failure_data.user_failure_data
    ]
    return "\n".join([*checks, *steps])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_raw_folder_loads(name: str, project: Project) -> None:
    """Otherwise an editor sees an import error in place of the graph."""
    BROKEN[name](project)
    definitions = build_definitions(project.paths)
    assert definitions.get_repository_def().asset_graph.get_all_asset_keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_raw_folder_states_what_is_wrong(
    name: str, project: Project, instance: dg.DagsterInstance, caplog: pytest.LogCaptureFixture
) -> None:
    """The rule's code stands at a check or a failed node, and the package is as it was."""
    caplog.set_level(logging.INFO, logger="pipeline.defs")
    BROKEN[name](project)
    before = project.package_bytes()
    job = build_definitions(project.paths).resolve_job_def("publish")
    result = job.execute_in_process(instance=instance, raise_on_error=False)
    assert not result.success
    assert STATED_TEXTS[name] in stated(result)
    caplog.text.encode()  # UnicodeEncodeError if a terminal could not print it
    assert project.package_bytes() == before


@pytest.mark.slow
def test_a_folder_renamed_while_the_interface_runs_is_stated(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The graph is older than the folder; every node states that its file is gone."""
    job = build_definitions(project.paths).resolve_job_def("publish")
    (project.root / "raw" / REPORT).rename(project.root / "raw" / "renamed-2020")
    before = project.package_bytes()
    result = job.execute_in_process(instance=instance, raise_on_error=False)
    assert not result.success
    assert "E114" in stated(result)
    assert project.package_bytes() == before
