"""Write SVG as text: elements, attributes, coordinates, colours, and lines of labels.

No element has `style`, `id` or a script. A strict content security policy then accepts all of them, and
several drawings fit on one page. Colours are CSS variables, light and dark, for the page's style
sheet. Widths of text come from a table of approximate shares of the type size, wide enough for common
fonts. The fonts of the machine are not measured, because the bytes must not depend on them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.escaping import html_attribute, html_text


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
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _value(value: str | Length) -> str:
    return html_attribute(value) if isinstance(value, str) else coordinate(value)


def text(content: str, x: Length, y: Length, **attributes: str | Length) -> str:
    """Write a line of text whose baseline is at `y`."""
    return element("text", html_text(content), x=x, y=y, **attributes)


def rect(x: Length, y: Length, width: Length, height: Length, **attributes: str | Length) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def line(x1: Length, y1: Length, x2: Length, y2: Length, **attributes: str | Length) -> str:
    """Draw a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def drawing(content: str, width: Length, height: Length, label: str, language: str) -> str:
    """Write the whole SVG. Its role keeps the links inside reachable by keyboards and screen readers."""
    return element(
        "svg",
        content,
        class_="chart",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="group",
        aria_label=label,
        lang=language,
        font_family=FONT,
        font_size=12,
        fill="var(--chart-ink)",
    )
