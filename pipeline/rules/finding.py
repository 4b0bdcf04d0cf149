"""Define a finding: the broken rule, the cell, its value and the expected value.

Subclassing `Finding` declares a rule and registers its code. Codes are never reused: E1 ingest,
E2 figures, E3 consistency, E4 release, E5 verification of a package. A code with W instead of E is a
warning, which is reported and does not stop a publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from pipeline.localization import LocalizedText, localized


def escape_control_characters(text: str) -> str:
    """Return a text with its control, format and direction characters written as escapes."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def sanitize_lines(text: str) -> str:
    """Return a text with each of its lines made harmless."""
    return "\n".join(map(sanitize_line, text.split("\n")))


def sanitize_line(line: str) -> str:
    """Return a line that neither a terminal nor GitHub executes as a command.

    GitHub ignores blanks before a workflow command:

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    shown = escape_control_characters(line).replace("##[", "##\\x5b")
    blanks = len(shown) - len(shown.lstrip())
    return (
        f"{shown[:blanks]}\\x3a{shown[blanks + 1 :]}" if shown.startswith("::", blanks) else shown
    )


_REGISTRY: dict[str, type[Finding]] = {}
_SHOWN = 80
_LONGEST = 2_000
_NAMED = 5
_ABOUT_RAW = "123"


@dataclass(frozen=True, order=True)
class Location:
    """Locate a cell of a raw or published file. Row 0 is the whole file; row 1 is the header.

    In a grid, `cell` is the letter of the column, and `column` the column of the figure in this cell.
    """

    file: str
    row: int = 0
    column: str = ""
    cell: str = ""

    def at(self, column: str) -> Location:
        """Return the place of a column in the same row."""
        return Location(self.file, self.row, column, self.cell)

    def __str__(self) -> str:
        parts = (str(part) for part in (self.file, self.row or "", self.cell, self.column) if part)
        return escape_control_characters(":".join(parts))


@dataclass(frozen=True)
class Finding:
    """Hold one broken rule at one place.

    A subclass is the rule: `code`, `name`, `check_name` (the check that shows it),
    `message_template` and `remedy_template` in both languages, with the fields `{value}` and
    `{expected}`. The cells `bad`, put into a valid figure, break this rule only: the documentation
    shows them and the tests run them. A rule about files or several rows has the texts `wrong` and
    `right` instead, and a test of its own. Where possible they are a small complete file of the
    table of credits; a description is in both languages.

    `also` holds the other places that the same edit corrects; the message counts and names them.
    """

    location: Location
    value: str = ""
    expected: LocalizedText = LocalizedText("", "")
    also: tuple[Location, ...] = ()

    code: ClassVar[str]
    name: ClassVar[str]
    check_name: ClassVar[str] = "schema"
    message_template: ClassVar[LocalizedText]
    remedy_template: ClassVar[LocalizedText]
    bad: ClassVar[Mapping[str, str]] = MappingProxyType({})
    wrong: ClassVar[str | LocalizedText] = ""
    right: ClassVar[str | LocalizedText] = ""

    def __init_subclass__(cls) -> None:
        for attribute in ("code", "name", "message_template", "remedy_template"):
            if not hasattr(cls, attribute):
                raise TypeError(f"rule {cls.__name__} lacks {attribute}")
        if used := next((each for each in _REGISTRY if each[1:] == cls.code[1:]), None):
            raise TypeError(f"{cls.code}: {_REGISTRY[used].__name__} has the code {used}")
        _REGISTRY[cls.code] = cls

    @property
    def is_error(self) -> bool:
        """Return whether the finding stops a publication."""
        return self.code.startswith("E")

    @classmethod
    def is_about_raw(cls) -> bool:
        """Return whether the rule is about raw/, not about the release or verification of a package."""
        return cls.code[1] in _ABOUT_RAW

    @property
    def message(self) -> LocalizedText:
        """Return the message with the found and the expected value, in both languages."""
        message = self._filled(self.message_template)
        if not self.also:
            return message
        return localized(
            "{message} The same cause has {count} more places: {places}.",
            message=message,
            count=len(self.also),
            places=name_places(self.location, self.also),
        )

    @property
    def remedy(self) -> LocalizedText:
        """Return the remedy with the expected value, in both languages."""
        return self._filled(self.remedy_template)

    def _filled(self, text: LocalizedText) -> LocalizedText:
        """Return a text in both languages, each on one line even if a value has line breaks."""
        expected = LocalizedText(_on_one_line(self.expected.en), _on_one_line(self.expected.zh))
        return text.format(value=quote_value(self.value), expected=expected)

    @property
    def _advice(self) -> LocalizedText:
        return localized("{message} {remedy}", message=self.message, remedy=self.remedy)

    @property
    def both(self) -> str:
        """Return the place and the advice in both languages, for places that do not know their reader."""
        place = f"{self.location} {self.code} {self.name}"
        return f"{place}\n    {self._advice.en}\n    {self._advice.zh}"

    def __str__(self) -> str:
        return f"{self.location} {self.code} {self.name}\n    {self._advice}"


def name_places(first: Location, others: Iterable[Location]) -> str:
    """Return the first of other places, neighbouring rows as one range, without what `first` names."""
    spans: list[tuple[Location, int]] = []
    for each in sorted(others, key=lambda place: (place.file, place.cell, place.column, place.row)):
        place = replace(
            each,
            file="" if each.file == first.file else each.file,
            column="" if each.column == first.column else each.column,
        )
        if spans and replace(spans[-1][0], row=spans[-1][1] + 1) == place:
            spans[-1] = spans[-1][0], place.row
        else:
            spans.append((place, place.row))
    named = [_span(*each) for each in spans[:_NAMED]]
    return ", ".join([*named, "…"] if len(spans) > _NAMED else named)


def _span(place: Location, last: int) -> str:
    rows = str(place.row) if place.row == last else f"{place.row}–{last}"
    parts = (place.file, rows, place.cell, place.column)
    return escape_control_characters(":".join(filter(None, parts)))


def quote_value(value: str) -> str:
    """Return the value in quotation marks, with control characters escaped, shortened if it is long."""
    short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}… ({len(value)} characters)"
    return repr(short)


def _on_one_line(text: str) -> str:
    return escape_control_characters(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def all_rules() -> dict[str, type[Finding]]:
    """Return every declared rule by its code, in order of the codes."""
    return dict(sorted(_REGISTRY.items()))


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, in order of place, errors before warnings."""
    unique = dict.fromkeys(findings)
    return sorted(
        unique, key=lambda finding: (not finding.is_error, finding.location, finding.code)
    )
