"""Sets a report in type: a PDF with a cover, contents, indents, footnotes and running numbers.

The font is a CID font that is not embedded (STSong-Light): the file holds character codes and
positions only, so a reader has to find the words, lines and paragraphs for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
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


def typeset(path: Path, sheets: Sequence[Sheet], header: str = "") -> Path:
    """Write the sheets as a PDF, with a running header on each numbered page."""
    registerFont(UnicodeCIDFont(FONT))
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
