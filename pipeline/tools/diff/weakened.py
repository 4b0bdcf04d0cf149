"""Find changes that weaken a check: an identity, an erratum, a range, a hedge or a measure allows more than before.

A lower mutation score is one, too. They are effects of the kind `rule_weakened`, which the diff and the review list first. A weakened identity calls for an
addition at least, so that it cannot be part of a correction; a changed code that a row uses is breaking anyway.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pipeline.rules import LocalizedText, localized
from pipeline.schema import CHECK_COVERAGE, ERRATA, IDENTITIES, IDENTITY_TERMS
from pipeline.schema.model import decimal_text, is_valid_literal
from pipeline.tools.diff.dataset import Dataset, Key, Row

Weakened = tuple[str, Key, LocalizedText]
#: A received package may state any number of errors.
_MOST_DIGITS: Final = 10
#: Columns of the vocabulary that decide what a rule allows.
_MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "hedges": ("kind", "bound", "reach", "check_width"),
    "directions": ("sign", "kind"),
    "multipliers": ("exponent",),
    "units": ("words", "dimension"),
    "bases": ("argument",),
}
#: Columns with a list of what is allowed; blank allows everything in `period_lengths`.
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "measure_types": ("units", "bases"),
    "indicators": ("period_lengths",),
}


def _common(old: Dataset, new: Dataset, table: str) -> Iterator[tuple[Key, Row, Row]]:
    before = old.rows(table)
    for key, row in new.rows(table).items():
        if key in before:
            yield key, before[key], row


def _gone(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    """Yield identities and errata that the new side does not have."""
    for table in (IDENTITIES.name, ERRATA.name):
        if table in old.tables and table in new.tables:
            for key in old.rows(table).keys() - new.rows(table).keys():
                yield table, key, localized("{table} {key} was removed", table=table, key=key[0])


def _powers(side: Dataset) -> dict[str, dict[str, str]]:
    """Return the powers of each identity by figure: the least errors up and down that it detects."""
    found: dict[str, dict[str, str]] = {}
    for row in side.rows(IDENTITY_TERMS.name).values():
        for way in ("power_up", "power_down"):
            if power := row.get(way, ""):
                own = found.setdefault(row.get("identity", ""), {})
                own[f"{row.get('figure', '')} {way}"] = power
    return found


def _identities(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    """Yield identities that cannot fail any more, or detect only larger errors of the same figures."""
    before, after = _powers(old), _powers(new)
    for key, was, now in _common(old, new, IDENTITIES.name):
        columns = ("expression", "claim")
        same = all(was.get(each) == now.get(each) for each in columns)
        if same or now.get("verdict") == "inconsistent":  # it fails, which is reported by itself
            continue
        own, later = before.get(key[0], {}), after.get(key[0], {})
        if own and not later:
            yield IDENTITIES.name, key, localized("{key} can no longer fail", key=key[0])
        elif any(Decimal(later.get(each, "Infinity")) > Decimal(own[each]) for each in own):
            text = localized("{key} detects fewer or only larger errors", key=key[0])
            yield IDENTITIES.name, key, text


def _width(row: Row) -> Decimal | None:
    """Return the width of a range, infinite without an end; None if a cell is not a number."""
    ends = [row.get(each, "") for each in ("minimum", "maximum")]
    if not all(ends):
        return Decimal("Infinity")
    if not all(is_valid_literal(each, "number") for each in ends):
        return None
    return Decimal(ends[1]) - Decimal(ends[0])


def _ranges(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    for key, was, now in _common(old, new, "indicators"):
        before, after = _width(was), _width(now)
        if before is None or after is None or after <= before:
            continue
        times = (
            "∞"
            if not before or after.is_infinite()
            else decimal_text(round(after / before, 1).normalize())
        )
        text = localized("range of {key} {times} times wider", key=key[0], times=times)
        yield "indicators", key, text


def _meanings(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    for table, columns in _MEANINGS.items():
        for key, was, now in _common(old, new, table):
            for column in columns:
                if column in was and column in now and was[column] != now[column]:
                    text = localized(
                        "{table} {key}: {column} {was} → {now}",
                        table=table,
                        key=key[0],
                        column=column,
                        was=was[column] or "∅",
                        now=now[column] or "∅",
                    )
                    yield table, key, text


def _lists(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    for table, columns in _LISTS.items():
        for key, was, now in _common(old, new, table):
            for column in columns:
                before, after = (
                    set(filter(None, row.get(column, "").split(";"))) for row in (was, now)
                )
                more = after - before if table != "indicators" or before else set[str]()
                if column == "period_lengths" and before and not after:
                    more = {"∅"}
                if more:
                    allowed = ", ".join(sorted(more))
                    text = localized(
                        "{table} {key}: {column} also allows {allowed}",
                        table=table,
                        key=key[0],
                        column=column,
                        allowed=allowed,
                    )
                    yield table, key, text


def _score(rows: Iterable[Row]) -> Fraction | None:
    """Return the share of injected errors that are detected, with the text or without; None for none."""
    injected = missed = 0
    for row in rows:
        if (
            is_valid_literal(count := row.get("injected", ""), "integer")
            and len(count) < _MOST_DIGITS
        ):
            injected += int(count)
            missed += len(list(filter(None, row.get("not_detected", "").split(";"))))
    return 1 - Fraction(missed, injected) if injected else None


def _coverage(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    """Compare the mutation score of the figures that both sides measured: it may not fall unnoticed."""
    table = CHECK_COVERAGE.name
    common = [
        (was, now)
        for _, was, now in _common(old, new, table)
        if was.get("measured") == now.get("measured") == "true"
    ]
    before, after = (
        _score(each) for each in ([was for was, _ in common], [now for _, now in common])
    )
    if before is not None and after is not None and after < before:
        was, now = (f"{Decimal(each.numerator) / each.denominator:.2%}" for each in (before, after))
        text = localized(
            "injected errors that are detected: {before} → {after}", before=was, after=now
        )
        yield table, ("mutation_score",), text


def weakened(old: Dataset, new: Dataset) -> Iterator[Weakened]:
    """Yield each check that allows more on the new side: table, key and text."""
    for find in (_gone, _identities, _ranges, _meanings, _lists, _coverage):
        yield from find(old, new)
