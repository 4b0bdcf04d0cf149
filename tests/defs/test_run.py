"""Real runs of the publish job: what is made and stored, and what a failed step states on the terminal."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pytest

from pipeline import filesystem
from pipeline.defs import build_definitions, resources
from pipeline.defs.raw_files import raw_versions, report_raw_versions
from pipeline.defs.resources import copy_path
from pipeline.defs.run import MOST_CAUSES, failures, run_main_job
from pipeline.filesystem import hash_files
from pipeline.paths import Paths
from pipeline.transform.tables import DERIVED
from tests.defs.small import NAME, SECTION, failed, key, made, package, replace, root, run
from tests.project import Project


@dg.asset
def stated() -> None:
    """Fails for a reason of its own."""
    raise dg.Failure("not ready / 尚未就绪", allow_retries=False)


@dg.asset
def caused() -> None:
    """Fails for a reason that has a cause."""
    try:
        raise OSError(28, "No space left on device")
    except OSError as error:
        raise dg.Failure("not written / 未写入", allow_retries=False) from error


@dg.asset
def crashed() -> None:
    """Breaks, and breaks again while it answers that."""
    try:
        raise KeyError("the first cause")
    except KeyError:
        raise RuntimeError("what came of it")  # noqa: B904 - the cause is not named on purpose


def _fall(depth: int) -> None:
    try:
        if depth:
            _fall(depth - 1)
    except RuntimeError as error:
        raise RuntimeError(f"level {depth}") from error
    raise RuntimeError(f"level {depth}")


@dg.asset
def deep() -> None:
    """A chain that is longer than anybody reads."""
    _fall(50)


STATED_TEXTS = {
    "a reason": (stated, ["stated: not ready / 尚未就绪"]),
    "a reason and its cause": (
        caused, ["caused: not written / 未写入", "OSError: [Errno 28] No space left on device"],
    ),
    "a crash and what it came of": (
        crashed, ["crashed: RuntimeError: what came of it", "KeyError: 'the first cause'"],
    ),
    "a chain without end": (
        deep,
        ["deep: RuntimeError: level 50", *(f"RuntimeError: level {50 - n}" for n in range(1, MOST_CAUSES))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asset", "wording"), STATED_TEXTS.values(), ids=STATED_TEXTS)
def test_a_failed_step_reports_the_whole_chain(
    asset: dg.AssetsDefinition, wording: list[str]
) -> None:
    """What went wrong first is often what can be fixed."""
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([asset], instance=instance, raise_on_error=False)
    assert list(failures(result.all_events)) == ["failed: " + "\n    because: ".join(wording)]


RAW = "caict_2020/raw/section_1_2"


def test_one_run_makes_everything_and_publishes_it(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """All assets and checks are green in one run, and the package is on disk."""
    folder = root(tmp_path)
    result = run(folder, instance)
    assert result.success
    assert failed(result) == set()
    wanted = result.job_def.asset_layer.executable_asset_keys
    assert made(result) == {each.to_user_string() for each in wanted}
    (published,) = result.asset_materializations_for_node("small_2020__datapackage")
    assert (published.tags or {})["dagster/data_version"] == hash_files(package(folder))


@pytest.mark.slow
def test_each_asset_reads_what_the_one_before_it_yields(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """The transcription is the file as typed; the validated frame adds values, bounds and dates."""
    folder = root(tmp_path)
    assert run(folder, instance).success
    raw = folder / "raw" / NAME / SECTION
    copy = copy_path(Paths(folder), raw)
    assert copy.read_bytes() == raw.read_bytes()
    stages = Paths(folder).stage(NAME)
    validated = pd.read_csv(stages / "validated" / "1.csv", dtype=str, keep_default_na=False)
    assert list(validated.columns[-len(DERIVED) :]) == list(DERIVED)
    row = validated.iloc[0]
    assert (row["id"], row["value"], row["lower"]) == ("1-001", "40000000000000", "40000000000000")
    assert (row["period_start"], row["period_end"]) == ("2020-01-01", "2020-12-31")
    figures = pd.read_csv(stages / "tables" / "figures.csv", dtype=str, keep_default_na=False)
    shared = ["value", "lower", "upper", "period_start", "printed"]
    assert figures[shared].equals(validated[shared])
    raw.write_text("edited after the transcription", encoding="utf-8")
    assert run(folder, instance, [key("tables", "figures")]).success
    again = pd.read_csv(stages / "tables" / "figures.csv", dtype=str, keep_default_na=False)
    assert again.equals(figures)


@pytest.mark.slow
def test_the_same_content_is_validated_once_in_a_run(
    tmp_path: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The validation, the tables and the package look at the same transcription."""
    calls: list[str] = []
    real = resources.validate_report

    def counted(*values: Any) -> Any:
        calls.append("validate")
        return real(*values)

    monkeypatch.setattr(resources, "validate_report", counted)
    assert run(root(tmp_path), instance).success
    assert calls == ["validate"]


