"""Bases of comparison from the words near a figure."""

from __future__ import annotations

from tests.tools.draft.drafted import differing


def test_words_of_comparison_state_the_base() -> None:
    """Words of a period, of another period, of a whole; what they do not settle is open."""
    cases = {
        "2023年产值同比增长3%，环比下降1%。": ["yoy", "pop"],
        "2023年产值5亿元。": [""],
        "2023年产值增长3%。": ["yoy"],
        "四季度产值增长3%，比三季度加快0.7个百分点。": ["yoy", "vs:2023-07/2023-09"],
        "2023年产值5亿元，为2015年的3倍。": ["", "vs:2015"],
        "2018年至2023年产值年均复合增长率超10%。": ["cagr:2018"],
        "年均增长率为31.3%。": ["cagr"],
        "产值占社会消费品零售总额的20%。": ["share_of:retail_sales"],
        "产值占全部的20%。": ["?"],
        "使用率70%。": ["?share_of:"],
        "增速高于平均水平10个百分点。": ["?gap_to:;vs:;against_entity:"],
        "效率是人工的10倍。": ["?vs:;against_entity:"],
        "每提高1个百分点，产值减少。": ["?yoy"],
        "出口分别实现13.1%、32.8%的增长。": ["yoy", "yoy"],
        "增加35万公顷。": ["?yoy;pop;vs:"],
    }
    assert differing("basis", cases) == {}
