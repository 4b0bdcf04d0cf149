"""Define the lines of a copy of a report, and separate them from running headers and page numbers.

Reads a copy as bytes or text. `UnreadableTextError` states what the copy lacks and how to supply it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.filesystem import os_error_text, read_regular
from pipeline.parsing.normalization import normalize_text
from pipeline.rules import LocalizedText, localized


class UnreadableTextError(ValueError):
    """Report why the copy cannot be scanned."""

    def __init__(self, message: LocalizedText) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes. Raises UnreadableTextError if the system reports an error."""
    try:
        return read_regular(path)
    except OSError as error:
        text = os_error_text(error)
        raise UnreadableTextError(
            localized("{path} cannot be read: {text}", path=path.name, text=text)
        ) from None


def text_of(path: Path) -> str:
    """Return a file's text with LF line ends. Raises UnreadableTextError, also if it is not UTF-8."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            localized(
                "{path} is not UTF-8 (byte {value}); save it again as UTF-8",
                path=path.name,
                value=error.start + 1,
            ),
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


SENTENCE_ENDS = "。!?"
CLOSING_MARKS = "”’」』》〉】〕)]"
#: Columns (a Chinese character counts as two); a longer line is a paragraph, not a printed line.
LONGEST_PRINT_LINE = 120


@dataclass(frozen=True)
class Line:
    """Hold one line of a copy as read, its printed page, and whether the layout starts a paragraph.

    `page` is blank if the page has no printed number. `cells` are the cells of a line that is a row
    of a table; `table` is the number of the table in the copy, 0 if the line is not a row. `is_full`
    states that a line reaches the right margin, so that its end may be within a number.
    """

    text: str
    page: str
    opens: bool
    cells: tuple[str, ...] = ()
    table: int = 0
    is_full: bool = False


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with 。！？, ignoring closing quotation marks and brackets."""
    return normalize_text(text).rstrip(CLOSING_MARKS).endswith(tuple(SENTENCE_ENDS))


T = TypeVar("T")
NUMBER = re.compile(r"\A[-—–·]?([0-9]{1,4})[-—–·]?\Z")
#: A first or last line on this many pages, and on a third of all, is a running header.
FEWEST_PAGES = 3


def drop_page_headers(
    pages: Sequence[Sequence[T]], text_of: Callable[[T], str]
) -> list[tuple[str, list[T]]]:
    """Return each page as its printed number and its text lines.

    Pages before the first numbered page have a blank number, and so have all pages of a copy without
    printed numbers.
    """
    filled = [[line for line in page if normalize_text(text_of(line))] for page in pages]
    headers = _headers([[normalize_text(text_of(line)) for line in page] for page in filled])
    stripped = [_stripped(page, text_of, headers) for page in pages]
    numbers = _continued([number for number, _ in stripped])
    return [(number, lines) for number, (_, lines) in zip(numbers, stripped, strict=True)]


def _headers(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the texts that are first or last on many pages."""
    ends = Counter(text for page in pages for text in {*page[:1], *page[-1:]})
    enough = max(FEWEST_PAGES, len(pages) // 3)
    return frozenset(text for text, count in ends.items() if count >= enough)


def _stripped(
    page: Sequence[T], text_of: Callable[[T], str], headers: frozenset[str]
) -> tuple[str, list[T]]:
    """Return a page's printed number, if any, and its lines without blank and running ones at the ends."""
    lines, number = list(page), ""
    for end in (-1, 0):
        while lines:
            text = normalize_text(text_of(lines[end]))
            found = None if number else NUMBER.match(text)
            if text and text not in headers and not found:
                break
            number = found.group(1) if found else number
            lines.pop(end)
    return number, lines


def _continued(numbers: Sequence[str]) -> list[str]:
    """Fill in page numbers that are not printed.

    A page without a number that follows a numbered page is the next page: chapters often begin so.
    """
    printed: list[str] = []
    for number in numbers:
        previous = printed[-1] if printed else ""
        printed.append(number or (str(int(previous) + 1) if previous else ""))
    return printed
