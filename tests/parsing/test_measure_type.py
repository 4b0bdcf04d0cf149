"""The matrix of measures, units, bases and periods."""

import csv

import pytest

from pipeline.parsing import ComparisonBase, Lexicon, MeasureType, Period
from pipeline.parsing.comparison_base import ARGUMENTS, allows_length
from tests.parsing.conftest import VOCABULARY


def matrix() -> dict[str, MeasureType]:
    """The committed matrix."""
    with (VOCABULARY / "measure_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["measure"]: MeasureType.from_row(row) for row in csv.DictReader(file)}


MATRIX = matrix()


@pytest.mark.parametrize("code", MATRIX)
def test_the_matrix_names_only_units_and_bases_that_exist(code: str, words: Lexicon) -> None:
    """A misspelt code would allow nothing, silently."""
    measure = MATRIX[code]
    assert set(measure.units) <= words.units
    assert set(measure.bases) <= {"none", *ARGUMENTS}
    assert measure.period_kind in ("duration", "instant", "any")


@pytest.mark.parametrize(
    ("measure", "unit", "basis", "period", "columns"),
    [
        pytest.param("growth_rate", "percent", "yoy", "2020", [], id="a growth rate"),
        pytest.param(
            "growth_rate", "percentage_point", "yoy", "2020", ["unit"], id="% is not 个百分点"
        ),
        pytest.param("pp_difference", "percent", "yoy", "2020", ["unit"], id="个百分点 is not %"),
        pytest.param("ratio", "percent", "vs:2017", "2020", ["unit"], id="倍 is not %"),
        pytest.param("growth_rate", "percent", "", "2020", ["basis"], id="a growth of nothing"),
        pytest.param("flow", "CNY", "yoy", "2020", ["basis"], id="a level has no base"),
        pytest.param("stock", "person", "", "2020", ["period"], id="a stock over a year"),
        pytest.param("flow", "CNY", "", "@2020-06-30", ["period"], id="a flow at an instant"),
        pytest.param("stock", "person", "", "", [], id="an unknown time"),
        pytest.param(
            "stock", "percent", "yoy", "2020", ["unit", "basis", "period"], id="all wrong"
        ),
    ],
)
def test_every_column_that_does_not_fit_is_found(
    measure: str, unit: str, basis: str, period: str, columns: list[str]
) -> None:
    """Unit, base and period are judged each by itself, so that an editor corrects a row once."""
    row = MATRIX[measure]
    allowed = {
        "unit": unit in row.units,
        "basis": row.allows_basis(ComparisonBase.parse(basis) if basis else None),
        "period": not period or row.allows_period(Period.parse(period)),
    }
    assert [column for column, holds in allowed.items() if not holds] == columns


@pytest.mark.parametrize(
    ("period", "lengths", "allowed"),
    [
        ("2020-01/2020-09", "P1M;P3M;P9M", True),
        ("2020-01/2020-08", "P1M;P3M;P9M", False),
        ("2020-01/2020-08", "", True),
        ("@2020-08", "P1M", True),
    ],
)
def test_an_indicator_allows_the_lengths_it_names(period: str, lengths: str, allowed: bool) -> None:
    """Blank allows any; an instant has none."""
    assert allows_length(Period.parse(period), lengths) is allowed
