"""Select the language of a generated document, and translate texts that the code has in English only."""

from __future__ import annotations

from typing import Final, Literal

from pipeline.rules import LocalizedText
from pipeline.tools.docsgen.package_rule_summaries import PACKAGE_RULE_SUMMARIES
from pipeline.tools.docsgen.part_purposes import PART_PURPOSES
from pipeline.tools.docsgen.raw_rule_summaries import RAW_RULE_SUMMARIES
from pipeline.tools.docsgen.rule_examples import RULE_EXAMPLES

Language = Literal["en", "zh"]

TRANSLATED: Final = {
    text.en: text
    for texts in (RAW_RULE_SUMMARIES, PACKAGE_RULE_SUMMARIES, RULE_EXAMPLES, PART_PURPOSES)
    for text in texts
}


class NotTranslatedError(LookupError):
    """Report an English text of the code that has no Chinese counterpart in this folder."""


def in_language(text: LocalizedText, language: Language) -> str:
    """Return one language of a text."""
    return text.zh if language == "zh" else text.en


def translated(english: str, language: Language) -> str:
    """Return a docstring or an example in a language.

    Raises NotTranslatedError if it has no Chinese counterpart.
    """
    if language == "en":
        return english
    if english not in TRANSLATED:
        raise NotTranslatedError(f"no Chinese in tools/docsgen for: {english}")
    return TRANSLATED[english].zh
