"""Define the vocabulary that all reports share, and the check of its tables."""

import dagster as dg

from pipeline.defs.checks import SCHEMA, VOCABULARY_CHECK, check_result
from pipeline.defs.naming import (
    OWNERS,
    RAW_VOCABULARY_KEY,
    VALIDATION,
    VOCABULARY_KEY,
    code_version,
    preview,
    shown,
)
from pipeline.defs.raw_files import vocabulary_files
from pipeline.defs.resources import PathsResource, transcribe
from pipeline.escaping import markdown_table
from pipeline.filesystem import hash_files
from pipeline.ingest import RawTable
from pipeline.schema import INDICATORS
from pipeline.validation import validate_vocabulary


@dg.asset(
    key=VOCABULARY_KEY,
    deps=[RAW_VOCABULARY_KEY],
    group_name="vocabulary",
    description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
    kinds={"csv"},
    owners=OWNERS,
    tags={"stage": "transcription"},
    code_version=code_version(*VALIDATION),
    check_specs=[
        # the step of each report states that it is not validated, and why
        dg.AssetCheckSpec(
            SCHEMA,
            asset=VOCABULARY_KEY,
            description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
        )
    ],
)
def vocabulary(places: PathsResource) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Transcribe the tables of the vocabulary and check them."""
    files = vocabulary_files(places.paths)
    version = hash_files({file.name: transcribe(places.paths, file) for file in files})
    read = places.vocabulary()
    rows = sum(len(each.frame) for each in read.values())
    found = validate_vocabulary(read)
    checked = {"rows": rows, "tables": len(read)}
    return dg.MaterializeResult(
        metadata={"dagster/row_count": rows, **_shown(read)},
        data_version=dg.DataVersion(version),
        check_results=[check_result(found, VOCABULARY_CHECK, checked)],
    )


def _shown(read: dict[str, RawTable]) -> dict[str, dg.MetadataValue]:
    counts = [[name, str(len(one.frame))] for name, one in read.items()]
    return {
        "rows_by_table": shown(markdown_table(["table · 表", "rows · 行"], counts)),
        "indicators": preview(read[INDICATORS.name].frame),
    }
