"""What the README says of the checks: how they are settled, what they find, what they are worth."""

from __future__ import annotations

from collections import Counter

from pipeline.escaping.markdown import markdown, markdown_table
from pipeline.reconcile.ledger import Tally
from pipeline.release.protection import protection_lines
from pipeline.release.quality import quality
from pipeline.resolve.tables import Frames
from pipeline.validation.frame import Row, rows_of


def readings_text(frames: Frames, tally: Tally) -> str:
    """How far two readings of the report agreed."""
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


def identities_text(frames: Frames) -> str:
    """Every identity in words with its verdict, and the errata that explain the broken ones."""
    rows = rows_of(frames["identities"])
    counts = Counter(row["verdict"] for row in rows)
    said = "; ".join(f"{verdict} {counts[verdict]}" for verdict in _MARKS)
    identities = [
        (
            row["identity"],
            markdown("{}<br>{}", row["statement_zh"], row["statement_en"]),
            f"{_MARKS[row['verdict']]} {row['verdict']}",
            _remark(row),
        )
        for row in rows
    ]
    errata = [
        (
            row["erratum"],
            row["page"],
            markdown("{}<br>{}", row["description_zh"], row["description_en"]),
            row["confidence"],
        )
        for row in rows_of(frames["errata"])
    ]
    return "\n\n".join(
        (
            f"{len(rows)} identities: {said}. 区间算术，详见 `identities` 与 `identity_terms`。",
            markdown_table(("identity", "关系 / relation", "verdict", "remark"), identities),
            "报告自身的矛盾与误标，照所印保留 / The report's own contradictions and mislabels, kept as printed:",
            markdown_table(("erratum", "page", "内容 / what", "confidence"), errata),
        )
    )


def protection_text(frames: Frames, tally: Tally) -> str:
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
        f"{markdown_table(header, lines)}"
    )
