"""The files of the package as the page offers them: form, size, sha256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.rules.wording import Wording

FORMS: Final = {
    ".csv": Wording("CSV", "CSV"),
    ".json": Wording("JSON", "JSON"),
    ".jsonld": Wording("JSON-LD", "JSON-LD"),
    ".parquet": Wording("Parquet", "Parquet"),
    ".sqlite": Wording("SQLite", "SQLite"),
    ".xlsx": Wording("Excel workbook", "Excel 工作簿"),
    ".md": Wording("Markdown", "Markdown"),
    ".bib": Wording("BibTeX", "BibTeX"),
    ".cff": Wording("Citation File Format", "引用文件 CFF"),
}
FIRST: Final = (
    ("data/figures.csv", Wording("All figures", "全部数字")),
    ("figures_simple.csv", Wording("Figures, main columns only", "数字简表")),
    (".xlsx", Wording("Workbook of all tables", "全部表格工作簿")),
    (".sqlite", Wording("Database of all tables", "全部表格数据库")),
    ("parquet/figures.parquet", Wording("All figures", "全部数字")),
    ("datapackage.json", Wording("Description of the package", "数据包说明")),
    ("README.md", Wording("Readme and data dictionary", "说明与数据字典")),
    ("provenance.jsonld", Wording("Provenance (W3C PROV)", "溯源（W3C PROV）")),
    ("CHANGELOG.md", Wording("What changed", "更新记录")),
)
"""What most people come for, by the end of its path, if the package has it."""


@dataclass(frozen=True)
class Download:
    """One file: where it is, what it is, and by what its copy can be told."""

    path: str
    form: Wording
    size: str
    sha256: str
    title: Wording | None = None


def size(length: int) -> str:
    """Bytes as people read them; tenths are cut, not rounded."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if length >= unit:
            whole, tenths = divmod(length * 10 // unit, 10)
            return f"{whole}.{tenths} {name}"
    return f"{length} B"


def downloads(files: Mapping[str, bytes]) -> list[Download]:
    """All files, in order of their paths."""
    return [_download(path, data) for path, data in sorted(files.items())]


def first_downloads(files: Mapping[str, bytes]) -> list[Download]:
    """The files that most people come for."""
    found = []
    for ending, title in FIRST:
        path = next((each for each in sorted(files) if each.endswith(ending)), None)
        if path:
            found.append(_download(path, files[path], title))
    return found


def _download(path: str, data: bytes, title: Wording | None = None) -> Download:
    suffix = PurePosixPath(path).suffix
    form = FORMS.get(suffix, Wording("file", "文件"))
    return Download(path, form, size(len(data)), hashlib.sha256(data).hexdigest(), title)
