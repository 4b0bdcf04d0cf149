"""What runs the graph: jobs for everything, a schedule and a sensor that editors may turn on."""

import json
from collections.abc import Collection, Iterable, Sequence

import dagster as dg

from pipeline.assets.lineage import Edges, edges, following
from pipeline.assets.places import Places
from pipeline.assets.raw_files import (
    SENSOR_SECONDS,
    RawFiles,
    changed,
    cursor,
    raw_files_sensor,
    versions_of,
)


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
