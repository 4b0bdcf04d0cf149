"""Define the published tables of one report that are computed from its validated figures.

Other tables are published as keyed: the package takes them from the transcription.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import dagster as dg
import pandas as pd

from pipeline.defs.naming import (
    OWNERS,
    RESOLUTION,
    VOCABULARY_KEY,
    code_version,
    column_schema,
    group,
    key,
    preview,
    section_name,
    section_sources,
    shown,
    slug,
    tags,
)
from pipeline.defs.quality import figures_by_section, growth_rates, verdicts
from pipeline.defs.resources import PathsResource, load, save_tables, stage_path
from pipeline.escaping import Markdown, markdown
from pipeline.ingest import RawReport, RawTable
from pipeline.ingest.report_folder import REPORT_TABLES
from pipeline.paths import Paths
from pipeline.schema import (
    CHECK_COVERAGE,
    COUNTED,
    ERROR_DETECTION,
    FIGURES,
    IDENTITIES,
    IDENTITY_TERMS,
    NUMERALS,
    RAW_SECTIONS,
    SECTIONS,
    VOCABULARY,
    TableSchema,
)
from pipeline.transform.tables import (
    Tables,
    figures_table,
    identity_tables,
    keyed_tables,
    measurement_tables,
    sections_table,
)
from pipeline.transform.vocabulary import used_vocabulary
from pipeline.validation import Vocabulary

STAGE: Final = "tables"
#: The published tables of each node, the first of which names it; `used` is the vocabulary's.
USED: Final = "vocabulary"
NODES: Final[Mapping[str, Sequence[TableSchema]]] = {
    FIGURES.name: (FIGURES,),
    SECTIONS.name: (SECTIONS,),
    IDENTITIES.name: (IDENTITIES, IDENTITY_TERMS),
    CHECK_COVERAGE.name: (CHECK_COVERAGE, ERROR_DETECTION),
    USED: VOCABULARY,
}


@dataclass(frozen=True)
class _Inputs:
    """Hold what the tables are computed from: the report with its validated figures."""

    capture: RawReport
    vocabulary: Vocabulary
    paths: Paths
    report: str

    def made(self, name: str) -> Tables:
        """Return the tables of one node."""
        if name == FIGURES.name:
            sections = [each.rows for each in self.capture.figures.values()]
            return {name: figures_table(self.capture, self.vocabulary, sections)}
        if name == SECTIONS.name:
            return {name: sections_table(self.capture, self.figures)}
        if name == IDENTITIES.name:
            return identity_tables(self.capture, self.vocabulary)
        if name == CHECK_COVERAGE.name:
            return measurement_tables(self.capture, self.figures)
        return used_vocabulary(self.capture)

    @property
    def figures(self) -> pd.DataFrame:
        """Return the published figures, which the node of the figures has written."""
        return load(stage_path(self.paths, self.report, STAGE, FIGURES.name))


def _inputs(places: PathsResource, report: str) -> _Inputs:
    transcribed, paths = places.report(report), places.paths
    validated = {
        section: RawTable(load(stage_path(paths, report, "validated", section)))
        for section in transcribed.capture.figures
    }
    capture = replace(transcribed.capture, figures=validated)
    return _Inputs(capture, transcribed.vocabulary, paths, report)


def all_tables(capture: RawReport, paths: Paths, report: str) -> Tables:
    """Return every published table: those of the nodes, and those that are published as keyed."""
    made = [table.name for tables in NODES.values() for table in tables]
    return {
        **{name: load(stage_path(paths, report, STAGE, name)) for name in made},
        **keyed_tables(capture),
    }


def _metadata(name: str, tables: Tables) -> dict[str, dg.MetadataValue]:
    frame = tables[NODES[name][0].name]
    own: dict[str, Markdown] = {}
    if name == FIGURES.name:
        own = {"figures_by_section": figures_by_section(frame), "growth_rates": growth_rates(frame)}
    elif name == IDENTITIES.name:
        own = {"verdicts": verdicts(frame)}
    return {
        "dagster/row_count": dg.MetadataValue.int(sum(map(len, tables.values()))),
        "preview": preview(frame),
        **{each: shown(text) for each, text in own.items()},
    }


def _deps(folder: Path, name: str) -> list[dg.AssetKey]:
    report = folder.name
    sections = section_sources(folder)
    validated = [key(report, "validated", section_name(section)) for section in sections]
    names = {
        FIGURES.name: ["report", NUMERALS.name],
        SECTIONS.name: [RAW_SECTIONS.name, *(each for each in COUNTED if each != FIGURES.name)],
        IDENTITIES.name: [IDENTITIES.name],
        CHECK_COVERAGE.name: [NUMERALS.name, CHECK_COVERAGE.name, ERROR_DETECTION.name],
        USED: [table.name for table in REPORT_TABLES],
    }
    keyed = [key(report, "transcription", each) for each in names[name]]
    made = (
        [key(report, STAGE, FIGURES.name)] if name in (SECTIONS.name, CHECK_COVERAGE.name) else []
    )
    return [*validated, *keyed, *made, *([VOCABULARY_KEY] if name in (FIGURES.name, USED) else [])]


def _spec(folder: Path, name: str) -> dg.AssetSpec:
    report, table = folder.name, NODES[name][0]
    title = f"{table.title.zh} / {table.title.en}"
    if name == USED:
        title = "所用词表 / rows of the vocabulary that the report uses"
    return dg.AssetSpec(
        key(report, STAGE, name),
        deps=_deps(folder, name),
        group_name=group(report, STAGE),
        description=markdown("{}", title),
        kinds={"table"},
        owners=OWNERS,
        tags=tags(report, STAGE),
        code_version=code_version(*RESOLUTION),
        metadata={} if name == USED else {"dagster/column_schema": column_schema(table.fields)},
    )


def table_assets(folder: Path) -> dg.AssetsDefinition:
    """Define the computed tables of a report; a step makes any subset of them, in order."""
    report = folder.name

    @dg.multi_asset(
        name=f"{slug(report)}_{STAGE}",
        description=markdown("{}：发布的表 / published tables", report),
        specs=[_spec(folder, name) for name in NODES],
        can_subset=True,
    )
    def tables(
        context: dg.AssetExecutionContext, places: PathsResource
    ) -> Iterator[dg.MaterializeResult[None]]:
        inputs = _inputs(places, report)
        for name in NODES:
            if key(report, STAGE, name) in context.selected_asset_keys:
                made = inputs.made(name)
                yield dg.MaterializeResult(
                    asset_key=key(report, STAGE, name),
                    metadata=_metadata(name, made),
                    data_version=save_tables(made, places.paths, report, STAGE),
                )

    return tables
