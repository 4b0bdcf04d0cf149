"""A copy of a report as a sequence of lines, each with its printed page; one reader per format.

Belongs here: which format a file has, and what Markdown, plain text and page tables look like.
What a PDF page looks like is `pdf.py`'s work; what the lines mean is `outline.py`'s.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.source.file import text_of
from pipeline.source.normal import normalised
from pipeline.source.page_table import pages_of_table
from pipeline.source.refusal import UnreadableTextError
from pipeline.source.running import without_running_lines

SENTENCE_ENDS = "。!?"
CLOSING_MARKS = "”’」』》〉】〕)]"
LONGEST_PRINT_LINE = 120
"""Columns (a Chinese character takes two); a longer line is a paragraph and not a print line."""


@dataclass(frozen=True)
class Line:
    """One line of a copy as read, its printed page, and whether the layout opens a paragraph.

    `page` is blank where the page prints no number.
    """

    text: str
    page: str
    opens: bool


def ends_sentence(text: str) -> bool:
    """Whether a text ends with 。！？, closing quotation marks and brackets aside."""
    return normalised(text).rstrip(CLOSING_MARKS).endswith(tuple(SENTENCE_ENDS))


def read_lines(path: Path) -> list[Line]:
    """The lines of a Markdown, plain text (UTF-8) or PDF (`.pdf`) file.

    Raises UnreadableTextError for a file of another kind, and when nothing tells the printed pages.
    """
    if path.suffix.lower() == ".pdf":
        from pipeline.source.pdf import read_pdf  # the PDF library is loaded for a PDF only

        return read_pdf(path)
    text = text_of(path)
    if "\f" in text:  # says itself where its pages end; a table may be of another copy's lines
        pages = without_running_lines([page.split("\n") for page in text.split("\f")], str)
        marked = [(line, page) for page, lines in pages for line in lines]
        return _lines([line for line, _ in marked], [page for _, page in marked])
    table = path.with_name(f"{path.stem}-pages.csv")
    if not table.exists():
        raise UnreadableTextError(
            f"{path.name} does not say where its pages end. Put {table.name} beside it "
            "(first_line,last_line,page), or use a text with form feeds between its pages",
            f"{path.name} 未标明分页。请在旁边放置 {table.name}（first_line,last_line,page），"
            "或使用以换页符分页的文本",
        )
    lines = text.split("\n")
    return _lines(lines, pages_of_table(table, len(lines)))


def _lines(texts: Sequence[str], pages: Sequence[str]) -> list[Line]:
    return [
        Line(text, page, opens)
        for text, page, opens in zip(texts, pages, _openings(texts), strict=True)
        if text.strip()
    ]


def _openings(texts: Sequence[str]) -> Iterator[bool]:
    """Whether a paragraph begins with each line.

    It does after a blank line, where indented, after a print line that ends a sentence short of
    the margin, and everywhere when lines are whole paragraphs.
    """
    widest = max(map(_columns, texts), default=0)
    previous = ""
    for text in texts:
        after_a_last_line = _columns(previous) < widest - 2 and ends_sentence(previous)
        indented = text[:1].isspace()
        whole = widest > LONGEST_PRINT_LINE
        yield whole or indented or after_a_last_line or not previous.strip()
        previous = text


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text.rstrip())
