"""The value of a figure in words and on a chart: its bound, the end of its bar, its axis."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from pipeline.formatting import labels
from pipeline.formatting.figures import HEDGES, chart_figure, value
from pipeline.formatting.numbers import format_figure
from pipeline.schema import FIGURES
from tests.website.charts.drawings import cells

BOUNDS = FIGURES["bound"].enum
WORDS_OF_BOUNDS = {"words": HEDGES, "page": labels.OF_SCRIPTS["bounds"]}


@pytest.mark.parametrize("bound", BOUNDS)
def test_the_bound_of_the_table_is_stated_before_the_number(bound: str) -> None:
    """A word that is missing makes a limit read as the value: 下降近 5% as −5%."""
    unit = {"unit": "percent", "number": "5", "printed": "5%", "measure": "growth", "decimals": "0"}
    text = value(chart_figure({**cells(f"{bound} -5 -5 . false ."), **unit})).en
    assert text == f"{HEDGES[bound].en}−5%"
    assert bool(HEDGES[bound].en) == (bound not in {"=", "range", "magnitude"})


@pytest.mark.parametrize(
    ("ends", "wording", "words"),
    [
        pytest.param(
            "2000000 . false .",
            "more than 2 million",
            "more than 2 million",
            id="more than some millions",
        ),
        pytest.param(
            "2000000 . true .",
            "at least 2 million",
            "at least 2 million",
            id="some millions or more",
        ),
        pytest.param(
            ". 1000 . false", "less than 1,000", "less than 1,000", id="less than some hundreds"
        ),
        pytest.param(
            ". 1000 . true", "at most 1,000", "at most 1,000", id="no more than some hundreds"
        ),
        pytest.param(
            "200 1000 true false",
            "200 to 1,000",
            "at least 200 and less than 1,000",
            id="some hundreds",
        ),
    ],
)
def test_a_magnitude_states_on_which_side_it_is_open(ends: str, wording: str, words: str) -> None:
    """“2 million” alone is a value that nobody printed; the chart and the page state the side."""
    names = {"number": "", "printed": "", "measure": "flow", "decimals": "", "unit": "item"}
    row = {**cells(f"magnitude . {ends}"), **names}
    assert value(chart_figure(row)).en == wording
    unit, counted = {"title_en": "item", "title_zh": "个"}, {"counted_en": "", "counted_zh": ""}
    assert format_figure(row, unit, counted).en == f"{words} items"


@pytest.mark.parametrize("words", WORDS_OF_BOUNDS.values(), ids=WORDS_OF_BOUNDS)
def test_every_list_of_words_for_bounds_has_all_of_them(words: Mapping[str, object]) -> None:
    """A new bound without its words would be stated as if it were none."""
    assert set(words) == set(BOUNDS)


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
