"""Define the Dagster assets, checks, sensors and jobs of every report in raw/.

The assets only call the stages of the pipeline. No other folder imports Dagster. Tests and the code
location call the same `build_definitions`.
"""

from pathlib import Path

import dagster as dg

from pipeline.defs.library import library_definitions
from pipeline.defs.naming import section_titles
from pipeline.defs.package import package_asset
from pipeline.defs.raw_files import automated, automation, raw_specs, reports_in_work
from pipeline.defs.resources import PathsResource
from pipeline.defs.tables import table_assets
from pipeline.defs.transcription import transcription_assets, vocabulary
from pipeline.defs.validated import validated_assets
from pipeline.paths import Paths


def _report_assets(folder: Path, paths: Paths) -> list[dg.AssetsDefinition]:
    """Return the assets of one report by stage, in the order of the flow."""
    titles = section_titles(folder, paths.root)
    return [
        transcription_assets(folder, titles),
        validated_assets(folder, titles),
        table_assets(folder),
        package_asset(folder),
    ]


def build_definitions(paths: Paths) -> dg.Definitions:
    """Return the definitions of all reports below a root.

    A report in work has one node per section, stage and table; the others are partitions of the library.

    Args:
        paths: folders of raw data, working files and packages.
    """
    reports = [_report_assets(folder, paths) for folder in reports_in_work(paths.raw)]
    assets = automated([vocabulary, *(each for report in reports for each in report)])
    return dg.Definitions.merge(
        dg.Definitions(
            assets=[*raw_specs(paths), *assets],
            resources={"places": PathsResource(root=str(paths.root))},
            executor=dg.in_process_executor,
        ),
        automation(paths),
        library_definitions(paths),
    )


__all__ = ["build_definitions"]
