"""What is told of the identities, errata and charts that use a mutant's figure, and of no others.

This is the part of `validate_tables` about what is built upon figures, narrowed to one figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.mutation.bench import Bench
from pipeline.mutation.slips import Mutant
from pipeline.rules import Finding
from pipeline.tables import CHART_FIGURES, CHARTS, ERRATA, RAW_FIGURES, RAW_IDENTITIES
from pipeline.validation.charts import chart_findings
from pipeline.validation.frame import Row
from pipeline.validation.identities import Intervals, identity_findings
from pipeline.validation.ledger import section_of
from pipeline.validation.report import believed_terms
from pipeline.validation.soundness import row_is_sound


def built_upon_findings(
    bench: Bench, mutant: Mutant, unsettled: Collection[str]
) -> Iterator[Finding]:
    """Every finding about what uses the mutant's figure: identities, errata, charts."""
    terms = _terms(bench, mutant, unsettled)
    yield from _identities(bench, mutant.figure, terms, unsettled)
    yield from _charts(bench, mutant, terms)


def _terms(bench: Bench, mutant: Mutant, unsettled: Collection[str]) -> Intervals:
    """What every figure of a settled section may be, with the mutant's row in place of its own."""
    terms = {
        each: term
        for each, term in bench.terms.items()
        if each != mutant.figure and section_of(each) not in unsettled
    }
    if section_of(mutant.figure) not in unsettled:
        terms |= believed_terms(list(mutant.rows), bench.vocabulary)
    return terms


def _names(figure: str, rows: Iterable[Row], *columns: str) -> list[Row]:
    """The rows that name a figure in one of the columns."""
    return [row for row in rows if any(figure in row[column] for column in columns)]


def _identities(
    bench: Bench, figure: str, terms: Intervals, unsettled: Collection[str]
) -> Iterator[Finding]:
    identities = _names(figure, bench.tables[RAW_IDENTITIES.name], "expression", "claim")
    known = {row["identity"] for row in identities}
    every = bench.tables[ERRATA.name]
    named = _names(figure, every, "guard", "figures")
    errata = [row for row in every if row["identity"] in known or row in named]
    yield from identity_findings(identities, errata, terms, unsettled)


def _charts(bench: Bench, mutant: Mutant, terms: Intervals) -> Iterator[Finding]:
    chosen = bench.tables[CHART_FIGURES.name]
    reached = {row["chart"] for row in chosen if row["figure"] == mutant.figure}
    charts = [row for row in bench.tables[CHARTS.name] if row["chart"] in reached]
    drawn = [row for row in chosen if row["chart"] in reached]
    keyed = {**bench.figures, **{row["id"]: row for row in mutant.rows}}
    believed = {row["figure"] for row in drawn if terms.get(row["figure"]) is not None}
    yield from chart_findings(charts, drawn, _sound(believed, keyed))


def _sound(believed: Collection[str], keyed: Mapping[str, Row]) -> dict[str, Row]:
    return {each: keyed[each] for each in believed if row_is_sound(keyed[each], RAW_FIGURES)}
