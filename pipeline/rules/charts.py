"""Rules about what a chart can show (E312 and above)."""

from pipeline.rules.finding import Finding
from pipeline.rules.wording import Wording


class NotDrawable(Finding):
    """A figure has a place on its chart's axis; otherwise the page could not be made at all."""

    code, name = "E312", "not-drawable"
    message = Wording(
        "Figure {value} cannot stand on this chart: it needs {expected}.",
        "数字 {value} 无法绘于此图：须为{expected}。",
    )
    remedy = Wording(
        "Choose another kind of chart or scale, or take the figure out.",
        "请改用其他图形或坐标，或移出该数字。",
    )
    wrong = "chart_figures.csv: a figure without period on a chart over time"
    right = "chart_figures.csv: a figure with a period"


class NotOnThisScale(Finding):
    """Bars and parts begin at zero and growth passes it; a logarithmic axis has no zero."""

    code, name = "E313", "not-on-this-scale"
    message = Wording("{value} have no logarithmic axis.", "{value} 不能使用对数坐标。")
    remedy = Wording("Choose dots, or a linear scale.", "请改用圆点或线性坐标。")
    wrong = "charts.csv: kind: bars, scale: log"
    right = "charts.csv: kind: bars, scale: linear"
