"""Whether a sentence says what a figure's columns say, in words that the vocabulary has for it.

A column that the editor inferred is not expected in the sentence; nor is a code without words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pipeline.source.disagreement import Kind
from pipeline.source.normal import normalised

WordsOfCodes: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]
"""For a column, for each of its codes, the words of which one stands in the sentence."""

KINDS: Final = MappingProxyType({"entity": Kind.ENTITY_NOT_NAMED, "basis": Kind.BASIS_NOT_SAID})


def unsaid(figure: Mapping[str, str], text: str, words: WordsOfCodes) -> Iterator[tuple[Kind, str]]:
    """The columns of a figure of which a normalised text says nothing, with their cells."""
    inferred = figure.get("inferred", "").split(";")
    for column, kind in KINDS.items():
        cell = figure.get(column, "")
        of_code = words.get(column, {}).get(cell, ())
        if of_code and column not in inferred and not _any_stands(of_code, text):
            yield kind, cell


def _any_stands(words: Collection[str], text: str) -> bool:
    return any(normalised(word) in text for word in words)