@pytest.mark.slow
def test_a_run_stores_three_events_for_a_node_or_a_check(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """Planned, yielded, and the result: nothing else is stored for each of them."""
    result = run(root(tmp_path), instance)
    logs = instance.all_logs(result.run_id)
    stored = Counter(each.dagster_event_type.value for each in logs if each.dagster_event_type)
    assets = len(result.job_def.asset_layer.executable_asset_keys)
    checks = len(result.get_asset_check_evaluations())
    assert stored["ASSET_MATERIALIZATION"] == stored["ASSET_MATERIALIZATION_PLANNED"] == assets
    assert stored["ASSET_CHECK_EVALUATION"] == stored["ASSET_CHECK_EVALUATION_PLANNED"] == checks
    assert stored["STEP_OUTPUT"] == assets + checks
    assert len(logs) <= 3 * (assets + checks) + 20


@pytest.mark.slow
def test_two_reports_do_not_hinder_each_other(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    """A second folder appears as its own groups; the failure of one leaves the other published."""
    folder = root(tmp_path)
    second = folder / "raw" / "second-2020"
    shutil.copytree(folder / "raw" / NAME, second)
    facts = second / "report.yaml"
    text = facts.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("package:")]
    facts.write_text("\n".join([*kept, "package: datapackage-second", ""]), encoding="utf-8")
    replace(folder, f"{NAME}/{SECTION}", ",40,", ",41,")
    result = run(folder, instance)
    assert not result.success
    assert (folder / "datapackage-second" / "datapackage.json").is_file()
    assert package(folder) == {}


def test_the_command_prints_file_line_and_remedy_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No stack trace and no name of a step, because neither helps an editor."""
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    folder = root(tmp_path)
    replace(folder, f"{NAME}/{SECTION}", ",40,", ",41,")
    assert run_main_job(Paths(folder)) is False
    shown = capsys.readouterr().out
    assert shown.count(f"raw/{NAME}/{SECTION}:2:number E223") == 1
    assert "Traceback" not in shown
    assert "small_2020_validated" not in shown
    replace(folder, f"{NAME}/{SECTION}", ",41,", ",40,")
    assert run_main_job(Paths(folder)) is True
    assert f"{NAME} 0.1.0: 2 figures" in capsys.readouterr().out


def test_a_raw_version_changes_with_its_file_only_and_comes_back(project: Project) -> None:
    """The version is the content: restoring a file restores its version."""
    before = raw_versions(project.paths)
    kept = project.path("figures/1.2.csv").read_bytes()
    project.edit_bytes("figures/1.2.csv", lambda data: data + b"\n")
    after = raw_versions(project.paths)
    assert {each.to_user_string() for each in before if before[each] != after[each]} == {RAW}
    project.path("figures/1.2.csv").write_bytes(kept)
    assert raw_versions(project.paths) == before


def test_raw_versions_are_reported_once(project: Project, instance: dg.DagsterInstance) -> None:
    """Nothing turns stale by stating the same thing twice."""
    report_raw_versions(instance, project.paths)
    report_raw_versions(instance, project.paths)
    events = instance.fetch_materializations(dg.AssetKey(RAW.split("/")), limit=10)
    assert len(events.records) == 1


def test_a_file_that_did_not_change_is_hashed_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sensor looks at every file of raw/ every few seconds."""
    monkeypatch.setattr(filesystem, "_SETTLED", 0)
    path, read = project.path("trends.csv"), []
    real = Path.read_bytes

    def counted(self: Path) -> bytes:
        read.append(self)
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", counted)
    first = filesystem.hash_paths([path])
    assert [filesystem.hash_paths([path]) for _ in range(5)] == [first] * 5
    assert read == [path]
    path.write_text("another", encoding="utf-8")
    assert filesystem.hash_paths([path]) != first


def test_two_writes_within_one_tick_of_the_clock_are_both_seen(tmp_path: Path) -> None:
    """A hash is kept only of a file whose times are old enough to show the next write."""
    path = tmp_path / "cell.csv"
    seen = set()
    for number in range(200):
        path.write_text(f"{number:03}", encoding="utf-8")
        seen.add(filesystem.hash_paths([path]))
    assert len(seen) == 200


def test_names_and_bytes_cannot_run_into_one_another() -> None:
    """Two packages are not taken for one because their names and bytes join to the same text."""
    assert hash_files({"ab": b"c"}) != hash_files({"a": b"bc"})
    assert hash_files({"a": b"", "b": b"x"}) != hash_files({"a": b"x", "b": b""})


@pytest.mark.slow
def test_an_edited_package_file_is_put_right(tmp_path: Path, instance: dg.DagsterInstance) -> None:
    """The files on disk are compared byte by byte with those that are built."""
    folder = root(tmp_path)
    assert run(folder, instance).success
    good = package(folder)
    path = folder / f"datapackage-{NAME}" / "data" / "figures.csv"
    path.write_bytes(path.read_bytes().replace(b"40", b"41", 1))
    assert package(folder) != good
    assert run(folder, instance, [key("datapackage")]).success
    assert package(folder) == good


def test_paths_come_from_the_resource_alone(tmp_path: Path) -> None:
    """A root without raw/ has no reports and still loads, as the UI must."""
    definitions = build_definitions(Paths(tmp_path))
    assert definitions.get_repository_def().asset_graph.get_all_asset_keys() == {
        dg.AssetKey("vocabulary"),
        dg.AssetKey(["raw", "vocabulary"]),
    }
