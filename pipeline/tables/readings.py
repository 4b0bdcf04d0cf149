"""The table of cells on which the first reading and the blind second reading differed."""

from pipeline.rules import Wording
from pipeline.tables.facts import both
from pipeline.tables.figures import RAW_FIGURES
from pipeline.tables.model import Table, column

#: Cells that both readers keyed; the identifier is given and the note is free.
COMPARED = tuple(name for name in RAW_FIGURES.columns if name not in ("id", "note"))

READINGS = Table(
    "readings",
    Wording("Differences of the two readings", "两次阅读的差异"),
    Wording(
        "Every cell on which two independent readings of the report differed, and how it was settled.",
        "两次独立阅读中不一致的每个单元格及其裁定。",
    ),
    (
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure.", "相关数字。"),
            required=True,
            refers_to="figures.figure_id",
        ),
        column(
            "column",
            ("Column", "列"),
            ("The keyed column.", "录入的列。"),
            required=True,
            enum=COMPARED,
        ),
        column(
            "first",
            ("First reading", "第一次阅读"),
            (
                "What the first reader keyed; white space dropped in printed forms.",
                "第一位读者所录；所印形式去除空格。",
            ),
        ),
        column(
            "second",
            ("Second reading", "第二次阅读"),
            (
                "What the second reader keyed without seeing the first.",
                "第二位读者在未见第一次结果时所录。",
            ),
        ),
        column("settled", ("Settled", "裁定"), ("What the text decides.", "据文本裁定的结果。")),
        *both("reason", "Reason", "理由"),
    ),
    ("figure", "column"),
)


def agreement(figures: int, differences: int) -> str:
    """The share of compared cells on which the first two readings agreed, in percent, two places."""
    cells = figures * len(COMPARED)
    if not cells:
        return ""
    hundredths = (2 * 10_000 * (cells - differences) + cells) // (2 * cells)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
