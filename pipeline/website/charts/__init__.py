"""Draw charts of a report's figures as SVG, hedges included; each mark is a link.

The positions are exact decimals and no text is measured, so that the bytes depend on no font, machine
or browser engine. Vega-Lite, which the tests give each chart's axis, puts every mark at the same place.
"""

from pipeline.website.charts.chart import Chart
from pipeline.website.charts.drawing import charts, legend
from pipeline.website.charts.svg import RULES, STYLE, VARIABLES

__all__ = ["RULES", "STYLE", "VARIABLES", "Chart", "charts", "legend"]
