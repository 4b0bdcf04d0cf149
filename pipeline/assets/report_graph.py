"""All nodes of one report in the order in which they are made, as two steps: tables, package."""

from pathlib import Path

import dagster as dg

from pipeline.assets.figures import figures_asset, figures_check
from pipeline.assets.homes import CHECK_OF, SCHEMA
from pipeline.assets.naming import VOCABULARY_KEY, key, section_name, slug
from pipeline.assets.package import package_asset
from pipeline.assets.quality import quality_asset
from pipeline.assets.report_facts import folder_check, report_facts
from pipeline.assets.sections import section_works
from pipeline.assets.sections_named import figures_files, section_titles
from pipeline.assets.tables import keyed_table, keyed_table_check
from pipeline.assets.work import Work, step
from pipeline.capture.folder import REPORT_TABLES
from pipeline.escaping.markdown import markdown
from pipeline.paths import Paths


def _table_works(folder: Path) -> list[Work]:
    works: list[Work] = []
    for table in REPORT_TABLES:
        works.append(keyed_table(folder, table))
        works.append(keyed_table_check(folder, table, SCHEMA, [VOCABULARY_KEY]))
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
    titles, sections = (
        section_titles(folder, paths.root),
        [file.stem for file in figures_files(folder)],
    )
    figures = [
        work
        for section in sections
        for work in section_works(folder, section, titles.get(section, section))
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
    titled = markdown("{}：校验与解析 / validated and resolved", folder.name)
    return [
        step(f"{slug(folder.name)}_tables", titled, report_works(folder, paths)),
        package_asset(folder, [table.name for table in REPORT_TABLES]),
    ]
