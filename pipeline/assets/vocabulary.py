"""The vocabulary as one asset: code lists shared by all reports, and their check."""

import dagster as dg

from pipeline.assets.code_version import TRANSCRIPTION, code_version
from pipeline.assets.metadata import check_result, preview, refused
from pipeline.assets.naming import OWNERS, RAW_VOCABULARY_KEY, VOCABULARY_KEY
from pipeline.assets.places import Places
from pipeline.assets.stage_files import load_captured, save, stage_path
from pipeline.capture import capture_vocabulary
from pipeline.tables import VOCABULARY
from pipeline.validation import validate_vocabulary

SHARED = "vocabulary"


@dg.asset(
    key=VOCABULARY_KEY,
    deps=[RAW_VOCABULARY_KEY],
    group_name="vocabulary",
    description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
    kinds={"csv"},
    owners=OWNERS,
    code_version=code_version(*TRANSCRIPTION),
)
def vocabulary(context: dg.AssetExecutionContext, places: Places) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Read every table of the vocabulary and keep it as a working file."""
    read = capture_vocabulary(places.paths.raw)
    broken = [each for one in read.values() for each in one.findings if each.is_error]
    if broken:
        raise refused(broken)
    versions = {
        name: save(one.frame, stage_path(places.paths, SHARED, "tables", name)).value
        for name, one in read.items()
    }
    context.log.info(f"vocabulary · 词表      {len(read)} tables")
    counts = {name: len(one.frame) for name, one in read.items()}
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(counts.values()),
            "rows_by_table": counts,
            "indicators": preview(read["indicators"].frame),
        },
        data_version=dg.DataVersion("-".join(value[:8] for value in versions.values())),
    )


@dg.asset_check(
    asset=VOCABULARY_KEY,
    name="schema",
    blocking=True,
    description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
)
def vocabulary_schema(places: Places) -> dg.AssetCheckResult:
    """Whether the vocabulary keeps its declarations and its matrix."""
    read = {
        table.name: load_captured(stage_path(places.paths, SHARED, "tables", table.name))
        for table in VOCABULARY
    }
    rows = sum(len(each.frame) for each in read.values())
    return check_result(validate_vocabulary(read), "schema", VOCABULARY_KEY, rows)
