"""Assign every line of a copy to its section: headings, contents, imprint and footnotes.

Headings are found by their printed label and title as `sections.csv` gives them, never by Markdown
level or print size, which are unreliable. The cover, the copyright page and the table of contents
are not part of any section; the imprint after the last one, whose first lines `report.yaml` gives,
ends the scan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.parsing.normalization import FOOTNOTE_MARK, footnote_marks, normalised
from pipeline.tools.source_text.lines import Line, UnreadableTextError

CONTENTS = ("目录",)
LONGEST_HEADING = 3
"""Print lines that one heading may fill."""

Kind = Literal["heading", "body", "footnote"]


@dataclass(frozen=True)
class Section:
    """A section as printed: its number in our counting, and the label and title of its heading."""

    section: str
    level: str
    heading: str
    title: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Section:
        """From a row of `sections.csv`, which gives the preface its title as its label too."""
        label = "" if row["heading"] == row["title_zh"] else row["heading"]
        return cls(row["section"], row["level"], label, row["title_zh"])

    @property
    def printed(self) -> str:
        """The whole heading, normalised."""
        return normalised(self.heading + self.title)


@dataclass(frozen=True)
class Placed:
    """A line with its section and its part there; the preface's pages carry no number."""

    section: str
    kind: Kind
    line: Line


def place(
    lines: Sequence[Line], sections: Sequence[Section], imprint: Collection[str]
) -> list[Placed]:
    """All lines of the scanned text with their sections, footnotes where their marks stand.

    What follows one of the imprint's lines after the last heading is of no section.
    Raises UnreadableTextError naming the sections whose headings the copy does not have.
    """
    headings = {section.printed: section for section in sections}
    ends = {normalised(line) for line in imprint}
    placed: list[Placed] = []
    section: Section | None = None
    index = 0
    while index < len(lines):
        text, length = _heading(lines, index, headings)
        line = normalised(lines[index].text)
        if text:
            section = headings.pop(text)
        elif line in CONTENTS or (not headings and line in ends):
            section = None
        if section:
            kind: Kind = "heading" if text else "body"
            placed += [_placed(section, kind, part) for part in lines[index : index + length]]
        index += length
    if headings:
        missing = ", ".join(f"{section.section} {text}" for text, section in headings.items())
        raise UnreadableTextError(
            f"headings not found in the copy: {missing}", f"文本中未找到标题：{missing}"
        )
    return list(_with_footnotes(placed))


def _heading(lines: Sequence[Line], index: int, headings: Mapping[str, Section]) -> tuple[str, int]:
    """The heading that begins at a line and how many lines it fills, or nothing and 1.

    An entry of the table of contents is none: it ends in a page number.
    """
    text = ""
    for length, line in enumerate(lines[index : index + LONGEST_HEADING], start=1):
        text += normalised(line.text)
        if text in headings:
            return text, length
        if not any(heading.startswith(text) for heading in headings):
            break
    return "", 1


def _placed(section: Section, kind: Kind, line: Line) -> Placed:
    page = "" if section.level == "preface" else line.page
    return Placed(section.section, kind, Line(line.text, page, line.opens))


def _with_footnotes(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Footnotes marked as such, in the section of the latest mark that has their number.

    A footnote begins at a line that begins with its number as a mark, and runs to the end of
    its printed page (or, where pages carry no number, of its line).
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
