"""Check that a value is plausible for its indicator, and name typical errors of magnitude.

The rules are modelled on the XBRL US data quality rules DQC_0091 (percent items) and DQC_0095 (factor
of one hundred): they name the probable error.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pipeline.parsing import Quantity
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules import figure_rules as rules
from pipeline.schema.model import decimal_text, is_valid_literal
from pipeline.validation.figure_checks.double_entry import fails_double_entry
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.schema import Row, location_of
from pipeline.validation.vocabulary import Vocabulary

_ERROR_TYPE: Final = 1000
_WHOLE: Final = 100


def _bound(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if is_valid_literal(row[name], "number") else None


def stated_values(figure: KeyedFigure) -> Iterator[tuple[str, Decimal]]:
    """Yield each stated value, or each known end of a magnitude, with its column.

    Yields nothing for a figure that has another unit than its indicator or fails double entry.
    """
    indicator, quantity = figure.indicator, figure.quantity
    if indicator is None or figure.row["unit"] != indicator["unit"]:
        return
    if not isinstance(quantity, Quantity) or fails_double_entry(figure, location_of(figure.row)):
        return
    if quantity.value is None:
        ends = (quantity.lower, quantity.upper)
        yield from (("multiplier", end) for end in ends if end is not None)
        return
    yield "number", quantity.value
    if quantity.value_high is not None:
        yield "number_high", quantity.value_high


def _cannot_be_negative(indicator: Row, vocabulary: Vocabulary) -> Row | None:
    """Return what a growth rate is of, if that cannot be negative: it falls by 100 percent at most."""
    if indicator["measure"] != "growth_rate":
        return None
    of = vocabulary.valid_row("indicators", indicator["of"])
    floor = _bound(of, "minimum") if of else None
    return of if floor is not None and floor >= 0 else None


def plausible_range(
    indicator: Row, vocabulary: Vocabulary
) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and greatest plausible value of an indicator, None if it has no such end."""
    low, high = _bound(indicator, "minimum"), _bound(indicator, "maximum")
    if _cannot_be_negative(indicator, vocabulary):
        low = Decimal(-_WHOLE) if low is None else max(low, Decimal(-_WHOLE))
    return low, high


def _is_far(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    size = abs(value)
    if high is not None and high > 0 and size >= high * _ERROR_TYPE:
        return True
    return low is not None and low > 0 and 0 < size * _ERROR_TYPE <= low


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _range_text(low: Decimal | None, high: Decimal | None) -> str:
    ends = (decimal_text(end) if end is not None else "…" for end in (low, high))
    return " … ".join(ends)


def _is_impossible_share(
    indicator: Row, value: Decimal, low: Decimal | None, high: Decimal | None
) -> bool:
    """Return whether a share is outside 0 to 100 and outside the wider range of contributions."""
    share = indicator["measure"] == "share" and indicator["unit"] == "percent"
    return share and not 0 <= value <= _WHOLE and not _within(value, low, high)


def _judge(figure: KeyedFigure, indicator: Row, value: Decimal, at: Location) -> Iterator[Finding]:
    """Report the one rule that a value breaks; the most specific rule comes first."""
    low, high = _bound(indicator, "minimum"), _bound(indicator, "maximum")
    text = decimal_text(value)
    allowed = _range_text(low, high)
    expected = localized(
        "{allowed} {unit} ({reason})",
        allowed=allowed,
        unit=indicator["unit"],
        reason=LocalizedText(indicator["range_en"], indicator["range_zh"]),
    )
    if _is_impossible_share(indicator, value, low, high):
        yield rules.ShareOutOfBounds(at, text, expected)
        return
    of = _cannot_be_negative(indicator, figure.vocabulary)
    if of is not None and value < -_WHOLE:
        yield rules.GrowthBelowMinus100(at, text, LocalizedText(of["title_en"], of["title_zh"]))
        return
    if _within(value, low, high):
        return
    if indicator["unit"] == "percent" and _within(value * _WHOLE, low, high) and abs(value) <= 1:
        hundredfold = decimal_text(value * _WHOLE)
        yield rules.PercentAsFraction(
            at, text, localized("{hundredfold} is in range", hundredfold=hundredfold)
        )
    elif indicator["unit"] != "percent" and _is_far(value, low, high):
        yield rules.TenThousandError(at.at("multiplier"), text, expected)
    else:
        yield rules.OutOfRange(at, text, expected)


def implausible_values(figure: KeyedFigure) -> Iterator[Finding]:
    """Describe the stated values outside the range of the indicator, one for each cell."""
    reported: set[str] = set()
    for column, value in stated_values(figure):
        if figure.indicator is not None and column not in reported:
            found = list(_judge(figure, figure.indicator, value, location_of(figure.row, column)))
            yield from found
            reported |= {column} if found else set()
