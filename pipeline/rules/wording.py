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
