"""Paragraphs and sentences: lines joined across page breaks, then split at their ends.

A sentence ends after 。！？ and the closing quotation marks and brackets directly behind it; what
is left at the end of a paragraph is a sentence too. A heading is paragraph 0 of its section;
paragraphs count from 1 in the section, footnotes last; sentences from 1 in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pipeline.source.normal import fingerprint, normalised
from pipeline.source.outline import Kind, Placed
from pipeline.source.text import CLOSING_MARKS, SENTENCE_ENDS, ends_sentence

SENTENCE = re.compile(
    f"[^{SENTENCE_ENDS}]*[{SENTENCE_ENDS}]+[{re.escape(CLOSING_MARKS)}]*|[^{SENTENCE_ENDS}]+\\Z"
)


@dataclass(frozen=True)
class Sentence:
    """A normalised sentence, where it stands, and the printed page of each of its characters."""

    section: str
    paragraph: int
    sentence: int
    kind: Kind
    text: str
    pages: tuple[str, ...]

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the sentence."""
        return fingerprint(self.text)


@dataclass(frozen=True)
class Paragraph:
    """The lines that make up one paragraph, in a section, of one kind."""

    section: str
    number: int
    lines: tuple[Placed, ...]


def sentences(placed: Sequence[Placed]) -> Iterator[Sentence]:
    """All sentences of a text, in the order of its sections, footnotes at a section's end."""
    for paragraph in paragraphs(placed):
        yield from _split(paragraph)


def paragraphs(placed: Sequence[Placed]) -> Iterator[Paragraph]:
    """All paragraphs, numbered, in the order of sections; a section is one run of lines."""
    order = {section: n for n, section in enumerate(dict.fromkeys(p.section for p in placed))}
    kinds: tuple[Kind, ...] = ("heading", "body", "footnote")
    in_order = sorted(placed, key=lambda part: (order[part.section], kinds.index(part.kind)))
    for section, parts in groupby(in_order, key=lambda part: part.section):
        number = 0
        for lines in _joined(list(parts)):
            number += lines[0].kind != "heading"
            yield Paragraph(section, number, tuple(lines))


def _joined(parts: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Lines grouped into paragraphs."""
    lines: list[Placed] = []
    for part in parts:
        if lines and not _continues(lines[-1], part):
            yield lines
            lines = []
        lines.append(part)
    if lines:
        yield lines


def _continues(previous: Placed, part: Placed) -> bool:
    """Whether a line goes on with the paragraph of the line before it.

    It does if the layout opens none there, or if a page break cut the paragraph within a
    sentence. A heading is one paragraph.
    """
    if previous.kind != part.kind:
        return False
    cut = previous.line.page != part.line.page and not ends_sentence(previous.line.text)
    return part.kind == "heading" or not part.line.opens or cut


def _split(paragraph: Paragraph) -> Iterator[Sentence]:
    pieces = [(normalised(part.line.text), part.line.page) for part in paragraph.lines]
    text = "".join(piece for piece, _ in pieces)
    pages = tuple(page for piece, page in pieces for _ in piece)
    for number, found in enumerate(SENTENCE.finditer(text), start=1):
        yield Sentence(
            paragraph.section,
            paragraph.number,
            number,
            paragraph.lines[0].kind,
            found.group(),
            pages[found.start() : found.end()],
        )
