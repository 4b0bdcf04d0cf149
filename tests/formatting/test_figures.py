"""The value of a figure in words, with the bound of the table before it."""

from __future__ import annotations

from collections.abc import Mapping

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
