"""`datapackage.json`: the Data Package (standard v2) that describes the published files.

The descriptor uses only what independent clients agree on. Resources are CSV only, and schemas are
inline. `fieldsMatch` and `profile` are not used. Hashes are lower-case sha256, and blank is the only
missing value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from pipeline.ingest import Report
from pipeline.schema import READABLE, TableSchema
from pipeline.schema.projections import table_schema

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSE: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}


def path_of(table: TableSchema) -> str:
    """Return the path of a table in the package."""
    return f"{table.layer}/{table.name}.csv".lstrip("/")


def table_resource(table: TableSchema, data: bytes) -> dict[str, Any]:
    """Return the resource of a table, with the bytes of its file."""
    return {
        "name": table.name,
        "type": "table",
        "path": path_of(table),
        "layer": table.layer or "readable",
        "title": table.title.en,
        "title_zh": table.title.zh,
        "description": table.description.en,
        "description_zh": table.description.zh,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "licenses": [LICENSE],
        "rows": data.count(b"\n") - 1,
        "schema": table_schema(table),
    }


def descriptor(
    report: Report,
    files: Mapping[str, bytes],
    extra: Mapping[str, Any],
    tables: Iterable[TableSchema],
) -> bytes:
    """Return the descriptor's bytes.

    Args:
        report: facts of the report and the release.
        files: published files by path.
        extra: further properties of the package, such as the ledger's tally.
        tables: the published tables, in order; the readable tables stand before them.
    """
    source = f"{report.title_zh}, {report.publisher_zh}, {report.published}"
    described = {
        "$schema": PROFILE,
        "name": report.folder,
        "title": f"{report.title_en} — printed figures",
        "title_zh": f"{report.title_zh}——原文数字",
        "description": "Every figure printed in the report, with what was printed, where, "
        "and what it means: value, limiting word, bounds, unit, period, base and source.",
        "version": report.version,
        "created": f"{report.released}T00:00:00Z",
        "licenses": [LICENSE],
        "sources": [{"title": source, "version": report.published}],
        "contributors": [
            {"title": report.publisher_zh, "roles": ["author of the report"]},
            {"title": "printed-figures", "roles": ["compiler of the data"]},
        ],
        "attribution": report.attribution_en,
        "attribution_zh": report.attribution_zh,
        "report": asdict(report),
        "keywords": list(report.keywords),
        **extra,
        "resources": [
            table_resource(table, files[path_of(table)]) for table in (*READABLE.values(), *tables)
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
