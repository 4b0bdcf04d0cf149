"""Look up names of entities, bases, sources and wholes in a text, and place figures in their sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.ingest import Report
from pipeline.parsing import ComparisonBase, ComparisonBaseError
from pipeline.parsing.normalization import normalize_text
from pipeline.tools.source_text.verification import words_of_codes
from pipeline.validation.report_checks.printed_years import period_of as period_of
from pipeline.validation.vocabulary import Vocabulary

Row = Mapping[str, str]
CLAUSE_ENDS: Final = ";；。"


@dataclass(frozen=True)
class Mention:
    """Hold a name in a text, its span, and the codes that it may name."""

    start: int
    end: int
    codes: frozenset[str]
    name: str


@dataclass(frozen=True)
class Names:
    """Hold the names of codes, and find them in a text; a longer name hides a shorter one.

    `others` are names of other things that may contain a name: 国内生产总值 does not name a country.
    """

    names: Mapping[str, Collection[str]]
    others: Collection[str] = ()

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code, names in self.names.items():
            for name in filter(None, map(normalize_text, names)):
                found.setdefault(name, set()).add(code)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(
            {*self._codes, *map(normalize_text, self.others)} - {""}, key=len, reverse=True
        )
        return re.compile("|".join(map(re.escape, longest)) or r"\A(?!)")

    def mentions(self, text: str) -> list[Mention]:
        """Return every mention in a text, in order."""
        return [
            Mention(*each.span(), frozenset(self._codes[each.group()]), each.group())
            for each in self._pattern.finditer(text)
            if each.group() in self._codes
        ]


@dataclass(frozen=True)
class Lookup:
    """Hold what the vocabulary and the report state about words.

    `entities`, `bases`, `sources` and `wholes` are names of codes. `region` are codes of entities that
    a report need not name, and `year` is that on which it reports.
    """

    entities: Names
    bases: Names
    sources: Names
    wholes: Names
    region: Collection[str] = ()
    year: int = 0


def lookup_of(vocabulary: Vocabulary, report: Report | None, figures: Iterable[Row]) -> Lookup:
    """Return what the vocabulary and the facts of a report state about the words near figures."""
    words = words_of_codes(vocabulary)
    titles = {row["indicator"]: row["title_zh"] for row in vocabulary.rows("indicators")}
    bases = (base_of(row) for row in figures)
    wholes = {base.argument for base in bases if base and base.kind == "share_of"}
    sources = {
        row["source"]: [*_short_names(row["title_zh"]), *words["entity"].get(row["source"], ())]
        for row in vocabulary.rows("sources")
    }
    return Lookup(
        entities=Names(words["entity"], titles.values()),
        bases=Names(words["basis"]),
        sources=Names(sources),
        wholes=Names({code: [titles[code]] for code in wholes if code in titles}),
        region=report.region if report else (),
        year=int(report.reference_period[:4]) if report else 0,
    )


def _short_names(title: str) -> list[str]:
    """Return a title, and the title without the word for a company."""
    short = _COMPANY.sub("", title)
    return [title, short] if short else [title]


_COMPANY: Final = re.compile(r"\s*(?:股份有限公司|有限公司|公司|集团)\Z")


@dataclass(frozen=True)
class FigureInText:
    """Hold a figure, its sentence, the span of its first numeral there, and the text before it."""

    row: Row
    text: str
    start: int
    end: int
    earlier: str

    @property
    def before(self) -> str:
        """Return the sentence up to the figure."""
        return self.text[: self.start]

    @property
    def part(self) -> str:
        """Return the part of the sentence up to the figure that no semicolon divides."""
        return re.split(f"[{CLAUSE_ENDS}]", self.before)[-1]

    def infers(self, column: str) -> bool:
        """Return whether the editor inferred a column."""
        return column in self.row.get("inferred", "").split(";")


def compared_with(row: Row) -> str:
    """Return the entity with which a figure is compared, blank if there is none."""
    base = base_of(row)
    return base.argument if base and base.kind == "against_entity" else ""


def base_of(row: Row) -> ComparisonBase | None:
    """Return the base of comparison of a row, or None if it is blank or invalid."""
    try:
        return ComparisonBase.parse(row["basis"]) if row["basis"] else None
    except ComparisonBaseError:
        return None
