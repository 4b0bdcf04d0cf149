"""Write SVG as text: elements, attributes, coordinates, scales of axes, colours, and lines of labels.

No element has `style`, `id` or a script. A strict content security policy then accepts all of them, and
several drawings fit on one page. Colours are CSS variables, light and dark, for the page's style
sheet. Widths of text come from a table of approximate shares of the type size, wide enough for common
fonts. The fonts of the machine are not measured, because the bytes must not depend on them.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Final, Literal, NamedTuple

from pipeline.escaping import html_attribute, html_text
from pipeline.localization import LANGUAGES, LocalizedText, in_language


class Pair(NamedTuple):
    """One colour on a light and on a dark page."""

    light: str
    dark: str


#: Marks have a contrast of at least 3 with the surface, texts of at least 4.5 (WCAG 2.2, 1.4.11 and 1.4.3).
VARIABLES: Final[dict[str, Pair]] = {
    "--chart-surface": Pair("#ffffff", "#15191e"),
    "--chart-ink": Pair("#1c2733", "#e6ebf0"),
    "--chart-quiet": Pair("#566270", "#a4b0bd"),
    "--chart-grid": Pair("#dde3e9", "#323b45"),
    "--chart-rise": Pair("#1a66b0", "#63aef2"),
    "--chart-fall": Pair("#b4461b", "#f08a5d"),
    "--chart-survey": Pair("#6b4fa0", "#b79cf0"),
}
TEXTS: Final = ("--chart-ink", "--chart-quiet")
MARKS: Final = ("--chart-rise", "--chart-fall", "--chart-survey")


def _block(shade: int) -> str:
    return "".join(f"{name}:{pair[shade]};" for name, pair in VARIABLES.items())


#: Style rules of the drawings, without colours.
RULES: Final = (
    "svg.chart{display:block;width:100%;height:auto;max-width:34rem}\n"
    "svg.chart text{paint-order:stroke;stroke:var(--chart-surface);stroke-width:3px;"
    "stroke-linejoin:round}\n"
    "svg.chart :is(.label,.value,.heading){font-size:13px}\n"
    "svg.chart .value{font-weight:600;text-anchor:end}\n"
    "svg.chart .heading{font-weight:700}\n"
    "svg.chart .tick{text-anchor:middle}\n"
    "svg.chart :is(.tick,.unit,.quiet){fill:var(--chart-quiet)}\n"
    "svg.chart :is(.middle,.quiet){text-anchor:middle}\n"
    "svg.chart .aside{text-anchor:end}\n"
    "svg.chart :is(.gutter,.flag){fill:var(--chart-surface)}\n"
    "svg.chart .hit{fill:var(--chart-surface);fill-opacity:0}\n"
    "svg.chart :is(path.whisker,.end,.arrow,.flag){stroke:var(--chart-ink);stroke-width:1.5}\n"
    "svg.chart :is(path.whisker,.end,.arrow){fill:none}\n"
    "svg.chart a:hover .hit,svg.chart a:focus-visible .hit{fill:var(--chart-grid);fill-opacity:.5}\n"
    "svg.chart a:focus-visible{outline:2px solid var(--chart-rise);outline-offset:-2px}\n"
)
#: `data-theme` on the root element is the reader's choice and overrides the system's setting.
STYLE: Final = (
    f":root{{{_block(0)}}}\n"
    f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{_block(1)}}}}}\n"
    f":root[data-theme=dark]{{{_block(1)}}}\n{RULES}"
)
#: Separates the parts of a label.
JOIN = " · "
_WIDE = frozenset("WF")
#: A word with the following space, or one Chinese character with the following punctuation.
_PIECES = re.compile(r"[A-Za-z0-9.,%+−–()/'&-]+\s*|[^A-Za-z0-9\s][，。、；：）」》]*\s*")


def width(text: str, size: int) -> float:
    """Return the approximate width of a text; slightly more than common fonts need."""
    return sum(map(_share, text)) * size


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    if character.isupper() or character in "%−≈≥≤<>+×":
        return 0.8
    return 0.35 if character in " .,'il|·" else 0.63


def broken(text: str, size: int, first: float, rest: float) -> tuple[str, ...]:
    """Break a text into lines that fit: between parts, else between words or characters.

    Args:
        text: parts joined by `JOIN`.
        size: size of the type.
        first: width of the first line, which shares its line with other text.
        rest: width of each further line.
    """
    lines: list[str] = []
    for part in text.split(JOIN):
        joined = JOIN.join((*lines[-1:], part))
        if width(joined, size) <= (first if len(lines) <= 1 else rest):
            lines[-1:] = [joined]
        else:
            lines += _filled(part, size, rest if lines else first, rest)
    return tuple(lines)


def _filled(part: str, size: int, first: float, rest: float) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(part):
        room = first if len(lines) == 1 else rest
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    return [each.strip() for each in lines]


Length = Decimal | int
Attributes = dict[str, str | Decimal | int]
_TENTH = Decimal("0.01")
FONT = "system-ui,-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"


def coordinate(value: Length) -> str:
    """Format a length with at most two decimals, in plain digits."""
    text = f"{Decimal(value).quantize(_TENTH):f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def element(name: str, content: str = "", /, **attributes: str | Length) -> str:
    """Write one element; `class_` and `font_size` become `class` and `font-size`."""
    stated = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{stated}>{content}</{name}>" if content else f"<{name}{stated}/>"


def _value(value: str | Length) -> str:
    return html_attribute(value) if isinstance(value, str) else coordinate(value)


def text(content: str, x: Length, y: Length, **attributes: str | Length) -> str:
    """Write a line of text whose baseline is at `y`."""
    return element("text", html_text(content), x=x, y=y, **attributes)


def words(content: LocalizedText, x: Length, y: Length, class_: str) -> str:
    """Write a line of text in both languages; a style of the page hides one of them."""
    if content.en == content.zh:
        return text(content.en, x, y, class_=class_)
    return "".join(
        text(in_language(each, content), x, y, class_=f"{class_} {each}") for each in LANGUAGES
    )


def rect(x: Length, y: Length, width: Length, height: Length, **attributes: str | Length) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def line(x1: Length, y1: Length, x2: Length, y2: Length, **attributes: str | Length) -> str:
    """Draw a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def drawing(content: str, width: Length, height: Length, heading: str) -> str:
    """Write the whole SVG, named by a heading of the page; its role keeps the links inside reachable."""
    return element(
        "svg",
        content,
        class_="chart",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="group",
        aria_labelledby=heading,
        font_family=FONT,
        font_size=12,
        fill="var(--chart-ink)",
    )


