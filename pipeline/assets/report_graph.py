"""All nodes of one report in the order in which they are made, as two steps: tables, package."""

from pathlib import Path

import dagster as dg

from pipeline.assets.figures import figures_asset, figures_check
from pipeline.assets.naming import VOCABULARY_KEY, key, section_name, slug
from pipeline.assets.package import package_asset
from pipeline.assets.quality import quality_asset
from pipeline.assets.report_facts import folder_check, report_facts
from pipeline.assets.sections import section_works
from pipeline.assets.tables import CHECK_OF, keyed_table, keyed_table_check
from pipeline.assets.work import Work, step
from pipeline.capture import read_csv
from pipeline.capture.folder import REPORT_TABLES, section_files
from pipeline.paths import Paths
from pipeline.tables import RAW_SECTIONS
from pipeline.validation.frame import rows_of


def section_titles(folder: Path, root: Path) -> dict[str, str]:
    """Titles of the sections in both languages, as far as sections.csv can be read."""
    captured = read_csv(folder / f"{RAW_SECTIONS.name}.csv", RAW_SECTIONS, root)
    if not {"section", "title_zh", "title_en"} <= set(captured.frame.columns):
        return {}
    rows = rows_of(captured.frame)
    return {row["section"]: f"{row['title_zh']} / {row['title_en']}" for row in rows}


def section_nodes(folder: Path) -> list[str]:
    """The sections that have a node: those with a file of figures, in the report's order."""
    return [file.stem for file in section_files(folder) if file.suffix == ".csv"]


def _table_works(folder: Path) -> list[Work]:
    works: list[Work] = []
    for table in REPORT_TABLES:
        works.append(keyed_table(folder, table))
        works.append(keyed_table_check(folder, table, "schema", [VOCABULARY_KEY]))
    return works


def _whole_report_checks(folder: Path, sections: list[str]) -> list[Work]:
    """Checks that need every section, and are silent about what an unsound one would cause."""
    needs = [key(folder.name, "validated", section_name(section)) for section in sections]
    return [
        keyed_table_check(folder, table, CHECK_OF[table.name], needs)
        for table in REPORT_TABLES
        if table.name in CHECK_OF
    ]


def report_works(folder: Path, paths: Paths) -> list[Work]:
    """Everything that is made of one report before its package, in order."""
    titles, sections = section_titles(folder, paths.root), section_nodes(folder)
    figures = [
        work
        for section in sections
        for work in section_works(folder, section, f"{section} {titles.get(section, '')}".strip())
    ]
    return [
        report_facts(folder),
        folder_check(folder),
        *_table_works(folder),
        *figures,
        *_whole_report_checks(folder, sections),
        figures_asset(folder, sections),
        figures_check(folder),
        quality_asset(folder, REPORT_TABLES),
    ]


def report_steps(folder: Path, paths: Paths) -> list[dg.AssetsDefinition]:
    """The two steps of one report: its tables with their checks, and its package."""
    titled = f"{folder.name}：校验与解析 / validated and resolved"
    return [
        step(f"{slug(folder.name)}_tables", titled, report_works(folder, paths)),
        package_asset(folder, [table.name for table in REPORT_TABLES]),
    ]
