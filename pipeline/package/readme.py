"""Write the package's README: content, files, how to read it, checks, data dictionary, how to cite.

The tests run the examples for reading as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Template
from typing import Final

from pipeline.consistency.ledger import LedgerCounts
from pipeline.escaping import (
    Markdown,
    anchor,
    markdown,
    markdown_code,
    markdown_table,
    markdown_text,
)
from pipeline.ingest import Report
from pipeline.package.changelog import FILE as CHANGELOG
from pipeline.package.descriptor import path_of
from pipeline.package.formats.simple_csv import PATH as SIMPLE
from pipeline.package.formats.sqlite import database_path
from pipeline.package.formats.xlsx import workbook_path
from pipeline.package.statistics import (
    coverage_lines,
    coverage_quality,
    inferred_cells,
    second_reading_quality,
)
from pipeline.rules import LocalizedText, localized
from pipeline.schema import COUNTED, PLAUSIBILITY, TableSchema
from pipeline.schema.projections import dictionary, heading
from pipeline.transform.tables import Tables, tables_with_rows
from pipeline.validation.schema import Row, rows_of

#: One file per table; one row of the README covers all of them.
PARQUET: Final = "parquet/*.parquet"


@dataclass(frozen=True)
class Content:
    """Describe one file: its purpose (in Markdown), and whether only a release has it (`make release`)."""

    path: str
    purpose: LocalizedText
    released: bool = False


def contents(report: Report) -> tuple[Content, ...]:
    """Return every file except those of single tables, in the order of interest to most readers.

    The first release has no changelog.
    """
    listed = (
        Content("index.html", localized("web page to read, search and plot all figures, works offline")),
        Content(SIMPLE, localized("the figures in ten readable columns, for spreadsheets")),
        Content(workbook_path(report), localized("all tables as a workbook"), released=True),
        Content(database_path(report), localized("all tables as a database, with key constraints"), released=True),
        Content(PARQUET, localized("all tables for data frames, one file each"), released=True),
        Content("README.md", localized("this text")),
        Content("datapackage.json", localized("Data Package: columns, types, keys, hashes")),
        Content("croissant.json", localized("the same as Croissant")),
        Content("ro-crate-metadata.json", localized("every file and the run that made it (RO-Crate)")),
        Content("provenance.jsonld", localized("from every figure to its sentence, row and source (PROV-O)")),
        Content(CHANGELOG, localized("changes by version")),
        Content("CITATION.cff", localized("how to cite (Citation File Format)")),
        Content("citation.bib", localized("how to cite (BibTeX)")),
        Content("SHA256SUMS", localized("SHA-256 of every file: `sha256sum -c`")),
    )  # fmt: skip
    return tuple(each for each in listed if each.path != CHANGELOG or report.revision_of)


def files_listed(
    report: Report, frames: Tables, tables: Iterable[TableSchema]
) -> Iterator[tuple[Markdown, Markdown]]:
    """Yield file and purpose: the whole package first, then each table with a link to its columns."""
    for each in contents(report):
        mark = " ⁺" if each.released else ""
        yield (
            Markdown(f"{markdown_code(each.path)}{mark}"),
            Markdown(f"{each.purpose.zh} / {each.purpose.en}"),
        )
    for table in tables:
        count = len(frames[table.name])
        link = f"[`{path_of(table)}`](#{anchor(heading(table))})"
        rows = f"{count} row" if count == 1 else f"{count} rows"
        text = markdown("{}，{} 行 / {}, {}", table.title.zh, str(count), table.title.en, rows)
        yield Markdown(link), text


_EXAMPLES: Final = Template(
    """\
在数据包的文件夹中运行。 / Run them in the package's folder.

pandas: 数值以文本读入，再转换为 `Decimal`。 / Numbers are read as text and converted to `Decimal`.

```python
from decimal import Decimal
import pandas as pd
figures = pd.read_csv("data/figures.csv", dtype=str, keep_default_na=False)
stated = figures[(figures["status"] == "actual") & (figures["value"] != "")]
values = stated["value"].map(Decimal)
```

frictionless: 校验后读入，数值为 `Decimal`。 / Validated, then read; numbers are `Decimal`.

```python
from frictionless import Package
package = Package("datapackage.json")
assert package.validate().valid
rows = package.get_resource("figures").read_rows()
values = [row["value"] for row in rows if row["status"] == "actual"]
```

R:

```r
library(readr)
figures <- read_csv("data/figures.csv", col_types = cols(.default = "c"), na = "")
stated <- subset(figures, status == "actual" & !is.na(value))
values <- as.numeric(stated$$value)
```

DuckDB:

```sql
-- DuckDB
SELECT figure_id, printed, CAST(value AS DECIMAL(38, 12)) AS value
FROM read_csv('data/figures.csv', header = true, all_varchar = true)
WHERE status = 'actual' AND unit = 'percent' ORDER BY value DESC;
```

