"""Assembles the definitions of every report in raw/. Tests and the code location call it alike."""

import dagster as dg

from pipeline.assets.automation import automation
from pipeline.assets.lineage import joined_to_files
from pipeline.assets.naming import package_key
from pipeline.assets.places import Places
from pipeline.assets.progress import progress_logger
from pipeline.assets.raw_files import raw_files, raw_specs
from pipeline.assets.report_graph import report_steps
from pipeline.assets.vocabulary import VOCABULARY_ASSET, VOCABULARY_CHECK
from pipeline.assets.work import step
from pipeline.capture.folder import report_folders
from pipeline.escaping.markdown import markdown
from pipeline.paths import Paths


def build_definitions(paths: Paths) -> dg.Definitions:
    """The definitions of all reports below a root: one node per section, stage and table.

    Args:
        paths: where raw data, working files and packages are.
    """
    folders = report_folders(paths.raw)
    steps = joined_to_files(
        [
            step("vocabulary", markdown("词表 / vocabulary"), [VOCABULARY_ASSET, VOCABULARY_CHECK]),
            *(made for folder in folders for made in report_steps(folder, paths)),
        ]
    )
    return dg.Definitions.merge(
        dg.Definitions(
            assets=[*raw_specs(paths), *steps],
            resources={"places": Places(root=str(paths.root))},
            loggers={"progress": progress_logger},
            executor=dg.in_process_executor,
        ),
        automation([package_key(each.name) for each in folders], steps, raw_files(paths)),
    )
