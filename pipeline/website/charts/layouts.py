"""Lay out the two kinds of chart: rows of figures, and growth over time.

In a chart of rows each figure has a line of words and a line of marks, with one axis per unit. In a
chart of periods each figure is a line over its period, at its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal

from pipeline.formatting.figures import ChartFigure, tick, value
from pipeline.website.charts.chart import Declaration, accessible_label, link
from pipeline.website.charts.marks import REACH, Glyph, bar, dot, paint
from pipeline.website.charts.svg import (
    Attributes,
    Length,
    Scale,
    broken,
    element,
    line,
    linear,
    logarithmic,
    rect,
    text,
    width,
)

Language = Literal["zh", "en"]

WIDTH: Final = 312

EDGE: Final = 6

START: Final = Decimal(EDGE + REACH)

END: Final = Decimal(WIDTH - EDGE - REACH)

_SIZE: Final = 13

_LEADING: Final = 17

_MARKS: Final = 24

_AXIS: Final = 40

_HEADING: Final = 26

_WHOLE: Final = Decimal(100)

GLYPHS: Final[dict[str, Glyph]] = {"bars": bar, "parts": bar, "dots": dot}


def scale_of(declared: Declaration, figures: Sequence[ChartFigure]) -> Scale:
    """Return the axis that these figures of a chart share."""
    ends = [end for figure in figures for end in figure.extent]
    if declared.row["kind"] == "parts":
        ends.append(_WHOLE)
    make = logarithmic if declared.row["scale"] == "log" else linear
    return make(ends, START, END)


def panels(declared: Declaration) -> Iterator[tuple[str, Sequence[ChartFigure], Scale]]:
    """Yield the chart's units, each with its figures and their axis, in order of appearance."""
    units = dict.fromkeys(figure.row["unit"] for figure in declared.figures)
    for unit in units:
        figures = [each for each in declared.figures if each.row["unit"] == unit]
        yield unit, figures, scale_of(declared, figures)


def _axis(
    scale: Scale, unit: str, top: Length, bottom: Length, language: Language
) -> Iterator[str]:
    """Draw the unit's name, the grid lines of the panel, and the ticks with a label."""
    quiet = "var(--chart-quiet)"
    yield text(unit, EDGE, top + 14, fill=quiet, class_="unit")
    for number in scale.lines:
        heavy = scale.kind == "linear" and number == 0
        stroke = quiet if heavy else "var(--chart-grid)"
        x = scale.at(number)
        yield line(x, top + 36, x, bottom, stroke=stroke, class_="grid")
    for number in scale.ticks:
        x, stated = scale.at(number), getattr(tick(number), language)
        yield text(stated, x, top + 32, text_anchor="middle", fill=quiet, class_="tick")


