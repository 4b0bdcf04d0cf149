"""Sets a report in type: a PDF with a cover, contents, indents, footnotes and running numbers.

The font is drawn here and embedded, as in a printed report, so that no font of the machine has a
state: the file holds character codes and positions only, and a reader has to find the words, lines
and paragraphs for itself. Its letters are boxes as high and wide as the letters of a book face.
"""

import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables import _g_l_y_f
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "Boxes"
EM = 1000
WIDTH, HEIGHT = A4
MARGIN = 72.0
MARK = re.compile(r"<sup>(\d+)</sup>")


@dataclass(frozen=True)
class Block:
    """A paragraph, or the part of one on one page; `indent` in characters."""

    text: str
    size: float = 11.0
    indent: int = 2


@dataclass(frozen=True)
class Sheet:
    """A page: its running number (blank: none is printed), the text, and the footnotes."""

    number: str
    blocks: Sequence[Block]
    footnotes: Sequence[Block] = ()


def _advance(character: str) -> int:
    """Half an em for Latin letters and digits, a whole one for Chinese, as book faces have it."""
    return EM if unicodedata.east_asian_width(character) in "WFA" else EM // 2


def _box(character: str) -> _g_l_y_f.Glyph:
    """A letter as a box; stops and quotation marks are small, a space is empty."""
    pen, advance = TTGlyphPen(None), _advance(character)
    left, right, bottom, top = advance // 20, advance - advance // 20, 0, 660
    if unicodedata.category(character).startswith("L"):
        bottom, top = -80, 820
    elif unicodedata.category(character).startswith("P"):
        right, bottom, top = advance // 3, (500 if character in "“”‘’" else -60), 120
        top = bottom + 180
    if not character.isspace():
        pen.moveTo((left, bottom))
        for point in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def characters() -> Iterator[str]:
    """ASCII and GB 2312, the characters of ordinary print."""
    yield from map(chr, range(0x20, 0x7F))
    for high, low in itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        yield from bytes((high, low)).decode("gb2312", errors="ignore")


@cache
def register_drawn_font() -> None:
    """Make the TrueType font known to reportlab, once: it keeps fonts by name."""
    names = {ord(each): f"uni{ord(each):04X}" for each in sorted(set(characters()))}
    order = [".notdef", *names.values()]
    glyphs = {".notdef": _box("■"), **{name: _box(chr(code)) for code, name in names.items()}}
    advances = {".notdef": EM, **{name: _advance(chr(code)) for code, name in names.items()}}
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (advance, 0) for name, advance in advances.items()})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": FONT, "styleName": "Regular", "psName": FONT})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    font.setupPost()
    made = io.BytesIO()
    font.save(made)
    made.seek(0)
    registerFont(TTFont(FONT, made))


def typeset(path: Path, sheets: Sequence[Sheet], header: str = "") -> Path:
    """Write the sheets as a PDF, with a running header on each numbered page."""
    register_drawn_font()
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for sheet in sheets:
        canvas.setFont(FONT, 9)
        if sheet.number:
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 40, header)
            canvas.drawCentredString(WIDTH / 2, 40, sheet.number)
        _draw(canvas, sheet.blocks, HEIGHT - MARGIN)
        _draw(canvas, sheet.footnotes, 60 + 14.0 * _height(sheet.footnotes))
        canvas.showPage()
    canvas.save()
    return path


def _height(blocks: Sequence[Block]) -> int:
    return sum(len(list(_broken(block))) for block in blocks)


def _draw(canvas: Canvas, blocks: Sequence[Block], top: float) -> None:
    for block in blocks:
        for line in _broken(block):
            assert top > 50, "the page is full"
            for x, character, size, rise in line:
                canvas.setFont(FONT, size)
                canvas.drawString(x, top + rise, character)
            top -= block.size * 1.4
        top -= 0 if block.size < 11 else 2


def _broken(block: Block) -> Iterator[list[tuple[float, str, float, float]]]:
    """Print lines as (x, character, size, rise); footnote marks are small and raised."""
    line: list[tuple[float, str, float, float]] = []
    x = MARGIN + block.indent * block.size
    for character, size, rise in _characters(block):
        width = stringWidth(character, FONT, size)
        if x + width > WIDTH - MARGIN:
            yield line
            line, x = [], MARGIN
        line.append((x, character, size, rise))
        x += width
    yield line


def _characters(block: Block) -> Iterator[tuple[str, float, float]]:
    for index, part in enumerate(MARK.split(block.text)):
        is_mark = index % 2 == 1
        for character in part:
            yield character, block.size * (0.6 if is_mark else 1), block.size * 0.35 * is_mark
