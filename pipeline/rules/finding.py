"""Define a finding: the rule that is broken, the cell where, the value there and the expected value.

Subclassing `Finding` declares a rule and registers its code. Codes are never reused: E1 ingest,
E2 figures, E3 consistency, E4 release, E5 verification of a package. A W in place of the E marks a
warning, which is reported and never stops a publication. `Wording` is a text in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True)
class Wording:
    """One text in English and in Chinese."""

    en: str
    zh: str

    def format(self, **facts: str) -> Wording:
        """Fill the named places of both texts."""
        return Wording(self.en.format(**facts), self.zh.format(**facts))

    def __str__(self) -> str:
        return f"{self.en} / {self.zh}"


def visible(text: str) -> str:
    """A text on one line, without characters that steer a terminal or turn the reading direction."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def harmless_lines(text: str) -> str:
    """The lines of a text, each harmless."""
    return "\n".join(map(harmless, text.split("\n")))


def harmless(line: str) -> str:
    """A line for people in which nothing is a command, to a terminal or to GitHub, which trims lines.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    shown = visible(line).replace("##[", "##\\x5b")
    blanks = len(shown) - len(shown.lstrip())
    return (
        f"{shown[:blanks]}\\x3a{shown[blanks + 1 :]}" if shown.startswith("::", blanks) else shown
    )


_REGISTRY: dict[str, type[Finding]] = {}

_SHOWN = 80

_LONGEST = 2_000

_ABOUT_RAW = "123"


@dataclass(frozen=True, order=True)
class Place:
    """A cell of a raw or published file. Row 0 is the file as a whole; row 1 is the header."""

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = (str(part) for part in (self.file, self.row or "", self.column) if part)
        return visible(":".join(parts))


@dataclass(frozen=True)
class Finding:
    """One broken rule at one place.

    A subclass is the rule: `code`, `name`, the `check` that it belongs to, `message` and `remedy`
    in both languages. `bad` and `good` are cells that, put into a sound figure, break the rule and
    keep it; they are the examples of the documentation and are run by the tests. A rule about
    files or about several rows shows what is `wrong` and what is `right` as text, a whole small
    file of the table of credits where that can show it, and is broken by a test of its own.
    """

    place: Place
    value: str = ""
    expected: Wording = Wording("", "")

    code: ClassVar[str]
    name: ClassVar[str]
    check: ClassVar[str] = "schema"
    message: ClassVar[Wording]
    remedy: ClassVar[Wording]
    bad: ClassVar[Mapping[str, str]] = MappingProxyType({})
    good: ClassVar[Mapping[str, str]] = MappingProxyType({})
    wrong: ClassVar[str] = ""
    right: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        for attribute in ("code", "name", "message", "remedy"):
            if not hasattr(cls, attribute):
                raise TypeError(f"rule {cls.__name__} lacks {attribute}")
        if cls.code in _REGISTRY:
            raise TypeError(f"{cls.code} is {_REGISTRY[cls.code].__name__} already")
        _REGISTRY[cls.code] = cls

    @property
    def is_error(self) -> bool:
        """Whether it stops a publication."""
        return self.code.startswith("E")

    @classmethod
    def is_about_raw(cls) -> bool:
        """Whether it is a rule of the validation of raw/, not of releasing or verifying a package."""
        return cls.code[1] in _ABOUT_RAW

    @property
    def said(self) -> Wording:
        """The message with the value found and what was expected, in both languages."""
        return self._filled(self.message)

    @property
    def advice(self) -> Wording:
        """The remedy with what was expected, in both languages."""
        return self._filled(self.remedy)

    def _filled(self, text: Wording) -> Wording:
        """Each text on one line, whatever the value and what was expected hold."""
        value = shown(self.value)
        return Wording(
            text.en.format(value=value, expected=_on_one_line(self.expected.en)),
            text.zh.format(value=value, expected=_on_one_line(self.expected.zh)),
        )

    def __str__(self) -> str:
        said, advice = self.said, self.advice
        return (
            f"{self.place} {self.code} {self.name}\n"
            f"    {said.en} {advice.en}\n"
            f"    {said.zh}{advice.zh}"
        )


def shown(value: str) -> str:
    """The value in quotation marks, control characters made visible, shortened if it is long."""
    short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}… ({len(value)} characters)"
    return repr(short)


def _on_one_line(text: str) -> str:
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def by_code() -> dict[str, type[Finding]]:
    """Every declared rule by its code, in order of the codes."""
    return dict(sorted(_REGISTRY.items()))


def raised(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repetition in the order of their places, errors before warnings."""
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda finding: (not finding.is_error, finding.place, finding.code))
