"""The package's README: what it is, how to read it, the tally, the data dictionary, how to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from string import Template

from pipeline.capture import Report
from pipeline.reconcile.ledger import Tally
from pipeline.release.protection import protection_lines
from pipeline.release.quality import quality
from pipeline.resolve.tables import Frames
from pipeline.tables import PUBLISHED
from pipeline.tables.dictionary import dictionary
from pipeline.tables.report_parts import COUNTED
from pipeline.validation.frame import Row, rows_of

_TEXT = Template(
    """\
# $title_zh——所印数字 / $title_en — printed figures

版本 / version $version, $released. $attribution_zh / $attribution_en

本数据包收录报告所印的每一个数字：所印为何、印在何处、表示什么。只收录事实与数字，不收录报告原文语句。<br>
This package holds every figure that the report prints: what was printed, where, and what it says.
It holds facts and figures, never the report's sentences.

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


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _tally_text(tally: Tally, frames: Frames) -> str:
    titles = {
        row["reason"]: f"{row['title_zh']} / {row['title_en']}"
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
    return f"{said}\n\n{_table(('理由 / reason', 'numerals'), rows)}"


def _sections_text(frames: Frames) -> str:
    rows = [
        (row["section"], f"{row['title_zh']} / {row['title_en']}", *(row[name] for name in COUNTED))
        for row in rows_of(frames["sections"])
    ]
    return _table(("section", "title", *COUNTED), rows)


def _readings_text(frames: Frames, tally: Tally) -> str:
    counts = quality(frames, tally)
    read, inferred = counts["second_reading"], counts["inferred"]
    compared, differing = read["cells_compared"], read["cells_differing"]
    return (
        f"第二位读者在未见第一次结果的情况下重新录入全部数字：{compared} 个单元格中 {differing} 个不一致"
        f"（一致率 {read['agreement_percent']}%），均据文本裁定，见 `readings`。"
        f"由编者推断的单元格 {inferred['cells_inferred']} 个。<br>\n"
        f"A second reader keyed every figure without seeing the first result: {differing} of "
        f"{compared} cells differed ({read['agreement_percent']}% agreed); the text settled each, "
        f"see `readings`. {inferred['cells_inferred']} cells were inferred by an editor."
    )


_MARKS = {"consistent": "✓", "inconsistent": "✗", "undecidable": "?"}


def _remark(row: Row) -> str:
    """What a reader should know of a verdict: nothing could fail it, or it rests on a policy."""
    remarks = [
        "空洞 / vacuous" if row["vacuous"] == "true" else "",
        "依核查宽度 / by check policy" if row["policy_used"] == "true" else "",
    ]
    return "; ".join(remark for remark in remarks if remark)


def _identities_text(frames: Frames) -> str:
    """Every identity in words with its verdict, and the errata that explain the broken ones."""
    rows = rows_of(frames["identities"])
    counts = Counter(row["verdict"] for row in rows)
    said = "; ".join(f"{verdict} {counts[verdict]}" for verdict in _MARKS)
    identities = [
        (
            row["identity"],
            f"{row['statement_zh']}<br>{row['statement_en']}".replace("|", "\\|"),
            f"{_MARKS[row['verdict']]} {row['verdict']}",
            _remark(row),
        )
        for row in rows
    ]
    errata = [
        (
            row["erratum"],
            row["page"],
            f"{row['description_zh']}<br>{row['description_en']}",
            row["confidence"],
        )
        for row in rows_of(frames["errata"])
    ]
    return "\n\n".join(
        (
            f"{len(rows)} identities: {said}. 区间算术，详见 `identities` 与 `identity_terms`。",
            _table(("identity", "关系 / relation", "verdict", "remark"), identities),
            "报告自身的矛盾与误标，照所印保留 / The report's own contradictions and mislabels, kept as printed:",
            _table(("erratum", "page", "内容 / what", "confidence"), errata),
        )
    )


def _protection_text(frames: Frames, tally: Tally) -> str:
    """What became of the slips that were planted: in all, and by class."""
    counts = quality(frames, tally)["protection"]
    planted, without = counts["planted"], counts["caught_without_text"]
    with_text, nothing = counts["caught_with_text_only"], counts["caught_by_nothing"]
    header, *lines = protection_lines(frames)
    return (
        f"在 {counts['figures_measured']} 个数字中逐一植入 {planted} 处典型转录错误：{without} 处仅凭 raw/ 即被发现，"
        f"{with_text} 处须与报告文本核对，{nothing} 处未被发现。各数字的情形见 `protection`。<br>\n"
        f"{planted} typical slips were planted in {counts['figures_measured']} figures, one at a time: "
        f"{without} are caught from raw/ alone, {with_text} only with the report's text, {nothing} by "
        f"nothing. See `protection` for each figure, `slips` for what each class is.\n\n"
        f"{_table(header, lines)}"
    )


def readme(report: Report, frames: Frames, tally: Tally) -> str:
    """The README's text; the same tables give the same text."""
    return _TEXT.substitute(
        vars(report),
        tally=_tally_text(tally, frames),
        sections=_sections_text(frames),
        readings=_readings_text(frames, tally),
        identities=_identities_text(frames),
        protection=_protection_text(frames, tally),
        dictionary=dictionary(PUBLISHED),
    )
