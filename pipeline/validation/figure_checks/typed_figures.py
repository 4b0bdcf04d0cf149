"""Check units and ranges of all figures at once, with the pandera schema of their typed frame.

The frame has what the cells of each figure mean beside what its indicator allows. What the cells do not
determine is blank or an empty interval, which every check accepts: another rule reports the cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import pandas as pd
import pandera.pandas as pa

from pipeline.rules import Finding
from pipeline.validation.figure_checks.measures import unambiguous_unit, wrong_unit
from pipeline.validation.figure_checks.ranges import (
    implausible_values,
    plausible_range,
    stated_values,
)
from pipeline.validation.keyed_figure import KeyedFigure
from pipeline.validation.schema import failures

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
