"""Decide for every numeral of a sentence: a figure, or a reason to exclude it, or unsure.

`exclusions.csv` holds the patterns of excluded numerals, in order; the first that covers a numeral decides.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.tools.draft.printed import Printed
from pipeline.tools.source_text.tokenizer import SourceToken

FIGURE: Final = "figure"
#: Chinese numerals that mostly are parts of words, unless a unit or an order makes them a number.
_IN_WORDS: Final = frozenset("一百千万两")
_CHINESE: Final = re.compile(r"[〇零一二三四五六七八九十百千万亿两半数几]+")


@dataclass(frozen=True)
class Decision:
    """Hold a decision: FIGURE, a reason, or blank if unsure; the words it comes from; candidates."""

    reason: str
    words: str
    candidates: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with Path(__file__).with_name("exclusions.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["reason"], re.compile(row["pattern"])) for row in csv.DictReader(file))


def decisions(
    tokens: Sequence[SourceToken], printed: Mapping[SourceToken, Printed]
) -> list[Decision]:
    """Return the decision about each numeral of one sentence."""
    text = tokens[0].sentence.text
    spans = [
        (match.start(), match.end(), reason, match.group())
        for reason, pattern in _patterns()
        for match in pattern.finditer(text)
    ]
    return [_decision(token, spans, printed.get(token)) for token in tokens]


def _decision(
    token: SourceToken, spans: Sequence[tuple[int, int, str, str]], form: Printed | None
) -> Decision:
    for start, end, reason, words in spans:
        if start <= token.start and token.end <= end:
            return Decision(reason, words)
    if form is None:
        return _without_form(token)
    if (
        token.text in _IN_WORDS
        and not form.figure.ordinal
        and not form.figure.hedge
        and (form.figure.number in ("", token.text))
    ):
        return Decision("idiom", token.text)
    return Decision(FIGURE, form.words)


def _without_form(token: SourceToken) -> Decision:
    """Decide about a numeral that is not read with a unit."""
    text = token.sentence.text
    if _CHINESE.fullmatch(token.text):
        return Decision("idiom", text[token.start : token.end + 1])
    if token.sentence.kind == "footnote":
        return Decision("", "", ("title", "date", FIGURE))
    return Decision("", "", ("name", FIGURE))
