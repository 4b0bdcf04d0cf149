"""Check the years of a figure's period against the years that the ledger records around it.

An editor may infer what a sentence does not state, and lists it in `inferred`; no other year may be
keyed. A year that is not printed near the figure is an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from pipeline.ingest import Report
from pipeline.parsing import Basis, NotABasis, NotAPeriod, Period
from pipeline.rules import Finding, Wording
from pipeline.rules.report_rules import InferredYearNowhere, YearNotStated
from pipeline.validation.figure_checks.measures import may_be_of_the_report
from pipeline.validation.schema import Row, place_of

#: A run of text: section and paragraph, or section, paragraph and sentence.
Passage: TypeAlias = tuple[str, ...]
SENTENCE: Final = ("section", "paragraph", "sentence")
PARAGRAPH: Final = SENTENCE[:2]
_DIGITS: Final = 4


def period_of(row: Row) -> Period | None:
    """The period that a row keys, None where it keys none or what is no period."""
    try:
        return Period.parse(row["period"]) if row["period"] else None
    except NotAPeriod:
        return None


def base_of(row: Row) -> Period | None:
    """The period that a row's change is compared with, as far as it can be told."""
    try:
        return Basis.parse(row["basis"]).base_period(period_of(row)) if row["basis"] else None
    except NotABasis:
        return None


def _years(period: Period) -> set[int]:
    return {period.start.year, period.end.year}


@dataclass(frozen=True)
class Surroundings:
    """What stands around each figure: the ledger's numerals, and the other figures."""

    ledger: Sequence[Row]
    figures: Collection[Row]

    @cached_property
    def _numerals(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.ledger:
            found.setdefault(row["figure"], []).append(row)
        return found

    def passages(self, figure: str, columns: Sequence[str]) -> set[Passage]:
        """Where a figure's numerals are printed; no passage where the ledger has none."""
        return {tuple(row[name] for name in columns) for row in self._numerals.get(figure, ())}

    @cached_property
    def _years(self) -> dict[Passage, set[int]]:
        """The numerals of four digits by sentence and by paragraph."""
        found: dict[Passage, set[int]] = {}
        for row in self.ledger:
            if len(row["token"]) == _DIGITS and row["token"].isdecimal():
                for columns in (SENTENCE, PARAGRAPH):
                    passage = tuple(row[name] for name in columns)
                    found.setdefault(passage, set()).add(int(row["token"]))
        return found

    @cached_property
    def _alike(self) -> dict[tuple[str, ...], list[Row]]:
        """The figures about one thing in one sentence."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.figures:
            for passage in self.passages(row["id"], SENTENCE):
                found.setdefault((row["indicator"], row["entity"], *passage), []).append(row)
        return found

    def years(self, figure: str, columns: Sequence[str]) -> set[int]:
        """The numerals of four digits that are printed where the figure is."""
        passages = self.passages(figure, columns)
        return set().union(*(self._years.get(passage, ()) for passage in passages))

    def bases(self, row: Row) -> Iterator[Period]:
        """With what other figures of the sentence about the same thing are compared."""
        for passage in self.passages(row["id"], SENTENCE):
            for other in self._alike[row["indicator"], row["entity"], *passage]:
                base = base_of(other) if other["id"] != row["id"] else None
                if base:
                    yield base


def stated_year_findings(
    ledger: Sequence[Row], figures: Collection[Row], report: Report | None
) -> Iterator[Finding]:
    """Every figure with a year that is not printed where it should be.

    Args:
        ledger: sound rows of numerals.csv.
        figures: the keyed figures that are settled.
        report: the report's facts; nothing is told where they cannot be read.
    """
    around = Surroundings(ledger, figures)
    for row in figures:
        period = period_of(row)
        if report and period and may_be_of_the_report(period, row["status"], report):
            yield from _unprinted(row, period, around, report)


def _unprinted(row: Row, period: Period, around: Surroundings, report: Report) -> Iterator[Finding]:
    """What is wrong with the years of one figure; the ledger tells one that is printed nowhere."""
    if not around.passages(row["id"], SENTENCE):
        return
    place, keyed = place_of(row, "period"), row["period"]
    if "period" not in row["inferred"].split(";"):
        known = around.years(row["id"], SENTENCE)
        if not _years(period) <= known:
            yield YearNotStated(place, keyed, _listed(known, report))
        return
    known = around.years(row["id"], PARAGRAPH) | _years(Period.parse(report.published))
    if not _years(period) <= known and period not in around.bases(row):
        yield InferredYearNowhere(place, keyed, _listed(known, report))


def _listed(years: Iterable[int], report: Report) -> Wording:
    """The years among some numerals."""
    possible = sorted(y for y in years if report.first_year <= y <= report.last_year)
    listed = ", ".join(map(str, possible))
    return Wording(listed or "no year", listed or "无年份")
