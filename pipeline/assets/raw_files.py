"""Raw files as external assets whose version is the file's hash, kept current by a sensor."""

import json
from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from pipeline.assets.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    group,
    key,
    section_name,
)
from pipeline.assets.places import Places
from pipeline.capture.folder import (
    REPORT_TABLES,
    VOCABULARY_FOLDER,
    report_folders,
    section_files,
)
from pipeline.capture.report import FILE
from pipeline.content import file_hash
from pipeline.paths import Paths

DATA_VERSION_TAG = "dagster/data_version"
SENSOR_SECONDS = 3


def raw_files(paths: Paths) -> dict[dg.AssetKey, list[Path]]:
    """For each raw asset the files that it stands for."""
    vocabulary = paths.raw / VOCABULARY_FOLDER
    files = {RAW_VOCABULARY_KEY: sorted(vocabulary.glob("*.csv"))}
    for folder in report_folders(paths.raw):
        files[key(folder.name, "raw", "report")] = [folder / FILE]
        for table in REPORT_TABLES:
            files[key(folder.name, "raw", table.name)] = [folder / f"{table.name}.csv"]
        for file in (each for each in section_files(folder) if each.suffix == ".csv"):
            files[key(folder.name, "raw", section_name(file.stem))] = [file]
    return files


def raw_versions(paths: Paths) -> dict[dg.AssetKey, str]:
    """The present version of every raw asset."""
    return {each: file_hash(files) for each, files in raw_files(paths).items()}


def raw_specs(paths: Paths) -> list[dg.AssetSpec]:
    """The raw assets: nobody materialises them, editors save them."""
    specs = []
    for each, files in raw_files(paths).items():
        names = [file.relative_to(paths.root).as_posix() for file in files]
        shared = each == RAW_VOCABULARY_KEY
        specs.append(
            dg.AssetSpec(
                each,
                description="由编者录入 / keyed by editors: " + ", ".join(f"`{n}`" for n in names),
                group_name="vocabulary" if shared else group(each.path[0], "raw"),
                kinds={"csv"},
                owners=OWNERS,
                metadata={"files": dg.MetadataValue.text(", ".join(names))},
            )
        )
    return specs


def raw_event(each: dg.AssetKey, version: str) -> dg.AssetMaterialization:
    """The event that tells Dagster which version of a raw asset there is now."""
    return dg.AssetMaterialization(each, tags={DATA_VERSION_TAG: version})


def changed(versions: Mapping[dg.AssetKey, str], known: Mapping[str, str]) -> list[dg.AssetKey]:
    """The raw assets whose version is not the known one."""
    return [
        each for each, version in versions.items() if known.get(each.to_user_string()) != version
    ]


@dg.sensor(
    name="raw_files",
    description="记录 raw/ 中每个文件的版本，改动后其下游显示为过期 / "
    "records the version of every file in raw/, so that what hangs on an edited one shows as stale",
    minimum_interval_seconds=SENSOR_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def raw_files_sensor(context: dg.SensorEvaluationContext, places: Places) -> dg.SensorResult:
    """Report every raw file whose hash is another than at the last look."""
    versions = raw_versions(places.paths)
    known = json.loads(context.cursor) if context.cursor else {}
    events = [raw_event(each, versions[each]) for each in changed(versions, known)]
    seen = {each.to_user_string(): version for each, version in versions.items()}
    return dg.SensorResult(asset_events=events, cursor=json.dumps(seen, sort_keys=True))


def report_raw_versions(instance: dg.DagsterInstance, paths: Paths) -> None:
    """Tell an instance the present raw versions where it knows others (before a run without UI)."""
    for each, version in raw_versions(paths).items():
        latest = instance.get_latest_materialization_event(each)
        event = latest.asset_materialization if latest else None
        if event is None or (event.tags or {}).get(DATA_VERSION_TAG) != version:
            instance.report_runless_asset_event(raw_event(each, version))
