"""Define the library: every report that is not in work is a partition of one graph.

A run validates and publishes one report with the functions that the nodes of a report in work call. The
graph does not grow with the number of reports, and a report that fails is the failure of its own run.
If the environment names an object store, raw files are sent to it before a run, a run works in a folder of
its own, and the package is sent back; without one, a run reads and writes the folders of the checkout.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dagster as dg

from pipeline.defs.checks import FIGURES, AssetError, Outcome, outcomes
from pipeline.defs.naming import OWNERS, PUBLICATION, code_version
from pipeline.defs.package import publish
from pipeline.defs.quality import quality_counts
from pipeline.defs.raw_files import (
    DATA_VERSION_TAG,
    INPUT_CHANGED,
    LIBRARY,
    library_folders,
    report_files,
    reports_in_work,
)
from pipeline.defs.resources import PathsResource, TranscribedReport
from pipeline.defs.validated import ABOUT, checked_items
from pipeline.escaping import markdown
from pipeline.filesystem import hash_paths, write_atomic
from pipeline.ingest import Report, load_report, load_vocabulary
from pipeline.ingest.report_folder import VOCABULARY_FOLDER, is_report
from pipeline.object_store import VARIABLE, ObjectStore
from pipeline.package.build import package_folder
from pipeline.paths import RAW, Paths

PACKAGES: Final = "packages"
#: How often, and after how many seconds, a step that the store refused is repeated.
RETRIES, SECONDS = 5, 10


def _content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without links, by path."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def send_raw(raw: Path, names: Iterable[str]) -> None:
    """Send the vocabulary and the reports of these names to the store, if there is one. Raises OSError."""
    names = tuple(names)
    if names and (store := ObjectStore.configured()):
        for name in (VOCABULARY_FOLDER, *names):
            store.upload(f"{RAW}/{name}", _content(raw / name))


def _fetch(store: ObjectStore, name: str, work: Path) -> None:
    for part in (VOCABULARY_FOLDER, name):
        content = store.download(f"{RAW}/{part}")
        if content is None:
            raise AssetError(f"the store has no {part}. 对象存储中没有 {part}。")
        for file, data in content.items():
            write_atomic(work / RAW / part / file, data, root=work)


@contextmanager
def work_folders(paths: Paths, name: str) -> Iterator[Paths]:
    """Give the folders in which a run publishes a report: those of the checkout, or a copy from the store.

    Raises RetryRequested, which Dagster shows at the run, if the store refuses.
    """
    store = ObjectStore.configured()
    if store is None:
        yield paths
        return
    paths.build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=paths.build) as work:
        with _repeated():
            _fetch(store, name, Path(work))
        yield Paths(Path(work))


def send_package(paths: Paths, report: Report) -> None:
    """Send a published package to the store, if there is one. Raises RetryRequested."""
    if store := ObjectStore.configured():
        target = package_folder(paths, report)
        with _repeated():
            store.upload(f"{PACKAGES}/{target.name}", _content(target))


@contextmanager
def _repeated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=SECONDS) from error


REPORTS: Final = dg.DynamicPartitionsDefinition(name="reports")
RAW_KEY: Final = dg.AssetKey([LIBRARY, "raw"])
PACKAGE_KEY: Final = dg.AssetKey([LIBRARY, "datapackage"])
SENSOR_SECONDS: Final = 60
#: Reports whose version one evaluation of the sensor records, so that it ends in time.
MOST_AT_ONCE: Final = 500
_CHECKS: Final = {FIGURES: "各章节数字 / the figures of all sections", **ABOUT}


def library_outcomes(now: TranscribedReport, folder: Path) -> dict[str, Outcome]:
    """Return the outcome of each check of a whole report: those of the sections are one."""
    merged: dict[str, Outcome] = {}
    for check, each in outcomes(now.findings, folder).items():
        known = merged.get(check.name, Outcome())
        causes = dict.fromkeys((*known.causes, *each.causes))
        merged[check.name] = Outcome((*known.findings, *each.findings), tuple(causes))
    return merged


def _check_results(now: TranscribedReport, folder: Path) -> Iterator[dg.AssetCheckResult]:
    found = library_outcomes(now, folder)
    figures = sum(len(each.frame) for each in now.capture.figures.values())
    for name in _CHECKS:
        check = dg.AssetCheckKey(PACKAGE_KEY, name)
        checked = {"figures": figures} if name == FIGURES else checked_items(check, now, folder)
        yield found.get(name, Outcome()).result(check, checked)


@dg.asset(
    key=PACKAGE_KEY,
    deps=[RAW_KEY],
    partitions_def=REPORTS,
    group_name=LIBRARY,
    description="不在编辑中的报告：每份报告一个分区，校验并发布 / reports not in work: validated and published, one partition each",
    kinds={"frictionless"},
    owners=OWNERS,
    tags={"stage": "package"},
    code_version=code_version(*PUBLICATION),
    automation_condition=INPUT_CHANGED,
    check_specs=[
        dg.AssetCheckSpec(name, asset=PACKAGE_KEY, description=markdown("{}", text))
        for name, text in _CHECKS.items()
    ],
)
def library_package(
    context: dg.AssetExecutionContext, places: PathsResource
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Validate and publish one report."""
    name = Path(context.partition_key).name
    with work_folders(places.paths, name) as paths:
        folder = paths.raw / name
        if not is_report(folder):
            raise AssetError(f"raw/ has no report {name}. raw/ 中没有报告 {name}。")
        capture = load_report(folder, paths.raw, load_vocabulary(paths.raw))
        now = TranscribedReport(capture)
        yield from _check_results(now, folder)
        made = publish(now, paths)
        if capture.report:
            send_package(paths, capture.report)
        yield made._replace(metadata={**(made.metadata or {}), **quality_counts(now)})


