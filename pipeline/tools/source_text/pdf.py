"""Read a PDF as a person sees it: printed lines, paragraph indents, raised footnote marks.

Reads with pypdfium2 (PDFium, the engine of a widely used browser). It maps character codes to text also
if fonts are not embedded, and reports each character's baseline and box. This module uses only
positions, never the order in which the file draws.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipeline.tools.source_text.lines import (
    Line,
    UnreadableTextError,
    bytes_of,
    drop_page_headers,
    ends_sentence,
)

MARK_SIZE = 0.8
"""A raised digit smaller than this share of its line's height is a footnote mark."""


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
        return "".join(marked).replace("</sup><sup>", "")


def read_pdf(path: Path) -> list[Line]:
    """Return the printed lines of a PDF with printed pages, without running headers and numbers.

    Raises UnreadableTextError if the file is not a PDF, or if no page has a printed number.
    """
    try:
        with pypdfium2.PdfDocument(bytes_of(path)) as document:
            pages = [list(_print_lines(list(_glyphs(page)))) for page in document]
    except pypdfium2.PdfiumError:
        raise UnreadableTextError(
            f"{path.name} cannot be read as a PDF: it is damaged or not a PDF",
            f"无法将 {path.name} 读作 PDF：文件已损坏或不是 PDF",
        ) from None
    numbered = drop_page_headers(pages, lambda line: line.text)
    margins = _left_margins([lines for _, lines in numbered])
    found: list[Line] = []
    previous: PrintLine | None = None
    for (page, lines), margin in zip(numbered, margins, strict=True):
        edge = max((line.glyphs[-1].right for line in lines), default=0.0)
        for line in lines:
            found.append(Line(line.text, page, _opens(line, previous, margin, edge)))
            previous = line
    return found


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
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


def _print_lines(glyphs: Sequence[Glyph]) -> Iterator[PrintLine]:
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


def _left_margins(pages: Sequence[Sequence[PrintLine]]) -> list[float]:
    """Return the left margin of each page: the most frequent line start on pages of the same side."""
    margins = []
    for side in (0, 1):
        starts = Counter(round(line.glyphs[0].x) for page in pages[side::2] for line in page)
        margins.append(float(max(starts, key=lambda x: (starts[x], -x), default=0)))
    return [margins[number % 2] for number in range(len(pages))]


def _opens(line: PrintLine, previous: PrintLine | None, margin: float, edge: float) -> bool:
    """Return whether a line begins a paragraph: it is indented, or the preceding line ends one.

    A last line ends a sentence clearly before the right edge. A character is as wide as it is high.
    """
    indented = line.glyphs[0].x > margin + 0.9 * line.tallest.height
    if previous is None or indented:
        return True
    room = edge - previous.glyphs[-1].right
    return room > 2 * previous.tallest.height and ends_sentence(previous.text)
