"""What a chart with a logarithmic axis makes of numbers that are not plain digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project

CHART_FIGURES = "chart_figures.csv"
ON_A_LOGARITHMIC_AXIS = {
    "a fraction": ("3.3.1-020", True),
    "a Chinese numeral": ("3.3.3-001", True),
    "a mere magnitude": ("1.2-016", True),
    "a decline": ("1.1-005", False),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figure", "can_stand"), ON_A_LOGARITHMIC_AXIS.values(), ids=ON_A_LOGARITHMIC_AXIS
)
def test_a_logarithmic_axis_takes_every_number_above_zero(
    figure: str, can_stand: bool, tmp_path: Path
) -> None:
    """A chart of any kept figure is answered, and rejected only where it has no place."""
    project = Project.copied(tmp_path)
    rows = project.rows(CHART_FIGURES)
    project.write_rows(CHART_FIGURES, [*rows, ["markets", figure]])
    reported = [("E312", CHART_FIGURES, len(rows) + 1, "figure")]
    assert project.found() == ([] if can_stand else reported)