SQLite ⁺: 数值为精确文本，比较、排序与计算请用 `*_real`。 / Numbers are exact text: compare, sort and calculate with `*_real`.

```sql
-- sqlite3 $database
SELECT figure_id, printed, value FROM figures_readable
WHERE status = 'actual' AND unit = 'percent' ORDER BY value_real DESC;
```"""
)


def examples(report: Report) -> str:
    """Return one example for each program, in Markdown."""
    return _EXAMPLES.substitute(database=database_path(report))


def second_reading_text(report: Report, frames: Tables) -> str:
    """Describe the agreement of the two readings, if a second one is recorded, and inferred cells."""
    inferred = inferred_cells(frames)
    recorded = second_reading_quality(report, frames)
    if not recorded:
        return (
            f"没有第二次阅读的记录。由编者推断的单元格 {inferred} 个。<br>\n"
            f"A second reading is not recorded. {inferred} cells were inferred by an editor."
        )
    read = recorded["second_reading"]
    compared, differing = read["cells_compared"], read["cells_differing"]
    see = localized(", see `second_reading_differences`") if differing else LocalizedText("", "")
    return (
        f"{read['date']}，第二位读者在不知第一次录入结果的情况下重新录入 {read['edition']} 版的 {read['figures']} 个数字："
        f"{compared} 个单元格中 {differing} 个不一致（一致率 {read['agreement_percent']}%），"
        f"均对照报告文本裁定{see.zh}。由编者推断的单元格 {inferred} 个。<br>\n"
        f"On {read['date']} a second reader keyed {read['figures']} figures of edition {read['edition']} "
        f"without seeing the first result: {differing} of {compared} cells differed "
        f"({read['agreement_percent']}% agreed); each was decided by the text{see.en}. "
        f"{inferred} cells were inferred by an editor."
    )


_MARKS = {"consistent": "✓", "inconsistent": "✗", "undecidable": "?"}


def _remark(row: Row) -> str:
    """Return the remark on a verdict: it is vacuous, or it depends on a policy."""
    remarks = [
        "恒成立 / vacuous" if row["vacuous"] == "true" else "",
        "按核查宽度 / by check policy" if row["policy_used"] == "true" else "",
    ]
    return "; ".join(remark for remark in remarks if remark)


def identities_text(frames: Tables) -> str:
    """Describe every identity with its verdict."""
    rows = rows_of(frames["identities"])
    if not rows:
        return "未登记数字关系。<br>\nNo identity is recorded."
    counts = Counter(row["verdict"] for row in rows)
    sizes = sum(row["kind"] == PLAUSIBILITY for row in rows)
    text = "; ".join(f"{verdict} {counts[verdict]}" for verdict in _MARKS)
    identities = [
        (
            row["identity"],
            markdown("{}<br>{}", row["statement_zh"], row["statement_en"]),
            f"{_MARKS[row['verdict']]} {row['verdict']}",
            _remark(row),
        )
        for row in rows
    ]
    return "\n\n".join(
        (
            f"{len(rows)} 条数字关系（其中 {sizes} 条只限定合理的量级），以区间算术核对，"
            f"详见 `identities` 与 `identity_terms`。<br>\n"
            f"{len(rows)} identities, {sizes} of which state a plausible size only: {text}. They are checked "
            f"with interval arithmetic, see `identities` and `identity_terms`.",
            markdown_table(("identity", "关系 / relation", "verdict", "remark"), identities),
        )
    )


def errata_text(frames: Tables) -> str:
    """Describe every erratum of the report; nothing if it has none."""
    errata = [
        (
            row["erratum"],
            row["page"],
            markdown("{}<br>{}", row["description_zh"], row["description_en"]),
            row["confidence"],
        )
        for row in rows_of(frames["errata"])
    ]
    if not errata:
        return ""
    about = "报告自身的矛盾与误标，按原文保留 / Contradictions and wrong labels in the report, kept as printed:"
    return (
        f"\n\n{about}\n\n{markdown_table(('erratum', 'page', '内容 / what', 'confidence'), errata)}"
    )


def coverage_text(frames: Tables) -> str:
    """Describe which injected errors were detected, in total and by type, if that was measured."""
    counts = coverage_quality(frames)
    if not counts["injected"]:
        return "未对当前数字测量。<br>\nIt is not measured for the present figures."
    injected, without = counts["injected"], counts["detected_without_text"]
    with_text, nothing = counts["detected_with_text_only"], counts["not_detected"]
    header, *lines = coverage_lines(frames)
    return (
        f"在 {counts['figures_measured']} 个数字中逐一注入 {injected} 处典型转录错误：{without} 处仅凭 raw/ 即可发现，"
        f"{with_text} 处须与报告文本核对才能发现，{nothing} 处未能发现。各数字的结果见 `check_coverage`。<br>\n"
        f"{injected} typical errors were injected in {counts['figures_measured']} figures, one at a time: "
        f"{without} are detected from raw/ alone, {with_text} only with the report's text, {nothing} are "
        f"not detected. See `check_coverage` for each figure, `error_types` for the definition of each type.\n\n"
        f"{markdown_table(header, lines)}"
    )


_TEXT = Template(
    """\
