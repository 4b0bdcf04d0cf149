"""Small charts in Markdown, drawn in characters, because Dagster shows these and no picture."""

from collections import Counter
from decimal import Decimal

import pandas as pd

from pipeline.escaping.markdown import Markdown, markdown_code, markdown_table
from pipeline.validation.frame import Row, rows_of

_WIDTH = 30
_SIDE = 20
_OF_A_STEP = 5


def bar(count: int, most: int) -> str:
    """A bar as long as a count, beside the most that there is."""
    return "█" * max(1, count * _WIDTH // most) if count else ""


def figures_by_section(figures: pd.DataFrame) -> Markdown:
    """How many figures every section prints, in the report's order."""
    counts = Counter(figures["section"])
    most = max(counts.values(), default=1)
    rows = [[section, str(count), bar(count, most)] for section, count in counts.items()]
    return markdown_table(["section · 章节", "figures · 数字", ""], rows)


def growth_rates(figures: pd.DataFrame) -> Markdown:
    """Growth rates over time, each with the interval that its print and hedge allow."""
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
        "printed · 所印",
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
    """The value's place between −100 and 100 percent, a mark of five percent each; ▶ is beyond."""
    value = Decimal(row["value"])
    steps = int((value / _OF_A_STEP).to_integral_value())
    line = ["·"] * (2 * _SIDE + 1)
    line[_SIDE] = "│"
    line[_SIDE + max(-_SIDE, min(_SIDE, steps))] = "●"
    if abs(steps) > _SIDE:
        line[-1 if steps > 0 else 0] = "▶" if steps > 0 else "◀"
    return markdown_code("".join(line))
