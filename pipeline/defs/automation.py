"""Define jobs, the schedule and the sensors that editors may turn on, and when assets are automated.

Each asset has an edge to every raw file on which it depends. Dagster compares an asset only with its
direct inputs: with these edges an edited file makes stale, or materialises, all that depends on it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import dagster as dg

from pipeline.defs.raw_files import SENSOR_SECONDS, RawFiles, raw_files_sensor

#: The group of the reports that are not in work.
LIBRARY: Final = "library"
#: An input, such as a raw file, changed since the asset was last made or requested.
INPUT_CHANGED = (
    dg.AutomationCondition.any_deps_updated().since_last_handled()
    & ~dg.AutomationCondition.in_progress()
)


def raw_ancestors(
    each: dg.AssetKey, made_from: Mapping[dg.AssetKey, Iterable[dg.AssetKey]]
) -> set[dg.AssetKey]:
    """Return the raw assets on which an asset depends, directly or indirectly: those without inputs."""
    seen: set[dg.AssetKey] = set()
    fresh = set(made_from.get(each, ()))
    while fresh:
        seen |= fresh
        fresh = {dep for one in fresh for dep in made_from.get(one, ())} - seen
    return {one for one in seen if one not in made_from}


def automated(assets: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """Return the same assets, each with an edge to its raw files and the condition of automation."""
    assets = list(assets)
    made_from = {
        spec.key: [each.asset_key for each in spec.deps] for each in assets for spec in each.specs
    }

    def joined(spec: dg.AssetSpec) -> dg.AssetSpec:
        files = sorted(raw_ancestors(spec.key, made_from) - set(made_from[spec.key]))
        return spec.replace_attributes(
            deps=[*spec.deps, *files], automation_condition=INPUT_CHANGED
        )

    return list(dg.map_asset_specs(joined, assets))


def automation(known: RawFiles) -> dg.Definitions:
    """Define the jobs that publish everything or only validate, the schedule and the sensors.

    Args:
        known: the files of every raw asset.
    """
    return dg.Definitions(
        jobs=[
            dg.define_asset_job(
                "publish",
                dg.AssetSelection.all() - dg.AssetSelection.groups(LIBRARY),
                description="校验并发布编辑中的报告 / validate and publish the reports in work",
            ),
            dg.define_asset_job(
                "validate",
                dg.AssetSelection.tag("stage", "transcription")
                | dg.AssetSelection.tag("stage", "validated"),
                description="只校验，不发布 / validate only, publish nothing",
            ),
        ],
        schedules=[nightly_schedule()],
        sensors=[raw_files_sensor(known), edited_files_sensor()],
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


def edited_files_sensor() -> dg.AutomationConditionSensorDefinition:
    """Define a sensor that materialises what depends on an edited file, off by default."""
    return dg.AutomationConditionSensorDefinition(
        name="edited_files",
        target=dg.AssetSelection.all(),
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="保存 raw/ 中的文件后，自动物化该章节及其下游，默认关闭 / "
        "materialises an edited section and its downstream assets; off by default",
    )
