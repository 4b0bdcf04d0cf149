"""Summarise the quality of one report: findings, coverage, detected errors, inferences, errata.

Charts are Markdown drawn with characters, because Dagster renders Markdown but no images.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import dagster as dg
import pandas as pd

from pipeline.consistency.ledger import LedgerCounts
from pipeline.defs.checks import findings_table
from pipeline.defs.naming import quality_key, shown
from pipeline.defs.resources import TranscribedReport
from pipeline.escaping import Markdown, markdown, markdown_code, markdown_table
from pipeline.package.statistics import inferred_cells
from pipeline.rules import Finding
from pipeline.schema import (
    CHECK_COVERAGE,
    ERRATA,
    RAW_IDENTITIES,
    READINGS,
    SECOND_READING,
)
from pipeline.transform.tables import coverage_rows, to_frame
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row, rows_of

_WIDTH = 30
_SIDE = 20
_OF_A_STEP = 5


def bar(count: int, most: int) -> str:
    """Draw a bar for a count, relative to the largest count."""
    return "█" * max(1, count * _WIDTH // most) if count else ""


def figures_by_section(figures: pd.DataFrame) -> Markdown:
    """Count the figures of every section, in the report's order."""
    counts = Counter(figures["section"])
    most = max(counts.values(), default=1)
    rows = [[section, str(count), bar(count, most)] for section, count in counts.items()]
    return markdown_table(["section · 章节", "figures · 数字", ""], rows)


def growth_rates(figures: pd.DataFrame) -> Markdown:
    """List growth rates over time, each with the interval that its print and hedge allow."""
    rates = [
        row
        for row in rows_of(figures)
        if row["measure"] == "growth_rate" and row["unit"] == "percent" and row["value"]
    ]
    rates.sort(key=lambda row: (row["indicator"], row["entity"], row["period_start"]))
    rows = [
        [_what(row), row["period"], row["printed"], _interval(row), _drawn(row)] for row in rates
    ]
    header = [
        "indicator · 指标", "period · 时期", "printed · 原文", "interval · 区间 %", "−100 … +100 %",
    ]  # fmt: skip
    return markdown_table(header, rows)


def _what(row: Row) -> str:
    return f"{row['indicator_zh']} {row['indicator_en']} ({row['entity_zh']})"


def _interval(row: Row) -> str:
    low, high = row["lower"] or "−∞", row["upper"] or "∞"
    left = "[" if row["lower_closed"] == "true" else "("
    right = "]" if row["upper_closed"] == "true" else ")"
    return f"{left}{low}, {high}{right}"


def _drawn(row: Row) -> Markdown:
    """Draw the value between −100 and 100 percent, one mark per five percent; ▶ is beyond the scale."""
    value = Decimal(row["value"])
    steps = int((value / _OF_A_STEP).to_integral_value())
    line = ["·"] * (2 * _SIDE + 1)
    line[_SIDE] = "│"
    line[_SIDE + max(-_SIDE, min(_SIDE, steps))] = "●"
    if abs(steps) > _SIDE:
        line[-1 if steps > 0 else 0] = "▶" if steps > 0 else "◀"
    return markdown_code("".join(line))


def verdicts(identities: pd.DataFrame) -> Markdown:
    """Count the verdicts of the identities; a vacuous identity cannot fail."""
    counts = Counter(identities["verdict"])
    counts["vacuous"] = int((identities["vacuous"] == "true").sum())
    rows = [[name, str(count), bar(count, len(identities))] for name, count in counts.items()]
    return markdown_table(["verdict · 结论", "count", ""], rows)


#: A heading and Markdown below it.
Part = tuple[str, Markdown]


def coverage(tally: LedgerCounts) -> Part:
    """Count every numeral of the report: recorded by a figure, or excluded for a stated reason."""
    counts = {
        "figures · 数字": tally.claimed,
        **tally.excluded,
        "unaccounted · 未登记": tally.unaccounted,
    }
    rows = [[name, str(count), bar(count, tally.numerals)] for name, count in counts.items()]
    return (
        f"Coverage · 覆盖：{tally.numerals} numerals · 数词",
        markdown_table(["numerals that are · 数词归属", "count", ""], rows),
    )


def errata(frame: pd.DataFrame) -> Part:
    """List places where the report contradicts itself, kept as printed."""
    names = ["erratum", "section", "page", "kind", "description_zh", "description_en"]
    return f"Errata · 勘误：{len(frame)}", markdown_table(names, frame[names].to_numpy().tolist())


