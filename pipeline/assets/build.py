"""Assembles the definitions of every report in raw/. Tests and the code location call it alike."""

from pathlib import Path

import dagster as dg

from pipeline.assets.figures import figures_asset, figures_check
from pipeline.assets.naming import VOCABULARY_KEY, key, package_key, section_name
from pipeline.assets.package import package_asset
from pipeline.assets.places import Places
from pipeline.assets.progress import progress_logger
from pipeline.assets.raw_files import raw_files_sensor, raw_specs
from pipeline.assets.sections import section_checks, transcription_asset, validated_asset
from pipeline.assets.tables import keyed_table, keyed_table_check
from pipeline.assets.vocabulary import vocabulary, vocabulary_schema
from pipeline.capture import read_csv
from pipeline.capture.folder import REPORT_TABLES, report_folders, section_files
from pipeline.paths import Paths
from pipeline.tables import ERRATA, NUMERALS, RAW_IDENTITIES, RAW_SECTIONS
from pipeline.validation.frame import rows_of

Definition = dg.AssetsDefinition | dg.AssetChecksDefinition


def section_titles(folder: Path, root: Path) -> dict[str, str]:
    """Titles of the sections in both languages, as far as sections.csv can be read."""
    captured = read_csv(folder / f"{RAW_SECTIONS.name}.csv", RAW_SECTIONS, root)
    wanted = {"section", "title_zh", "title_en"}
    if not wanted <= set(captured.frame.columns):
        return {}
    rows = rows_of(captured.frame)
    return {row["section"]: f"{row['title_zh']} / {row['title_en']}" for row in rows}


def _section_parts(folder: Path, paths: Paths) -> list[Definition]:
    titles = section_titles(folder, paths.root)
    parts: list[Definition] = []
    for file in section_files(folder):
        title = f"{file.stem} {titles.get(file.stem, '')}".strip()
        parts.append(transcription_asset(folder, file, title))
        parts.append(validated_asset(folder, file.stem, title))
        parts.append(section_checks(folder, file.stem, title))
    return parts


def _table_parts(folder: Path, sections: list[str]) -> list[Definition]:
    validated = [key(folder.name, "validated", section_name(section)) for section in sections]
    parts: list[Definition] = []
    for table in REPORT_TABLES:
        parts.append(keyed_table(folder, table))
        parts.append(keyed_table_check(folder, table, "schema", [VOCABULARY_KEY]))
    parts.append(keyed_table_check(folder, NUMERALS, "ledger", validated))
    parts.append(keyed_table_check(folder, RAW_IDENTITIES, "identities", validated))
    parts.append(keyed_table_check(folder, ERRATA, "errata", validated))
    parts.append(keyed_table_check(folder, RAW_SECTIONS, "sections", []))
    return parts


def report_parts(folder: Path, paths: Paths) -> list[Definition]:
    """Every asset and check of one report."""
    sections = [file.stem for file in section_files(folder)]
    return [
        *_section_parts(folder, paths),
        *_table_parts(folder, sections),
        figures_asset(folder, sections),
        figures_check(folder),
        package_asset(folder, [table.name for table in REPORT_TABLES]),
    ]


def build_definitions(paths: Paths) -> dg.Definitions:
    """The definitions of all reports below a root: one node per section, stage and table.

    Args:
        paths: where raw data, working files and packages are.
    """
    folders = report_folders(paths.raw)
    packages = dg.AssetSelection.assets(*(package_key(folder.name) for folder in folders))
    parts = [part for folder in folders for part in report_parts(folder, paths)]
    return dg.Definitions(
        assets=[
            *raw_specs(paths),
            vocabulary,
            *(part for part in parts if not isinstance(part, dg.AssetChecksDefinition)),
        ],
        asset_checks=[
            vocabulary_schema,
            *(part for part in parts if isinstance(part, dg.AssetChecksDefinition)),
        ],
        jobs=[
            dg.define_asset_job(
                "publish",
                dg.AssetSelection.all(),
                description="校验并发布全部报告 / validate and publish every report",
            ),
            dg.define_asset_job(
                "validate",
                dg.AssetSelection.all() - packages,
                description="只校验，不发布 / validate only, publish nothing",
            ),
        ],
        sensors=[raw_files_sensor],
        resources={"places": Places(root=str(paths.root))},
        loggers={"progress": progress_logger},
        executor=dg.in_process_executor,
    )
