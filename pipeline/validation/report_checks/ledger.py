"""Report the errors of the ledger: at the row of the ledger, or at a figure without a numeral."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipeline.consistency.ledger import Kind, Problem, problems
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import report_rules as rules
from pipeline.rules.report_rules import LedgerPageDiffers, NumeralNotInPrinted
from pipeline.validation.schema import Row, place_of

#: The rule of each kind of problem, and the column of the ledger in which it is reported.
_RULES: Final[Mapping[Kind, tuple[type[Finding], str]]] = MappingProxyType(
    {
        Kind.UNACCOUNTED: (rules.UnaccountedNumeral, "figure"),
        Kind.FIGURE_AND_REASON: (rules.FigureAndReason, "reason"),
        Kind.UNKNOWN_FIGURE: (rules.UnknownFigure, "figure"),
        Kind.FIGURE_WITHOUT_NUMERAL: (rules.FigureWithoutNumeral, "id"),
        Kind.CLAIMED_TWICE: (rules.NumeralClaimedTwice, "ordinal"),
        Kind.ORDINALS_NOT_CONTIGUOUS: (rules.OrdinalsNotContiguous, "ordinal"),
        Kind.TWO_FINGERPRINTS: (rules.TwoFingerprints, "sentence_sha256"),
        Kind.PAGE_DIFFERS: (rules.LedgerPageDiffers, "page"),
        Kind.SECTION_DIFFERS: (rules.LedgerSectionDiffers, "section"),
        Kind.NOT_IN_PRINTED: (rules.NumeralNotInPrinted, "token"),
    }
)


#: Problems between a numeral and its figure; not reported while the figure's file cannot be read.
_OF_FIGURES: Final = frozenset(
    {
        Kind.UNKNOWN_FIGURE,
        Kind.FIGURE_WITHOUT_NUMERAL,
        Kind.PAGE_DIFFERS,
        Kind.SECTION_DIFFERS,
        Kind.NOT_IN_PRINTED,
    }
)
#: The column of the figure in which another finding is the cause of the problem.
_EXPLAINED_BY: Final = MappingProxyType(
    {LedgerPageDiffers.code: "page", NumeralNotInPrinted.code: "printed"}
)


def _finding(problem: Problem, ledger: Sequence[Row], figures: Sequence[Row]) -> Finding:
    rule, column = _RULES[problem.kind]
    row = ledger[problem.rows[-1]] if problem.rows else figures[problem.figure_row or 0]
    return rule(place_of(row, column), problem.seen, Wording(problem.expected, problem.expected))


def section_of(figure: str) -> str:
    """Return the section in a figure's identifier."""
    return figure.rpartition("-")[0]


def ledger_findings(
    ledger: Sequence[Row], figures: Sequence[Row], unsettled: Collection[str] = ()
) -> Iterator[Finding]:
    """Report every problem between a ledger and its figures, both as captured rows.

    Args:
        ledger: the rows of numerals.csv.
        figures: the figures of all sections whose files can be read.
        unsettled: sections whose figures cannot be checked until their file is corrected.
    """
    for problem in problems(ledger, figures):
        claimed = ledger[problem.rows[0]]["figure"] if problem.rows else ""
        if problem.kind in _OF_FIGURES and section_of(claimed) in unsettled:
            continue
        yield _finding(problem, ledger, figures)


def unexplained(
    findings: Sequence[Finding], ledger: Sequence[Row], figures: Sequence[Row]
) -> list[Finding]:
    """Return the findings without those of the ledger that follow from a finding at the figure."""
    claims = {place_of(row): row["figure"] for row in ledger}
    places = {row["id"]: place_of(row) for row in figures}
    told = {each.place for each in findings if each.is_error}

    def explained(finding: Finding) -> bool:
        column = _EXPLAINED_BY.get(finding.code)
        place = Place(finding.place.file, finding.place.row)
        figure = places.get(claims.get(place, "")) if column else None
        return bool(figure and Place(figure.file, figure.row, column or "") in told)

    return [finding for finding in findings if not explained(finding)]
