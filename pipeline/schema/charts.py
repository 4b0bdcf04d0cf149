"""Declare the tables of the page's charts: the figures of each chart, and how they are drawn."""

from pipeline.rules import LocalizedText
from pipeline.schema.model import TableSchema, column, titled
from pipeline.schema.report_facts import both

KINDS = ("bars", "dots", "parts", "periods")
_PART = "(indicator|entity|period|status)"
LABEL = f"{_PART}(;{_PART})*"

CHARTS = TableSchema(
    "charts",
    LocalizedText("Charts", "图表"),
    LocalizedText(
        "Charts on the page of the package. All drawn values are read from the figures.",
        "数据包网页上的图表；图中数值均取自数字表。",
    ),
    (
        column(
            "chart",
            ("Chart", "图表编号"),
            ("Stable identifier.", "固定编号。"),
            required=True,
            unique=True,
            pattern=r"[a-z][a-z0-9-]*",
        ),
        column(
            "kind",
            ("Kind", "图形"),
            (
                "Bars from zero, dots, parts of a hundred, or growth over the periods in which it occurred.",
                "自零起的条形、圆点、百分之百的组成部分，或各时期的增速。",
            ),
            required=True,
            enum=KINDS,
        ),
        column(
            "scale",
            ("Scale", "坐标"),
            ("Linear, or logarithmic with base ten.", "线性坐标，或以十为底的对数坐标。"),
            required=True,
            enum=("linear", "log"),
        ),
        column(
            "label",
            ("Label", "标签"),
            ("Columns that make up a figure's label.", "构成数字标签的列。"),
            required=True,
            # published as a pattern, because to readers of a Table Schema a list in a cell is one text
            pattern=LABEL,
        ),
        column(
            "heading",
            ("Heading", "小标题"),
            (
                "The column whose title is shown once above the figures that share it.",
                "相邻数字共有、标题只显示一次的列。",
            ),
            enum=("indicator",),
        ),
        column(
            "order",
            ("Order", "次序"),
            ("In order of keying, or by descending value.", "按录入次序，或按数值由大到小。"),
            required=True,
            enum=("keyed", "value"),
        ),
        *titled(),
        *both("caption", "Caption", "说明"),
    ),
    ("chart",),
)

CHART_FIGURES = TableSchema(
    "chart_figures",
    LocalizedText("Figures of the charts", "图表中的数字"),
    LocalizedText("The figures of each chart, in order.", "每张图表中的数字及其次序。"),
    (
        column(
            "chart",
            ("Chart", "图表编号"),
            ("The chart.", "所属图表。"),
            required=True,
            refers_to="charts.chart",
        ),
        column(
            "figure",
            ("Figure", "数字编号"),
            ("The figure.", "相关数字。"),
            required=True,
            refers_to="figures.figure_id",
        ),
    ),
    ("chart", "figure"),
)
