"""Raw files as external assets whose version is the file's hash, kept current by a sensor."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline.defs.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    figures_files,
    group,
    key,
    section_name,
    section_titles,
    tags,
)
from pipeline.defs.resources import Places
from pipeline.escaping import Markdown, markdown, markdown_code
from pipeline.filesystem import file_hash
from pipeline.ingest.changelog import entry_files
from pipeline.ingest.report_folder import REPORT_TABLES, VOCABULARY_FOLDER, report_folders
from pipeline.ingest.report_metadata import FILE
from pipeline.paths import Paths

DATA_VERSION_TAG = "dagster/data_version"
SENSOR_SECONDS = 3

#: For each raw asset the files that it stands for.
RawFiles = Mapping[dg.AssetKey, list[Path]]


def report_files(folder: Path) -> dict[dg.AssetKey, list[Path]]:
    """For each raw asset of one report the file that it stands for."""
    report = folder.name
    return {
        key(report, "raw", "report"): [folder / FILE, *entry_files(folder)],
        **{key(report, "raw", each.name): [folder / f"{each.name}.csv"] for each in REPORT_TABLES},
        **{key(report, "raw", section_name(each.stem)): [each] for each in figures_files(folder)},
    }


def vocabulary_files(paths: Paths) -> list[Path]:
    """The files of the vocabulary."""
    return sorted((paths.raw / VOCABULARY_FOLDER).glob("*.csv"))


def raw_files(paths: Paths) -> dict[dg.AssetKey, list[Path]]:
    """For each raw asset the files that it stands for."""
    files = {RAW_VOCABULARY_KEY: vocabulary_files(paths)}
    for folder in report_folders(paths.raw):
        files |= report_files(folder)
    return files


def raw_versions(paths: Paths) -> dict[dg.AssetKey, str]:
    """The present version of every raw asset."""
    return {each: file_hash(files) for each, files in raw_files(paths).items()}


def _spec(
    each: dg.AssetKey, files: list[Path], root: Path, title: str, **places: Any
) -> dg.AssetSpec:
    names = [file.relative_to(root).as_posix() for file in files]
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
    """The raw assets of one report: nobody materialises them, editors save them."""
    report, titles = folder.name, section_titles(folder, root)
    named = {each.name: f"{each.title.zh} / {each.title.en}" for each in REPORT_TABLES}
    named["report"] = "报告的题名与版本 / title and version of the report"
    return [
        _spec(
            each,
            files,
            root,
            named.get(each.path[-1], titles.get(files[0].stem, "")),
            group_name=group(report, "raw"),
            tags=tags(report, "raw"),
        )
        for each, files in report_files(folder).items()
    ]


def raw_specs(paths: Paths) -> list[dg.AssetSpec]:
    """All raw assets: the vocabulary's and those of every report."""
    title, places = "词表 / vocabulary", {"group_name": "vocabulary", "tags": {"stage": "raw"}}
    words = _spec(RAW_VOCABULARY_KEY, vocabulary_files(paths), paths.root, title, **places)
    reports = [report_specs(folder, paths.root) for folder in report_folders(paths.raw)]
    return [words, *(spec for specs in reports for spec in specs)]


def raw_event(each: dg.AssetKey, version: str) -> dg.AssetMaterialization:
    """The event that tells Dagster which version of a raw asset there is now."""
    return dg.AssetMaterialization(each, tags={DATA_VERSION_TAG: version})


def changed(versions: Mapping[dg.AssetKey, str], known: Mapping[str, str]) -> list[dg.AssetKey]:
    """The raw assets whose version is not the known one."""
    return [
        each for each, version in versions.items() if known.get(each.to_user_string()) != version
    ]


def versions_of(known: RawFiles, paths: Paths) -> dict[dg.AssetKey, str]:
    """The present version of the raw assets that the loaded graph has; what is gone counts as such.

    Files of a report that is not in the graph yet are left to the next reload.
    """
    now = raw_files(paths)
    return {each: file_hash(now.get(each, files)) for each, files in known.items()}


def raw_files_sensor(known: RawFiles) -> dg.SensorDefinition:
    """Reports every raw file of the graph whose hash is another than at the last look."""

    @dg.sensor(
        name="raw_files",
        description="记录 raw/ 中每个文件的版本，改动后其下游显示为过期 / "
        "records the version of every file in raw/, so that what hangs on an edited one is stale",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def sensor(context: dg.SensorEvaluationContext, places: Places) -> dg.SensorResult:
        versions = versions_of(known, places.paths)
        before = json.loads(context.cursor) if context.cursor else {}
        events = [raw_event(each, versions[each]) for each in changed(versions, before)]
        return dg.SensorResult(asset_events=events, cursor=cursor(versions))

    return sensor


def cursor(versions: Mapping[dg.AssetKey, str]) -> str:
    """What a sensor remembers until its next look."""
    seen = {each.to_user_string(): version for each, version in versions.items()}
    return json.dumps(seen, sort_keys=True)


def report_raw_versions(instance: dg.DagsterInstance, paths: Paths) -> None:
    """Tell an instance the present raw versions where it knows others (before a run without UI)."""
    for each, version in raw_versions(paths).items():
        latest = instance.get_latest_materialization_event(each)
        event = latest.asset_materialization if latest else None
        if event is None or (event.tags or {}).get(DATA_VERSION_TAG) != version:
            instance.report_runless_asset_event(raw_event(each, version))