# $title_zh——原文数字 / $title_en — printed figures

版本 / version $version, $released. $attribution_zh / $attribution_en

本数据包收录报告中的每一个数字：原文、位置与含义。只收录事实与数字，不收录报告原文语句。<br>
This package holds every figure that the report prints: what was printed, where, and what it means.
It holds facts and figures, never the report's sentences.

**目录 / Contents**

$contents

## 文件 / Files

⁺ 仅发行版包含（`make release`）。各格式数值一致；数值为精确十进制，仅除不尽的分数（如 1/6）保留 12 位小数。<br>
⁺ In a release only (`make release`). All formats hold the same values. Numbers are exact decimals; only a
fraction that does not terminate (as 1/6) is rounded, to 12 decimal places.

$files

## 如何阅读 / How to read it

`data/figures.csv` 每行一个数字。`value` 为原文所述数值，以 `unit` 计；`bound`、`lower`、`upper` 表示模糊词允许的范围，
空白表示无界；`*_closed` 表示是否包含端点。`inferred` 列出句中未写明、由编者推断的列。<br>
`data/figures.csv` has one row per figure. `value` is the stated number in `unit`; `bound`, `lower` and
`upper` state the range that the hedge allows, blank is unbounded; `*_closed` states whether an end is
included. `inferred` lists the columns that the sentence itself does not state.

注意 / Note:

- 预测、目标和界限值不是观测值，请用 `status` 区分。 / Forecasts, targets and thresholds are not observations: see `status`.
- 百分比、百分点和倍是不同的单位。 / Percent, percentage point and times are different units.
- `cited` 为报告所引第三方的数字；空白表示报告未注明来源。 / `cited` names the third party whose number it is; blank if the report names no source.
- 数字按原文保留，包括报告自身的错误。 / Figures are kept as printed, including the report's own mistakes.

## 读取示例 / Examples

$examples

## 完整性 / Completeness

$tally

$sections

## 两次阅读 / Two readings

$second_reading

## 数字之间的关系 / Between the figures

$identities

## 核查效果 / Effect of the checks

$check_coverage

## 数据字典 / Data dictionary

$dictionary
## 引用与许可 / Citation and licence

$publisher_zh：《$title_zh》，$published。数据整理：printed-figures，版本 $version，$released。<br>
$publisher_en: $title_en, $published. Data compiled by printed-figures, version $version, $released.

CC BY 4.0。$attribution_zh / $attribution_en
"""
)


def _tally_text(tally: LedgerCounts, frames: Tables) -> str:
    titles = {
        row["reason"]: markdown("{} / {}", row["title_zh"], row["title_en"])
        for row in rows_of(frames["exclusions"])
    }
    excluded = sum(tally.excluded.values())
    text = (
        f"数词 {tally.numerals} 个：{tally.claimed} 个对应 {tally.figures} 个数字，"
        f"{excluded} 个按理由排除，{tally.unaccounted} 个未登记。<br>\n"
        f"{tally.numerals} numerals: {tally.claimed} recorded by {tally.figures} figures, "
        f"{excluded} excluded for a reason, {tally.unaccounted} unaccounted."
    )
    rows = [(titles[reason], str(count)) for reason, count in tally.excluded.items()]
    return f"{text}\n\n{markdown_table(('理由 / reason', 'numerals'), rows)}"


def _sections_text(frames: Tables) -> str:
    counted = [name for name in COUNTED if name in frames["sections"].columns]
    rows = [
        (
            row["section"],
            markdown("{} / {}", row["title_zh"], row["title_en"]),
            *(row[name] for name in counted),
        )
        for row in rows_of(frames["sections"])
    ]
    return markdown_table(("section", "title", *counted), rows)


def _contents_text() -> str:
    """Return a line of links to the parts of the README."""
    titles = re.findall(r"^## (.+)$", _TEXT.template, re.MULTILINE)
    return " ·\n".join(f"[{title}](#{anchor(title)})" for title in titles)


def readme(report: Report, frames: Tables, tally: LedgerCounts) -> str:
    """Return the README's text; the same tables give the same text."""
    tables = tables_with_rows(frames)
    return _TEXT.substitute(
        {name: markdown_text(str(fact)) for name, fact in vars(report).items()},
        contents=_contents_text(),
        files=markdown_table(
            ("文件 / file", "用途 / purpose"), files_listed(report, frames, tables)
        ),
        examples=examples(report),
        tally=_tally_text(tally, frames),
        sections=_sections_text(frames),
        second_reading=second_reading_text(report, frames),
        identities=identities_text(frames) + errata_text(frames),
        check_coverage=coverage_text(frames),
        dictionary=dictionary(tables),
    )
