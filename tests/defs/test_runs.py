"""Real runs of the real job over a copy of raw/: what turns green, what turns red, what is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.naming import package_key
from pipeline.defs.raw_files import raw_versions, report_raw_versions
from pipeline.filesystem import hash_files
from pipeline.paths import Paths
from tests.project import Project

PACKAGE = package_key("caict-2020")
SECTION = "figures/1.2.csv"
BROKEN = ("超过 40 万亿元,retail_sales,CN,超过,40,", "超过 40 万亿元,retail_sales,CN,超过,41,")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ with a small package beside it."""
    return Project.copied(tmp_path)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    """A Dagster instance of its own."""
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def run(
    project: Project, instance: dg.DagsterInstance, selection: list[dg.AssetKey] | None = None
) -> dg.ExecuteInProcessResult:
    """Run the publish job, whole or for some assets."""
    job = build_definitions(project.paths).resolve_job_def("publish")
    return job.execute_in_process(
        instance=instance, asset_selection=selection, raise_on_error=False
    )


def change(project: Project, name: str, before: str, after: str) -> None:
    """Replace a text of a raw file that must be there."""
    path = project.path(name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")


def package(project: Project) -> dict[str, bytes]:
    """The published files by path."""
    folder = project.root / "datapackage"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def failed_checks(result: dg.ExecuteInProcessResult) -> set[tuple[str, str]]:
    """(asset, check) of every check that failed."""
    evaluations = result.get_asset_check_evaluations()
    return {
        (each.asset_key.to_user_string(), each.check_name)
        for each in evaluations
        if not each.passed
    }


def test_one_run_makes_everything_and_publishes_it(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """All assets and checks are green in one run, and the package is on disk."""
    result = run(project, instance)
    assert result.success
    assert failed_checks(result) == set()
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    assert made == result.job_def.asset_layer.executable_asset_keys
    assert "data/figures.csv" in package(project)
    (published,) = result.asset_materializations_for_node(PACKAGE.to_python_identifier())
    assert (published.tags or {})["dagster/data_version"] == hash_files(package(project))


def test_a_broken_cell_turns_its_sections_check_red_and_publishes_nothing(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """Exactly one check, with the failing row in its table; then fixed, all is green again."""
    before = package(project)
    change(project, SECTION, *BROKEN)
    result = run(project, instance)
    assert not result.success
    assert failed_checks(result) == {("caict_2020/validated/section_1_2", "double_entry")}
    evaluation = next(
        each for each in result.get_asset_check_evaluations() if each.check_name == "double_entry"
        and not each.passed
    )  # fmt: skip
    record = evaluation.metadata["findings"].records[0].data
    assert (record["row"], record["column"], record["value"]) == (2, "number", "41")
    assert record["rule"].startswith("E223")
    assert package(project) == before
    change(project, SECTION, *reversed(BROKEN))
    assert run(project, instance).success


@pytest.mark.slow
def test_after_a_failed_check_the_package_alone_rejects(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """Blocking checks hold inside one run only, so the package validates everything again."""
    assert run(project, instance).success
    before = package(project)
    change(project, SECTION, *BROKEN)
    result = run(project, instance, [PACKAGE])
    assert not result.success
    assert "E223" in _reason(result)
    assert package(project) == before


@pytest.mark.slow
def test_tables_of_another_state_of_raw_are_rejected(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """What people see materialised is what is published, or nothing is."""
    assert run(project, instance).success
    change(
        project,
        SECTION,
        "年份未写明,The year is not stated\n1.2-009",
        "未写明年份,The year is not stated\n1.2-009",
    )
    result = run(project, instance, [PACKAGE])
    assert not result.success
    assert "materialise it first" in _reason(result)


def _reason(result: dg.ExecuteInProcessResult) -> str:
    """What the failed steps stated."""
    events = [event for event in result.all_events if event.is_step_failure]
    return "\n".join(
        event.step_failure_data.user_failure_data.description or ""
        for event in events
        if event.step_failure_data.user_failure_data
    )


@pytest.mark.slow
def test_a_file_that_is_not_a_utf_8_fails_its_own_transcription_only(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The other sections go on; what hangs on the file does not."""
    path = project.path(SECTION)
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    result = run(project, instance)
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    unmade = result.job_def.asset_layer.executable_asset_keys - made
    assert {each.to_user_string() for each in unmade} == {
        "caict_2020/transcription/section_1_2",
        "caict_2020/validated/section_1_2",
        "caict_2020/tables/figures",
        "caict_2020/datapackage",
    }
    assert "E101" in _reason(result)


@pytest.mark.slow
def test_two_reports_do_not_hinder_each_other(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """A second folder appears as its own groups; the failure of one leaves the other published."""
    second = project.root / "raw" / "second-2020"
    shutil.copytree(project.root / "raw" / "caict-2020", second)
    facts = second / "report.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(
        text.replace("package: datapackage", "package: datapackage-second"), encoding="utf-8"
    )
    change(project, SECTION, *BROKEN)
    result = run(project, instance)
    assert not result.success
    assert (project.root / "datapackage-second" / "datapackage.json").is_file()
    assert set(package(project)) == {"SHA256SUMS", "datapackage.json"}


def test_a_raw_version_changes_with_its_file_only_and_comes_back(project: Project) -> None:
    """The version is the content: restoring a file restores its version."""
    before = raw_versions(project.paths)
    change(project, SECTION, *BROKEN)
    after = raw_versions(project.paths)
    differing = {each.to_user_string() for each in before if before[each] != after[each]}
    assert differing == {"caict_2020/raw/section_1_2"}
    change(project, SECTION, *reversed(BROKEN))
    assert raw_versions(project.paths) == before


def test_raw_versions_are_reported_once(project: Project, instance: dg.DagsterInstance) -> None:
    """Nothing turns stale by stating the same thing twice."""
    report_raw_versions(instance, project.paths)
    report_raw_versions(instance, project.paths)
    events = instance.fetch_materializations(
        dg.AssetKey(["caict_2020", "raw", "section_1_2"]), limit=10
    )
    assert len(events.records) == 1


def test_paths_come_from_the_resource_alone(tmp_path: Path) -> None:
    """A root without raw/ has no reports and still loads, as the UI must."""
    definitions = build_definitions(Paths(tmp_path))
    assert definitions.get_repository_def().asset_graph.get_all_asset_keys() == {
        dg.AssetKey("vocabulary"),
        dg.AssetKey(["raw", "vocabulary"]),
    }
