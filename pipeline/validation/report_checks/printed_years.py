"""Check that the ledger has the years of a figure's period near the figure.

The sentence prints the year, or the editor infers it and lists `period` in `inferred`. An inferred
year must be printed near the figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final, TypeAlias

from pipeline.ingest import CONTEXT, RAW_CELL, TITLE_CONTEXT, Report
from pipeline.parsing import ComparisonBase, ComparisonBaseError, Period, PeriodError
from pipeline.parsing.numeral_tokens import tokens
from pipeline.rules import Finding, LocalizedText
from pipeline.rules.report_rules import InferredYearNowhere, YearNotStated
from pipeline.validation.figure_checks.measures import may_be_of_the_report
from pipeline.validation.schema import Row, location_of

#: A run of text: section and paragraph, or section, paragraph and sentence.
TextPosition: TypeAlias = tuple[str, ...]
SENTENCE: Final = ("section", "paragraph", "sentence")
PARAGRAPH: Final = SENTENCE[:2]
_DIGITS: Final = 4


def period_of(row: Row) -> Period | None:
    """Return the period of a row, or None if it is blank or invalid."""
    try:
        return Period.parse(row["period"]) if row["period"] else None
    except PeriodError:
        return None


def base_of(row: Row) -> Period | None:
    """Return the period with which a row is compared, or None if it is unknown."""
    try:
        return (
            ComparisonBase.parse(row["basis"]).base_period(period_of(row)) if row["basis"] else None
        )
    except ComparisonBaseError:
        return None


def _years(period: Period) -> set[int]:
    return {period.start.year, period.end.year}


@dataclass(frozen=True)
class FigureContext:
    """Find the numerals of the ledger and the other figures near each figure."""

    ledger: Sequence[Row]
    figures: Collection[Row]

    @cached_property
    def _numerals(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.ledger:
            found.setdefault(row["figure"], []).append(row)
        return found

    def passages(self, figure: str, columns: Sequence[str]) -> set[TextPosition]:
        """Return the passages in which a figure's numerals are printed; empty if the ledger has none."""
        return set(map(itemgetter(*columns), self._numerals.get(figure, ())))

    @cached_property
    def _years(self) -> dict[TextPosition, set[int]]:
        """Return the numerals of four digits by sentence and by paragraph."""
        found: dict[TextPosition, set[int]] = {}
        for row in self.ledger:
            if _is_year(row["token"]):
                for columns in (SENTENCE, PARAGRAPH):
                    passage = itemgetter(*columns)(row)
                    found.setdefault(passage, set()).add(int(row["token"]))
        return found

    @cached_property
    def _alike(self) -> dict[tuple[str, ...], list[Row]]:
        """Return the figures about one thing in one sentence."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.figures:
            for passage in self.passages(row["id"], SENTENCE):
                found.setdefault((row["indicator"], row["entity"], *passage), []).append(row)
        return found

    def years(self, figure: str, columns: Sequence[str]) -> set[int]:
        """Return the numerals of four digits in the passages of the figure."""
        passages = self.passages(figure, columns)
        return set().union(*(self._years.get(passage, ()) for passage in passages))

    def bases(self, row: Row) -> Iterator[Period]:
        """Yield the base periods of other figures about the same thing in the sentence."""
        for passage in self.passages(row["id"], SENTENCE):
            for other in self._alike[row["indicator"], row["entity"], *passage]:
                base = base_of(other) if other["id"] != row["id"] else None
                if base:
                    yield base


def printed_year_findings(
    ledger: Sequence[Row], figures: Collection[Row], report: Report | None
) -> Iterator[Finding]:
    """Report every figure with a year that is not printed where it should be.

    Args:
        ledger: valid rows of numerals.csv.
        figures: the keyed figures of sections whose files can be read.
        report: the facts about the report; if None, nothing is reported.
    """
    around = FigureContext(ledger, figures)
    of_the_report: dict[tuple[str, str], bool] = {}
    for row in figures:
        period, stated = period_of(row), (row["period"], row["status"])
        if report and period and stated not in of_the_report:
            of_the_report[stated] = may_be_of_the_report(period, row["status"], report)
        if report and period and of_the_report[stated]:
            yield from _unprinted(row, period, around, report)


def stated_years(row: Row) -> set[int]:
    """Return the years that a grid states for a figure: in its headers, or else in the title."""
    for text in (row[CONTEXT], row[TITLE_CONTEXT]):
        years = {int(each.text) for each in tokens(text) if _is_year(each.text)}
        if years:
            return years
    return set()


def _is_year(token: str) -> bool:
    return len(token) == _DIGITS and token.isdecimal()


def _unprinted(
    row: Row, period: Period, around: FigureContext, report: Report
) -> Iterator[Finding]:
    """Report years of one figure that are not printed; the ledger reports a figure without numerals."""
    if not around.passages(row["id"], SENTENCE):
        return
    in_grid = stated_years(row) if row.get(RAW_CELL) else set()
    if in_grid or "period" not in row["inferred"].split(";"):
        known = in_grid or around.years(row["id"], SENTENCE)
        if not _years(period) <= known:
            yield YearNotStated(location_of(row, "period"), row["period"], _listed(known, report))
        return
    known = around.years(row["id"], PARAGRAPH) | _years(Period.parse(report.reference_period))
    if not _years(period) <= known and period not in around.bases(row):
        place, listed = location_of(row, "period"), _listed(known, report)
        yield InferredYearNowhere(place, row["period"], listed)


def _listed(years: Iterable[int], report: Report) -> LocalizedText:
    """List the years among some numerals."""
    possible = sorted(y for y in years if report.first_year <= y <= report.last_year)
    listed = ", ".join(map(str, possible))
    return LocalizedText(listed or "no year", listed or "无年份")
