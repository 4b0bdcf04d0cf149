"""Draw texts, boxes and arrows as SVG, in bytes that do not depend on the fonts of the machine.

The widths of texts are estimated. A ground of its own makes a picture readable on a light and a dark page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from pipeline.escaping import html_text

_FONT: Final = (
    "system-ui,-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
)
INK, QUIET, LINE, FILL = "#1c2733", "#566270", "#9aa5b1", "#eaf1f8"


def text_width(text: str, size: int) -> int:
    """Return the estimated width of a text."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return size * (5 * wide + 3 * (len(text) - wide)) // 5


def text_at(
    x: int, y: int, text: str, size: int = 13, anchor: str = "start", fill: str = INK
) -> str:
    """Draw a text on the line at `y`."""
    place = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{html_text(text)}</text>"


def box(x: int, y: int, width: int, height: int, fill: str) -> str:
    """Draw a box with round corners."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{fill}"/>'


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.5"/>'


def arrow_down(x: int, y: int, length: int) -> str:
    """Draw an arrow that leads down."""
    return _line(f"M{x} {y}v{length}m-4-6l4 6l4-6")


def arrow_right(x: int, y: int, length: int) -> str:
    """Draw an arrow that leads to the right."""
    return _line(f"M{x} {y}h{length}m-6-4l6 4l-6 4")


def drawing(width: int, height: int, parts: Sequence[str]) -> str:
    """Return an SVG file."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FONT}">'
    return "\n".join((head, *parts, "</svg>\n"))


def on_light_ground(width: int, height: int, parts: Sequence[str]) -> str:
    """Return an SVG file with a white ground."""
    return drawing(width, height, [box(0, 0, width, height, "#ffffff"), *parts])
