"""Define the lines of a copy of a report, and separate them from running headers and page numbers.

Reads the file of a copy as bytes or text; `UnreadableTextError` states what a copy lacks and how to
supply it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.filesystem import reason
from pipeline.parsing.normalization import normalised
from pipeline.rules import Wording


class UnreadableTextError(ValueError):
    """The copy cannot be scanned as it is; `said` tells why in both languages."""

    def __init__(self, english: str, chinese: str) -> None:
        self.said = Wording(english, chinese)
        super().__init__(str(self.said))


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises UnreadableTextError where the system refuses it."""
    try:
        return path.read_bytes()
    except OSError as error:
        said = reason(error)
        raise UnreadableTextError(
            f"{path.name} cannot be read: {said.en}", f"无法读取 {path.name}：{said.zh}"
        ) from None


def text_of(path: Path) -> str:
    """A file's text with plain line ends. Raises UnreadableTextError, also where it is not UTF-8."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            f"{path.name} is not UTF-8 (byte {error.start + 1}); save it again as UTF-8",
            f"{path.name} 不是 UTF-8 编码（第 {error.start + 1} 字节）；请另存为 UTF-8",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


T = TypeVar("T")

NUMBER = re.compile(r"\A[-—–·]?([0-9]{1,4})[-—–·]?\Z")

FEWEST_PAGES = 3

"""On so many pages, and on a third of all, a first or last line is a running header."""


def without_running_lines(
    pages: Sequence[Sequence[T]], text_of: Callable[[T], str]
) -> list[tuple[str, list[T]]]:
    """Each page as its printed number (blank before the first numbered page) and its text lines.

    Raises UnreadableTextError when no page has a running number.
    """
    filled = [[line for line in page if normalised(text_of(line))] for page in pages]
    headers = _headers([[normalised(text_of(line)) for line in page] for page in filled])
    stripped = [_stripped(page, text_of, headers) for page in pages]
    numbers = _continued([number for number, _ in stripped])
    return [(number, lines) for number, (_, lines) in zip(numbers, stripped, strict=True)]


def _headers(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Texts that stand first or last on many pages."""
    ends = Counter(text for page in pages for text in {*page[:1], *page[-1:]})
    enough = max(FEWEST_PAGES, len(pages) // 3)
    return frozenset(text for text, count in ends.items() if count >= enough)


def _stripped(
    page: Sequence[T], text_of: Callable[[T], str], headers: frozenset[str]
) -> tuple[str, list[T]]:
    """A page's running number, if any, and its lines without blank and running ones at the ends."""
    lines, number = list(page), ""
    for end in (-1, 0):
        while lines:
            text = normalised(text_of(lines[end]))
            found = None if number else NUMBER.match(text)
            if text and text not in headers and not found:
                break
            number = found.group(1) if found else number
            lines.pop(end)
    return number, lines


def _continued(numbers: Sequence[str]) -> list[str]:
    """Page numbers with those that are not printed.

    A page without one, after a page that has it, is the next page: chapters often open so.
    """
    if not any(numbers):
        raise UnreadableTextError(
            "no page of the copy carries a running number, so that printed pages are not known. "
            "Use a copy with page numbers, or put a table of its pages beside a text",
            "该文本没有页码，无法得知印刷页。请使用有页码的文本，或在旁边放置页码表",
        )
    printed: list[str] = []
    for number in numbers:
        previous = printed[-1] if printed else ""
        printed.append(number or (str(int(previous) + 1) if previous else ""))
    return printed
