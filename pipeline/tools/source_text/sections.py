"""Assign every line of a copy to its section: headings, contents, imprint and footnotes.

Headings are found by their printed label and title in `sections.csv`. If a copy does not have a heading in
this form, its title is searched without a label and with any other label. Markdown levels and print
sizes are unreliable and are not used. The cover, the copyright page and the table of contents are not part of
any section. `report.yaml` gives the first lines of the imprint after the last section; the scan ends
there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.parsing.normalization import FOOTNOTE_MARK, footnote_marks, normalize_text
from pipeline.rules import localized
from pipeline.tools.source_text.lines import Line, UnreadableTextError

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
