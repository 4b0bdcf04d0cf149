"""The package's README: what it is and holds, how to read it, the tally, the data dictionary, how to cite."""

from __future__ import annotations

import re
from string import Template

from pipeline.capture import Report
from pipeline.escaping.markdown import anchor, markdown, markdown_table, markdown_text
from pipeline.reconcile.ledger import Tally
from pipeline.release.contents import files_listed
from pipeline.release.reading import examples
from pipeline.release.readme_checks import identities_text, protection_text, readings_text
from pipeline.resolve.tables import Frames
from pipeline.tables import PUBLISHED
from pipeline.tables.dictionary import dictionary
from pipeline.tables.report_parts import COUNTED
from pipeline.validation.frame import rows_of

_TEXT = Template(
    """\
# $title_zh——所印数字 / $title_en — printed figures

版本 / version $version, $released. $attribution_zh / $attribution_en

本数据包收录报告所印的每一个数字：所印为何、印在何处、表示什么。只收录事实与数字，不收录报告原文语句。<br>
This package holds every figure that the report prints: what was printed, where, and what it says.
It holds facts and figures, never the report's sentences.

**目录 / Contents**

$contents

## 文件 / Files

⁺ 仅发行版所有（`make release`）。各格式数值一致；数为精确十进制，仅除不尽的分数（如 1/6）取 12 位小数。<br>
⁺ In a release only (`make release`). All forms hold the same values; numbers are exact decimals, and only a
fraction that never ends (as 1/6) is rounded, at 12 places.

$files

## 如何阅读 / How to read it

`data/figures.csv` 每行一个数字。`value` 是以 `unit` 计的所述数值；`bound`、`lower`、`upper` 表示模糊词所允许的范围，
空白为无界；`*_closed` 表示端点是否包含在内。`inferred` 列出句中未写明、由编者推断的列。<br>
`data/figures.csv` has one row per figure. `value` is the stated number in `unit`; `bound`, `lower` and
`upper` say what the hedge allows, blank is unbounded; `*_closed` says whether an end is included.
`inferred` lists the columns that the sentence itself does not state.

注意 / Take care:

- 预测、目标和界限值不是观测值，请用 `status` 区分。 / Forecasts, targets and thresholds are no observations: see `status`.
- 百分比、百分点和倍是不同的单位。 / Percent, percentage point and times are different units.
- `cited` 为报告所引第三方的数字；空白表示报告未注明来源。 / `cited` names the third party whose number it is; blank if the report names none.
- 数字照所印保留，包括报告自身的错误。 / Figures are kept as printed, the report's own mistakes included.

## 读取示例 / Examples

$examples

## 完整性 / Completeness

$tally

$sections

## 两次阅读 / Two readings

$readings

## 数字之间 / Between the figures

$identities

## 核查的效力 / What the checks are worth

$protection

## 数据字典 / Data dictionary

$dictionary
## 引用与许可 / Citation and licence

$publisher_zh：《$title_zh》，$published。数据整理：printed-figures，版本 $version，$released。<br>
$publisher_en: $title_en, $published. Data compiled by printed-figures, version $version, $released.

CC BY 4.0。$attribution_zh / $attribution_en
"""
)


def _tally_text(tally: Tally, frames: Frames) -> str:
    titles = {
        row["reason"]: markdown("{} / {}", row["title_zh"], row["title_en"])
        for row in rows_of(frames["exclusions"])
    }
    excluded = sum(tally.excluded.values())
    said = (
        f"数词 {tally.numerals} 个：{tally.claimed} 个由 {tally.figures} 个数字记录，"
        f"{excluded} 个按理由排除，{tally.unaccounted} 个未交代。<br>\n"
        f"{tally.numerals} numerals: {tally.claimed} recorded by {tally.figures} figures, "
        f"{excluded} excluded for a reason, {tally.unaccounted} unaccounted."
    )
    rows = [(titles[reason], str(count)) for reason, count in tally.excluded.items()]
    return f"{said}\n\n{markdown_table(('理由 / reason', 'numerals'), rows)}"


def _sections_text(frames: Frames) -> str:
    rows = [
        (
            row["section"],
            markdown("{} / {}", row["title_zh"], row["title_en"]),
            *(row[name] for name in COUNTED),
        )
        for row in rows_of(frames["sections"])
    ]
    return markdown_table(("section", "title", *COUNTED), rows)


def _contents_text() -> str:
    """A line of links to the parts of the README."""
    titles = re.findall(r"^## (.+)$", _TEXT.template, re.MULTILINE)
    return " ·\n".join(f"[{title}](#{anchor(title)})" for title in titles)


def readme(report: Report, frames: Frames, tally: Tally) -> str:
    """The README's text; the same tables give the same text."""
    return _TEXT.substitute(
        {name: markdown_text(str(fact)) for name, fact in vars(report).items()},
        contents=_contents_text(),
        files=markdown_table(("文件 / file", "用途 / what for"), files_listed(report, frames)),
        examples=examples(report),
        tally=_tally_text(tally, frames),
        sections=_sections_text(frames),
        readings=readings_text(frames, tally),
        identities=identities_text(frames),
        protection=protection_text(frames, tally),
        dictionary=dictionary(PUBLISHED),
    )
