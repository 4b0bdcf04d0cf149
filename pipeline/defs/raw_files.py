"""Define raw files as external assets whose version is the file's hash, and what follows from an edit.

A sensor reports the versions. Jobs, the schedule and the other sensors may be turned on by editors. Each asset
has an edge to every raw file on which it depends. Dagster compares an asset only with its direct inputs: with
these edges an edited file makes stale, or materialises, all that depends on it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import dagster as dg

from pipeline.defs.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    group,
    key,
    section_name,
    section_sources,
    section_titles,
    tags,
)
from pipeline.defs.resources import PathsResource
from pipeline.escaping import Markdown, markdown, markdown_code
from pipeline.filesystem import hash_paths
from pipeline.ingest.changelog import entry_files
from pipeline.ingest.grids import files_by_section
from pipeline.ingest.raw_file import name_below
from pipeline.ingest.report_folder import REPORT_TABLES, VOCABULARY_FOLDER, is_report
from pipeline.ingest.report_metadata import FILE
from pipeline.paths import Paths
from pipeline.schema import NUMERALS, RAW_IDENTITIES, VOCABULARY

DATA_VERSION_TAG = "dagster/data_version"
SENSOR_SECONDS = 3
#: Names the reports with a node per section, separated by spaces; the others are partitions of the library.
IN_WORK_VARIABLE: Final = "PRINTED_FIGURES_IN_WORK"
#: If the variable is not set: with more reports in raw/, all of them are partitions.
MOST_IN_WORK: Final = 10
#: For each raw asset its files.
RawFiles = Mapping[dg.AssetKey, list[Path]]


def reports_in_work(raw: Path) -> list[Path]:
    """Return the folders of the reports that have a node for each section, by name.

    Every process that loads the graph must find the same reports: the choice depends on names only.
    """
    named = os.environ.get(IN_WORK_VARIABLE)
    if named is not None:
        return sorted(
            each for name in set(named.split()) if is_report(each := raw / Path(name).name)
        )
    few = list(islice(_reports(raw), MOST_IN_WORK + 1))
    return sorted(few) if len(few) <= MOST_IN_WORK else []


def _reports(raw: Path) -> Iterator[Path]:
    """Yield the folders of reports; whoever needs the first ones does not list a whole library."""
    if raw.is_dir():
        with os.scandir(raw) as entries:
            yield from filter(is_report, (raw / each.name for each in entries))


def library_folders(raw: Path) -> Iterator[Path]:
    """Yield the folders of all other reports."""
    in_work = set(reports_in_work(raw))
    return (each for each in _reports(raw) if each not in in_work)


def report_files(folder: Path) -> dict[dg.AssetKey, list[Path]]:
    """Return for each raw asset of one report its files; numerals and identities have the grids too."""
    report, sources = folder.name, section_sources(folder)
    grids = [file for files in files_by_section(folder).values() for file in files]
    more = dict.fromkeys((NUMERALS.name, RAW_IDENTITIES.name), grids)
    tables = {each.name: folder / f"{each.name}.csv" for each in REPORT_TABLES}
    return {
        key(report, "raw", "report"): [folder / FILE, *entry_files(folder)],
        **{key(report, "raw", name): [file, *more.get(name, [])] for name, file in tables.items()},
        **{key(report, "raw", section_name(name)): files for name, files in sources.items()},
    }


def vocabulary_files(paths: Paths) -> list[Path]:
    """Return the files of the vocabulary."""
    return [paths.raw / VOCABULARY_FOLDER / f"{table.name}.csv" for table in VOCABULARY]


def raw_files(paths: Paths) -> dict[dg.AssetKey, list[Path]]:
    """Return for each raw asset its files."""
    files = {RAW_VOCABULARY_KEY: vocabulary_files(paths)}
    for folder in reports_in_work(paths.raw):
        files |= report_files(folder)
    return files


def raw_versions(paths: Paths) -> dict[dg.AssetKey, str]:
    """Return the current version of every raw asset."""
    return {each: hash_paths(files) for each, files in raw_files(paths).items()}


def _spec(
    each: dg.AssetKey, files: list[Path], root: Path, title: str, **places: Any
) -> dg.AssetSpec:
    names = [name_below(file, root) for file in files]
    listed = Markdown(", ".join(map(markdown_code, names)))
    return dg.AssetSpec(
        each,
        description=markdown("{}\n\n由编者录入 / keyed by editors: {}", title, listed),
        kinds={"csv" if files and files[0].suffix == ".csv" else "yaml"},
        owners=OWNERS,
        metadata={"files": dg.MetadataValue.text(", ".join(names))},
        **places,
    )


def report_specs(folder: Path, root: Path) -> list[dg.AssetSpec]:
    """Return the raw assets of one report, which editors save and Dagster does not materialise."""
    report, titles = folder.name, section_titles(folder, root)
    named = {each.name: f"{each.title.zh} / {each.title.en}" for each in REPORT_TABLES}
    named["report"] = "报告的题名与版本 / title and version of the report"
    return [
        _spec(
            each,
            files,
            root,
            named.get(each.path[-1], titles.get(each.path[-1], "")),
            group_name=group(report, "raw"),
            tags=tags(report, "raw"),
        )
        for each, files in report_files(folder).items()
    ]


def raw_specs(paths: Paths) -> list[dg.AssetSpec]:
    """Return all raw assets: the vocabulary's and those of every report."""
    title, places = "词表 / vocabulary", {"group_name": "vocabulary", "tags": {"stage": "raw"}}
    words = _spec(RAW_VOCABULARY_KEY, vocabulary_files(paths), paths.root, title, **places)
    reports = [report_specs(folder, paths.root) for folder in reports_in_work(paths.raw)]
    return [words, *(spec for specs in reports for spec in specs)]


