"""Define jobs, the schedule and the sensors that editors may turn on, and select their assets.

`edges` maps each asset to its inputs. It gives the assets downstream of a file, and the files
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
from pipeline.defs.resources import PathsResource

Edges = Mapping[dg.AssetKey, Collection[dg.AssetKey]]


def edges(definitions: Iterable[dg.AssetsDefinition]) -> dict[dg.AssetKey, list[dg.AssetKey]]:
    """Return the inputs of every asset."""
    return {
        spec.key: [each.asset_key for each in spec.deps]
        for definition in definitions
        for spec in definition.specs
    }


def downstream_of(sources: Collection[dg.AssetKey], made_from: Edges) -> set[dg.AssetKey]:
    """Return all assets that depend on the sources, directly or indirectly."""
    reached: set[dg.AssetKey] = set()
    fresh = set(sources)
    while fresh:
        fresh = {each for each, deps in made_from.items() if fresh & set(deps)} - reached
        reached |= fresh
    return reached


def raw_ancestors(each: dg.AssetKey, made_from: Edges) -> set[dg.AssetKey]:
    """Return the raw assets on which an asset depends, directly or indirectly: those without inputs."""
    seen: set[dg.AssetKey] = set()
    fresh = set(made_from.get(each, ()))
    while fresh:
        seen |= fresh
        fresh = {dep for one in fresh for dep in made_from.get(one, ())} - seen
    return {one for one in seen if one not in made_from}


def with_raw_file_deps(steps: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """Return the same assets, each with an edge to every raw file on which it depends.

    Dagster compares an asset only with its direct inputs. Without these edges an edited file makes stale only
    the assets that read it. The package would look fresh until those are materialised.
    """
    steps = list(steps)
    made_from = edges(steps)

    def joined(spec: dg.AssetSpec) -> dg.AssetSpec:
        named = {each.asset_key for each in spec.deps}
        files = sorted(raw_ancestors(spec.key, made_from) - named)
        return spec.replace_attributes(deps=[*spec.deps, *files])

    return list(dg.map_asset_specs(joined, steps))


def automation(
    packages: Collection[dg.AssetKey], steps: Iterable[dg.AssetsDefinition], known: RawFiles
) -> dg.Definitions:
    """Define the jobs that publish everything or only validate, the schedule and the sensors.

    Args:
        packages: the packages, which the validating job leaves out.
        steps: all assets that can be materialised.
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
    """Define a schedule that publishes every night, off by default."""
    return dg.ScheduleDefinition(
        name="publish_nightly",
        job_name="publish",
        cron_schedule="0 3 * * *",
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="每日凌晨三点发布，默认关闭 / publishes at three every night; off by default",
    )


def edited_files_sensor(made_from: Edges, known: RawFiles) -> dg.SensorDefinition:
    """Define a sensor that materialises only what depends on an edited file, off by default."""

    @dg.sensor(
        name="edited_files",
        job_name="publish",
        description="保存 raw/ 中的文件后，自动物化该章节及其下游，默认关闭 / "
        "materialises an edited section and its downstream assets; off by default",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
    )
    def edited_files(context: dg.SensorEvaluationContext, places: PathsResource) -> dg.SensorResult:
        """Request a run if a file changed since the last evaluation; the first one only stores the versions."""
        versions = versions_of(known, places.paths)
        before = json.loads(context.cursor or cursor(versions))
        wanted = downstream_of(changed(versions, before), made_from)
        return dg.SensorResult(run_requests=_requests(sorted(wanted)), cursor=cursor(versions))

    return edited_files


def _requests(wanted: Sequence[dg.AssetKey]) -> list[dg.RunRequest]:
    return [dg.RunRequest(asset_selection=wanted)] if wanted else []
