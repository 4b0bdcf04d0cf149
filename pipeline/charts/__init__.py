"""What the page draws: charts of a report's figures as SVG, hedges included, each mark a link.

The drawing is our own and small: positions are exact decimals and no text is measured, so that the
bytes depend on no font, no machine and no browser engine. Vega-Lite, to which each chart's axis is
given in the tests, puts every mark at the same place.
"""

from pipeline.charts.chart import Chart
from pipeline.charts.colours import RULES, STYLE, VARIABLES
from pipeline.charts.declared import charts
from pipeline.charts.legend import legend
from pipeline.charts.saying import SIGNS

__all__ = ["RULES", "SIGNS", "STYLE", "VARIABLES", "Chart", "charts", "legend"]
