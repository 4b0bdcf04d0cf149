"""A figure on a chart: the number at which its bar ends, and what its axis must include."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.formatting.figures import chart_figure


def ends(value: str, lower: str, upper: str) -> dict[str, str]:
    """The cells of a published figure that a chart draws."""
    return {"bound": "range", "value": value, "lower": lower, "upper": upper}


@pytest.mark.parametrize(
    ("row", "anchor"),
    [
        pytest.param(ends("5", "4.5", "5.5"), "5", id="the value, not an end nearer to zero"),
        pytest.param(ends("0", "-1", "1"), "0", id="a value of zero"),
        pytest.param(ends("", "200", "1000"), "200", id="the lower end of positive numbers"),
        pytest.param(ends("", "-1000", "-200"), "-200", id="the upper end of negative numbers"),
        pytest.param(ends("", "-3", "2"), "2", id="the nearer end on both sides of zero"),
        pytest.param(ends("", "-2", "3"), "-2", id="the nearer end, which is negative"),
        pytest.param(ends("", "200", ""), "200", id="the only end, below"),
        pytest.param(ends("", "", "1000"), "1000", id="the only end, above"),
    ],
)
def test_a_bar_ends_at_the_value_or_at_the_end_nearer_to_zero(
    row: dict[str, str], anchor: str
) -> None:
    """A bar that reached the farther end would state more than was printed."""
    assert chart_figure(row).anchor == Decimal(anchor)


@pytest.mark.parametrize(
    ("row", "extent"),
    [
        pytest.param(ends("5", "4.5", "5.5"), ["5", "4.5", "5.5"], id="value and both ends"),
        pytest.param(ends("", "200", ""), ["200"], id="one end"),
        pytest.param(ends("", "", ""), [], id="nothing to draw"),
    ],
)
def test_an_axis_includes_every_number_of_a_figure(row: dict[str, str], extent: list[str]) -> None:
    """An end that lies beyond the axis would be drawn outside the chart."""
    figure = chart_figure(row)
    assert list(map(str, figure.extent)) == extent
    assert figure.is_drawable is bool(extent)