def inferences(cells: Sequence[str]) -> Part:
    """Count by column the cells that an editor inferred because the sentence does not state them.

    Args:
        cells: the cell `inferred` of every figure.
    """
    counts = Counter(name for cell in cells if cell for name in cell.split(";"))
    most = max(counts.values(), default=1)
    rows = [[name, str(count), bar(count, most)] for name, count in counts.most_common()]
    heading = f"Inferred cells · 推断：{counts.total()}"
    return heading, markdown_table(["column · 列", "cells", ""], rows)


def second_reading(readings: pd.DataFrame, frame: pd.DataFrame) -> Part:
    """Count by column the cells in which two readers differed, if a second reading is recorded."""
    if readings.empty:
        return "Second reading: not recorded · 第二次阅读：无记录", markdown("")
    counts = Counter(frame["column"])
    rows = [[name, str(count)] for name, count in counts.most_common()]
    return (
        f"Second readings: {len(readings)}, cells that differed · 两次阅读的差异：{len(frame)}",
        markdown_table(["column · 列", "cells"], rows),
    )


def check_coverage(frame: pd.DataFrame) -> Part:
    """Count the typical errors that the checks detect when injected in every figure, and how."""
    measured = frame[frame["measured"] == "true"]
    names = ("detected_without_text", "detected_with_text_only", "not_detected")
    counts = {
        CHECK_COVERAGE[name].title: sum(len(cell.split(";")) for cell in measured[name] if cell)
        for name in names
    }
    most = max(1, sum(counts.values()))
    rows = [
        [f"{title.en} · {title.zh}", str(count), bar(count, most)]
        for title, count in counts.items()
    ]
    return (
        f"Check coverage · 核查覆盖：{len(measured)} of {len(frame)} figures measured · 已测",
        markdown_table(["injected errors · 注入的错误", "count", ""], rows),
    )


def parts(now: TranscribedReport) -> list[Part]:
    """Return all parts that can be computed; a report with errors has only its findings."""
    if any(each.is_error for each in now.findings):
        return []
    figures, tables = keyed_figures(now.capture), now.capture.tables
    covered = coverage_rows(now.capture, [row["id"] for row in figures])
    return [
        coverage(now.tally),
        check_coverage(to_frame(covered, CHECK_COVERAGE)),
        inferences([row["inferred"] for row in figures]),
        second_reading(tables[READINGS.name].frame, tables[SECOND_READING.name].frame),
        errata(tables[ERRATA.name].frame),
    ]


def page(stated: Sequence[Part], findings: Sequence[Finding]) -> Markdown:
    """Format the overview as Markdown."""
    errors = sum(each.is_error for each in findings)
    verdict = (
        f"**{errors} errors, {len(findings) - errors} warnings · "
        f"错误 {errors} 处，提示 {len(findings) - errors} 处**"
    )
    reported = [
        markdown(
            "- {} **{}** {} {}",
            markdown_code(str(each.location)),
            each.code,
            each.message.zh,
            each.message.en,
        )
        for each in findings
    ]
    body = "\n\n".join(markdown("### {}\n\n{}", heading, text) for heading, text in stated)
    return Markdown("\n\n".join((verdict, "\n".join(reported), body)))


def quality_counts(now: TranscribedReport) -> dict[str, int]:
    """Return the numbers that Dagster plots over time."""
    errors = sum(each.is_error for each in now.findings)
    counts = {"errors": errors, "warnings": len(now.findings) - errors}
    if errors:
        return counts
    tables = now.capture.tables
    return {
        **counts,
        "figures": now.tally.figures,
        "numerals": now.tally.numerals,
        "unaccounted": now.tally.unaccounted,
        "identities": len(tables[RAW_IDENTITIES.name].frame),
        "errata": len(tables[ERRATA.name].frame),
        "inferred_cells": sum(
            inferred_cells(each.frame["inferred"]) for each in now.capture.figures.values()
        ),
    }


def quality_result(now: TranscribedReport, report: str) -> dg.MaterializeResult[None]:
    """Return the overview; it is also made if the report cannot be published."""
    text = page(parts(now), now.findings)
    return dg.MaterializeResult(
        asset_key=quality_key(report),
        metadata={
            **quality_counts(now),
            "overview": shown(text),
            **({"findings": findings_table(now.findings)} if now.findings else {}),
        },
        data_version=dg.DataVersion(hashlib.sha256(text.encode()).hexdigest()),
    )
