"""Read the printed lines and the ruled tables of a PDF page from the boxes of its characters and its paths.

PDFium, the engine of a widely used browser, maps character codes to text also if fonts are not embedded. Only
positions are used, never the order in which the file draws. A gap between two digits is white space, as printed.

A table is a set of crossing rules, which are segments of paths. Cells that no rule separates are one cell, whose
text is in the first of them. Rows that have no rule between them are separated at their lines of print. Outer
rules may be absent, and so may vertical rules (a table of three rules). Its columns are then found by
the gaps between the texts. Coordinates are points, upwards from the bottom of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipeline.tools.source_text.text_tables import is_number_or_mark

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


#: Rules at this distance in points are one rule, or touch each other.
NEAR: Final = 3
#: A shorter segment is part of a drawing.
SHORTEST: Final = 8
FEWEST: Final = 2


@dataclass(frozen=True)
class Rule:
    """Hold a horizontal or vertical rule: its position across its length, and its two ends."""

    at: float
    low: float
    high: float

    def covers(self, position: float) -> bool:
        """Return whether a position along the rule is within its length."""
        return self.low - NEAR <= position <= self.high + NEAR


@dataclass(frozen=True)
class RuledTable:
    """Hold the box and the rows of a table; `rows` is blank if its columns cannot be found."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str, ...], ...]

    def has(self, glyph: Glyph) -> bool:
        """Return whether the middle of a character is in the box."""
        x, y = glyph.middle
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def ruled_tables(page: pypdfium2.PdfPage, glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """Return the ruled tables of a page that have numbers, from top to bottom."""
    horizontal, vertical = _rules(page)
    found = [_table(*rules, glyphs) for rules in _crossing(horizontal, vertical)]
    return sorted((each for each in found if each), key=lambda each: -each.top)


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules of a page; parts of one rule are joined."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        for (x1, y1), (x2, y2) in _segments(path):
            if abs(y1 - y2) < 1 and abs(x1 - x2) > SHORTEST:
                horizontal.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) < 1 and abs(y1 - y2) > SHORTEST:
                vertical.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return _joined(horizontal), _joined(vertical)


Point = tuple[float, float]


