"""Find two figures about one thing whose values have the same digits and differ by a power of ten.

The rule is modelled on XBRL US DQC_0095: a factor of a hundred or more between two values of one fact
is probably a lost 万. It is a warning, because both may be as printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from pipeline.parsing import Period, Quantity
from pipeline.rules import Finding, untranslated
from pipeline.rules.figure_rules import PowerOfTenDifference
from pipeline.schema.model import decimal_text
from pipeline.validation.keyed_figure import KeyedFigure, distinct_meanings, without_errors
from pipeline.validation.schema import Row, location_of
from pipeline.validation.vocabulary import Vocabulary

#: Indicator, entity, status and kind of period; sign and significant digits of the value.
GroupKey: TypeAlias = tuple[str, str, str, str, int, str]
GroupMember: TypeAlias = tuple[Row, Decimal]

SMALLEST_POWER: Final = 2


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _member(row: Row, vocabulary: Vocabulary) -> tuple[GroupKey, GroupMember] | None:
    """Return the group key and the value of a figure with one exact value, else None."""
    candidate = KeyedFigure(row, vocabulary)
    stated, period = candidate.quantity, candidate.period
    if not isinstance(stated, Quantity) or not stated.value or stated.value_high is not None:
        return None
    kind = period.kind if isinstance(period, Period) else ""
    value = stated.value
    kin = (row["indicator"], row["entity"], row["status"], kind, value.is_signed(), _digits(value))
    return kin, (row, value)


def magnitude_duplicates(
    figures: Iterable[Row], vocabulary: Vocabulary
) -> Iterator[tuple[GroupMember, GroupMember]]:
    """Yield pairs of one indicator, entity, status and kind of period that differ by a power of ten.

    A figure is compared with the first figure of each order of magnitude before it.
    """
    families: dict[GroupKey, dict[int, GroupMember]] = {}
    for row in figures:
        if found := _member(row, vocabulary):
            group, later = found
            first_by_order = families.setdefault(group, {})
            order = later[1].adjusted()
            for other, earlier in first_by_order.items():
                if abs(other - order) >= SMALLEST_POWER:
                    yield earlier, later
            first_by_order.setdefault(order, later)


def magnitude_findings(
    figures: Iterable[Row], vocabulary: Vocabulary, reported: Collection[Finding]
) -> Iterator[Finding]:
    """Report a warning at the later figure of each pair; figures that have an error are ignored."""
    sound = without_errors(figures, reported)
    # figures of one meaning have one value
    if not any(True for _ in magnitude_duplicates(distinct_meanings(sound), vocabulary)):
        return
    for (earlier, first), (later, second) in magnitude_duplicates(sound, vocabulary):
        where = f"{decimal_text(first)} ({earlier['id']}, {location_of(earlier)})"
        place = location_of(later, "number")
        yield PowerOfTenDifference(place, decimal_text(second), untranslated(where))