def _row(
    declared: Declaration,
    figure: ChartFigure,
    scale: Scale,
    origin: Decimal,
    top: int,
    language: Language,
) -> tuple[str, int]:
    """Draw one figure's link; return it with its height."""
    stated = getattr(value(figure), language)
    room = WIDTH - 2 * EDGE
    beside = room - width(stated, _SIZE) - _SIZE
    label = broken(getattr(declared.label(figure), language), _SIZE, beside, room)
    height = len(label) * _LEADING + _MARKS
    words = [
        text(each, EDGE, top + _LEADING * number - 3, font_size=_SIZE, class_="label")
        for number, each in enumerate(label, 1)
    ]
    strong: Attributes = {
        "font_size": _SIZE,
        "font_weight": 600,
        "text_anchor": "end",
        "class_": "value",
    }
    words.append(text(stated, WIDTH - EDGE, top + _LEADING - 3, **strong))
    middle = Decimal(top + height - _MARKS // 2 - 1)
    marks = [
        *_track(declared, scale, middle),
        *GLYPHS[declared.row["kind"]](figure, scale, middle, origin),
    ]
    area = (0, top, WIDTH, height)
    content = "".join([*words, *marks])
    return link(
        content, getattr(accessible_label(declared, figure), language), figure, area
    ), height


def _track(declared: Declaration, scale: Scale, y: Decimal) -> Iterator[str]:
    """Draw the whole of which the figures are parts."""
    if declared.row["kind"] == "parts":
        left, right = scale.at(Decimal(0)), scale.at(_WHOLE)
        paint = {"fill": "var(--chart-surface)", "stroke": "var(--chart-quiet)"}
        yield rect(left, y - 5, right - left, 10, class_="whole", **paint)


def origins(
    declared: Declaration, figures: Sequence[ChartFigure], scale: Scale
) -> Iterator[Decimal]:
    """Yield where each mark begins: at zero, or at the end of the preceding part of the same whole."""
    if scale.kind == "log":
        yield from [scale.start] * len(figures)
        return
    zero = scale.at(Decimal(0))
    before: tuple[tuple[str, ...], Decimal] = ((), zero)
    for figure in figures:
        whole = tuple(figure.row[name] for name in ("entity", "basis", "period"))
        joined = declared.row["kind"] == "parts" and figure.row["basis"] and before[0] == whole
        start = before[1] if joined else zero
        yield start
        before = whole, start + scale.at(figure.anchor) - zero


def _panel(
    declared: Declaration,
    figures: Sequence[ChartFigure],
    scale: Scale,
    top: int,
    language: Language,
) -> tuple[str, int]:
    """Draw the rows of one axis under their headings; return them with their end."""
    placed = zip(figures, origins(declared, figures, scale), strict=True)
    parts: list[str] = []
    for heading, group in groupby(placed, key=lambda each: declared.heading(each[0])):
        if heading.zh:
            strong: Attributes = {"font_size": _SIZE, "font_weight": 700, "class_": "heading"}
            room = WIDTH - 2 * EDGE
            lines = broken(getattr(heading, language), _SIZE, room, room)
            for number, each in enumerate(lines):
                parts.append(text(each, EDGE, top + 18 + number * _LEADING, **strong))
            top += _HEADING + (len(lines) - 1) * _LEADING
        for figure, origin in group:
            row, height = _row(declared, figure, scale, origin, top, language)
            parts.append(row)
            top += height
    return "".join(parts), top


def rows_chart(declared: Declaration, language: Language) -> tuple[str, int]:
    """Return the content of a chart of rows, and its height."""
    parts: list[str] = []
    top = 0
    for unit, figures, scale in panels(declared):
        rows, bottom = _panel(declared, figures, scale, top + _AXIS, language)
        name = getattr(declared.names.units[unit], language)
        axis = "".join(_axis(scale, name, top, bottom, language))
        parts += [element("g", axis, class_="axis", aria_hidden="true"), rows]
        top = bottom + EDGE
    return "".join(parts), top


HEIGHT: Final = 380

_LEFT: Final = Decimal(44)

_RIGHT: Final = Decimal(WIDTH - EDGE)

_TOP: Final = Decimal(44)

_THIN: Final = Decimal(3)


def rise(declared: Declaration) -> Scale:
    """Return the vertical axis of values, which increase upwards."""
    ends = [end for figure in declared.figures for end in figure.extent]
    return linear(ends, Decimal(HEIGHT - 34), _TOP)


def _day(cell: str) -> int:
    return date.fromisoformat(cell).toordinal()


def run(declared: Declaration) -> Scale:
    """Return the axis of time, in days, over all periods of the chart."""
    rows = [figure.row for figure in declared.figures if figure.row["period_start"]]
    first = min(_day(row["period_start"]) for row in rows)
    last = max(_day(row["period_end"]) for row in rows) + 1
    return Scale("linear", Decimal(first), Decimal(last), _LEFT, _RIGHT, ())


def _line(
    declared: Declaration, figure: ChartFigure, across: Scale, up: Scale, language: Language
) -> str:
    """Draw a figure's line over its period; its thickness is the rounding interval if that is wider."""
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
    return link("".join(marks), getattr(accessible_label(declared, figure), language), figure, area)


def _grid(scale: Scale, unit: str, language: Language) -> Iterator[str]:
    quiet = "var(--chart-quiet)"
    yield text(unit, EDGE, 14, fill=quiet, class_="unit")
    for number in scale.ticks:
        y = scale.at(number)
        stroke = quiet if number == 0 else "var(--chart-grid)"
        yield line(_LEFT, y, _RIGHT, y, stroke=stroke, class_="grid")
        stated = getattr(tick(number), language)
        yield text(stated, _LEFT - 6, y + 4, text_anchor="end", fill=quiet, class_="tick")


def periods_chart(declared: Declaration, language: Language) -> tuple[str, int]:
    """Return the content of a chart of periods, and its height."""
    up, across = rise(declared), run(declared)
    unit = declared.names.units[declared.figures[0].row["unit"]]
    axis = "".join(_grid(up, getattr(unit, language), language))
    marks = [_line(declared, each, across, up, language) for each in declared.figures]
    return element("g", axis, class_="axis", aria_hidden="true") + "".join(marks), HEIGHT
