"""Growth over time: each figure a line as long as its period, as high as its value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from pipeline.charts.declaration import Declaration
from pipeline.charts.figure import Drawn
from pipeline.charts.glyphs import paint
from pipeline.charts.link import link, spoken
from pipeline.charts.markup import element, line, rect, text
from pipeline.charts.rows import EDGE, WIDTH, Language
from pipeline.charts.saying import tick, value
from pipeline.charts.scale import Scale, linear

HEIGHT: Final = 380
_LEFT: Final = Decimal(44)
_RIGHT: Final = Decimal(WIDTH - EDGE)
_TOP: Final = Decimal(44)
_THIN: Final = Decimal(3)


def rise(declared: Declaration) -> Scale:
    """The upright axis: it is drawn from below to above."""
    ends = [end for figure in declared.figures for end in figure.extent]
    return linear(ends, Decimal(HEIGHT - 34), _TOP)


def _day(cell: str) -> int:
    return date.fromisoformat(cell).toordinal()


def run(declared: Declaration) -> Scale:
    """The axis of time, in days, over all periods of the chart."""
    rows = [figure.row for figure in declared.figures if figure.row["period_start"]]
    first = min(_day(row["period_start"]) for row in rows)
    last = max(_day(row["period_end"]) for row in rows) + 1
    return Scale("linear", Decimal(first), Decimal(last), _LEFT, _RIGHT, ())


def _line(
    declared: Declaration, figure: Drawn, across: Scale, up: Scale, language: Language
) -> str:
    """A figure's line over its period; its thickness is the rounding interval, if that is thicker."""
    left = across.at(Decimal(_day(figure.row["period_start"])))
    right = across.at(Decimal(_day(figure.row["period_end"]) + 1))
    y, middle = up.at(figure.anchor), (left + right) / 2
    ends = [up.at(end) for end in figure.extent]
    thick = max(max(ends) - min(ends), _THIN)
    name = "span whisker hollow" if figure.is_hollow else "span whisker"
    marks = (
        rect(left + 1, y - thick / 2, right - left - 2, thick, class_=name, **paint(figure)),
        text(getattr(value(figure), language), middle, y - 6, class_="value", text_anchor="middle", font_size=13, font_weight=600),
        text(getattr(declared.label(figure), language), middle, y + 16, class_="label", text_anchor="middle", fill="var(--chart-quiet)"),
    )  # fmt: skip
    area = (left, y - 19, right - left, 40)
    return link("".join(marks), getattr(spoken(declared, figure), language), figure, area)


def _grid(scale: Scale, unit: str, language: Language) -> Iterator[str]:
    quiet = "var(--chart-quiet)"
    yield text(unit, EDGE, 14, fill=quiet, class_="unit")
    for number in scale.ticks:
        y = scale.at(number)
        stroke = quiet if number == 0 else "var(--chart-grid)"
        yield line(_LEFT, y, _RIGHT, y, stroke=stroke, class_="grid")
        said = getattr(tick(number), language)
        yield text(said, _LEFT - 6, y + 4, text_anchor="end", fill=quiet, class_="tick")


def periods_chart(declared: Declaration, language: Language) -> tuple[str, int]:
    """The drawing's content and its height."""
    up, across = rise(declared), run(declared)
    unit = declared.names.units[declared.figures[0].row["unit"]]
    axis = "".join(_grid(up, getattr(unit, language), language))
    marks = [_line(declared, each, across, up, language) for each in declared.figures]
    return element("g", axis, class_="axis", aria_hidden="true") + "".join(marks), HEIGHT
