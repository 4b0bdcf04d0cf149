"""Parse printed text that states several figures which share words: 分别增长 25.1%、53.5%.

figures     = figure (joint figure)*        a part without its own words before or after the number
                                            takes those of the first and of the last part
composition = number (":" number){2,}       6.8∶36.5∶56.7: shares in percent if they add up to 100
joint       = "、" | "，" | "," | "和" | "与" | "及" | "以及"

A ledger has one row for each figure. Each part is therefore returned in the form in which an editor keys
it: shared words are in 〔〕, 〔分别增长〕53.5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.parsing.errors import FigureSyntaxError
from pipeline.parsing.lexicon import Lexicon
from pipeline.parsing.normalization import normalize_characters
from pipeline.parsing.number_forms import ODDS
from pipeline.parsing.parsed_figure import ParsedFigure
from pipeline.parsing.parser import parse_printed
from pipeline.parsing.scanner import CLOSE, OPEN

_JOINT = re.compile(r"\s*(?:以及|[、和与及]|，(?![0-9]{3}(?![0-9]))|(?<![0-9]),|,(?![0-9]))\s*")
_NUMBER = re.compile(r"(?:[0-9]+(?:[,.][0-9]+)*|[零〇一二三四五六七八九十百千两半]+)")
_COMPOSITION = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\s*:\s*[0-9]+(?:\.[0-9]+)?){2,}")
#: The count of the parts before what they share: 42、43 两个万亿级.
_APPOSITION = re.compile(r"\s*[两三四五六七八九十]个(?=[十百千万亿])")

_WHOLE, _TOLERANCE = Decimal(100), Decimal("0.2")


class Part(NamedTuple):
    """Hold one figure of a text, and the form in which it is keyed."""

    printed: str
    figure: ParsedFigure


def parse_figures(printed: str, words: Lexicon) -> tuple[Part, ...]:
    """Parse a text that states one figure or several. Raises FigureSyntaxError."""
    try:
        return (Part(printed, parse_printed(printed, words)),)
    except FigureSyntaxError as error:
        forms = _composition(printed) or _joined(printed)
        if len(forms) < len(("first", "last")):
            raise
        try:
            return tuple(_with_direction([_part(form, words) for form in forms], words))
        except FigureSyntaxError:
            raise error from None


def _part(form: str, words: Lexicon) -> Part:
    return Part(form, parse_printed(form, words))


def _with_direction(parts: list[Part], words: Lexicon) -> Iterator[Part]:
    """Yield the parts; one without a direction takes that of the first: 下降 2.1%、近 3%."""
    direction = parts[0].figure.direction
    for part in parts:
        shares = direction and not part.figure.direction
        yield _part(_supplied(direction) + part.printed, words) if shares else part


def _composition(printed: str) -> list[str]:
    """Return the parts of 6.8∶36.5∶56.7, in percent if they add up to a hundred."""
    found = _COMPOSITION.search(normalize_characters(printed))
    if not found:
        return []
    numbers = [number.strip() for number in found[0].split(ODDS)]
    is_whole = abs(sum(map(Decimal, numbers)) - _WHOLE) <= _TOLERANCE
    before, after = printed[: found.start()], printed[found.end() :]
    tail = after or ("%" if is_whole else "")
    first, *rest = (number + _supplied(tail) for number in numbers)
    return [before + first, *(_supplied(before) + each for each in rest)]


def _joined(printed: str) -> list[str]:
    """Return the parts between joints, each with the words that it shares in 〔〕."""
    parts = _JOINT.split(printed)
    numbers = [_NUMBER.search(normalize_characters(part)) for part in parts]
    ends = [(found.start(), found.end()) for found in numbers if found]
    if len(ends) < len(parts):
        return []
    before = parts[0][: ends[0][0]]
    after = _APPOSITION.sub("", parts[-1][ends[-1][1] :])
    parts[-1] = parts[-1][: ends[-1][1]] + after
    return [
        _with_shared(part, end, before if index else "", after)
        for index, (part, end) in enumerate(zip(parts, ends, strict=True))
    ]


def _with_shared(part: str, number: Sequence[int], before: str, after: str) -> str:
    head, tail = part[: number[0]], part[number[1] :]
    return f"{head or _supplied(before)}{part[number[0] : number[1]]}{tail or _supplied(after)}"


def _supplied(words: str) -> str:
    """Return words in 〔〕, or nothing if they are blank."""
    bare = words.replace(OPEN, "").replace(CLOSE, "").strip()
    return f"{OPEN}{bare}{CLOSE}" if bare else ""
