"""Draw charts of a report's figures as SVG, hedges included; each mark is a link.

Positions are exact decimals and no text is measured. The bytes do not depend on fonts, machines or
browser engines. The tests compare the marks with Vega-Lite, which draws each chart's axis.
"""

from pipeline.website.charts.chart import Chart
from pipeline.website.charts.drawing import charts, legend
from pipeline.website.charts.svg import RULES, STYLE, VARIABLES

__all__ = ["RULES", "STYLE", "VARIABLES", "Chart", "charts", "legend"]
