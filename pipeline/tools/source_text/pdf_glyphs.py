"""Read the characters of a PDF page, and group them into printed lines.

Reads with pypdfium2 (PDFium, the engine of a widely used browser). It maps character codes to text also
if fonts are not embedded, and reports each character's baseline and box. Only positions are used,
never the order in which the file draws. A gap between two digits is white space, as printed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

MARK_SIZE = 0.8
"""A raised digit smaller than this share of its line's height is a footnote mark."""

GAP = 0.15
"""Two characters with a wider gap, as a share of their height, have white space between them."""

COLUMN_GAP = 1.5
"""A gap of this share or more separates columns."""


@dataclass(frozen=True)
class Glyph:
    """Hold a character, the origin of its baseline, and its box; in points, upwards from the page's bottom."""

    text: str
    x: float
    baseline: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the box."""
        return (self.x + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """Return the height of the box, which grows with the font size."""
        return self.top - self.bottom

    def beside(self, other: Glyph) -> bool:
        """Return whether two characters are in one printed line: the middle of one is within the other."""
        middle, others = (self.top + self.bottom) / 2, (other.top + other.bottom) / 2
        return self.bottom < others < self.top or other.bottom < middle < other.top


@dataclass(frozen=True)
class PrintLine:
    """Hold the characters of one printed line from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def tallest(self) -> Glyph:
        """Return the character that determines the size of the line."""
        return max(self.glyphs, key=lambda glyph: glyph.height)

    @property
    def text(self) -> str:
        """Return the text, with footnote marks as `<sup>n</sup>`."""
        tallest = self.tallest
        marked = [f"<sup>{g.text}</sup>" if _is_mark(g, tallest) else g.text for g in self.glyphs]
        gaps = ["", *(_gap(*pair) for pair in pairwise(self.glyphs))]
        joined = "".join(f"{gap}{text}" for gap, text in zip(gaps, marked, strict=True))
        return joined.replace("</sup><sup>", "")


def glyphs_of(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Yield the printed characters of a page, without white space."""
    text = page.get_textpage()
    x, baseline = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or not character.isprintable():
            continue
        if character.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, baseline)
        _, bottom, right, top = text.get_charbox(index, loose=True)
        yield Glyph(character, x.value, baseline.value, right, bottom, top)


def print_lines(glyphs: Sequence[Glyph]) -> Iterator[PrintLine]:
    """Group characters into printed lines, from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -(g.top + g.bottom)):
        if lines and glyph.beside(max(lines[-1], key=lambda g: g.height)):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        yield PrintLine(tuple(sorted(line, key=lambda glyph: glyph.x)))


def _is_mark(glyph: Glyph, tallest: Glyph) -> bool:
    small = glyph.height < MARK_SIZE * tallest.height
    raised = glyph.baseline > tallest.baseline + 0.1 * tallest.height
    return glyph.text.isdigit() and small and raised


def _gap(left: Glyph, right: Glyph) -> str:
    """Return the white space between two characters of a line: none, a space, or a tab."""
    share = (right.x - left.right) / (max(left.height, right.height) or 1)
    return "\t" if share >= COLUMN_GAP else " " if share > GAP else ""
