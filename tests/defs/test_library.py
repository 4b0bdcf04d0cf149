"""Reports that are not in work: one graph for all, a partition and a run of its own for each."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.defs import build_definitions, library
from pipeline.defs.raw_files import IN_WORK_VARIABLE, MOST_IN_WORK, reports_in_work
from pipeline.defs.run import run_main_job
from pipeline.object_store import VARIABLE, ObjectStore
from pipeline.paths import Paths
from tests.defs.small import SECTION, replace, root
from tests.package.faults import contents
from tests.project import CHECKOUT
from tests.small_report import small_report

NAMES = ("a-2020", "b-2020", "c-2020")


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three small reports, none of which is in work."""
    monkeypatch.setenv(IN_WORK_VARIABLE, "")
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    for name in NAMES:
        small_report(tmp_path, name)
    return tmp_path


def tick(root: Path, instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorResult:
    """Evaluate the sensor once, and apply what it requests to the list of partitions."""
    definitions = build_definitions(Paths(root))
    with dg.build_sensor_context(
        instance=instance, cursor=cursor, resources=dict(definitions.resources or {})
    ) as context:
        result = definitions.resolve_sensor_def("reports")(context)
    assert isinstance(result, dg.SensorResult)
    for request in result.dynamic_partitions_requests or ():
        if isinstance(request, dg.AddDynamicPartitionsRequest):
            instance.add_dynamic_partitions("reports", request.partition_keys)
        else:
            for name in request.partition_keys:
                instance.delete_dynamic_partition("reports", name)
    return result


def reported(result: dg.SensorResult) -> list[str]:
    """The reports whose version an evaluation records, by name."""
    return sorted(each.partition or "" for each in result.asset_events)


def test_the_reports_in_work_are_named_or_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without names, more reports than a graph can show are all in the library."""
    raw = tmp_path / "raw"
    names = [f"r-{number}" for number in range(MOST_IN_WORK)]
    for name in names:
        (raw / name / "figures").mkdir(parents=True)
    monkeypatch.delenv(IN_WORK_VARIABLE, raising=False)
    assert {each.name for each in reports_in_work(raw)} == set(names)
    (raw / "r-last" / "figures").mkdir(parents=True)
    assert reports_in_work(raw) == []
    monkeypatch.setenv(IN_WORK_VARIABLE, "r-1 absent ../raw/r-2")
    assert [each.name for each in reports_in_work(raw)] == ["r-1", "r-2"]


def test_a_graph_with_every_report_in_work_has_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor of one report sees nothing of it, with a store neither."""
    root(tmp_path)
    for store in ("", f"file://{tmp_path}/store"):
        monkeypatch.setenv(VARIABLE, store)
        keys = build_definitions(Paths(tmp_path)).get_repository_def().asset_graph
        assert library.PACKAGE_KEY not in keys.get_all_asset_keys()


def test_a_worker_without_raw_has_the_library_of_its_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It loads the graph again, and must find the job of its run there."""
    for store, jobs in (("", []), (f"file://{tmp_path}/store", ["library"])):
        monkeypatch.setenv(VARIABLE, store)
        defined = build_definitions(Paths(tmp_path / "empty")).get_repository_def()
        assert [each for each in defined.job_names if each == "library"] == jobs


def test_a_library_looks_for_changes_every_minute_only(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sensor that looks every few seconds is of reports in work."""

    def sensors() -> set[str]:
        return {each.name for each in build_definitions(Paths(reports)).sensors or ()}

    assert sensors() == {"reports", "edited_files"}
    monkeypatch.setenv(IN_WORK_VARIABLE, NAMES[0])
    assert sensors() == {"reports", "edited_files", "raw_files"}


def test_the_graph_does_not_grow_with_the_reports(reports: Path) -> None:
    """Ten thousand reports have the nodes, checks and jobs of three."""

    def size() -> tuple[int, int]:
        graph = build_definitions(Paths(reports)).get_repository_def().asset_graph
        return len(list(graph.get_all_asset_keys())), len(graph.asset_check_keys)

    before = size()
    for number in range(200):
        (reports / "raw" / f"more-{number}" / "figures").mkdir(parents=True)
    assert size() == before == (4, 8)


def test_the_sensor_keeps_the_partitions_and_records_what_changed(
    reports: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report is recorded once for each change, in several evaluations if there are many."""
    monkeypatch.setattr(library, "MOST_AT_ONCE", 2)
    first = tick(reports, instance, None)
    second = tick(reports, instance, first.cursor)
    assert sorted(reported(first) + reported(second)) == list(NAMES)
    assert instance.get_dynamic_partitions("reports") == list(NAMES)
    assert reported(tick(reports, instance, second.cursor)) == []
    replace(reports, f"{NAMES[1]}/{SECTION}", ",40,", ",41,")
    os.utime(reports / "raw" / NAMES[1] / SECTION, (0, 0))
    shutil.rmtree(reports / "raw" / NAMES[2])
    third = tick(reports, instance, second.cursor)
    assert reported(third) == [NAMES[1]]
    assert instance.get_dynamic_partitions("reports") == list(NAMES[:2])
    versions = [
        each.tags
        for each in (*first.asset_events, *second.asset_events)
        if each.partition == NAMES[1]
    ]
    assert [each.tags for each in third.asset_events] != versions


@pytest.mark.slow
def test_with_a_store_a_run_reads_and_writes_there(
    reports: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has no raw/, not even the folder. A store that refuses is asked again, which Dagster shows."""
    monkeypatch.setenv(VARIABLE, f"file://{reports}/store")
    worker = reports / "worker"
    tick(reports, instance, None)
    monkeypatch.setattr(library, "SECONDS", 0)
    job = build_definitions(Paths(worker)).resolve_job_def("library")
    kept = ObjectStore.at(f"file://{reports}/store")
    broken = reports / "store" / "packages"
    broken.write_text("", encoding="utf-8")
    refused = job.execute_in_process(
        instance=instance, partition_key=NAMES[0], raise_on_error=False
    )
    assert not refused.success
    events = [each.event_type_value for each in refused.all_events]
    assert events.count("STEP_RESTARTED") == library.RETRIES
    broken.unlink()
    assert job.execute_in_process(instance=instance, partition_key=NAMES[0]).success
    package = kept.download(f"packages/datapackage-{NAMES[0]}")
    assert package is not None
    assert [each.name for each in worker.rglob("datapackage*")] == []
    done = CliRunner().invoke(main, ["--root", str(worker), "pull"])
    assert done.output.split() == [f"datapackage-{NAMES[0]}"]
    assert contents(worker / f"datapackage-{NAMES[0]}") == package
    monkeypatch.delenv(VARIABLE)
    assert run_main_job(Paths(reports), NAMES[0])
    assert contents(reports / f"datapackage-{NAMES[0]}") == package
    assert CliRunner().invoke(main, ["--root", str(worker), "pull"]).exit_code == 2


@pytest.mark.slow
def test_a_report_that_fails_is_the_failure_of_its_own_run(
    reports: Path, instance: dg.DagsterInstance
) -> None:
    """Its checks state the fault; the other partition is published, with its own metadata."""
    replace(reports, f"{NAMES[0]}/{SECTION}", ",40,", ",41,")
    job = build_definitions(Paths(reports)).resolve_job_def("library")
    instance.add_dynamic_partitions("reports", list(NAMES))
    broken, valid = (
        job.execute_in_process(instance=instance, partition_key=name, raise_on_error=False)
        for name in NAMES[:2]
    )
    assert (broken.success, valid.success) == (False, True)
    checks = {each.check_name: each for each in broken.get_asset_check_evaluations()}
    assert {name for name, each in checks.items() if "findings" in each.metadata} == {"figures"}
    assert {name for name, each in checks.items() if "not_run" in each.metadata} == {
        "ledger", "identities", "errata", "sections",
    }  # fmt: skip
    assert all(each.passed for each in valid.get_asset_check_evaluations())
    assert instance.get_materialized_partitions(library.PACKAGE_KEY) == {NAMES[1]}
    (made,) = valid.get_asset_materialization_events()
    facts = made.step_materialization_data.materialization.metadata
    assert (facts["figures"].value, facts["errors"].value) == (2, 0)


@pytest.mark.slow
def test_a_partition_publishes_the_bytes_of_the_nodes(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a report is made does not show in its package."""

    def published() -> dict[str, bytes]:
        folder = reports / f"datapackage-{NAMES[0]}"
        files = [each for each in folder.rglob("*") if each.is_file()]
        return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}

    assert run_main_job(Paths(reports), NAMES[0]) is True
    partition = published()
    shutil.rmtree(reports / f"datapackage-{NAMES[0]}")
    monkeypatch.delenv(IN_WORK_VARIABLE)
    assert run_main_job(Paths(reports), NAMES[0]) is True
    assert partition == published() != {}
    assert not (reports / f"datapackage-{NAMES[1]}").exists()
