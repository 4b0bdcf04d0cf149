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


def test_a_time_is_the_base_in_the_kind_of_the_period() -> None:
    """A year before is yoy; the end of the year before depends on whether the figure is of an instant or a month."""
    cases = {
        "年末人口5万人，比上年末增加2万人。": ["", "yoy"],
        "9月末用户5万户，比上年末增加2万户。": ["", "vs:@2022-12-31"],
        "9月末用户5万户，比年初净增2万户。": ["", "vs:@2022-12-31"],
        "9月户均支出5元，较上年末提高2元。": ["", "vs:2022-12"],
        "2023年9月产值增长3%，比2022年9月加快2个百分点。": ["yoy", "yoy"],
        "上半年产值增长3%，较上年全年加快2个百分点。": ["yoy", "vs:2022"],
        "上半年产值较2022年增长3%。": ["?vs:2022;yoy"],
        "上半年产值增长3%，增速比1—2月加快2个百分点。": ["yoy", "vs:2023-01/2023-02"],
        "9月产值增长3%，比上月加快2个百分点。": ["yoy", "pop"],
        "二季度产值比上季度增长3%。": ["pop"],
        "5月存款比上季度末增长3%。": ["?pop;vs:"],
        "5月末存款5亿元，比上季末增长3%。": ["", "?pop;vs:"],
        "与2020年同期相比，前三季度产值增长3%。": ["vs:2020-01/2020-09"],
        "前三季度产值增长3%。同期，价格较2020年同期下降2%。": ["yoy", "vs:2020-01/2020-09"],
        "2023年产值为上年的84.5%。": ["yoy"],
        "前三季度产值2亿元，为去年同期的1.4倍。": ["", "yoy"],
        "前三季度产值恢复至2019年同期的104.6%。": ["vs:2019-01/2019-09"],
        "2023年产值增速为5%。": ["yoy"],
        "9月产值增速为5%。": ["?yoy;pop"],
        "自然增长率为1.5‰。": [""],
        "前三季度利润由上半年下降2.6%转为增长1.8%。": ["yoy", "yoy"],
        "产值由2021年的6万元降至2023年的4万元，降幅达30%。": ["", "", "vs:2021"],
        "产值由2021年的6万元降至2023年的4万元，同比下降30%。": ["", "", "yoy"],
    }
    assert differing("basis", cases) == {}


def test_a_mean_of_years_starts_before_them() -> None:
    """两年平均 starts two years before its period; a change between two years at the first."""
    cases = {
        "前三季度产值两年平均增长5%。": ["cagr:2021-01/2021-09"],
        "2019—2023年年均复合增长率为11%。": ["cagr:2019"],
        "产值由2021年的6万元增加到2023年的9万元，年均增长22%。": ["", "", "cagr:2021"],
        "前三季度产值由2020年同期的6万元增至9万元，年均增长22%。": ["", "", "cagr:2020-01/2020-09"],
        "“十四五”前两年，累计下降3%。": ["?vs:2020;cagr:"],
    }
    assert differing("basis", cases) == {}


def test_the_shares_of_the_three_industries_are_of_the_product() -> None:
    """The product is named by its title in the vocabulary."""
    cases = {
        "三次产业结构为5.1∶40.2∶54.7。": ["share_of:gdp"] * 3,
        "能源结构为5.1∶40.2∶54.7。": ["?yoy;vs:;gap_to:;share_of:"] * 3,
    }
    assert differing("basis", cases) == {}
