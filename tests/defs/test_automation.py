"""Edit, then see: versions of raw files, what turns stale, and what the sensors ask for."""

from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs import build_definitions
from pipeline.defs.raw_files import report_raw_versions
from pipeline.defs.tables import NODES
from tests.defs.small import NAME, key, replace, root, run
from tests.defs.small import SECTION as SMALL
from tests.project import Project

SECTION = "figures/1.2.csv"
FOLLOWING = {
    "caict_2020/transcription/section_1_2",
    "caict_2020/validated/section_1_2",
    *(f"caict_2020/tables/{each}" for each in NODES),
    "caict_2020/quality",
    "caict_2020/datapackage",
}


def ticked(
    project: Project,
    instance: dg.DagsterInstance,
    cursor: str | None,
    loaded: dg.Definitions | None = None,
) -> dg.SensorResult:
    """One look of the sensor of raw files, of a graph that was loaded before or is now."""
    definitions = loaded or build_definitions(project.paths)
    sensor = definitions.resolve_sensor_def("raw_files")
    with dg.build_sensor_context(
        instance=instance,
        cursor=cursor,
        definitions=definitions,
        resources=dict(definitions.resources or {}),
    ) as context:
        result = sensor(context)
    assert isinstance(result, dg.SensorResult)
    return result


class Editors:
    """Evaluate the conditions of automation after each change of raw/."""

    def __init__(self, project: Project, instance: dg.DagsterInstance) -> None:
        """Load the definitions."""
        self.project, self.instance = project, instance
        self.definitions = build_definitions(project.paths)
        self.cursor = None

    def requested(self) -> set[str]:
        """Return the assets that are requested at this tick."""
        report_raw_versions(self.instance, self.project.paths)
        result = dg.evaluate_automation_conditions(
            self.definitions, self.instance, cursor=self.cursor
        )
        self.cursor = result.cursor
        return {
            each.key.to_user_string() for each in result.results if not each.true_subset.is_empty
        }


@pytest.mark.slow
def test_an_edited_section_is_materialised_with_what_follows_and_nothing_else(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The first look only remembers; the second asks for the edited section; the third is quiet."""
    editors = Editors(project, instance)
    assert editors.requested() == set()
    project.edit_bytes(SECTION, lambda data: data + b"\n")
    assert editors.requested() == FOLLOWING
    assert editors.requested() == set()


@pytest.mark.slow
def test_a_run_that_fails_is_not_requested_again(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    """Only the next edit requests the section again."""
    folder = root(tmp_path)
    editors = Editors(Project(folder), instance)
    assert run(folder, instance).success
    editors.requested()
    replace(folder, f"{NAME}/{SMALL}", ",40,", ",41,")
    chosen = editors.requested()
    assert key("validated", "section_1").to_user_string() in chosen
    assert not run(folder, instance, [dg.AssetKey(each.split("/")) for each in chosen]).success
    assert editors.requested() == set()
    replace(folder, f"{NAME}/{SMALL}", ",41,", ",40,")
    again = editors.requested()
    assert again == chosen
    assert run(folder, instance, [dg.AssetKey(each.split("/")) for each in again]).success
    assert editors.requested() == set()


def test_a_saved_file_is_reported_and_a_restored_one_as_well(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """The sensor that is always on reports Dagster the version of what was saved, once each."""
    before = project.path(SECTION).read_bytes()
    first = ticked(project, instance, None)
    project.edit_bytes(SECTION, lambda data: data + b"\n")
    second = ticked(project, instance, first.cursor)
    project.path(SECTION).write_bytes(before)
    third = ticked(project, instance, second.cursor)
    keys = [
        [each.asset_key.to_user_string() for each in one.asset_events] for one in (second, third)
    ]
    assert keys == [["caict_2020/raw/section_1_2"]] * 2
    assert first.cursor == third.cursor


def test_a_file_that_is_gone_is_a_change_and_so_is_its_return(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """A graph that was loaded before still shows the section: it is stale, not fresh for ever."""
    definitions = build_definitions(project.paths)
    path, aside = project.path(SECTION), project.paths.root / "aside.csv"

    def look(last: str | None) -> tuple[set[str], str | None]:
        result = ticked(project, instance, last, definitions)
        return {each.asset_key.to_user_string() for each in result.asset_events}, result.cursor

    _, before = look(None)
    path.rename(aside)
    gone, missed = look(before)
    assert look(missed) == (set(), missed)
    aside.rename(path)
    back, after = look(missed)
    assert gone == back == {"caict_2020/raw/section_1_2"}
    assert before == after != missed


def test_a_report_that_the_graph_does_not_know_yet_is_left_to_the_reload(
    project: Project, instance: dg.DagsterInstance
) -> None:
    """Events about assets that nobody defined would stay in the catalogue as orphans."""
    definitions = build_definitions(project.paths)
    raw = project.paths.raw
    (raw / "caict-2020").rename(raw / "renamed-2020")
    events = ticked(project, instance, None, definitions).asset_events
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
