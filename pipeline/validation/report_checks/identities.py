"""Check identities and errata with the figures; findings are at cells of identities.csv and errata.csv."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import TypeAlias

from pipeline.consistency.evaluation import Operand
from pipeline.consistency.expression import (
    Comparison,
    Expression,
    ExpressionSyntaxError,
    compare,
    figures,
    parse_claim,
    parse_comparison,
    parse_expression,
)
from pipeline.consistency.identity import (
    Evaluation,
    Verdict,
    difference,
    evaluate,
    guard_holds,
    is_vacuous,
)
from pipeline.intervals import Interval, ceil_decimal, floor_decimal
from pipeline.parsing import QuantityError
from pipeline.parsing.normalization import normalize_characters
from pipeline.parsing.quantity import split_hedge
from pipeline.rules import Finding, LocalizedText, localized, untranslated
from pipeline.rules import identity_rules as rules
from pipeline.schema.model import decimal_text
from pipeline.validation.schema import Row, location_of
from pipeline.validation.vocabulary import QUANTITY, Vocabulary

#: The term of every figure by its identifier; None if its cells state no quantity, which other rules report.
Intervals: TypeAlias = Mapping[str, Operand | None]


def figure_operand(
    row: Row, vocabulary: Vocabulary, widths: Mapping[str, str], signed: bool
) -> Operand | None:
    """Return the term of one keyed figure. `widths` is the check width of each hedge."""
    stated = vocabulary.quantity(row)
    if isinstance(stated, QuantityError):
        return None
    hedges = split_hedge(row["hedge"], vocabulary.words)
    return Operand.of(stated, (widths[hedge.word] for hedge in hedges), signed=signed)


def figure_operands(rows: Iterable[Row], vocabulary: Vocabulary) -> dict[str, Operand | None]:
    """Return the terms of all keyed figures by identifier, for `identity_findings` and the tables.

    A figure may have either sign if its indicator's plausible range begins below zero.
    """
    widths = {
        normalize_characters(row["hedge"]): row["check_width"] for row in vocabulary.rows("hedges")
    }
    signed = {
        row["indicator"] for row in vocabulary.rows("indicators") if row["minimum"].startswith("-")
    }
    known: dict[tuple[str, ...], Operand | None] = {}
    cells_of = itemgetter(*QUANTITY, "indicator")
    found: dict[str, Operand | None] = {}
    for row in rows:
        cells = cells_of(row)
        if cells not in known:
            known[cells] = figure_operand(row, vocabulary, widths, row["indicator"] in signed)
        found[row["id"]] = known[cells]
    return found


def identity_comparison(row: Row) -> Comparison:
    """Return the comparison that a row of identities states. Raises ExpressionSyntaxError."""
    left = parse_expression(row["expression"])
    relation, right = parse_claim(row["claim"])
    return compare(left, relation, right, row["claim"])


def own_operands(comparison: Comparison, intervals: Intervals) -> dict[str, Operand] | None:
    """Return the terms of a comparison, or None if one is unknown or states no quantity."""
    found = {figure: intervals.get(figure) for figure in figures(difference(comparison))}
    known = {figure: term for figure, term in found.items() if term is not None}
    return known if len(known) == len(found) else None


def identity_findings(
    identity_rows: Iterable[Row],
    errata_rows: Iterable[Row],
    intervals: Intervals,
    incomplete: Collection[str] = (),
) -> Iterator[Finding]:
    """Return every finding about identities and errata, both as captured rows.

    An identity that cannot be true is reported unless an erratum states that it is inconsistent. An erratum is reported
    if it no longer applies or names an identity of other figures. Rules about cells report blank cells. Figures of `incomplete` sections,
    whose files cannot be read, are not reported as missing.
    """

    def is_missing(figure: str) -> bool:
        return figure not in intervals and figure.rpartition("-")[0] not in incomplete

    errata, judgements = list(errata_rows), dict[str, Evaluation]()
    rows = list(identity_rows)
    excused = {row["identity"] for row in errata if _is_contradiction(row)}
    used = {row["identity"]: _figures_of(row) for row in rows}
    for row in rows:
        yield from _unreadable(row)
        yield from _unknown_terms(row, is_missing)
        yield from _vacuous(row)
        judgement = evaluate_identity(row, intervals)
        if judgement is None:
            continue
        judgements[row["identity"]] = judgement
        if judgement.verdict is Verdict.INCONSISTENT and row["identity"] not in excused:
            yield rules.InconsistentIdentity(
                location_of(row, "claim"), row["claim"], _apart(judgement)
            )
    for row in errata:
        yield from _erratum_findings(row, used, judgements, is_missing)
        if row["guard"]:
            yield from _guard_findings(row, intervals, is_missing)


def evaluate_identity(row: Row, intervals: Intervals) -> Evaluation | None:
    """Judge a row of identities; return None if it cannot be read or a figure is missing."""
    try:
        comparison = identity_comparison(row)
    except ExpressionSyntaxError:
        return None
    terms = own_operands(comparison, intervals)
    return None if terms is None else evaluate(comparison, terms)


def _sides(row: Row) -> Iterator[tuple[str, Expression | ExpressionSyntaxError]]:
    """Yield each filled column of an identity with its expression or the error in it."""
    for column, parse in (
        ("expression", parse_expression),
        ("claim", lambda text: parse_claim(text)[1]),
    ):
        if row[column]:
            try:
                yield column, parse(row[column])
            except ExpressionSyntaxError as error:
                yield column, error


def _unreadable(row: Row) -> Iterator[Finding]:
    wrong = [(c, side) for c, side in _sides(row) if isinstance(side, ExpressionSyntaxError)]
    for column, side in wrong:
        yield rules.UnreadableExpression(location_of(row, column), row[column], side.message)
    if wrong:
        return
    try:
        identity_comparison(row)
    except ExpressionSyntaxError as error:
        if row["expression"] and row["claim"]:
            place = location_of(row, "claim")
            yield rules.UnreadableExpression(place, row["claim"], error.message)


def _vacuous(row: Row) -> Iterator[Finding]:
    try:
        comparison = identity_comparison(row)
    except ExpressionSyntaxError:
        return
    if is_vacuous(comparison):
        yield rules.VacuousIdentity(location_of(row, "expression"), row["expression"])


def _unknown_terms(row: Row, is_missing: Callable[[str], bool]) -> Iterator[Finding]:
    for column, side in _sides(row):
        if not isinstance(side, ExpressionSyntaxError):
            for figure in filter(is_missing, figures(side)):
                yield rules.UnknownTerm(location_of(row, column), figure)


def _is_contradiction(erratum: Row) -> bool:
    """Return whether an erratum states that its identity is inconsistent."""
    return erratum["identity_verdict"] == Verdict.INCONSISTENT


def _figures_of(row: Row) -> set[str]:
    """Return the figures of an identity, of its readable sides."""
    sides = (side for _, side in _sides(row) if not isinstance(side, ExpressionSyntaxError))
    return {figure for side in sides for figure in figures(side)}


def _erratum_findings(
    row: Row,
    used: Mapping[str, Collection[str]],
    judgements: Mapping[str, Evaluation],
    is_missing: Callable[[str], bool],
) -> Iterator[Finding]:
    about = list(filter(None, row["figures"].split(";")))
    for figure in filter(is_missing, about):
        yield rules.UnknownErratumFigure(location_of(row, "figures"), figure)
    judgement, place = judgements.get(row["identity"]), location_of(row, "identity")
    if judgement is None:
        return
    if about and not set(about) & set(used[row["identity"]]):
        named = LocalizedText(row["figures"], row["figures"])
        yield rules.ErratumOfOtherFigures(place, row["identity"], named)
    elif _is_contradiction(row) and judgement.verdict is not Verdict.INCONSISTENT:
        verdict = untranslated(judgement.verdict)
        yield rules.ErratumWithoutContradiction(place, row["identity"], verdict)


def _guard_findings(
    row: Row, intervals: Intervals, is_missing: Callable[[str], bool]
) -> Iterator[Finding]:
    place = location_of(row, "guard")
    try:
        guard = parse_comparison(row["guard"])
    except ExpressionSyntaxError as error:
        yield rules.UnreadableGuard(place, row["guard"], error.message)
        return
    for figure in filter(is_missing, figures(difference(guard))):
        yield rules.UnknownErratumFigure(place, figure)
    if is_vacuous(guard):
        yield rules.VacuousIdentity(place, row["guard"])
    terms = own_operands(guard, intervals)
    if terms is not None and not guard_holds(guard, terms):
        yield rules.GuardNoLongerHolds(place, row["guard"])


def _apart(judgement: Evaluation) -> LocalizedText:
    left, right = (_shown(side) for side in (judgement.implied, judgement.printed))
    return localized("the left side is {left}, the right side {right}", left=left, right=right)


def _shown(interval: Interval | None) -> str:
    """Return an interval as text, rounded outwards: (2.65, 2.75]."""
    if interval is None:
        return "?"
    low = "-∞" if interval.low is None else decimal_text(floor_decimal(interval.low, _PLACES))
    high = "∞" if interval.high is None else decimal_text(ceil_decimal(interval.high, _PLACES))
    left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    return f"{left}{low}, {high}{right}"


_PLACES = 4