def raw_event(folder: Path) -> dg.AssetMaterialization:
    """Return the event that reports the current version of the files of a report."""
    files = sorted({file for each in report_files(folder).values() for file in each})
    version = {DATA_VERSION_TAG: hash_paths(files)}
    return dg.AssetMaterialization(RAW_KEY, partition=folder.name, tags=version)


def report_version(instance: dg.DagsterInstance, folder: Path) -> dict[str, str]:
    """Add a report to the partitions, report its version if it changed, return the tags of its run."""
    send_raw(folder.parent, [folder.name])
    instance.add_dynamic_partitions(str(REPORTS.name), [folder.name])
    event = raw_event(folder)
    records = dg.AssetRecordsFilter(RAW_KEY, asset_partitions=[folder.name])
    known = instance.fetch_materializations(records, limit=1).records
    made = known[0].asset_materialization if known else None
    if made is None or made.tags != event.tags:
        instance.report_runless_asset_event(event)
    return {"dagster/partition": folder.name}


def changed_at(folder: Path) -> int:
    """Return the latest change of a folder or of anything below it, in nanoseconds."""
    places = [
        os.path.join(parent, name)  # pathlib takes four times as long  # noqa: PTH118
        for parent, _, files in os.walk(folder)
        for name in ("", *files)
    ]
    # the status changes with the content, and no program can set this time back
    return max(os.lstat(each).st_ctime_ns for each in places)


def next_changes(folders: Mapping[str, Path], last: tuple[int, str]) -> list[tuple[int, str]]:
    """Return time and name of the reports that changed after a position, in order."""
    found = ((changed_at(folder), name) for name, folder in folders.items())
    return sorted(each for each in found if each > last)[:MOST_AT_ONCE]


def library_sensor() -> dg.SensorDefinition:
    """Define a sensor that keeps the list of reports, and reports those whose files changed."""

    @dg.sensor(
        name="reports",
        description="维护报告分区，记录每份报告文件的版本 / keeps the partitions and records the version of the files of each report",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def sensor(context: dg.SensorEvaluationContext, places: PathsResource) -> dg.SensorResult:
        folders = {each.name: each for each in library_folders(places.paths.raw)}
        known = set(context.instance.get_dynamic_partitions(str(REPORTS.name)))
        new, gone = sorted(folders.keys() - known), sorted(known - folders.keys())
        at, _, name = (context.cursor or "0").partition(" ")
        changes = next_changes(folders, (int(at), name))
        send_raw(places.paths.raw, [name for _, name in changes])
        return dg.SensorResult(
            dynamic_partitions_requests=[
                *([REPORTS.build_add_request(new)] if new else []),
                *([REPORTS.build_delete_request(gone)] if gone else []),
            ],
            asset_events=[raw_event(folders[name]) for _, name in changes],
            cursor="{} {}".format(*changes[-1]) if changes else context.cursor,
        )

    return sensor


def library_definitions(paths: Paths) -> dg.Definitions:
    """Define the library, if raw/ has a report that is not in work, or if this is a worker of a store, without raw/."""
    worker = bool(os.environ.get(VARIABLE)) and not reports_in_work(paths.raw)
    if not worker and next(library_folders(paths.raw), None) is None:
        return dg.Definitions()
    raw = dg.AssetSpec(
        RAW_KEY,
        partitions_def=REPORTS,
        group_name=LIBRARY,
        description="报告文件，由编者录入 / files of each report, keyed by editors",
        owners=OWNERS,
        tags={"stage": "raw"},
    )
    return dg.Definitions(
        assets=[raw, library_package],
        jobs=[
            dg.define_asset_job(
                LIBRARY,
                dg.AssetSelection.assets(PACKAGE_KEY),
                description="校验并发布一份报告 / validate and publish one report",
            )
        ],
        sensors=[library_sensor()],
    )