def raw_event(each: dg.AssetKey, version: str) -> dg.AssetMaterialization:
    """Return the event that reports the current version of a raw asset to Dagster."""
    return dg.AssetMaterialization(each, tags={DATA_VERSION_TAG: version})


def changed(versions: Mapping[dg.AssetKey, str], known: Mapping[str, str]) -> list[dg.AssetKey]:
    """Return the raw assets whose version differs from the known one."""
    return [
        each for each, version in versions.items() if known.get(each.to_user_string()) != version
    ]


def versions_of(known: RawFiles, paths: Paths) -> dict[dg.AssetKey, str]:
    """Return the current version of the raw assets in the loaded graph; a missing file has a version too.

    Files of a report that is not in the graph yet wait for the next reload.
    """
    now = raw_files(paths)
    return {each: hash_paths(now.get(each, files)) for each, files in known.items()}


def raw_files_sensor(known: RawFiles) -> dg.SensorDefinition:
    """Define a sensor that reports every raw file in the graph whose hash changed."""

    @dg.sensor(
        name="raw_files",
        description="记录 raw/ 中每个文件的版本，文件改动后其下游资产显示为过期 / "
        "records the version of every file in raw/, so that assets downstream of an edited file are stale",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def sensor(context: dg.SensorEvaluationContext, places: PathsResource) -> dg.SensorResult:
        versions = versions_of(known, places.paths)
        before = json.loads(context.cursor) if context.cursor else {}
        events = [raw_event(each, versions[each]) for each in changed(versions, before)]
        return dg.SensorResult(asset_events=events, cursor=cursor(versions))

    return sensor


def cursor(versions: Mapping[dg.AssetKey, str]) -> str:
    """Encode the versions that a sensor stores until its next evaluation."""
    seen = {each.to_user_string(): version for each, version in versions.items()}
    return json.dumps(seen, sort_keys=True)


def report_raw_versions(instance: dg.DagsterInstance, paths: Paths) -> None:
    """Report changed raw versions to an instance (before a run without UI)."""
    versions = raw_versions(paths)
    known = {
        record.asset_entry.asset_key: record.asset_entry.last_materialization
        for record in instance.get_asset_records(list(versions))
    }
    for each, version in versions.items():
        event = known.get(each)
        made = event.asset_materialization if event else None
        if made is None or (made.tags or {}).get(DATA_VERSION_TAG) != version:
            instance.report_runless_asset_event(raw_event(each, version))


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


def automation(paths: Paths) -> dg.Definitions:
    """Define the jobs that publish everything or only validate, the schedule and the sensors.

    Without a report in work no sensor looks for edited files every few seconds: `reports` does so every minute.
    """
    watched = [raw_files_sensor(raw_files(paths))] if reports_in_work(paths.raw) else []
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
        sensors=[*watched, edited_files_sensor()],
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
