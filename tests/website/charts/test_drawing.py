"""The legend explains every mark of the charts."""

from __future__ import annotations

import pytest

from pipeline.website.charts.drawing import ENTRIES, legend
from tests.website.charts.drawings import LANGUAGES, classes, links, shown
from tests.website.charts.drawings import drawn as charts_drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_every_mark_that_the_charts_use(language: str) -> None:
    """A mark that nobody explains is decoration."""
    tree = shown(legend(), language)
    explained = {name for each in tree.iter() for name in each.get("class", "").split()}
    used = {
        name
        for chart in charts_drawn()
        for link in links(chart, language).values()
        for name in classes(link)
    }
    plain = {"span", "hit", "gutter", "label", "value", "middle", "quiet", "dot", "lead", "whole"}
    assert used - plain <= explained
    assert len([each for each in tree if each.tag == "text"]) == len(ENTRIES)
