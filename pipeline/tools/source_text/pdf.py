"""Read a PDF as a person sees it: printed lines, paragraph indents, ruled tables, raised footnote marks."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import TypeAlias

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipeline.rules import LocalizedText, localized
from pipeline.tools.source_text.pdf_tables import RuledTable, ruled_tables
from pipeline.tools.source_text.sections import (
    Line,
    UnreadableTextError,
    bytes_of,
    drop_page_headers,
    ends_sentence,
)

#: A raised digit smaller than this share of its line's height is a footnote mark.
MARK_SIZE = 0.8
#: Two characters with a wider gap, as a share of their height, have white space between them.
GAP = 0.15
#: A gap of this share or more separates columns.
COLUMN_GAP = 1.5


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


@dataclass(frozen=True)
class TableLine:
    """Hold a row of a ruled table; `table` is the number of the table in the document."""

    cells: tuple[str, ...]
    table: int

    @property
    def text(self) -> str:
        """Return the cells as text."""
        return "\t".join(self.cells)


PageLine: TypeAlias = PrintLine | TableLine


def read_pdf(
    path: Path, *, with_tables: bool = True
) -> tuple[tuple[Line, ...], tuple[LocalizedText, ...]]:
    """Return the printed lines of a PDF, without running headers and numbers, and what is not read.

    Raises UnreadableTextError if the file is not a PDF.
    """
    numbers = count(1)
    unread: list[LocalizedText] = []
    pages: list[list[PageLine]] = []
    try:
        with pypdfium2.PdfDocument(bytes_of(path)) as document:
            for page in document:
                glyphs = list(glyphs_of(page))
                tables = ruled_tables(page, glyphs) if with_tables else []
                unread += [_unread(len(pages) + 1) for table in tables if not table.rows]
                pages.append(_page_lines(glyphs, [each for each in tables if each.rows], numbers))
    except pypdfium2.PdfiumError:
        raise UnreadableTextError(
            localized("{path} cannot be read as a PDF: it is damaged or not a PDF", path=path.name),
        ) from None
    numbered = drop_page_headers(pages, lambda line: line.text)
    return tuple(_lines(numbered)), tuple(unread)


def _unread(page: int) -> LocalizedText:
    return localized(
        "page {page} of the file: rules frame numbers, but no columns are found between them",
        page=page,
    )


def _page_lines(
    glyphs: Sequence[Glyph], tables: Sequence[RuledTable], numbers: Iterator[int]
) -> list[PageLine]:
    """Return the lines of a page from top to bottom; rows of ruled tables are lines of their own."""
    placed: list[tuple[float, PageLine]] = []
    for table, number in zip(tables, numbers, strict=False):
        placed += [(table.top, TableLine(cells, number)) for cells in table.rows]
    beside = [each for each in glyphs if not any(table.has(each) for table in tables)]
    placed += [(line.tallest.middle[1], line) for line in print_lines(beside)]
    return [line for _, line in sorted(placed, key=lambda item: -item[0])]


def _lines(pages: Sequence[tuple[str, Sequence[PageLine]]]) -> Iterator[Line]:
    printed = [[line for line in lines if isinstance(line, PrintLine)] for _, lines in pages]
    margins = _left_margins(printed)
    previous: PrintLine | None = None
    for (page, lines), own, margin in zip(pages, printed, margins, strict=True):
        edge = max((line.glyphs[-1].right for line in own), default=0.0)
        for line in lines:
            if isinstance(line, TableLine):
                yield Line(line.text, page, True, line.cells, line.table)
                previous = None
                continue
            room = edge - line.glyphs[-1].right
            opens, is_full = _opens(line, previous, margin, edge), room < line.tallest.height / 2
            yield Line(line.text, page, opens, is_full=is_full)
            previous = line


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
