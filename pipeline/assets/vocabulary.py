"""The vocabulary as one asset: code lists shared by all reports, and their check."""

from collections.abc import Mapping

import dagster as dg

from pipeline.assets.accepted import accept, accepted
from pipeline.assets.code_version import TRANSCRIPTION, code_version
from pipeline.assets.findings import Refused, check_result
from pipeline.assets.metadata import preview, shown
from pipeline.assets.naming import OWNERS, RAW_VOCABULARY_KEY, VOCABULARY_KEY
from pipeline.assets.stage_files import load_captured, save, stage_path
from pipeline.assets.work import Asset, Check, Made
from pipeline.capture import Captured, capture_vocabulary
from pipeline.content import content
from pipeline.escaping.markdown import markdown_table
from pipeline.paths import Paths
from pipeline.release.csv_text import csv_bytes
from pipeline.rules import Finding
from pipeline.tables import VOCABULARY
from pipeline.tables.vocabulary import INDICATORS
from pipeline.validation import validate_vocabulary

SHARED = "vocabulary"


def _make(paths: Paths) -> Made:
    read = capture_vocabulary(paths.raw)
    broken = [each for one in read.values() for each in one.findings if each.is_error]
    if broken:
        raise Refused.because_of(broken)
    versions = {
        name: save(one.frame, stage_path(paths, SHARED, "tables", name), paths.root).value
        for name, one in read.items()
    }
    counts = [[name, str(len(one.frame))] for name, one in read.items()]
    metadata = {
        "dagster/row_count": sum(len(one.frame) for one in read.values()),
        "rows_by_table": shown(markdown_table(["table · 表", "rows · 行"], counts)),
        "indicators": preview(read[INDICATORS.name].frame),
    }
    version = dg.DataVersion("-".join(value[:8] for value in versions.values()))
    return Made(metadata, version, f"vocabulary · 词表      {len(read)} tables")


VOCABULARY_ASSET = Asset(
    dg.AssetSpec(
        VOCABULARY_KEY,
        deps=[RAW_VOCABULARY_KEY],
        group_name="vocabulary",
        description="词表：单位、指标、对象、来源、模糊词等 / code lists shared by all reports",
        kinds={"csv"},
        owners=OWNERS,
        tags={"stage": "vocabulary"},
        code_version=code_version(*TRANSCRIPTION),
    ),
    _make,
)

_SCHEMA = dg.AssetCheckSpec(
    "schema",
    asset=VOCABULARY_KEY,
    blocking=True,
    description="词表的类型、代码、单位矩阵 / types, codes and the matrix of units",
)


def _evaluate(paths: Paths) -> dg.AssetCheckResult:
    read = {
        table.name: load_captured(stage_path(paths, SHARED, "tables", table.name))
        for table in VOCABULARY
    }
    rows = sum(len(each.frame) for each in read.values())
    checked = {"rows": rows, "tables": len(read)}
    return check_result(_findings(paths, read), _SCHEMA.key, checked)


def _findings(paths: Paths, read: Mapping[str, Captured]) -> list[Finding]:
    """What is found about the working files, unless exactly these were found sound before."""
    note = paths.stage(SHARED, "accepted", "tables")
    what = content({name: csv_bytes(each.frame) for name, each in read.items()})
    if accepted(note, what):
        return []
    found = validate_vocabulary(read)
    if not found:
        accept(note, what, paths.root)
    return found


VOCABULARY_CHECK = Check(_SCHEMA, _evaluate)
