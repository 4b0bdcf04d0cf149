"""Run the commands that write raw/: new-report and fix.

Every file of a new report has its header, and the facts have placeholders. The report is a draft.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.console import echo
from pipeline.filesystem import write_atomic
from pipeline.ingest.raw_file import read_bytes
from pipeline.ingest.report_folder import FIGURES_FOLDER, REPORT_TABLES, VOCABULARY_FOLDER
from pipeline.ingest.report_metadata import FILE, FIT, LONGEST, PLACEHOLDER
from pipeline.paths import Paths
from pipeline.rules import LocalizedText
from pipeline.schema import MEASUREMENTS, RAW_FIGURES, RAW_SECTIONS, TableSchema
from pipeline.tools.fix.fix import FixedFile, fix_file, raw_tables, table_of

SECTION: Final = "1"

_YEAR: Final = re.compile(r"(?:18|19|20|21)\d\d$")

_EXAMPLE_YEAR: Final = "2020"

_FACTS: Final = """\
# Facts about the report, and the release of its data. 报告的基本信息与数据版本。
# A draft may be empty and is not published: delete the line below when the report is complete.
# 草稿可以为空，不会发布；录入完成后请删除下面一行。
draft: true
# Tables without rows in this report, such as policies; trends. 该报告没有数据的表，以分号分隔。
without: ""
title_zh: {zh}报告题名
title_en: "{en} title of the report"
publisher_zh: {zh}发布机构
publisher_en: "{en} publisher"
published: {year}
language: zh-CN
attribution_zh: {zh}来源
attribution_en: "{en} source"
# keywords for search, separated by semicolons; countries and territories of the report (ISO 3166-1)
# 检索用关键词，以分号分隔；报告所涉国家和地区的 ISO 3166-1 代码
keywords: "{zh}关键词; {en} keywords"
region: CN
# lines that begin the imprint after the last section; the text from there on is not read
# 末节之后版权信息的首行，以分号分隔；其后的文本不再读取
imprint: ""
# version and date of this data set (Data Package recipe: breaking.addition.correction)
version: 0.1.0
released: {year}-12-31
# period on which it reports, which may be before the year of publication
# 报告所属时期，可早于发布年份
reference_period: {year}
# range of years of its figures, forecasts included
first_year: {year}
last_year: {year}
# folder to which the package is published
package: {package}
"""


class UnfitNameError(ValueError):
    """Report, in both languages, why a new report cannot have this name."""


def package_of(name: str) -> str:
    """Return the folder to which a new report's package is published."""
    return f"datapackage-{name}"


def _name_problem(paths: Paths, name: str) -> str | None:
    if not FIT.fullmatch(name) or len(name) > LONGEST:
        return (
            f"{name!r} is not a valid report name; use lower-case letters, digits and single hyphens, at "
            f"most {LONGEST}, such as caict-2021. "
            f"报告名只能用小写字母、数字和单个连字符，最长 {LONGEST} 个字符，如 caict-2021。"
        )
    if name == VOCABULARY_FOLDER:
        return f"raw/{name}/ contains the words of all reports. raw/{name}/ 是各报告共用的词表。"
    if (paths.raw / name).exists():
        return f"raw/{name}/ already exists. raw/{name}/ 已存在。"
    if paths.package(package_of(name)).exists():
        return f"{package_of(name)}/ already exists. {package_of(name)}/ 已存在。"
    return None


def _header(table: TableSchema) -> str:
    return ",".join(table.columns) + "\n"


def scaffold(name: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a new report, by path below its folder: one example section, no figures.

    The years come from a name that ends in a year.
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

    Raises UnfitNameError, or OSError if the disk reports an error; then no file of the report is left.
    """
    if problem := _name_problem(paths, name):
        raise UnfitNameError(problem)
    folder = paths.raw / name
    try:
        for path, text in scaffold(name):
            write_atomic(folder / path, text.encode(), root=paths.root)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    echo(f"raw/{name}/ created: fill in raw/{name}/{FILE}", f"已新建，请填写 raw/{name}/{FILE}")
    echo(
        "then key sections.csv, numerals.csv, figures/; run make check",
        "随后录入各表并运行 make check",
    )


NO_TABLE = LocalizedText("the path does not belong to a table", "此处没有声明的表")

NO_FILE = LocalizedText("it cannot be read", "无法读取")


def fixed_files(paths: Paths, files: Sequence[Path]) -> Iterator[tuple[Path, FixedFile]]:
    """Yield each of the files, or every file of raw/, with its canonical bytes."""
    for path in files or raw_tables(paths.raw):
        whole = path.absolute()
        table = table_of(whole, paths.raw)
        if table is None:
            yield whole, FixedFile(b"", skipped_reason=NO_TABLE)
            continue
        data, unreadable = read_bytes(whole, paths.root)
        file = whole.relative_to(paths.root).as_posix()
        left = FixedFile(data, skipped_reason=NO_FILE)
        yield whole, left if unreadable else fix_file(data, table, file)


def fix(paths: Paths, files: Sequence[Path], only_check: bool) -> int:
    """Fix the format of raw files, or only report what is needed.

    Returns:
        The exit status: 1 if `only_check` found changes, 2 if there is no raw/.
    """
    if not paths.raw.is_dir():
        echo(f"the folder {paths.raw} does not exist", f"文件夹 {paths.raw} 不存在")
        return 2
    changed = 0
    for path, fixed in fixed_files(paths, files):
        if fixed.skipped_reason:
            left = fixed.skipped_reason
            echo(f"{path.name}: left alone: {left.en}", f"未改动：{left.zh}")
        for change in fixed.changes:
            echo(str(change))
        if fixed.changes:
            changed += 1
            if not only_check:
                write_atomic(path, fixed.data, root=paths.root)
    _print_counts(changed, only_check)
    return 1 if changed and only_check else 0


def _print_counts(changed: int, only_check: bool) -> None:
    if not changed:
        echo("nothing to fix", "无需修整")
    elif only_check:
        echo(f"{changed} files to fix: run make fix", f"{changed} 个文件需修整：请运行 make fix")
    else:
        echo(f"{changed} files fixed", f"已修整 {changed} 个文件")
