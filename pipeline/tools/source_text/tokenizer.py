"""Split a copy of a report into paragraphs, sentences and numeral tokens, each with its position.

Lines are joined across page breaks, then split. A sentence ends after 。！？ and the closing quotation
marks and brackets directly behind it. The rest of a paragraph is a sentence too. A heading is
paragraph 0 of its section. Paragraphs count from 1 in the section, footnotes last. Sentences count
from 1 in the paragraph. The tokens are compared with the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from pipeline.parsing.normalization import fingerprint, normalize_text
from pipeline.parsing.numeral_tokens import tokens
from pipeline.schema import NOTES
from pipeline.tools.source_text.lines import CLOSING_MARKS, SENTENCE_ENDS, ends_sentence
from pipeline.tools.source_text.readers import read_lines
from pipeline.tools.source_text.sections import LineKind, Placed, Section, place

SENTENCE = re.compile(
    f"[^{SENTENCE_ENDS}]*[{SENTENCE_ENDS}]+[{re.escape(CLOSING_MARKS)}]*|[^{SENTENCE_ENDS}]+\\Z"
)


@dataclass(frozen=True)
class Sentence:
    """Hold a normalised sentence, its position, and the printed page of each of its characters."""

    section: str
    paragraph: int
    sentence: int
    kind: LineKind
    text: str
    pages: tuple[str, ...]

    @cached_property
    def sha256(self) -> str:
        """Return the fingerprint of the sentence."""
        return fingerprint(self.text)


@dataclass(frozen=True)
class Paragraph:
    """Hold the lines of one paragraph, in one section, of one kind."""

    section: str
    number: int
    lines: tuple[Placed, ...]


def sentences(placed: Sequence[Placed]) -> Iterator[Sentence]:
    """Yield all sentences of a text, in the order of its sections, footnotes at the end of a section."""
    for paragraph in paragraphs(placed):
        yield from _split(paragraph)


def paragraphs(placed: Sequence[Placed]) -> Iterator[Paragraph]:
    """Yield all paragraphs, numbered, in the order of sections; a section is one run of lines."""
    order = {section: n for n, section in enumerate(dict.fromkeys(p.section for p in placed))}
    kinds: tuple[LineKind, ...] = ("heading", "body", "footnote")
    in_order = sorted(placed, key=lambda part: (order[part.section], kinds.index(part.kind)))
    for section, parts in groupby(in_order, key=lambda part: part.section):
        number = 0
        for lines in _joined(list(parts)):
            number += lines[0].kind != "heading"
            yield Paragraph(section, number, tuple(lines))


def _joined(parts: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Group lines into paragraphs."""
    lines: list[Placed] = []
    for part in parts:
        if lines and not _continues(lines[-1], part):
            yield lines
            lines = []
        lines.append(part)
    if lines:
        yield lines


def _continues(previous: Placed, part: Placed) -> bool:
    """Return whether a line continues the paragraph of the preceding line.

    It does if the layout does not start one there, or if a page break interrupts a sentence. A heading is one
    paragraph.
    """
    if previous.kind != part.kind:
        return False
    cut = previous.line.page != part.line.page and not ends_sentence(previous.line.text)
    return part.kind == "heading" or not part.line.opens or cut


def _split(paragraph: Paragraph) -> Iterator[Sentence]:
    pieces = [(normalize_text(part.line.text), part.line.page) for part in paragraph.lines]
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


POSITION_COLUMNS = (
    "section",
    "page",
    "paragraph",
    "sentence",
    "ordinal",
    "token",
    "sentence_sha256",
)

DECISION_COLUMNS = ("figure", "reason", *NOTES)

LEDGER_COLUMNS = (*POSITION_COLUMNS, *DECISION_COLUMNS)


@dataclass(frozen=True)
class SourceToken:
    """Hold a numeral token with its sentence, its ordinal there (from 1), and its position there.

    `start` and `end` are offsets in the normalised text of the sentence.
    """

    sentence: Sentence
    ordinal: int
    text: str
    start: int
    end: int

    @property
    def page(self) -> str:
        """Return the printed page on which the token begins, blank in the preface."""
        return self.sentence.pages[self.start]

    @property
    def position(self) -> dict[str, str]:
        """Return the columns of the ledger that the text determines, as ledger cells."""
        at = self.sentence
        values = (at.section, self.page, at.paragraph, at.sentence, self.ordinal, self.text)
        return dict(zip(POSITION_COLUMNS, (*map(str, values), at.sha256), strict=True))


@dataclass(frozen=True)
class Scan:
    """Hold all sentences of a copy and their numeral tokens, in the order of the sections."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[SourceToken, ...]


def scan(
    path: Path,
    sections: Iterable[Section],
    imprint: Collection[str] = (),
    words: Collection[str] = frozenset(),
    *,
    paged: bool = True,
) -> Scan:
    """Scan a Markdown, plain text or PDF copy of a report, up to a line of its imprint.

    Args:
        path: the copy.
        sections: the sections of the report.
        imprint: the lines that begin its imprint.
        words: the words without a numeral that are tokens in this report (`number_words`).
        paged: whether the report has printed pages.

    Raises UnreadableTextError if headings or printed pages are missing in the copy.
    """
    found = tuple(sentences(place(read_lines(path, paged=paged), list(sections), imprint)))
    return Scan(found, tuple(token for sentence in found for token in _tokens(sentence, words)))


def ledger_template(scanned: Scan) -> list[dict[str, str]]:
    """Return a new ledger: one row per token; `figure`, `reason` and `note` are blank."""
    return [{**token.position, **dict.fromkeys(DECISION_COLUMNS, "")} for token in scanned.tokens]


def _tokens(sentence: Sentence, words: Collection[str]) -> Iterator[SourceToken]:
    for ordinal, token in enumerate(tokens(sentence.text, words), start=1):
        yield SourceToken(sentence, ordinal, token.text, token.start, token.end)


def with_tokens(scanned: Scan) -> Sequence[tuple[SourceToken, ...]]:
    """Return the tokens of each sentence with tokens, sentence by sentence."""
    grouped: dict[Sentence, list[SourceToken]] = {}
    for token in scanned.tokens:
        grouped.setdefault(token.sentence, []).append(token)
    return [tuple(group) for group in grouped.values()]
