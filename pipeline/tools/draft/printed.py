"""Find the printed form of each numeral: hedges, direction, number, unit, and words that a list shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

from pipeline.parsing import FigureSyntaxError, Lexicon, ParsedFigure, QuantityError, parse_printed
from pipeline.parsing.shared_parts import parse_figures
from pipeline.tools.source_text.tokenizer import SourceToken

#: Longest unit with its hedges behind a numeral, and longest words before one, in characters.
_BEHIND: Final = 16
_BEFORE: Final = 8
_JOINT: Final = re.compile(r"[^,;:。、和与及0-9]{0,6}(?:以及|[、和与及])(?:[^,;:。、0-9]{0,3})")
#: Words of tone that editors key: they value the number. Further ones are those of known rows.
TONES: Final = frozenset({"仅", "高达", "多达"})
#: Longest words between a direction or bound and its number: 提升至目前的 85%.
_GAP: Final = 10
#: The time at which a value is reached, between its direction and its number: 降至 2024 年的 4.3 万元.
_YEAR_BETWEEN: Final = (
    r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月|上半年|[一二三四]季度)?[末底]?(?:同期)?的"
)
#: A composition: 5.1∶40.2∶54.7.
_COMPOSED: Final = re.compile(r"[0-9.]+(?:[:∶][0-9.]+){2,}")
#: Units of numerals that mostly belong to dates.
_TIMES: Final = frozenset({"year", "month", "day"})
_MONTHLY: Final = re.compile("月[户人]?均|每月")
#: The years of a mean rate, which are part of its base: 两年平均增长 5.1%.
_MEAN: Final = re.compile("个?年(?:平均|年均)")
#: A word of which only the first character could be a unit: 九部门, 3 家庭.
_WORDS: Final = re.compile("(?<=部)[门分队位署委落长]|(?<=家)[庭电具]|(?<=台)[阶湾]|(?<=个)[体性]")
_STOPS: Final = frozenset(",;:。!?、()“”《》\n")


@dataclass(frozen=True)
class Printed:
    """Hold a printed form as keyed, its words in the text, its span and its parts."""

    form: str
    words: str
    start: int
    end: int
    figure: ParsedFigure
    unit: str = ""


@dataclass(frozen=True)
class PrintedForms:
    """Find printed forms with the words of a vocabulary, and the words of tone that editors key."""

    words: Lexicon
    tones: frozenset[str] = TONES

    @classmethod
    def as_keyed(cls, words: Lexicon, printed: Iterable[str]) -> PrintedForms:
        """Return the forms that editors key who keyed these forms."""
        tones = {w for w, each in words.hedges.items() if each.is_tone}
        longest = "|".join(map(re.escape, sorted(tones, key=len, reverse=True)))
        edge = re.compile(rf"\A({longest})|({longest})\Z")
        return cls(words, TONES.union(*(m.groups("") for p in printed for m in edge.finditer(p))))

    @cached_property
    def _leads(self) -> re.Pattern[str]:
        hedges = [
            word
            for word, each in self.words.hedges.items()
            if each.position == "before" and (not each.is_tone or word in self.tones)
        ]
        leads = sorted({*hedges, *self.words.directions, "第"}, key=len, reverse=True)
        signs = "|".join(map(re.escape, sorted(self.words.currency_signs)))
        return re.compile(
            rf"(?:(?:{'|'.join(map(re.escape, leads))}|{signs})[了达]?)*(?:(?<=[一-龥(])-)?\Z"
        )

    @cached_property
    def _distant(self) -> re.Pattern[str]:
        """Match the last word before a number that may stand apart from it: 高于, 提升至, 新增, 不及."""
        directions = [
            word
            for word, each in self.words.directions.items()
            if word[-1] in "于出过" or (each.kind == "level" and word[-1] in "到至增")
        ]
        words = sorted({*directions, "不及"}, key=len, reverse=True)
        return re.compile(
            rf"({'|'.join(map(re.escape, words))})"
            rf"((?:[^,;:。、(0-9]{{1,{_GAP}}}(?:\([^)]*\)的)?)|{_YEAR_BETWEEN})\Z"
        )

    def of_sentence(self, tokens: Sequence[SourceToken]) -> dict[SourceToken, Printed]:
        """Return the forms of the numerals that have one; both ends of a range have the same form."""
        found: dict[SourceToken, Printed] = {}
        parts_of_whole = dict(self._composition(tokens[0].sentence.text))
        for number, token in enumerate(tokens):
            if token in found:
                continue
            span = (token.start, token.end)
            if span in parts_of_whole:
                if figure := self.parse(token.text):
                    unit = parts_of_whole[span]
                    found[token] = Printed(token.text, token.text, *span, figure, unit)
                continue
            chain = list(self._chain(tokens[number:]))
            if len(chain) > 1 and (parts := self._list(chain)):
                found.update(zip(chain, parts, strict=True))
            elif form := self._single(token.sentence.text, token):
                form = self._completed(form, token.sentence.text, found)
                inside = [each for each in tokens[number:] if each.end <= form.end]
                found.update(dict.fromkeys(inside, form))
        return found

    def _chain(self, tokens: Sequence[SourceToken]) -> Iterator[SourceToken]:
        """Yield the first numeral and those that continue its list."""
        yield tokens[0]
        for before, token in pairwise(tokens):
            if not _JOINT.fullmatch(token.sentence.text[before.end : token.start]):
                return
            yield token

    def _list(self, chain: Sequence[SourceToken]) -> list[Printed]:
        """Return the forms of a list that shares its words, or none."""
        text = chain[0].sentence.text
        start = self._lead(text, chain[0].start)
        for end in range(min(len(text), chain[-1].end + _BEHIND), chain[-1].end - 1, -1):
            if _STOPS & set(text[chain[-1].end : end]):
                continue
            try:
                parts = parse_figures(text[start:end], self.words)
            except (FigureSyntaxError, QuantityError):
                continue
            if len(parts) == len(chain) and all(part.figure.units for part in parts):
                words = text[start:end]
                return [
                    Printed(spaced(part.printed), words, token.start, token.end, part.figure)
                    for part, token in zip(parts, chain, strict=True)
                ]
        return []

    def _single(self, text: str, token: SourceToken) -> Printed | None:
        """Return the longest form around a numeral that states a unit, or a decimal after its words."""
        bare = None
        if _MEAN.match(text, token.end):
            return None
        for end in range(min(len(text), token.end + _BEHIND), token.end - 1, -1):
            if _STOPS & set(text[token.end : end]) or _WORDS.match(text, end):
                continue
            for start in sorted({self._lead(text, token.start), token.start}):
                figure = self.parse(text[start:end])
                if figure and self._ends_with_tone(figure, text[:end]):
                    continue
                if figure and (figure.units or figure.multiplier):
                    words = text[start:end]
                    found = Printed(spaced(words), words, start, end, figure)
                    return self._from_distance(text, token, found) or found
                if figure and end == token.end and self._is_bare(text, start, token):
                    bare = Printed(spaced(text[start:end]), text[start:end], start, end, figure)
        return bare

    def _ends_with_tone(self, figure: ParsedFigure, text: str) -> bool:
        """Return whether a form ends with a word of tone that is not keyed: 500 台规模."""
        last = figure.tones[-1:]
        return bool(last) and text.endswith(last[0]) and last[0] not in self.tones

    def _is_bare(self, text: str, start: int, token: SourceToken) -> bool:
        """Return whether a decimal without a unit is a figure: 比值为 2.34, 缩小 0.05."""
        return "." in token.text and (
            start < token.start or text[:start].endswith(("为", "达", "年的", "月的", "期的"))
        )

    def _from_distance(self, text: str, token: SourceToken, own: Printed) -> Printed | None:
        """Return the form with the direction or bound that stands apart from it, or None."""
        if own.figure.ordinal or own.figure.direction not in ("", "增速"):
            return None
        at = token.start if own.figure.direction else own.start
        found = self._distant.search(text[max(0, at - 2 * _GAP - 4) : at])
        if not found or (found[1].endswith("增") and "percent" in own.figure.units):
            return None
        figure = self.parse(f"{found[1]}…{text[at : own.end]}")
        if figure is None:
            return None
        start = at - len(found.group())
        form = f"{found[1]}…{spaced(text[at : own.end])}"
        return Printed(form, text[start : own.end], start, own.end, figure)

    def _completed(self, own: Printed, text: str, before: Mapping[SourceToken, Printed]) -> Printed:
        """Return a form with the words that it shares with its clause, or with the form before it."""
        shared = ""
        if _MONTHLY.search(re.split("[,;:]", text[: own.start])[-1]):
            shared = "/月"
        elif own.figure.direction and not own.figure.units and own.figure.multiplier:
            known = [e.figure.unit_words for e in before.values() if not e.figure.units & _TIMES]
            shared = known[-1] if known else ""
        figure = self.parse(f"{own.words}〔{shared}〕") if shared else None
        if figure is None:
            return own
        return replace(own, form=f"{own.form}〔{shared}〕", figure=figure)

    def _composition(self, text: str) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the spans of the parts of compositions, with the unit: percent if they sum to 100."""
        for whole in _COMPOSED.finditer(text):
            parts = list(re.finditer(r"[0-9]+(?:\.[0-9]+)?", whole.group()))
            total = sum((Fraction(part.group()) for part in parts), Fraction())
            unit = "percent" if abs(total - 100) <= Fraction(1, 2) else ""
            for part in parts:
                yield (whole.start() + part.start(), whole.start() + part.end()), unit

    def _lead(self, text: str, start: int) -> int:
        found = self._leads.search(text[max(0, start - _BEFORE) : start])
        return start - len(found.group()) if found else start

    def parse(self, text: str) -> ParsedFigure | None:
        """Return what the grammar reads, or None."""
        try:
            return parse_printed(text, self.words)
        except (FigureSyntaxError, QuantityError):
            return None


def spaced(text: str) -> str:
    """Return a form with spaces between digits and Chinese characters, as editors key it."""
    text = re.sub(r"(?<=[一-龥])(?=[0-9])", " ", text)
    return re.sub(r"(?<=[0-9%])(?=[一-龥])", " ", text)
