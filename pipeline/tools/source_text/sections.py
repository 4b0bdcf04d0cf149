"""Define the lines of a copy of a report and assign each to its section: headings, contents, footnotes.

`UnreadableTextError` states what a copy lacks and how to supply it. Running headers and page numbers are not
lines of the report.

Headings are found by their printed label and title in `sections.csv`. If a copy does not have a heading in
this form, its title is searched without a label and with any other label. Markdown levels and print
sizes are unreliable and are not used. The cover, the copyright page and the table of contents are not part of
any section. `report.yaml` gives the first lines of the imprint after the last section; the scan ends
there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from pipeline.filesystem import os_error_text, read_regular
from pipeline.parsing.normalization import FOOTNOTE_MARK, footnote_marks, normalize_text
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
            )
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


CONTENTS = ("目录",)
#: Number of printed lines that one heading may span.
LONGEST_HEADING = 3
LineKind = Literal["heading", "body", "footnote"]
#: A label before a title, normalised: 一、, (一), 第一章, 1.2, 1).
_LABEL = re.compile(
    r"(?:第?[0-9]+(?:\.[0-9]+)*|第?[〇零一二三四五六七八九十百]+|[IVXⅠ-Ⅻ]+)(?:[章节篇编部分]+|[、.．)](?![0-9]))?"
    r"|[((](?:[0-9]+|[一二三四五六七八九十]+)[))]"
)


@dataclass(frozen=True)
class Section:
    """Hold a section as printed: its number in `sections.csv`, and the label and title of its heading."""

    section: str
    level: str
    heading: str
    title: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Section:
        """Build a section from a row of `sections.csv`; the preface's label is also its title."""
        label = "" if row["heading"] == row["title_zh"] else row["heading"]
        return cls(row["section"], row["level"], label, row["title_zh"])

    @property
    def printed(self) -> str:
        """Return the whole heading, normalised."""
        return normalize_text(self.heading + self.title)


@dataclass(frozen=True)
class Placed:
    """Hold a line with its section and its part there; pages of the preface have no number."""

    section: str
    kind: LineKind
    line: Line


def place(
    lines: Sequence[Line], sections: Sequence[Section], imprint: Collection[str]
) -> list[Placed]:
    """Return all lines of the scanned text with their sections; a footnote belongs to its mark's section.

    Lines after the first imprint line that follows the last heading belong to no section.
    Raises UnreadableTextError naming the sections whose headings are missing or other in the copy.
    """
    headings = _forms(lines, sections)
    ends = {normalize_text(line) for line in imprint}
    placed: list[Placed] = []
    section: Section | None = None
    index = 0
    while index < len(lines):
        text, length = _heading(lines, index, headings)
        line = normalize_text(lines[index].text)
        if text:
            section = headings.pop(text)
        elif line in CONTENTS or (not headings and line in ends):
            section = None
        if section:
            kind: LineKind = "heading" if text else "body"
            placed += [_placed(section, kind, part) for part in lines[index : index + length]]
        index += length
    if headings:
        missing = ", ".join(f"{section.section} {text}" for text, section in headings.items())
        raise UnreadableTextError(
            localized("headings missing in the copy: {missing}", missing=missing)
        )
    return list(_with_footnotes(placed))


def _heading(lines: Sequence[Line], index: int, headings: Mapping[str, Section]) -> tuple[str, int]:
    """Return the heading that begins at a line and the number of its lines, or a blank text and 1.

    An entry of the table of contents is not a heading: it ends in a page number.
    """
    text = ""
    for length, line in enumerate(lines[index : index + LONGEST_HEADING], start=1):
        text += normalize_text(line.text)
        if text in headings:
            return text, length
        if not any(heading.startswith(text) for heading in headings):
            break
    return "", 1


def _forms(lines: Sequence[Line], sections: Sequence[Section]) -> dict[str, Section]:
    """Return the headings in the forms that the copy has, normalised, each with its section.

    The form in `sections.csv` is preferred: a title without its label may also be other text.
    """
    printed = [text for text in (normalize_text(line.text) for line in lines) if text]
    spans = range(1, LONGEST_HEADING + 1)
    joined = {"".join(printed[at : at + n]) for at in range(len(printed)) for n in spans}
    titles: dict[str, list[str]] = {}
    for text in printed:
        label = _LABEL.match(text)
        for title in {text, text[label.end() :] if label else text}:
            titles.setdefault(title, []).append(text)
    forms: dict[str, Section] = {}
    for section in sections:
        others = titles.get(normalize_text(section.title), [])
        use_other = section.printed not in joined and others
        forms[others[0] if use_other else section.printed] = section
    _require_labels(forms)
    return forms


def _require_labels(forms: Mapping[str, Section]) -> None:
    """Raise UnreadableTextError for headings with another label, in a copy that has most labels as keyed."""
    labelled = {text: each for text, each in forms.items() if each.heading}
    other = {
        text: each
        for text, each in labelled.items()
        if text not in (each.printed, normalize_text(each.title))
    }
    if other and 2 * len(other) < len(labelled):
        differing = ", ".join(f"{section.section} {text}" for text, section in other.items())
        raise UnreadableTextError(
            localized(
                "headings with another label in the copy: {differing}; correct sections.csv",
                differing=differing,
            )
        )


def _placed(section: Section, kind: LineKind, line: Line) -> Placed:
    page = "" if section.level == "preface" else line.page
    return Placed(section.section, kind, replace(line, page=page))


def _with_footnotes(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Mark footnotes as such, in the section of the latest mark with their number.

    A footnote begins at a line that starts with its number as a mark. It extends to the end of its
    page. If pages have no number, it extends to the end of its line.
    """
    marks: dict[int, str] = {}
    owner, page = "", ""
    for part in placed:
        number = _footnote_number(part)
        if number is not None:
            owner, page = marks.get(number, part.section), part.line.page
        elif owner and (part.line.page != page or not page or part.kind == "heading"):
            owner = ""
        if owner:
            yield Placed(owner, "footnote", part.line)
            continue
        marks.update(dict.fromkeys(footnote_marks(part.line.text), part.section))
        yield part


def _footnote_number(part: Placed) -> int | None:
    mark = FOOTNOTE_MARK.match(part.line.text.lstrip())
    return footnote_marks(mark.group())[0] if mark and part.kind == "body" else None
