"""Summarise the quality of one report: coverage, identities, detected errors, inferences, findings.

Charts are Markdown drawn with characters, because Dagster renders Markdown but no images.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pandas as pd

from pipeline.consistency.ledger import LedgerCounts
from pipeline.defs.checks import findings_table
from pipeline.defs.naming import (
    OWNERS,
    PUBLICATION,
    code_version,
    group,
    key,
    quality_key,
    shown,
    tags,
)
from pipeline.defs.snapshot import Snapshot, snapshot
from pipeline.defs.works import Asset, Made
from pipeline.escaping import Markdown, markdown, markdown_code, markdown_table
from pipeline.ingest import Report
from pipeline.package import PackageError
from pipeline.package.build import InvalidRawError
from pipeline.package.statistics import inferred_cells
from pipeline.paths import Paths
from pipeline.rules import Finding
from pipeline.schema import CHECK_COVERAGE, ERRATA, FIGURES, IDENTITIES, SECOND_READING, TableSchema
from pipeline.transform.tables import Tables
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
        "indicator · 指标",
        "period · 时期",
        "printed · 原文",
        "interval · 区间 %",
        "−100 … +100 %",
    ]
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


Part = tuple[str, Markdown]

"""A heading and Markdown below it."""


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


def identities(frame: pd.DataFrame) -> Part:
    """Count the verdicts of the identities; a vacuous identity cannot fail."""
    counts = Counter(frame["verdict"])
    counts["vacuous"] = int((frame["vacuous"] == "true").sum())
    rows = [[name, str(count), bar(count, len(frame))] for name, count in counts.items()]
    return f"Identities · 恒等式：{len(frame)}", markdown_table(
        ["verdict · 结论", "count", ""], rows
    )


def errata(frame: pd.DataFrame) -> Part:
    """List places where the report contradicts itself, kept as printed."""
    names = ["erratum", "section", "page", "kind", "description_zh", "description_en"]
    return f"Errata · 勘误：{len(frame)}", markdown_table(names, frame[names].to_numpy().tolist())


def inferences(frames: Tables) -> Part:
    """Count by column the cells that an editor inferred because the sentence does not state them."""
    cells = [name for cell in frames[FIGURES.name]["inferred"] if cell for name in cell.split(";")]
    counts = Counter(cells)
    most = max(counts.values(), default=1)
    rows = [[name, str(count), bar(count, most)] for name, count in counts.most_common()]
    total = inferred_cells(frames)
    return f"Inferred cells · 推断：{total}", markdown_table(["column · 列", "cells", ""], rows)


def second_reading(report: Report | None, frame: pd.DataFrame) -> Part:
    """Count by column the cells in which two readers differed, if a second reading is recorded."""
    if report is None or not report.second_reading:
        return "Second reading: not recorded · 第二次阅读：无记录", markdown("")
    counts = Counter(frame["column"])
    rows = [[name, str(count)] for name, count in counts.most_common()]
    return (
        f"Second reading of {report.second_reading}, cells that differed · 两次阅读的差异：{len(frame)}",
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


def _frames(now: Snapshot) -> Tables | None:
    """Return the published tables, if the report can be published."""
    try:
        return now.publication.frames
    except (InvalidRawError, PackageError):
        return None


def parts(now: Snapshot) -> list[Part]:
    """Return all parts that can be computed; a report with errors has only its findings."""
    frames = _frames(now)
    if frames is None:
        return []
    return [
        coverage(now.tally),
        identities(frames[IDENTITIES.name]),
        check_coverage(frames[CHECK_COVERAGE.name]),
        inferences(frames),
        second_reading(now.capture.report, frames[SECOND_READING.name]),
        errata(frames[ERRATA.name]),
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


def _counts(now: Snapshot) -> dict[str, int]:
    """Return the numbers that Dagster plots over time."""
    errors = sum(each.is_error for each in now.findings)
    counts = {"errors": errors, "warnings": len(now.findings) - errors}
    frames = _frames(now)
    if frames is None:
        return counts
    tally = now.tally
    return {
        **counts,
        "figures": tally.figures,
        "numerals": tally.numerals,
        "unaccounted": tally.unaccounted,
        "identities": len(frames[IDENTITIES.name]),
        "errata": len(frames[ERRATA.name]),
        "inferred_cells": inferred_cells(frames),
    }


def quality_asset(folder: Path, tables: Sequence[TableSchema]) -> Asset:
    """Define the overview; it is also made if the report cannot be published, when it is needed most."""
    report = folder.name

    def make(paths: Paths) -> Made:
        now = snapshot(paths, folder)
        text = page(parts(now), now.findings)
        overview = {
            **_counts(now),
            "overview": shown(text),
            **({"findings": findings_table(now.findings)} if now.findings else {}),
        }
        version = dg.DataVersion(hashlib.sha256(text.encode()).hexdigest())
        return Made(overview, version)

    spec = dg.AssetSpec(
        quality_key(report),
        deps=[key(report, "tables", table.name) for table in (FIGURES, *tables)],
        group_name=group(report, "package"),
        description=(
            "质量概览：覆盖、恒等式、推断、两次阅读、勘误、问题 / "
            "quality overview: coverage, identities, inferences, second reading, errata, findings"
        ),
        kinds={"markdown"},
        owners=OWNERS,
        tags=tags(report, "package"),
        code_version=code_version(*PUBLICATION),
    )
    return Asset(spec, make, waits=False)
