"""Lay out the two kinds of chart: rows of figures, and growth over time.

In a chart of rows each figure has a line of words and a line of marks, with one axis per unit. In a
chart of periods each figure is a line over its period, at its value.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from pipeline.formatting.figures import ChartFigure, tick, value
from pipeline.localization import LANGUAGES, LocalizedText, in_language
from pipeline.website.charts.chart import Declaration, link
from pipeline.website.charts.marks import BESIDE, REACH, Glyph, bar, dot, flags, paint
from pipeline.website.charts.svg import (
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
    words,
)

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


def panels(declared: Declaration) -> Iterator[tuple[Sequence[ChartFigure], Scale]]:
    """Yield the figures of each unit of a chart and their axis, in order of appearance."""
    units = dict.fromkeys(figure.row["unit"] for figure in declared.figures)
    for unit in units:
        figures = [each for each in declared.figures if each.row["unit"] == unit]
        yield figures, scale_of(declared, figures)


def _axis(scale: Scale, unit: LocalizedText, top: Length, bottom: Length) -> Iterator[str]:
    """Draw the unit's name, the grid lines of the panel, and the ticks with a label."""
    yield words(unit, EDGE, top + 14, "unit")
    for number in scale.lines:
        heavy = scale.kind == "linear" and number == 0
        stroke = "var(--chart-quiet)" if heavy else "var(--chart-grid)"
        x = scale.at(number)
        yield line(x, top + 36, x, bottom, stroke=stroke, class_="grid")
    for number in scale.ticks:
        yield words(tick(number), scale.at(number), top + 32, "tick")


def _lines(label: str, stated: str) -> list[tuple[str, str]]:
    """Break a label into lines, each with what stands at its right end: the value beside the last one."""
    room = WIDTH - 2 * EDGE
    lines = [(each, "") for each in broken(label, _SIZE, room, room)]
    if width(lines[-1][0] + stated, _SIZE) + _SIZE > room:
        return [*lines, ("", stated)]
    return [*lines[:-1], (lines[-1][0], stated)]


def _words(label: LocalizedText, stated: LocalizedText, top: int) -> tuple[str, int]:
    """Draw label and value in a band without grid lines; both languages end at the same line."""
    both = {each: _lines(in_language(each, label), in_language(each, stated)) for each in LANGUAGES}
    height = max(map(len, both.values())) * _LEADING
    drawn = [rect(0, top, WIDTH, height, class_="gutter")]
    for language, lines in both.items():
        for number, (left, right) in enumerate(reversed(lines)):
            y = top + height - number * _LEADING - 3
            for content, x, name in ((left, EDGE, "label"), (right, WIDTH - EDGE, "value")):
                if content:
                    drawn.append(text(content, x, y, class_=f"{name} {language}"))
    return "".join(drawn), height


def _row(
    declared: Declaration, figure: ChartFigure, scale: Scale, origin: Decimal, top: int
) -> tuple[str, int]:
    """Draw one figure's link; return it with its height."""
    stated, height = _words(declared.label(figure), value(figure), top)
    height += _MARKS
    middle = Decimal(top + height - _MARKS // 2 - 1)
    end = (
        origin
        + scale.at(figure.anchor)
        - scale.at(scale.low if scale.kind == "log" else Decimal(0))
    )
    marks = [
        *_track(declared, scale, middle),
        *GLYPHS[declared.row["kind"]](figure, scale, middle, origin),
        *flags(declared.flags(figure), origin, end, middle),
    ]
    return link("".join([stated, *marks]), figure, (0, top, WIDTH, height)), height


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


def _heading(heading: LocalizedText, top: int) -> tuple[str, int]:
    """Draw the name that rows share; return it with its height."""
    room = WIDTH - 2 * EDGE
    both = {each: broken(in_language(each, heading), _SIZE, room, room) for each in LANGUAGES}
    drawn = [
        text(each, EDGE, top + 18 + number * _LEADING, class_=f"heading {language}")
        for language, lines in both.items()
        for number, each in enumerate(lines)
    ]
    height = _HEADING + (max(map(len, both.values())) - 1) * _LEADING
    return rect(0, top, WIDTH, height, class_="gutter") + "".join(drawn), height


def _panel(
    declared: Declaration, figures: Sequence[ChartFigure], scale: Scale, top: int
) -> tuple[str, int]:
    """Draw the rows of one axis under their headings; return them with their end."""
    placed = zip(figures, origins(declared, figures, scale), strict=True)
    parts: list[str] = []
    for heading, group in groupby(placed, key=lambda each: declared.heading(each[0])):
        if heading.zh:
            drawn, height = _heading(heading, top)
            parts.append(drawn)
            top += height
        for figure, origin in group:
            row, height = _row(declared, figure, scale, origin, top)
            parts.append(row)
            top += height
    return "".join(parts), top


def rows_chart(declared: Declaration) -> tuple[str, int]:
    """Return the content of a chart of rows, and its height."""
    parts: list[str] = []
    top = 0
    for figures, scale in panels(declared):
        rows, bottom = _panel(declared, figures, scale, top + _AXIS)
        axis = "".join(_axis(scale, declared.unit(figures), top, bottom))
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


def _line(declared: Declaration, figure: ChartFigure, across: Scale, up: Scale) -> str:
    """Draw a figure's line over its period; its thickness is the rounding interval if that is wider."""
    left = across.at(Decimal(_day(figure.row["period_start"])))
    right = across.at(Decimal(_day(figure.row["period_end"]) + 1))
    y, middle = up.at(figure.anchor), (left + right) / 2
    ends = [up.at(end) for end in figure.extent]
    thick = max(max(ends) - min(ends), _THIN)
    signs = declared.flags(figure)
    begin = left + BESIDE * len(signs) + 4
    name = "span whisker hollow" if figure.is_hollow else "span whisker"
    marks = (
        rect(left + 1, y - thick / 2, right - left - 2, thick, class_=name, **paint(figure)),
        words(value(figure), middle, y - 6, "value middle"),
        words(declared.label(figure), middle, y + 16, "label quiet"),
        *flags(signs, begin, begin, y),
    )
    return link("".join(marks), figure, (left, y - 19, right - left, 40))


def _grid(scale: Scale, unit: LocalizedText) -> Iterator[str]:
    yield words(unit, EDGE, 14, "unit")
    for number in scale.ticks:
        y = scale.at(number)
        stroke = "var(--chart-quiet)" if number == 0 else "var(--chart-grid)"
        yield line(_LEFT, y, _RIGHT, y, stroke=stroke, class_="grid")
        yield words(tick(number), _LEFT - 6, y + 4, "tick aside")


def periods_chart(declared: Declaration) -> tuple[str, int]:
    """Return the content of a chart of periods, and its height."""
    up, across = rise(declared), run(declared)
    axis = "".join(_grid(up, declared.unit(declared.figures)))
    marks = [_line(declared, each, across, up) for each in declared.figures]
    return element("g", axis, class_="axis", aria_hidden="true") + "".join(marks), HEIGHT
