"""Define the Dagster assets, checks, sensors and jobs of every report in raw/.

The assets only call the stages of the pipeline. No other folder imports Dagster. Tests and the code
location call the same `build_definitions`.
"""

import dagster as dg

from pipeline.defs.automation import automation, with_raw_file_deps
from pipeline.defs.naming import package_key
from pipeline.defs.raw_files import raw_files, raw_specs
from pipeline.defs.resources import PathsResource, progress_logger
from pipeline.defs.tables import VOCABULARY_ASSET, VOCABULARY_CHECK, report_steps
from pipeline.defs.works import step
from pipeline.escaping import markdown
from pipeline.ingest.report_folder import report_folders
from pipeline.paths import Paths


def build_definitions(paths: Paths) -> dg.Definitions:
    """Return the definitions of all reports below a root: one node per section, stage and table.

    Args:
        paths: folders of raw data, working files and packages.
    """
    folders = report_folders(paths.raw)
    steps = with_raw_file_deps(
        [
            step("vocabulary", markdown("词表 / vocabulary"), [VOCABULARY_ASSET, VOCABULARY_CHECK]),
            *(made for folder in folders for made in report_steps(folder, paths)),
        ]
    )
    return dg.Definitions.merge(
        dg.Definitions(
            assets=[*raw_specs(paths), *steps],
            resources={"places": PathsResource(root=str(paths.root))},
            loggers={"progress": progress_logger},
            executor=dg.in_process_executor,
        ),
        automation([package_key(each.name) for each in folders], steps, raw_files(paths)),
    )


__all__ = ["build_definitions"]