Kind = Literal["linear", "log"]
_STEPS = (Decimal(1), Decimal(2), Decimal(5))
_MOST_TICKS = 7
_MOST_DECADES = 5


@dataclass(frozen=True)
class Scale:
    """Map values from `low` to `high` to positions from `start` to `end`, in units of the drawing."""

    kind: Kind
    low: Decimal
    high: Decimal
    start: Decimal
    end: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def lines(self) -> tuple[Decimal, ...]:
        """Return the positions of the lines: each tick and each power of ten, also if it has no label."""
        if self.kind == "linear":
            return self.ticks
        powers = range(self.low.adjusted(), self.high.adjusted() + 1)
        return tuple(Decimal(10) ** power for power in powers)

    def at(self, value: Decimal) -> Decimal:
        """Return the position of a value."""
        low, high, at = (self._measured(each) for each in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (at - low) / (high - low)

    def _measured(self, value: Decimal) -> Decimal:
        return value.log10() if self.kind == "log" else value


def _step(span: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5 times a power of ten that divides the span into few parts."""
    exponent = span.adjusted() - 1
    for power in count(exponent):
        for step in _STEPS:
            if span / step.scaleb(power) <= _MOST_TICKS - 1:
                return step.scaleb(power)
    raise AssertionError("no step is large enough")  # pragma: no cover - count() has no end


def linear(values: Collection[Decimal], start: Decimal, end: Decimal) -> Scale:
    """Return an axis that includes zero and every value, and ends on round numbers."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    step = _step(high - low or Decimal(1))
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), high / step
    last = max(last.to_integral_value("ROUND_CEILING"), first + 1)
    ticks = tuple(step * number for number in range(int(first), int(last) + 1))
    return Scale("linear", ticks[0], ticks[-1], start, end, ticks)


def logarithmic(values: Collection[Decimal], start: Decimal, end: Decimal) -> Scale:
    """Return an axis of whole powers of ten that includes every value; all must be above zero."""
    first, last = min(values).adjusted(), max(values).adjusted()
    last += max(values) != Decimal(10) ** last
    last = max(last, first + 1)
    stride = -(-(last - first) // _MOST_DECADES)
    ticks = tuple(Decimal(10) ** power for power in range(first, last + 1, stride))
    return Scale("log", ticks[0], Decimal(10) ** last, start, end, ticks)
