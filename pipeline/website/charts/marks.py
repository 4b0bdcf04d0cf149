"""Draw the marks of one figure, one kind of mark per kind of hedge: whisker, bracket, arrow, band, range.

Every mark has a class that names it: `bar`, `dot`, `range`, `whisker`, `arrow`, `end open`, `end
closed`, `about`, `near`. Marks of a number that is not an observation also have `hollow`. A `flag` on the
mark is `doubted` for an erratum and `inferred` for a reading that an editor inferred.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from pipeline.formatting.figures import ChartFigure
from pipeline.website.charts.svg import Attributes, Scale, coordinate, element, line, rect

THICK: Final = 10
RADIUS: Final = 5
REACH: Final = 18
BAND: Final = 9
_HALF: Final = Decimal(THICK) / 2
#: Draws the marks of a figure around a line `y`, starting at `origin` on a scale.
Glyph = Callable[[ChartFigure, Scale, Decimal, Decimal], Iterator[str]]


def colour(figure: ChartFigure) -> str:
    """Return the colour of a survey answer, a decline, or any other number."""
    if figure.row["status"] == "survey":
        return "var(--chart-survey)"
    return f"var(--chart-{'fall' if figure.anchor < 0 else 'rise'})"


def paint(figure: ChartFigure) -> Attributes:
    """Return the attributes of a filled mark, or of a hollow one with an outline."""
    paint = colour(figure)
    if figure.is_hollow:
        return {"fill": "var(--chart-surface)", "stroke": paint, "stroke_width": 2}
    return {"fill": paint}


def _named(name: str, figure: ChartFigure) -> str:
    return f"{name} hollow" if figure.is_hollow else name


def bar(figure: ChartFigure, scale: Scale, y: Decimal, origin: Decimal) -> Iterator[str]:
    """Draw a bar from the origin to the number, or from end to end if only a range is known."""
    if (figure.hedge == "between" and not figure.row["value"]) or figure.row["value_high"]:
        yield _range(figure, scale, y)
    else:
        end = scale.at(figure.anchor) - scale.at(Decimal(0)) + origin
        left, width = min(origin, end), abs(end - origin)
        name = _named("bar", figure)
        yield rect(left, y - _HALF, width, THICK, class_=name, **paint(figure))
    yield from knowledge(figure, scale, y, origin - scale.at(Decimal(0)))


def dot(figure: ChartFigure, scale: Scale, y: Decimal, origin: Decimal) -> Iterator[str]:
    """Draw a dot at the number with a thin leader line, or a range."""
    if figure.value is None:
        yield _range(figure, scale, y)
        yield from knowledge(figure, scale, y, Decimal(0))
        return
    x = scale.at(figure.value)
    yield line(origin, y, x, y, class_="lead", stroke="var(--chart-grid)", stroke_width=2)
    yield from knowledge(figure, scale, y, Decimal(0))
    name = _named("dot", figure)
    yield element("circle", cx=x, cy=y, r=RADIUS, class_=name, **paint(figure))


def _range(figure: ChartFigure, scale: Scale, y: Decimal) -> str:
    """Draw a range from end to end; an unknown end is drawn at the known one."""
    known = sorted(scale.at(end) for end in (figure.lower, figure.upper) if end is not None)
    left, right = known[0], known[-1]
    name = _named("range", figure)
    paint = {"fill": colour(figure), "fill_opacity": "0.45"}
    return rect(left, y - _HALF, right - left, THICK, class_=name, **paint)


def knowledge(figure: ChartFigure, scale: Scale, y: Decimal, shift: Decimal) -> Iterator[str]:
    """Draw the uncertainty from hedge and rounding over the number."""
    at = {
        name: scale.at(end) + shift
        for name, end in (("lower", figure.lower), ("upper", figure.upper))
        if end is not None
    }
    if figure.hedge == "rounded":
        yield _whisker(at["lower"], at["upper"], y)
    elif figure.hedge in ("about", "near"):
        yield _band(scale.at(figure.anchor) + shift, y, figure)
    else:
        for name, x in at.items():
            closed = figure.row[f"{name}_closed"] == "true"
            yield _end(x, y, inward=1 if name == "lower" else -1, closed=closed)
    if figure.hedge in ("above", "below"):
        yield _arrow(next(iter(at.values())), y, figure.direction)


def _whisker(lower: Decimal, upper: Decimal, y: Decimal) -> str:
    """Draw the rounding interval: the values that round to the printed digits."""
    path = (
        f"M{_at(lower, y - 4)}V{_at(y + 4)}M{_at(lower, y)}H{_at(upper)}"
        f"M{_at(upper, y - 4)}V{_at(y + 4)}"
    )
    return element("path", d=path, class_="whisker")


def _end(x: Decimal, y: Decimal, inward: int, closed: bool) -> str:
    """Draw a square bracket if the interval includes the end, a round one if not."""
    top, bottom, lip = y - 8, y + 8, x + 4 * inward
    if closed:
        path = f"M{_at(lip, top)}H{_at(x)}V{_at(bottom)}H{_at(lip)}"
    else:
        path = f"M{_at(lip, top)}Q{_at(x - 3 * inward, y)} {_at(lip, bottom)}"
    return element("path", d=path, class_=f"end {'closed' if closed else 'open'}")


def _arrow(x: Decimal, y: Decimal, direction: int) -> str:
    """Draw an arrow in the direction of the unknown value."""
    tip = x + REACH * direction
    back = tip - 5 * direction
    path = f"M{_at(x, y)}H{_at(tip)}M{_at(back, y - 4)}L{_at(tip, y)}L{_at(back, y + 4)}"
    return element("path", d=path, class_="arrow")


def _band(x: Decimal, y: Decimal, figure: ChartFigure) -> str:
    """Draw a dashed band: about this number, or on one side of it. Its width has no meaning."""
    left, width = x + (figure.direction - 1) * BAND, 2 * BAND
    paint = {"fill": "none", "stroke": "var(--chart-ink)", "stroke_dasharray": "3 2"}
    return rect(left, y - 8, width, 16, class_=figure.hedge, stroke_width=Decimal("1.2"), **paint)


#: The place at which a sign begins, its outline and its stroke: a triangle with `!`, a ring with `i`.
FLAGS: Final = {
    "doubted": ((0, -7), "l7 12h-14z", "m0 4v4m0 1v1"),
    "inferred": ((-6, 0), "a6 6 0 1 1 12 0a6 6 0 1 1 -12 0z", "m6 -1v4m0 -7v1"),
}
BESIDE: Final = 15


def flags(names: Sequence[str], begin: Decimal, end: Decimal, y: Decimal) -> Iterator[str]:
    """Draw the signs in the middle of a mark, or before its begin if it is short."""
    room, side = BESIDE * len(names), 1 if end >= begin else -1
    first = (begin + end - side * (room - BESIDE)) / 2 if abs(end - begin) >= room + RADIUS else (
        begin - side * (room - BESIDE + RADIUS * 2)
    )  # fmt: skip
    for number, name in enumerate(names):
        (left, top), outline, stroke = FLAGS[name]
        path = f"M{_at(first + side * number * BESIDE + left, y + top)}{outline}{stroke}"
        yield element("path", d=path, class_=f"flag {name}")


def _at(*place: Decimal) -> str:
    return " ".join(map(coordinate, place))
