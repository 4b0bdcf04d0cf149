"""A copy of a report's text as numeral tokens, each with its position: the ledger's other side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.source.outline import Section, place
from pipeline.source.sentences import Sentence, sentences
from pipeline.source.text import read_lines
from pipeline.source.tokens import tokens

POSITION_COLUMNS = (
    "section",
    "page",
    "paragraph",
    "sentence",
    "ordinal",
    "token",
    "sentence_sha256",
)
DECISION_COLUMNS = ("figure", "reason", "note")
LEDGER_COLUMNS = (*POSITION_COLUMNS, *DECISION_COLUMNS)


@dataclass(frozen=True)
class SourceToken:
    """A numeral token with its sentence, its ordinal there (from 1), and its place there.

    `start` and `end` are offsets in the normalised text of the sentence.
    """

    sentence: Sentence
    ordinal: int
    text: str
    start: int
    end: int

    @property
    def page(self) -> str:
        """The printed page on which the token begins, blank in the preface."""
        return self.sentence.pages[self.start]

    @property
    def position(self) -> dict[str, str]:
        """The columns of the ledger that a text decides, as they are written there."""
        at = self.sentence
        values = (at.section, self.page, at.paragraph, at.sentence, self.ordinal, self.text)
        return dict(zip(POSITION_COLUMNS, (*map(str, values), at.sha256), strict=True))


@dataclass(frozen=True)
class Scan:
    """All sentences of a copy, and all numeral tokens in them, in the order of the sections."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[SourceToken, ...]


def scan(path: Path, sections: Iterable[Section], imprint: Collection[str] = ()) -> Scan:
    """Scan a Markdown, plain text or PDF copy of a report, up to a line of its imprint.

    Raises UnreadableTextError when headings or printed pages are missing in the copy.
    """
    found = tuple(sentences(place(read_lines(path), list(sections), imprint)))
    return Scan(found, tuple(token for sentence in found for token in _tokens(sentence)))


def skeleton(scanned: Scan) -> list[dict[str, str]]:
    """A new ledger: one row for every token, `figure`, `reason` and `note` blank."""
    return [{**token.position, **dict.fromkeys(DECISION_COLUMNS, "")} for token in scanned.tokens]


def _tokens(sentence: Sentence) -> Iterator[SourceToken]:
    for ordinal, token in enumerate(tokens(sentence.text), start=1):
        yield SourceToken(sentence, ordinal, token.text, token.start, token.end)


def with_tokens(scanned: Scan) -> Sequence[tuple[SourceToken, ...]]:
    """The tokens of each sentence that has any, sentence by sentence."""
    grouped: dict[Sentence, list[SourceToken]] = {}
    for token in scanned.tokens:
        grouped.setdefault(token.sentence, []).append(token)
    return [tuple(group) for group in grouped.values()]
