"""Check units and ranges of all figures at once, with the pandera schema of their typed frame.

The frame has what the cells of each figure mean beside what its indicator allows. What the cells do not
determine is blank or an empty interval, which every check accepts: another rule reports the cause.

The rules about ranges are modelled on the XBRL US data quality rules DQC_0091 (percent items) and DQC_0095
(factor of one hundred): they name the probable error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import pandas as pd
import pandera.pandas as pa

from pipeline.parsing import Quantity
from pipeline.rules import Finding, LocalizedText, Location, localized
from pipeline.rules import figure_rules as rules
from pipeline.schema.model import decimal_text, is_valid_literal
from pipeline.validation.figure_checks.double_entry import fails_double_entry
from pipeline.validation.figure_checks.measures import unambiguous_unit, wrong_unit
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.schema import Row, failures, location_of
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


_LOWEST, _HIGHEST = Decimal("-Infinity"), Decimal("Infinity")


def unit_is_the_indicators(figures: pd.DataFrame) -> pd.Series[bool]:
    """Check that each unit is that of the indicator (percent is not percentage point)."""
    blank = (figures["unit"] == "") | (figures["indicator_unit"] == "")
    return blank | (figures["unit"] == figures["indicator_unit"])


def values_are_in_the_range(figures: pd.DataFrame) -> pd.Series[bool]:
    """Check that all stated values are between the minimum and the maximum of the indicator."""
    least, greatest = figures["least"], figures["greatest"]
    return (least >= figures["minimum"]) & (greatest <= figures["maximum"])


#: Each check, and what describes the fault of a figure that fails it.
CHECKS: Final = {unit_is_the_indicators: wrong_unit, values_are_in_the_range: implausible_values}
SCHEMA: Final = pa.DataFrameSchema(
    {
        **{name: pa.Column(str) for name in ("indicator", "unit", "indicator_unit")},
        **{name: pa.Column(object) for name in ("least", "greatest", "minimum", "maximum")},
    },
    checks=[pa.Check(check, name=check.__name__) for check in CHECKS],
    name="typed_figures",
    strict=True,
)


def _stated(figure: KeyedFigure) -> tuple[str, str, Decimal, Decimal]:
    """Return the indicator, the unit, and the least and greatest stated value of a figure."""
    values = [value for _, value in stated_values(figure)]
    ends = (min(values), max(values)) if values else (_HIGHEST, _LOWEST)
    return figure.row["indicator"], unambiguous_unit(figure), *ends


def _allowed(figure: KeyedFigure) -> tuple[str, str, Decimal, Decimal]:
    """Return the indicator of a figure, and the unit and range that it allows."""
    indicator = figure.indicator
    if indicator is None:
        return figure.row["indicator"], "", _LOWEST, _HIGHEST
    low, high = plausible_range(indicator, figure.vocabulary)
    ends = (_LOWEST if low is None else low, _HIGHEST if high is None else high)
    return figure.row["indicator"], indicator["unit"], *ends


def typed_frame(figures: Sequence[KeyedFigure]) -> pd.DataFrame:
    """Return one row for each figure: its unit and values, and the unit and range of its indicator."""
    stated = pd.DataFrame(map(_stated, figures), columns=["indicator", "unit", "least", "greatest"])
    of_code = {figure.row["indicator"]: figure for figure in figures}
    allowed = pd.DataFrame(
        map(_allowed, of_code.values()),
        columns=["indicator", "indicator_unit", "minimum", "maximum"],
    )
    return stated.merge(allowed, on="indicator", how="left")


def typed_findings(figures: Sequence[KeyedFigure]) -> Iterator[Finding]:
    """Yield the findings of every figure that fails a check of the typed frame."""
    described = {check.__name__: description for check, description in CHECKS.items()}
    if figures:
        for check, _, index in failures(SCHEMA, typed_frame(figures)):
            yield from described[check](figures[index])
