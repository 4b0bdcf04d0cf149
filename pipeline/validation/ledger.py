"""The ledger's problems as findings: at the ledger's row, or at the figure that has no numeral."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pipeline.reconcile.ledger import Kind, Problem, problems
from pipeline.rules import Finding, Wording
from pipeline.rules import reconcile as rules
from pipeline.validation.frame import Row, place_of

#: For each kind of problem its rule and the column of the ledger at which it is told.
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


def _finding(problem: Problem, ledger: Sequence[Row], figures: Sequence[Row]) -> Finding:
    rule, column = _RULES[problem.kind]
    row = ledger[problem.rows[-1]] if problem.rows else figures[problem.figure_row or 0]
    return rule(place_of(row, column), problem.seen, Wording(problem.expected, problem.expected))


def ledger_findings(ledger: Sequence[Row], figures: Sequence[Row]) -> Iterator[Finding]:
    """Every problem of a ledger with its figures, both as captured rows."""
    for problem in problems(ledger, figures):
        yield _finding(problem, ledger, figures)
