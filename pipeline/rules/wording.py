"""A text in both languages of the project's readers. Nothing here knows what the text is about."""

from __future__ import annotations

from dataclasses import dataclass


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
