"""Scan a printed figure from left to right, over words, spaces and 〔〕; the position never moves back.

The scanner does not depend on the grammar. `steps` counts the examined characters and words.
"""

from __future__ import annotations

from typing import NoReturn

from pipeline.parsing.errors import FigureSyntaxError
from pipeline.parsing.lexicon import Index
from pipeline.parsing.normalization import END, SPACE, normalize_characters

OPEN, CLOSE = "〔", "〕"
BRACKETS = OPEN + CLOSE
_SKIPPED = frozenset(BRACKETS + SPACE)
ROUND_OPEN, ROUND_CLOSE = "(", ")"


class Scanner:
    """Scan a text once from left to right, and record the words in 〔〕."""

    __slots__ = (
        "_filled", "_open", "bracketed", "position", "printed", "steps", "supplied", "text"
    )  # fmt: skip

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self.text = normalize_characters(printed) + END
        self.position = 0
        self.steps = 0
        self.supplied: set[str] = set()
        self.bracketed = False
        self._open = False
        self._filled = False

    def open_round(self) -> None:
        """Remember that a round bracket is open: (19.5) is a loss."""
        self.bracketed = True

    def close_round(self) -> None:
        """Move past the round bracket that closes."""
        if self.skip() != ROUND_CLOSE:
            self.fail("a closing bracket")
        self.pass_over(len(ROUND_CLOSE))
        self.bracketed = False

    def fail(self, expected: str, position: int | None = None) -> NoReturn:
        """Raise FigureSyntaxError at a position, by default that of the scanner."""
        raise FigureSyntaxError(
            self.printed, self.position if position is None else position, expected
        )

    def skip(self) -> str:
        """Move past spaces and brackets, and return the next character."""
        self.steps += 1
        char = self.text[self.position]
        while char in _SKIPPED:
            if char == SPACE:
                self.position += 1
            else:
                self._bracket(char)
            self.steps += 1
            char = self.text[self.position]
        return char

    def _bracket(self, char: str) -> None:
        opens = char == OPEN
        if opens == self._open:
            self.fail("〕 before another 〔" if opens else "〔 before 〕")
        if not opens and not self._filled:
            self.fail("a word of the figure between 〔 and 〕")
        self._open, self._filled = opens, False
        self.position += 1

    def find(self, index: Index) -> str:
        """Return the longest word of an index at this position, or nothing. A space ends every word."""
        self.steps += 1
        char = self.text[self.position]
        match = index.matches.get(self.skip() if char in _SKIPPED else char)
        found = match(self.text, self.position) if match else None
        return found[0] if found else ""

    def take(self, index: Index) -> str:
        """Return the longest word of an index at this position, or nothing, and move past it."""
        word = self.find(index)
        return self.accept(word, len(word)) if word else ""

    def take_rest(self, word: str, index: Index) -> str:
        """Return the longer word whose rest is in brackets, 元〔/月〕, or else the word itself.

        The longer word then counts as supplied.
        """
        for whole in () if self._open else index[word[0]]:
            rest = f"{OPEN}{whole[len(word) :]}{CLOSE}"
            if whole.startswith(word) and len(whole) > len(word) and self.starts(rest):
                self.supplied.add(whole)
                self.pass_over(len(rest))
                return whole
        return word

    def accept(self, word: str, length: int) -> str:
        """Move past `length` characters that are read as `word`."""
        if self._open:
            self.supplied.add(word)
        self.position += length
        self.steps += length
        self._filled = True
        return word

    def pass_over(self, length: int) -> None:
        """Move past characters that do not contribute to the reading."""
        self.position += length
        self.steps += length
        self._filled = True

    def starts(self, word: str) -> bool:
        """Return whether a word begins at this position."""
        return self.text.startswith(word, self.position)

    def end(self) -> None:
        """Raise FigureSyntaxError if a bracket is open at the end of the text."""
        if self._open:
            self.fail("〕")
