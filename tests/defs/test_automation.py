"""Edit, then see: versions of raw files, what turns stale, and what the sensors ask for."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.raw_files import report_raw_versions
from tests.project import Project

SECTION = "figures/1.2.csv"
FOLLOWING = {
    "caict_2020/transcription/section_1_2",
    "caict_2020/validated/section_1_2",
    "caict_2020/tables/figures",
    "caict_2020/quality",
    "caict_2020/datapackage",
}


@pytest.fixture
def project(tmp_path) -> Project:  # type: ignore[no-untyped-def]
    """A copy of raw/ with a small package beside it."""
    return Project.copied(tmp_path)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    """A Dagster instance of its own."""
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def ticked(
    project: Project,
    instance: dg.DagsterInstance,
    cursor: str | None,
    name: str = "edited_files",
    loaded: dg.Definitions | None = None,
) -> dg.SensorResult:
    """One look of a sensor, of a graph that was loaded before or is now."""
    definitions = loaded or build_definitions(project.paths)
    sensor = definitions.resolve_sensor_def(name)
    with dg.build_sensor_context(
        instance=instance,
        cursor=cursor,
        definitions=definitions,
        resources=dict(definitions.resources or {}),
    ) as context:
        result = sensor(context)
    assert isinstance(result, dg.SensorResult)
    return result


def asked(result: dg.SensorResult) -> list[set[str]]:
    """The assets of every run that a sensor asks for."""
    return [
        {each.to_user_string() for each in request.asset_selection or ()}
        for request in result.run_requests or ()
    ]


def test_an_edited_section_is_materialised_with_what_follows_and_nothing_else(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The first look only remembers; the second asks for the edited section; the third is quiet."""
    first = ticked(project, instance, None)
    assert asked(first) == []
    project.edit_bytes(SECTION, lambda data: data + b"\n")
    second = ticked(project, instance, first.cursor)
    assert asked(second) == [FOLLOWING]
    assert asked(ticked(project, instance, second.cursor)) == []


@pytest.mark.slow
def test_what_a_sensor_asks_for_can_be_run(project: Project, instance: dg.DagsterInstance) -> None:
    """The rest was made before; the package is made of both."""
    job = build_definitions(project.paths).resolve_job_def("publish")
    assert job.execute_in_process(instance=instance).success
    project.replace(
        SECTION,
        "年份未写明,The year is not stated\n1.2-009",
        "未写明年份,The year is not stated\n1.2-009",
    )
    chosen = [dg.AssetKey(each.split("/")) for each in FOLLOWING]
    result = job.execute_in_process(instance=instance, asset_selection=chosen)
    made = {event.asset_key.to_user_string() for event in result.get_asset_materialization_events()}
    assert result.success
    assert made == FOLLOWING


def test_a_saved_file_is_reported_and_a_restored_one_as_well(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The sensor that is always on reports Dagster the version of what was saved, once each."""
    before = project.path(SECTION).read_bytes()
    first = ticked(project, instance, None, "raw_files")
    project.edit_bytes(SECTION, lambda data: data + b"\n")
    second = ticked(project, instance, first.cursor, "raw_files")
    project.path(SECTION).write_bytes(before)
    third = ticked(project, instance, second.cursor, "raw_files")
    keys = [
        [each.asset_key.to_user_string() for each in one.asset_events] for one in (second, third)
    ]
    assert keys == [["caict_2020/raw/section_1_2"]] * 2
    assert first.cursor == third.cursor


@pytest.mark.parametrize("name", ["raw_files", "edited_files"])
def test_a_file_that_is_gone_is_a_change_and_so_is_its_return(
    project: Project, instance: dg.DagsterInstance, name: str
) -> None:
    """A graph that was loaded before still shows the section: it is stale, not fresh for ever."""
    definitions = build_definitions(project.paths)
    path, aside = project.path(SECTION), project.paths.root / "aside.csv"

    def look(last: str | None) -> tuple[set[str], str | None]:
        result = ticked(project, instance, last, name, definitions)
        reported = {each.asset_key.to_user_string() for each in result.asset_events}
        return reported.union(*asked(result)), result.cursor

    _, before = look(None)
    path.rename(aside)
    gone, missed = look(before)
    assert look(missed) == (set(), missed)
    aside.rename(path)
    back, after = look(missed)
    assert gone == back == ({"caict_2020/raw/section_1_2"} if name == "raw_files" else FOLLOWING)
    assert before == after != missed


def test_a_report_that_the_graph_does_not_know_yet_is_left_to_the_reload(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """Events about assets that nobody defined would stay in the catalogue as orphans."""
    definitions = build_definitions(project.paths)
    raw = project.paths.raw
    (raw / "caict-2020").rename(raw / "renamed-2020")
    events = ticked(project, instance, None, "raw_files", definitions).asset_events
    reported = {each.asset_key.path[0] for each in events}
    assert reported == {"caict_2020", "raw"}


def test_nothing_runs_by_itself_unless_it_is_turned_on(project: Project) -> None:
    """A new checkout records versions of files and starts no run."""
    definitions = build_definitions(project.paths)
    sensors = {each.name: each.default_status for each in definitions.sensors or ()}
    assert sensors == {
        "raw_files": dg.DefaultSensorStatus.RUNNING,
        "edited_files": dg.DefaultSensorStatus.STOPPED,
    }
    schedules = [each.default_status for each in definitions.schedules or ()]  # type: ignore[union-attr]
    assert schedules == [dg.DefaultScheduleStatus.STOPPED]


def test_versions_are_recorded_by_the_command_line_too(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """A run without the user interface leaves nothing stale behind."""
    report_raw_versions(instance, project.paths)
    key = dg.AssetKey(["caict_2020", "raw", "section_1_2"])
    event = instance.get_latest_materialization_event(key)
    assert event is not None
    assert event.asset_materialization is not None
    assert "dagster/data_version" in (event.asset_materialization.tags or {})
