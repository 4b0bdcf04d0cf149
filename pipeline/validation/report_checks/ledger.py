"""Report the errors of the ledger: at the row of the ledger, or at a figure without a numeral."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipeline.consistency.ledger import LedgerProblem, LedgerProblemKind, ledger_problems
from pipeline.rules import Finding, untranslated
from pipeline.rules import report_rules as rules
from pipeline.rules.report_rules import LedgerPageDiffers, NumeralNotInPrinted
from pipeline.validation.schema import Row, location_of

#: The rule of each kind of problem, and the column of the ledger in which it is reported.
_RULES: Final[Mapping[LedgerProblemKind, tuple[type[Finding], str]]] = MappingProxyType(
    {
        LedgerProblemKind.UNACCOUNTED: (rules.UnaccountedNumeral, "figure"),
        LedgerProblemKind.FIGURE_AND_REASON: (rules.FigureAndReason, "reason"),
        LedgerProblemKind.UNKNOWN_FIGURE: (rules.UnknownFigure, "figure"),
        LedgerProblemKind.FIGURE_WITHOUT_NUMERAL: (rules.FigureWithoutNumeral, "id"),
        LedgerProblemKind.CLAIMED_TWICE: (rules.NumeralClaimedTwice, "ordinal"),
        LedgerProblemKind.ORDINALS_NOT_CONTIGUOUS: (rules.OrdinalsNotContiguous, "ordinal"),
        LedgerProblemKind.TWO_FINGERPRINTS: (rules.TwoFingerprints, "sentence_sha256"),
        LedgerProblemKind.PAGE_DIFFERS: (rules.LedgerPageDiffers, "page"),
        LedgerProblemKind.SECTION_DIFFERS: (rules.LedgerSectionDiffers, "section"),
        LedgerProblemKind.NOT_IN_PRINTED: (rules.NumeralNotInPrinted, "token"),
    }
)


#: Problems between a numeral and its figure; not reported while the figure's file cannot be read.
_OF_FIGURES: Final = frozenset(
    {
        LedgerProblemKind.UNKNOWN_FIGURE,
        LedgerProblemKind.FIGURE_WITHOUT_NUMERAL,
        LedgerProblemKind.PAGE_DIFFERS,
        LedgerProblemKind.SECTION_DIFFERS,
        LedgerProblemKind.NOT_IN_PRINTED,
    }
)
#: The column of the figure in which another finding is the cause of the problem.
_EXPLAINED_BY: Final = MappingProxyType(
    {LedgerPageDiffers.code: "page", NumeralNotInPrinted.code: "printed"}
)


def _finding(problem: LedgerProblem, ledger: Sequence[Row], figures: Sequence[Row]) -> Finding:
    rule, column = _RULES[problem.kind]
    row = ledger[problem.rows[-1]] if problem.rows else figures[problem.figure_row or 0]
    return rule(location_of(row, column), problem.seen, untranslated(problem.expected))


def section_of(figure: str) -> str:
    """Return the section in a figure's identifier."""
    return figure.rpartition("-")[0]


def ledger_findings(
    ledger: Sequence[Row], figures: Sequence[Row], incomplete: Collection[str] = ()
) -> Iterator[Finding]:
    """Report every problem between a ledger and its figures, both as captured rows.

    Args:
        ledger: the rows of numerals.csv.
        figures: the figures of all sections whose files can be read.
        incomplete: sections whose figures cannot be checked until their file is corrected.
    """
    for problem in ledger_problems(ledger, figures):
        claimed = ledger[problem.rows[0]]["figure"] if problem.rows else ""
        if problem.kind in _OF_FIGURES and section_of(claimed) in incomplete:
            continue
        yield _finding(problem, ledger, figures)


def drop_explained(
    findings: Sequence[Finding], ledger: Sequence[Row], figures: Sequence[Row]
) -> list[Finding]:
    """Return the findings without those of the ledger that follow from a finding at the figure."""
    if not any(each.code in _EXPLAINED_BY for each in findings):
        return list(findings)
    claims = {location_of(row): row["figure"] for row in ledger}
    places = {row["id"]: location_of(row) for row in figures}
    reported = {each.location for each in findings if each.is_error}

    def explained(finding: Finding) -> bool:
        column = _EXPLAINED_BY.get(finding.code)
        place = finding.location.at("")
        figure = places.get(claims.get(place, "")) if column else None
        return bool(figure and figure.at(column or "") in reported)

    return [finding for finding in findings if not explained(finding)]
