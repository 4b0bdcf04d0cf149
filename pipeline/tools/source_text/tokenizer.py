"""Split a copy of a report into paragraphs, sentences and numeral tokens, each with its position.

Lines are joined across page breaks, then split. A sentence ends after 。！？ and the closing quotation
marks and brackets directly behind it. The rest of a paragraph is a sentence too. A heading is
paragraph 0 of its section. Paragraphs count from 1 in the section, footnotes last. Sentences count
from 1 in the paragraph. A table is one paragraph, and each of its rows a sentence. The tokens are
compared with the ledger, in the version of the normal form that the ledger has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from pipeline.localization import LocalizedText
from pipeline.parsing.normalization import (
    FIRST_VERSION,
    VERSION,
    border,
    fingerprint,
    in_version,
    normalize_text,
    row_text,
)
from pipeline.parsing.numeral_tokens import tokens
from pipeline.schema import NOTES
from pipeline.tools.source_text.readers import read_copy
from pipeline.tools.source_text.sections import (
    CLOSING_MARKS,
    SENTENCE_ENDS,
    LineKind,
    Placed,
    Section,
    ends_sentence,
    place,
)

SENTENCE = re.compile(
    f"[^{SENTENCE_ENDS}]*[{SENTENCE_ENDS}]+[{re.escape(CLOSING_MARKS)}]*|[^{SENTENCE_ENDS}]+\\Z"
)


@dataclass(frozen=True)
class Sentence:
    """Hold a normalised sentence, its position, and the printed page of each of its characters.

    `version` is that of the normal form; `context` is the normalised text of the whole table of a row.
    """

    section: str
    paragraph: int
    sentence: int
    kind: LineKind
    text: str
    pages: tuple[str, ...]
    version: int = VERSION
    context: str = ""

    @cached_property
    def sha256(self) -> str:
        """Return the fingerprint of the sentence, which states the version."""
        return fingerprint(self.text, self.version)

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """Return the fingerprints of the sentence in its own version and in earlier ones."""
        versions = range(self.version, FIRST_VERSION - 1, -1)
        return tuple(fingerprint(in_version(self.text, each), each) for each in versions)


@dataclass(frozen=True)
class Paragraph:
    """Hold the lines of one paragraph, in one section, of one kind."""

    section: str
    number: int
    lines: tuple[Placed, ...]


@dataclass(frozen=True)
class TextTable:
    """Hold a table as printed: its section, its paragraph there, the text before it, its rows."""

    section: str
    paragraph: int
    page: str
    title: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Return the normal form of the table, which has a fingerprint."""
        return "\n".join(map(row_text, self.rows))


def text_tables(paragraphs: Iterable[Paragraph]) -> Iterator[TextTable]:
    """Yield the tables among the paragraphs, each with the line before it as its title."""
    before = ""
    for each in paragraphs:
        last = each.lines[-1].line
        if last.table:
            rows = tuple(part.line.cells for part in each.lines)
            yield TextTable(each.section, each.number, each.lines[0].line.page, before, rows)
        before = "" if last.table or each.number == 0 else last.text.strip()


def sentences(placed: Sequence[Placed], version: int = VERSION) -> Iterator[Sentence]:
    """Yield all sentences of a text, in the order of its sections, footnotes at the end of a section."""
    for paragraph in paragraphs(placed):
        is_table = bool(paragraph.lines[0].line.table)
        yield from _rows(paragraph) if is_table else _split(paragraph, version)


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
    if previous.kind != part.kind or previous.line.table != part.line.table:
        return False
    if part.line.table:
        return True
    cut = previous.line.page != part.line.page and not ends_sentence(previous.line.text)
    return part.kind == "heading" or not part.line.opens or cut


def _rows(table: Paragraph) -> Iterator[Sentence]:
    """Yield the rows of a table."""
    texts = [row_text(part.line.cells) for part in table.lines]
    context = "\n".join(texts)
    for number, (part, text) in enumerate(zip(table.lines, texts, strict=True), start=1):
        pages = (part.line.page,) * len(text)
        at = (table.section, table.number, number, part.kind)
        yield Sentence(*at, text, pages, context=context)


def _split(paragraph: Paragraph, version: int) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; the end of a line that is not full may be a border."""
    text, blank = "", ""
    pages: list[str] = []
    for part in paragraph.lines:
        piece = normalize_text(part.line.text)
        piece = border(text, piece, blank) + piece
        blank = "" if part.line.is_full else "\n"
        text += piece
        pages += [part.line.page] * len(piece)
    if version == FIRST_VERSION:
        kept = [number for number, each in enumerate(text) if in_version(each, version)]
        text, pages = in_version(text, version), [pages[number] for number in kept]
    for number, found in enumerate(SENTENCE.finditer(text), start=1):
        yield Sentence(
            paragraph.section,
            paragraph.number,
            number,
            paragraph.lines[0].kind,
            found.group(),
            tuple(pages[found.start() : found.end()]),
            version,
        )


POSITION_COLUMNS = (
    "section", "page", "paragraph", "sentence", "ordinal", "token", "sentence_sha256",
)  # fmt: skip
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
    """Hold all sentences of a copy and their numeral tokens, in the order of the sections.

    `tables` are the tables of the copy, and `unread` describes what looks like a row but was not read.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[SourceToken, ...]
    tables: tuple[TextTable, ...] = ()
    unread: tuple[LocalizedText, ...] = ()

    @cached_property
    def has_pages(self) -> bool:
        """Return whether the copy has printed pages."""
        return any(any(sentence.pages) for sentence in self.sentences)


def scan(
    path: Path,
    sections: Iterable[Section],
    imprint: Collection[str] = (),
    words: Collection[str] = frozenset(),
    *,
    version: int = VERSION,
) -> Scan:
    """Scan a Markdown, plain text or PDF copy of a report, up to a line of its imprint.

    `words` are the words without a numeral that are tokens in this report (`number_words`).
    In version 1 of the normal form, tables are not read as tables. Raises UnreadableTextError if
    headings are missing in the copy.
    """
    copy = read_copy(path, with_tables=version != FIRST_VERSION)
    placed = place(copy.lines, list(sections), imprint)
    found = tuple(sentences(placed, version))
    numerals = tuple(token for sentence in found for token in _tokens(sentence, words))
    return Scan(found, numerals, tuple(text_tables(paragraphs(placed))), copy.unread)


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
