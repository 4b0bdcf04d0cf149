"""Rank the indicators whose titles are in the words before a figure, among those of its unit and change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from pipeline.parsing import Lexicon
from pipeline.parsing.normalization import normalize_text
from pipeline.tools.draft.printed import Printed
from pipeline.tools.draft.proposal import CLAUSE, Proposal, unsure

Row = Mapping[str, str]

#: Endings of titles that name the kind of number and not the thing.
KIND: Final = re.compile(
    r"(?:的)?(?:(?:增长率|增速|占比|比重|增加额|增加数|变动|变化|增量|数|额|总额|人数|规模|之差|之比|倍数|倍率)(?:的变动|的变化|之差)?)\Z"
)
#: The measures of a change by the words of the printed form.
_CHANGES: Final = frozenset({"growth_rate", "pp_difference", "difference", "increase_multiple"})
_RANKED: Final = 3


@dataclass(frozen=True)
class Indicators:
    """Rank indicators by the share of their titles' pairs of characters that a text has."""

    rows: tuple[Row, ...]
    words: Lexicon

    @cached_property
    def _by_pair(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, core in enumerate(self._cores):
            for pair in _pairs(core):
                found[pair].append(number)
        return found

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        return tuple(KIND.sub("", normalize_text(row["title_zh"])) for row in self.rows)

    @cached_property
    def _weights(self) -> Mapping[str, Fraction]:
        return {pair: Fraction(1, len(rows)) for pair, rows in self._by_pair.items()}

    def change_of(self, form: Printed) -> str:
        """Return whether the words of a form state a change or a level."""
        direction = form.figure.direction
        return self.words.directions[direction].kind if direction else ""

    def named(self, text: str) -> list[str]:
        """Return the indicators whose whole title is in a text, the longest title first."""
        found = [r for r in self.rows if normalize_text(r["title_zh"]) in text]
        return [row["indicator"] for row in sorted(found, key=lambda r: -len(r["title_zh"]))]

    def title(self, code: str) -> str:
        """Return the title of an indicator, normalised."""
        return next(normalize_text(r["title_zh"]) for r in self.rows if r["indicator"] == code)

    def propose(self, clause: str, part: str, form: Printed) -> Proposal:
        """Return the best indicator if its title is in the clause, and the first three candidates."""
        scores: dict[int, Fraction] = defaultdict(Fraction)
        for text in (part[-60:] + form.words, clause + form.words):
            for pair in _pairs(text):
                for number in self._by_pair.get(pair, ()):
                    scores[number] += self._weights[pair]
        fitting = {
            number: score * score / sum(self._weights[pair] for pair in _pairs(self._cores[number]))
            for number, score in scores.items()
            if self._fits(self.rows[number], form)
        }
        ranked = sorted(fitting, key=lambda number: (-fitting[number], number))[:_RANKED]
        codes = tuple(self.rows[number]["indicator"] for number in ranked)
        if ranked and len(self._cores[ranked[0]]) > 1 and self._cores[ranked[0]] in clause:
            others = [fitting[number] for number in ranked[1:]]
            if not others or fitting[ranked[0]] > Fraction(36, 25) * others[0]:
                return Proposal(codes[0], CLAUSE, self._cores[ranked[0]], codes)
        return unsure("", *codes)

    def _fits(self, row: Row, form: Printed) -> bool:
        if row["unit"] not in form.figure.units:
            return False
        changes = self.change_of(form) == "change"
        return changes == (row["measure"] in _CHANGES) or "percentage_point" in form.figure.units


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
