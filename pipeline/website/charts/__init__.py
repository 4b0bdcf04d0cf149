"""Draw charts of a report's figures as SVG, hedges included; each mark is a link.

Positions are exact decimals and no text is measured. The bytes do not depend on fonts, machines or
browser engines. The tests compare the marks with Vega-Lite, which draws each chart's axis. The legend
draws each mark with the function that draws the figures, beside its explanation.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from markupsafe import Markup

from pipeline.formatting.figures import chart_figure
from pipeline.rules import LocalizedText, localized
from pipeline.transform.tables import Tables
from pipeline.website.charts.chart import Chart, Declaration, declarations
from pipeline.website.charts.layouts import EDGE, WIDTH, periods_chart, rows_chart
from pipeline.website.charts.marks import bar, flags
from pipeline.website.charts.svg import RULES, STYLE, VARIABLES, Scale, drawing, element, words

__all__ = ["RULES", "STYLE", "VARIABLES", "Chart", "charts", "legend"]
_ROW: Final = 28
_TEXT: Final = 94
_SCALE: Final = Scale("linear", Decimal(-8), Decimal(10), Decimal(EDGE), Decimal(96), ())
_CELLS: Final = dict.fromkeys(
    ("value", "value_high", "lower", "upper", "lower_closed", "upper_closed"), ""
) | {"bound": "", "status": "actual"}
#: Cells of a figure that shows the mark, and the explanation of the mark.
ENTRIES: Final = (
    ({"value": "5", "bound": "=", "lower": "4", "upper": "6"},
     localized("as printed; whisker: its rounding")),
    ({"value": "5", "bound": ">", "lower": "5"},
     localized("more than this (round end)")),
    ({"value": "5", "bound": ">=", "lower": "5", "lower_closed": "true"},
     localized("this or more (square end)")),
    ({"value": "5", "bound": "<", "upper": "5"},
     localized("less than this")),
    ({"value": "5", "bound": "~"},
     localized("about this; width is arbitrary")),
    ({"value": "5", "bound": "~<", "upper": "5"},
     localized("just under this")),
    ({"value": "5", "bound": "~>", "lower": "5"},
     localized("just above this")),
    ({"bound": "range", "lower": "2", "upper": "7", "lower_closed": "true", "upper_closed": "true"},
     localized("somewhere between two ends")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "status": "forecast"},
     localized("forecast or target, not observed")),
    ({"value": "-5", "bound": "=", "lower": "-5", "upper": "-5"},
     localized("decline")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "status": "survey"},
     localized("survey answers")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "flag": "doubted"},
     localized("subject of an erratum")),
    ({"value": "5", "bound": "=", "lower": "5", "upper": "5", "flag": "inferred"},
     localized("partly inferred by an editor")),
)  # fmt: skip


def _entry(number: int, cells: dict[str, str], stated: LocalizedText) -> str:
    y, zero = Decimal(number * _ROW + _ROW // 2), _SCALE.at(Decimal(0))
    flag = [cells["flag"]] if "flag" in cells else []
    marks = [*bar(chart_figure({**_CELLS, **cells}), _SCALE, y, zero)]
    marks += flags(flag, zero, _SCALE.at(Decimal(5)), y)
    explained = words(stated, _TEXT, y + 4, "label")
    return element("g", "".join(marks), aria_hidden="true") + explained


def legend() -> Markup:
    """Draw the explanation of the marks."""
    content = "".join(_entry(number, *entry) for number, entry in enumerate(ENTRIES))
    return _markup(content, len(ENTRIES) * _ROW, "legend-title")


def _chart(declared: Declaration) -> Chart:
    draw = periods_chart if declared.row["kind"] == "periods" else rows_chart
    content, height = draw(declared)
    name = declared.row["chart"]
    return Chart(
        id=name,
        title=declared.both("title"),
        caption=declared.both("caption"),
        svg=_markup(content, height, f"chart-{name}-title"),
        figures=tuple(figure.id for figure in declared.figures),
    )


def charts(frames: Tables) -> tuple[Chart, ...]:
    """Draw the charts that a report declares, in order; their drawings are markup, their texts are plain.

    Args:
        frames: published tables by name, cells as canonical text.
    """
    return tuple(map(_chart, declarations(frames)))


def chart_style() -> str:
    """Return the style rules of the charts, with colours for the light and the dark scheme."""
    colours = "".join(
        f"{name}:light-dark({pair.light},{pair.dark});" for name, pair in VARIABLES.items()
    )
    return f":root{{{colours}}}\n{RULES}"


def _markup(content: str, height: int, title: str) -> Markup:
    drawn = drawing(content, WIDTH, height, title)
    return Markup(drawn)  # noqa: S704 - the drawing escapes its texts