def _segments(path: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    """Yield the straight segments of a path."""
    place, x, y = path.get_matrix(), ctypes.c_float(), ctypes.c_float()
    first: Point | None = None
    last: Point | None = None
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = place.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield last, here
        if raw.FPDFPathSegment_GetClose(segment) and first:
            yield here, first
        last = here


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Join rules of one position that touch or overlap."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.at, each.low)):
        for number, other in enumerate(found):
            near = abs(rule.at - other.at) <= NEAR
            if near and rule.low <= other.high + NEAR and other.low <= rule.high + NEAR:
                low, high = min(rule.low, other.low), max(rule.high, other.high)
                found[number] = Rule(other.at, low, high)
                break
        else:
            found.append(rule)
    return found


def _crossing(
    horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield sets of rules that cross; horizontal rules of one width without others are a set too."""
    left = list(horizontal)
    while left:
        rows, columns = [left.pop(0)], list[Rule]()
        grown = True
        while grown:
            columns = [v for v in vertical if any(_cross(h, v) for h in rows)]
            more = [h for h in left if any(_cross(h, v) for v in columns) or _alike(h, rows[0])]
            left = [h for h in left if h not in more]
            rows += more
            grown = bool(more)
        yield rows, columns


def _cross(horizontal: Rule, vertical: Rule) -> bool:
    return horizontal.covers(vertical.at) and vertical.covers(horizontal.at)


def _alike(rule: Rule, other: Rule) -> bool:
    return abs(rule.low - other.low) <= NEAR and abs(rule.high - other.high) <= NEAR


def _table(
    horizontal: Sequence[Rule], vertical: Sequence[Rule], glyphs: Sequence[Glyph]
) -> RuledTable | None:
    """Return the table of a set of rules, or None if they frame no numbers."""
    ys = _positions([rule.at for rule in horizontal])[::-1]
    left, right = min(r.low for r in horizontal), max(r.high for r in horizontal)
    if len(ys) < FEWEST:
        return None
    box = RuledTable(left - NEAR, ys[-1], right + NEAR, ys[0], ())
    inside = [glyph for glyph in glyphs if box.has(glyph)]
    xs = _positions([left, right, *(rule.at for rule in vertical)])
    boxes = _Boxes(xs, ys, horizontal, vertical)
    if len(xs) == FEWEST:
        xs = [left, *_gaps(inside), right]
        boxes = _Boxes(xs, ys, horizontal, None)
    if len(xs) == FEWEST:
        return replace(box, rows=()) if len(ys) > FEWEST and _has_numbers(inside) else None
    rows = tuple(boxes.rows(inside))
    numbers = [cell for row in rows for cell in row[1:] if is_number_or_mark(cell)]
    if len(rows) < FEWEST or not numbers:
        return None
    return RuledTable(box.left, box.bottom, box.right, box.top, rows)


def _has_numbers(glyphs: Sequence[Glyph]) -> bool:
    """Return whether several lines of print have digits."""
    lines = print_lines(glyphs)
    return sum(any(each.isdigit() for each in line.text) for line in lines) >= FEWEST


def _positions(values: Sequence[float]) -> list[float]:
    """Return distinct positions in ascending order."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _gaps(glyphs: Sequence[Glyph]) -> list[float]:
    """Return the middles of the vertical strips that no text crosses, as wide as a character."""
    spans = sorted((glyph.x, glyph.right) for glyph in glyphs)
    wide = max((glyph.height for glyph in glyphs), default=0) * 2 / 3
    found, end = list[float](), spans[0][1] if spans else 0
    for start, stop in spans:
        if start - end > wide:
            found.append((start + end) / 2)
        end = max(end, stop)
    return found


@dataclass(frozen=True)
class _Boxes:
    """Hold the boxes between the positions of rules; without vertical rules, columns are gaps."""

    xs: Sequence[float]
    ys: Sequence[float]
    horizontal: Sequence[Rule]
    vertical: Sequence[Rule] | None

    def rows(self, glyphs: Sequence[Glyph]) -> Iterator[tuple[str, ...]]:
        """Yield the rows of cells from top to bottom."""
        cells: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            x, y = glyph.middle
            column = _index(self.xs, sum(at <= x for at in self.xs))
            band = _index(self.ys, sum(at >= y for at in self.ys))
            cells.setdefault(self._first(band, column), []).append(glyph)
        for band in range(len(self.ys) - 1):
            columns = range(len(self.xs) - 1)
            yield from _split([cells.get((band, column), []) for column in columns])

    def _first(self, band: int, column: int) -> tuple[int, int]:
        """Return the first of the boxes that no rule separates from a box."""
        middle = (self.ys[band] + self.ys[band + 1]) / 2
        while column and not self._is_ruled(self.vertical, self.xs[column], middle):
            column -= 1
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        while band and not self._is_ruled(self.horizontal, self.ys[band], middle):
            band -= 1
        return band, column

    def _is_ruled(self, rules: Sequence[Rule] | None, at: float, along: float) -> bool:
        if rules is None:
            return True
        return any(abs(rule.at - at) <= NEAR and rule.covers(along) for rule in rules)


def _index(positions: Sequence[float], passed: int) -> int:
    """Return the index of a box by the number of positions that are passed."""
    return min(max(passed - 1, 0), len(positions) - 2)


def _split(cells: Sequence[Sequence[Glyph]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one band: one, or one for each line of print if several have numbers."""
    lines = list(print_lines([glyph for cell in cells for glyph in cell]))
    kept = [[[g for g in cell if g in line.glyphs] for cell in cells] for line in lines]
    rows = [tuple(_text(cell) for cell in line) for line in kept]
    numbered = [row for row in rows if any(map(is_number_or_mark, row[1:]))]
    if len(numbered) >= FEWEST:
        yield from rows
    elif any(cells):
        yield tuple(map(_text, cells))


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(line.text for line in print_lines(glyphs))
