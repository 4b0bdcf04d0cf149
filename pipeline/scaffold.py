"""A new report in raw/: every file with its header, facts to fill in, marked as a draft."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Final

from pipeline.announce import announce
from pipeline.capture.folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER
from pipeline.capture.report import FILE, PLACEHOLDER
from pipeline.paths import Paths
from pipeline.tables import MEASUREMENTS, RAW_FIGURES, RAW_SECTIONS, Table
from pipeline.whole_file import write_whole

FIT: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST: Final = 40
SECTION: Final = "1"
_YEAR: Final = re.compile(r"(?:18|19|20|21)\d\d$")
_EXAMPLE_YEAR: Final = "2020"

_FACTS: Final = """\
# Facts about the report, and the release of its data. 报告的基本信息与数据版本。
# A draft may be empty and is not published: delete this line when the report is complete.
# 草稿可以为空，不会发布；完成后请删除下面一行。
draft: true
# Tables that this report has no rows of, such as policies; trends. 该报告没有的表，以分号分隔。
without: ""
title_zh: {zh}报告题名
title_en: "{en} title of the report"
publisher_zh: {zh}发布机构
publisher_en: "{en} publisher"
published: {year}
language: zh-CN
attribution_zh: {zh}来源
attribution_en: "{en} source"
# what people search for, separated by semicolons; countries and territories that it speaks of (ISO 3166-1)
# 检索用的关键词，以分号分隔；报告所涉国家和地区的 ISO 3166-1 代码
keywords: "{zh}关键词; {en} keywords"
region: CN
# lines that begin the imprint after the last section; nothing from there on is read
# 末节之后版权信息的首行，以分号分隔；其后不再读取
imprint: ""
# version and date of this data set (Data Package recipe: breaking.addition.correction)
version: 0.1.0
released: {year}-12-31
# years that its figures may speak of, forecasts included
first_year: {year}
last_year: {year}
# folder that the package is published to
package: {package}
"""


class UnfitNameError(ValueError):
    """A name that no new report can have; it says why in both languages."""


def package_of(name: str) -> str:
    """The folder that a new report's package is published to."""
    return f"datapackage-{name}"


def _refusal(paths: Paths, name: str) -> str | None:
    if not FIT.fullmatch(name) or len(name) > LONGEST:
        return (
            f"{name!r} is no name for a report: lower-case letters, digits and single hyphens, at "
            f"most {LONGEST}, such as caict-2021. "
            f"报告名只能用小写字母、数字和单个连字符，最长 {LONGEST} 个字符，如 caict-2021。"
        )
    if name == VOCABULARY_FOLDER:
        return f"raw/{name}/ holds the words of all reports. raw/{name}/ 是各报告共用的词表。"
    if (paths.raw / name).exists():
        return f"raw/{name}/ is there already. raw/{name}/ 已存在。"
    if paths.package(package_of(name)).exists():
        return f"{package_of(name)}/ is there already. {package_of(name)}/ 已存在。"
    return None


def _header(table: Table) -> str:
    return ",".join(table.columns) + "\n"


def scaffold(name: str) -> Iterator[tuple[str, str]]:
    """The files of a new report, by their path below its folder: one example section, no figures.

    The years are taken from a name that ends in one.
    """
    found = _YEAR.search(name)
    facts = {"zh": PLACEHOLDER.zh, "en": PLACEHOLDER.en, "package": package_of(name)}
    yield FILE, _FACTS.format(**facts, year=found[0] if found else _EXAMPLE_YEAR)
    measured = {table.name for table in MEASUREMENTS}
    for table in REPORT_TABLES:
        if table.name not in measured:
            example = _example_section() if table is RAW_SECTIONS else ""
            yield f"{table.name}.csv", _header(table) + example
    yield f"{FIGURES_FOLDER}/{SECTION}.csv", _header(RAW_FIGURES)


def _example_section() -> str:
    cells = {
        "section": SECTION,
        "level": "chapter",
        "heading": "一、",
        "title_zh": f"{PLACEHOLDER.zh}章节题名",
        "title_en": f"{PLACEHOLDER.en} title of the section",
        "page": "1",
    }
    return ",".join(cells.get(column, "") for column in RAW_SECTIONS.columns) + "\n"


def begin_report(paths: Paths, name: str) -> None:
    """Write the files of a new report to raw/.

    Raises UnfitNameError, or OSError if the disk refuses; then nothing is left of the report.
    """
    if refusal := _refusal(paths, name):
        raise UnfitNameError(refusal)
    folder = paths.raw / name
    try:
        for path, text in scaffold(name):
            write_whole(folder / path, text.encode(), root=paths.root)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    announce(
        f"raw/{name}/ is begun: fill in raw/{name}/{FILE}", f"已新建，请填写 raw/{name}/{FILE}"
    )
    announce(
        "then key sections.csv, numerals.csv, figures/; make check", "随后录入并运行 make check"
    )
