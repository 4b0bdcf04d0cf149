"""Sizes of the release beside those of 0.2.0: a section of docs/clients.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final

from pipeline.localization import Language
from pipeline.package.files import Files, zip_bytes
from tests.package.formats.read_back import released

#: Bytes of release 0.2.0 (revision b53ada8) by pattern of files, with what they are in both languages.
BEFORE: Final[Mapping[str, tuple[int, str, str]]] = {
    "figures_*.csv": (
        91_407,
        "figures in words (one table, now one a language)",
        "数字表（原为一表，现每种语言一表）",
    ),
    "data/figures.csv": (81_533, "`data/figures.csv`", "`data/figures.csv`"),
    "*.csv": (516_449, "all CSV files", "全部 CSV 文件"),
    "*.parquet": (426_258, "all Parquet files", "全部 Parquet 文件"),
    "*.sqlite": (1_335_296, "SQLite", "SQLite"),
    "*.xlsx": (230_698, "workbook", "工作簿"),
    "index.html": (1_083_048, "`index.html`", "`index.html`"),
    "README.md": (86_425, "`README.md`", "`README.md`"),
    "*": (1_186_007, "zip of all files", "全部文件的压缩包"),
}
HEADS: Final[Mapping[Language, str]] = {
    "en": "\n## Sizes\n\nIn kB.\n\n| files | 0.2.0 | now |\n| --- | ---: | ---: |\n",
    "zh": "\n## 大小\n\n单位为 kB。\n\n| 文件 | 0.2.0 | 现在 |\n| --- | ---: | ---: |\n",
}


def size(pattern: str, files: Files) -> int:
    """The bytes of the files of a pattern; of all files, those of their zip."""
    if pattern == "*":
        return len(zip_bytes(files))
    return sum(len(data) for path, data in files.items() if fnmatchcase(path, pattern))


def section(language: Language) -> str:
    """The section of the document: a line for each pattern."""
    files = released()
    lines = (
        f"| {zh if language == 'zh' else en} | {before / 1000:.0f} | {size(pattern, files) / 1000:.0f} |\n"
        for pattern, (before, en, zh) in BEFORE.items()
    )
    return HEADS[language] + "".join(lines)


def stated(document: str) -> list[int]:
    """The sizes of the release that a document states, in the order of the patterns."""
    table = re.split(r"^## (?:Sizes|大小)$", document, flags=re.MULTILINE)[1].split("\n## ")[0]
    return [int(each) for each in re.findall(r"\| (\d+) \|$", table, re.MULTILINE)]
