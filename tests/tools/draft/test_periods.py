"""Periods and bases of comparison from the words near a figure."""

from tests.tools.draft.drafted import differing

#: Another year, so that the report is not about one year only.
MIXED = "2011年试点开始。\n\n"


def test_the_nearest_time_expression_is_the_period() -> None:
    """A month without a year is of the report's year; the base of a comparison is not the period."""
    cases = {
        "2022年产值达5亿元。": ["2022"],
        "前三季度产值5亿元，四季度2亿元。": ["2023-01/2023-09", "2023-10/2023-12"],
        "截至2023年6月，用户达3亿户。": ["@2023-06-30"],
        "2021年末人口30万人。": ["@2021-12-31"],
        "3月5日售出70套。": ["?2023-03-05"],
        "8月产值增长3%，比2019年高出2倍。": ["2023-08", "2023-08"],
        "2023年1-7月产值6亿元，为2015年同期的3倍。": ["2023-01/2023-07", "2023-01/2023-07"],
        "比重由2017年的70%变化。": ["2017"],
        "2020年春节期间售出70套。": ["?2020"],
        "2017年至2020年产值将由4亿元增长到6亿元。": ["2017", "2020"],
    }
    assert differing("period", {MIXED + text: cells for text, cells in cases.items()}) == {}


def test_a_sentence_without_a_time_has_none_unless_it_is_linked_or_the_report_has_one_year() -> (
    None
):
    """其中 takes the period of the sentence before; a report on one year is about it everywhere."""
    cases = {
        MIXED + "2022年产值5亿元。出口2亿元。": ["2022", ""],
        MIXED + "2022年产值5亿元。其中，出口2亿元。": ["2022", "2022"],
        "2023年产值5亿元。\n\n出口2亿元。": ["2023", "2023"],
        "2023年产值5亿元。\n\n上半年产值2亿元。出口1亿元。": [
            "2023",
            "2023-01/2023-06",
            "?2023-01/2023-06;2023",
        ],
        "年末人口3万人，比上年末增加2万人。": ["@2023-12-31", "@2023-12-31"],
        "全年产值5亿元，连续8年增长。": ["2023", ""],
    }
    assert differing("period", cases) == {}


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
