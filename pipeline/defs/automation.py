"""Define jobs, the schedule and the sensor that editors may turn on, and which assets they select.

`edges` holds which asset is made from which: what is downstream of a file, and which files are
upstream of an asset.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

import dagster as dg

from pipeline.defs.raw_files import (
    SENSOR_SECONDS,
    RawFiles,
    changed,
    cursor,
    raw_files_sensor,
    versions_of,
)
from pipeline.defs.resources import Places

Edges = Mapping[dg.AssetKey, Collection[dg.AssetKey]]


def edges(definitions: Iterable[dg.AssetsDefinition]) -> dict[dg.AssetKey, list[dg.AssetKey]]:
    """What every asset is made from."""
    return {
        spec.key: [each.asset_key for each in spec.deps]
        for definition in definitions
        for spec in definition.specs
    }


def following(sources: Collection[dg.AssetKey], made_from: Edges) -> set[dg.AssetKey]:
    """All assets that are made from the sources, directly or not."""
    reached: set[dg.AssetKey] = set()
    fresh = set(sources)
    while fresh:
        fresh = {each for each, deps in made_from.items() if fresh & set(deps)} - reached
        reached |= fresh
    return reached


def files_behind(each: dg.AssetKey, made_from: Edges) -> set[dg.AssetKey]:
    """The raw assets from which an asset is made, directly or not: those that nothing makes."""
    seen: set[dg.AssetKey] = set()
    fresh = set(made_from.get(each, ()))
    while fresh:
        seen |= fresh
        fresh = {dep for one in fresh for dep in made_from.get(one, ())} - seen
    return {one for one in seen if one not in made_from}


def joined_to_files(steps: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """The same assets, each of which also names every raw file that it is made from.

    Dagster compares an asset with what it names, one step up: without these edges an edited file
    makes stale only what reads it first, and the package looks fresh until that has been made.
    """
    steps = list(steps)
    made_from = edges(steps)

    def joined(spec: dg.AssetSpec) -> dg.AssetSpec:
        named = {each.asset_key for each in spec.deps}
        files = sorted(files_behind(spec.key, made_from) - named)
        return spec.replace_attributes(deps=[*spec.deps, *files])

    return list(dg.map_asset_specs(joined, steps))


def automation(
    packages: Collection[dg.AssetKey], steps: Iterable[dg.AssetsDefinition], known: RawFiles
) -> dg.Definitions:
    """Jobs that publish everything or validate only; the schedule and the sensors.

    Args:
        packages: what is published, and left out by the job that validates.
        steps: all assets that can be made.
        known: the files of every raw asset.
    """
    return dg.Definitions(
        jobs=[
            dg.define_asset_job(
                "publish",
                dg.AssetSelection.all(),
                description="校验并发布全部报告 / validate and publish every report",
            ),
            dg.define_asset_job(
                "validate",
                dg.AssetSelection.all() - dg.AssetSelection.assets(*packages),
                description="只校验，不发布 / validate only, publish nothing",
            ),
        ],
        schedules=[nightly_schedule()],
        sensors=[raw_files_sensor(known), edited_files_sensor(edges(steps), known)],
    )


def nightly_schedule() -> dg.ScheduleDefinition:
    """Publishes every night, once it is turned on."""
    return dg.ScheduleDefinition(
        name="publish_nightly",
        job_name="publish",
        cron_schedule="0 3 * * *",
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="每晚三点发布，默认关闭 / publishes at three every night; off by default",
    )


def edited_files_sensor(made_from: Edges, known: RawFiles) -> dg.SensorDefinition:
    """Materialises what follows from an edited file, and nothing else, once it is turned on."""

    @dg.sensor(
        name="edited_files",
        job_name="publish",
        description="保存 raw/ 中的文件后，自动物化该章节及其下游，默认关闭 / "
        "materialises an edited section and what follows from it; off by default",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
    )
    def edited_files(context: dg.SensorEvaluationContext, places: Places) -> dg.SensorResult:
        """Ask for a run if a file changed since the last look; the first look only remembers."""
        versions = versions_of(known, places.paths)
        before = json.loads(context.cursor or cursor(versions))
        wanted = following(changed(versions, before), made_from)
        return dg.SensorResult(run_requests=_requests(sorted(wanted)), cursor=cursor(versions))

    return edited_files


def _requests(wanted: Sequence[dg.AssetKey]) -> list[dg.RunRequest]:
    return [dg.RunRequest(asset_selection=wanted)] if wanted else []
