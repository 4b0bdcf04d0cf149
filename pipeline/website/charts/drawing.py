"""Draw the charts of a report's published tables and their legend, as the page shows them.

The legend draws each mark with the function that draws the figures, beside its explanation.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from pipeline.formatting.figures import chart_figure
from pipeline.localization import joined
from pipeline.rules import LocalizedText, localized
from pipeline.transform.tables import Tables
from pipeline.website.charts.chart import Chart, Declaration, accessible_label, declarations
from pipeline.website.charts.layouts import EDGE, WIDTH, Language, periods_chart, rows_chart
from pipeline.website.charts.marks import bar
from pipeline.website.charts.svg import RULES, VARIABLES, Scale, drawing, element, text

_ROW: Final = 28

_SIZE: Final = 13

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
)  # fmt: skip


def _entry(number: int, cells: dict[str, str], stated: str) -> str:
    y = Decimal(number * _ROW + _ROW // 2)
    marks = "".join(bar(chart_figure({**_CELLS, **cells}), _SCALE, y, _SCALE.at(Decimal(0))))
    return element("g", marks, aria_hidden="true") + text(stated, _TEXT, y + 4, font_size=_SIZE)


def _legend_drawing(language: Language, label: str, tag: str) -> str:
    entries = enumerate(ENTRIES)
    content = [
        _entry(number, cells, getattr(stated, language)) for number, (cells, stated) in entries
    ]
    return drawing("".join(content), WIDTH, len(ENTRIES) * _ROW, label, tag)


def legend() -> LocalizedText:
    """Draw the explanation of the marks, in each language."""
    return LocalizedText(
        _legend_drawing("en", "What the marks mean", "en"),
        _legend_drawing("zh", "图形含义", "zh-CN"),
    )


_TAGS = {"zh": "zh-CN", "en": "en"}


def _chart_drawing(declared: Declaration, language: Language) -> str:
    make = periods_chart if declared.row["kind"] == "periods" else rows_chart
    content, height = make(declared, language)
    return drawing(
        content, WIDTH, height, getattr(declared.both("title"), language), _TAGS[language]
    )


def _chart(declared: Declaration) -> Chart:
    stated = [accessible_label(declared, figure) for figure in declared.figures]
    return Chart(
        id=declared.row["chart"],
        title=declared.both("title"),
        caption=declared.both("caption"),
        svg=LocalizedText(_chart_drawing(declared, "en"), _chart_drawing(declared, "zh")),
        alternative=joined(stated),
        figures=tuple(figure.id for figure in declared.figures),
    )


def charts(frames: Tables) -> tuple[Chart, ...]:
    """Draw the charts that a report declares, in order; an empty tuple if it declares none.

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


def drawings(frames: Tables) -> list[Chart]:
    """Draw the charts of a report; their drawings are markup, their texts are plain."""
    return [replace(chart, svg=_markup(chart.svg)) for chart in charts(frames)]


def marks() -> LocalizedText:
    """Draw the legend of the charts' marks."""
    return _markup(legend())


def _markup(drawn: LocalizedText) -> LocalizedText:
    return LocalizedText(Markup(drawn.en), Markup(drawn.zh))  # noqa: S704 - the drawing escapes its texts
