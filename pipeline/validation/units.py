"""Units and bases: a figure's unit is its indicator's, and its basis fits the measure type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.decode import NotABasis, Reading
from pipeline.decode.measure import Measure
from pipeline.rules import Finding, Place, Wording
from pipeline.rules import decode as rules
from pipeline.validation.candidate import Candidate

_PERCENTS: Final = {"percent", "percentage_point"}


def unit_is_the_indicators(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """The unit is the one in which the indicator is measured (percent is not percentage point).

    Silent where the printed unit word contradicts the keyed unit: double entry tells that.
    """
    row, indicator, reading = candidate.row, candidate.indicator, candidate.reading
    if indicator is None or not candidate.unit_is_known or row["unit"] == indicator["unit"]:
        return
    if isinstance(reading, Reading) and reading.units and row["unit"] not in reading.units:
        return
    both = {row["unit"], indicator["unit"]}
    rule = rules.PercentOrPoint if both == _PERCENTS else rules.WrongUnit
    expected = Wording(indicator["unit"], indicator["unit"])
    yield rule(Place(place.file, place.row, "unit"), row["unit"], expected)


def basis_fits_the_measure(candidate: Candidate, place: Place) -> Iterator[Finding]:
    """A change has a base, a plain level has none, and the base is of an allowed kind."""
    basis, type_ = candidate.basis, candidate.measure_type
    if type_ is None or isinstance(basis, NotABasis):
        return
    measure = Measure.from_row(type_)
    if not measure.allows_basis(basis):
        allowed = ", ".join(measure.bases)
        expected = Wording(f"{measure.code}: {allowed}", f"{type_['title_zh']}：{allowed}")
        yield rules.BasisNotAllowed(
            Place(place.file, place.row, "basis"), candidate.row["basis"], expected
        )


RULES = (unit_is_the_indicators, basis_fits_the_measure)
