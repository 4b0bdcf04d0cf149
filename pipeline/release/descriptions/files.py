"""One file of the package as a description states it: media type, title, size, SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.rules import Wording
from pipeline.tables import PUBLISHED

_UNKNOWN: Final = ("application/octet-stream", Wording("File", "文件"))
_FORMS: Final = {
    ".csv": ("text/csv", Wording("CSV", "CSV")),
    ".parquet": ("application/vnd.apache.parquet", Wording("Parquet", "Parquet")),
    ".sqlite": ("application/vnd.sqlite3", Wording("SQLite database", "SQLite 数据库")),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Wording("Excel workbook", "Excel 工作簿"),
    ),
    ".json": ("application/json", Wording("JSON description", "JSON 描述")),
    ".jsonld": ("application/ld+json", Wording("JSON-LD description", "JSON-LD 描述")),
    ".html": ("text/html", Wording("Page to read", "阅读页")),
    ".md": ("text/markdown", Wording("Text to read", "说明文本")),
    ".cff": ("application/yaml", Wording("Citation", "引用信息")),
    ".bib": ("application/x-bibtex", Wording("Citation for BibTeX", "BibTeX 引用")),
}
_TITLES: Final = {table.name: table.title for table in PUBLISHED}


@dataclass(frozen=True)
class PackagedFile:
    """A file's path and what its bytes are."""

    path: str
    media_type: str
    title: Wording
    size: int
    sha256: str


def packaged_file(path: str, data: bytes) -> PackagedFile:
    """Describe a file of the package; a file of a table has that table's title."""
    name = PurePosixPath(path)
    media_type, form = _FORMS.get(name.suffix, _UNKNOWN)
    title = _TITLES.get(name.stem)
    shown = Wording(f"{title.en} ({form.en})", f"{title.zh}（{form.zh}）") if title else form
    return PackagedFile(path, media_type, shown, len(data), hashlib.sha256(data).hexdigest())
