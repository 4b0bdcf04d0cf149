"""Indicators ranked by the words before a figure."""

from __future__ import annotations

from tests.tools.draft.drafted import drafted


def test_an_indicator_whose_title_stands_before_the_figure_is_proposed() -> None:
    """Its unit and whether it is a change decide among titles alike; else three candidates are ranked."""
    found = drafted(
        "2023年社会消费品零售总额40万亿元，社会消费品零售总额同比增长3%。某物产值5亿元。"
    ).figures
    level, change, other = (each.cells["indicator"] for each in found)
    assert (level.cell, level.words) == ("retail_sales", "社会消费品零售")
    assert change.candidates[0] == "retail_sales_growth"
    assert other.certainty == ""
    assert len(other.candidates) <= 3
