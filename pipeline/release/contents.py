"""Which files a package has and what each is for, as its README lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.capture import Report
from pipeline.escaping.markdown import Markdown, anchor, markdown, markdown_code
from pipeline.release.descriptor import path_of
from pipeline.release.forms.simple import PATH as SIMPLE
from pipeline.release.forms.sqlite.database import path_of as database_path
from pipeline.release.forms.xlsx import path_of as workbook_path
from pipeline.resolve.tables import Frames
from pipeline.rules import Wording
from pipeline.tables import PUBLISHED
from pipeline.tables.dictionary import heading

#: One file a table; the README names them all at once.
PARQUET: Final = "parquet/*.parquet"


@dataclass(frozen=True)
class Content:
    """One file, what it is for (in Markdown), and whether only a release has it (`make release`, `dist/`)."""

    path: str
    purpose: Wording
    released: bool = False


def contents(report: Report) -> tuple[Content, ...]:
    """Every file but those of the single tables, in the order in which most readers want them."""
    return (
        Content("index.html", Wording("page to read, search and draw all figures, offline", "阅读、检索、绘图的网页，可离线")),
        Content(SIMPLE, Wording("the figures in ten columns of words, for spreadsheets", "数字简表，十列，供电子表格")),
        Content(workbook_path(report), Wording("all tables as a workbook", "全部表格的工作簿"), released=True),
        Content(database_path(report), Wording("all tables as a database, keys enforced", "全部表格的数据库，键受约束"), released=True),
        Content(PARQUET, Wording("all tables for data frames, one file each", "全部表格，每表一个 Parquet 文件"), released=True),
        Content("README.md", Wording("this text", "本文")),
        Content("datapackage.json", Wording("Data Package: columns, types, keys, hashes", "数据包描述：列、类型、键、散列值")),
        Content("croissant.json", Wording("the same as Croissant", "同上，Croissant 格式")),
        Content("ro-crate-metadata.json", Wording("every file and the run that made it (RO-Crate)", "各文件及其生成过程（RO-Crate）")),
        Content("provenance.jsonld", Wording("from every figure to its sentence, row and source (PROV-O)", "每个数字的句子、原始行与来源（PROV-O）")),
        Content("CHANGELOG.md", Wording("what changed, version by version", "各版本更新记录")),
        Content("CITATION.cff", Wording("how to cite (Citation File Format)", "引用信息（CFF）")),
        Content("citation.bib", Wording("how to cite (BibTeX)", "引用信息（BibTeX）")),
        Content("SHA256SUMS", Wording("SHA-256 of every file: `sha256sum -c`", "各文件的 SHA-256：`sha256sum -c`")),
    )  # fmt: skip


def files_listed(report: Report, frames: Frames) -> Iterator[tuple[Markdown, Markdown]]:
    """File and purpose: whole package first, then table by table with a link to its columns."""
    for each in contents(report):
        mark = " ⁺" if each.released else ""
        yield (
            Markdown(f"{markdown_code(each.path)}{mark}"),
            Markdown(f"{each.purpose.zh} / {each.purpose.en}"),
        )
    for table in PUBLISHED:
        count = str(len(frames[table.name]))
        link = f"[`{path_of(table)}`](#{anchor(heading(table))})"
        said = markdown("{}，{} 行 / {}, {} rows", table.title.zh, count, table.title.en, count)
        yield Markdown(link), said
