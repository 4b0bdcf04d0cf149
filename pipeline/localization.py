"""Hold texts in English and Chinese, and the language of the reader.

Source strings are English. Chinese stands in the gettext catalogue
`locale/zh_CN/LC_MESSAGES/pipeline.po`; `make messages` updates and compiles it. A text holds both languages,
because a package and Dagster's pages show both; the terminal shows the language of its reader.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
LOCALE: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "pipeline"
#: The variables that name a reader's language, in the order of gettext.
VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CHINESE: Final = gettext.translation(DOMAIN, LOCALE, languages=["zh_CN"])
_reader: ContextVar[Language] = ContextVar("language of the reader", default="en")


@dataclass(frozen=True)
class LocalizedText:
    """Hold one text in English and in Chinese. Its `str` is in the language of the reader."""

    en: str
    zh: str

    def format(self, **facts: object) -> LocalizedText:
        """Return both texts with their named fields filled; a fact may be a text in both languages."""
        return LocalizedText(
            *(getattr(self, each).format(**_in(each, facts)) for each in LANGUAGES)
        )

    @property
    def both(self) -> str:
        """Return English and Chinese, for places that do not know their reader."""
        return self.en if self.en == self.zh else f"{self.en} / {self.zh}"

    def __str__(self) -> str:
        return cast(str, getattr(self, _reader.get()))


def untranslated(text: str) -> LocalizedText:
    """Return a text that is the same in both languages: a number, a code, a path."""
    return LocalizedText(text, text)


_SEMICOLON: Final = LocalizedText("; ", "；")


def localized(text: str, /, **facts: object) -> LocalizedText:
    """Return an English text and its Chinese from the catalogue, with named fields filled.

    Without facts, the fields stay as they are.
    """
    found = LocalizedText(text, _CHINESE.gettext(text))
    return found.format(**facts) if facts else found


def slashed(text: LocalizedText) -> str:
    """Return Chinese and English, as headings of a package have them; once if they are equal."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def joined(
    texts: Sequence[LocalizedText | str], between: LocalizedText | str = _SEMICOLON
) -> LocalizedText:
    """Join texts to one; a plain text is the same in both languages."""
    return LocalizedText(
        *(
            in_language(each, between).join(in_language(each, text) for text in texts)
            for each in LANGUAGES
        )
    )


#: Names that one message lists; a library has thousands of reports.
_LISTED: Final = 10


def first_names(names: Sequence[str]) -> str:
    """Return the first names of a list, and its length if there are more."""
    listed = ", ".join(names[:_LISTED])
    return f"{listed}, … ({len(names):,})" if len(names) > _LISTED else listed


def in_language(language: Language, text: LocalizedText | str) -> str:
    """Return a text in one language; a plain text is returned as it is."""
    return cast(str, getattr(text, language)) if isinstance(text, LocalizedText) else text


def set_language(language: Language) -> None:
    """Set the language of the reader."""
    _reader.set(language)


def reader_language() -> Language:
    """Return the language of the reader."""
    return _reader.get()


def language_of(environment: Mapping[str, str]) -> Language:
    """Return the language of an environment: Chinese if its locale is Chinese, else English."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def _in(language: Language, facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: in_language(language, fact) if isinstance(fact, LocalizedText) else fact
        for name, fact in facts.items()
    }
