"""Indicators and entities from the words near a figure."""

from tests.tools.draft.drafted import differing, drafted


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


def test_the_subject_is_the_entity() -> None:
    """What is compared, and who answers a survey in general, is not the subject."""
    cases = {
        "2023年我国产值5亿元。": ["CN"],
        "2023年产值5亿元。": ["CN"],
        "携程营收5亿元，同比增长3%。": ["ctrip", "ctrip"],
        "携程营收5亿元。增长3%。": ["ctrip", "?ctrip;CN"],
        "携程、美团营收5亿元。": ["?ctrip"],
        "京东快手营收5亿元。": ["?kuaishou;jd"],
        "我国产值比美国多5亿元。": ["CN"],
        "41.6%的居民有此意愿。": ["surveyed_residents"],
        "居民收入增长3%。": ["CN"],
        "全球产值5亿元。": ["?"],
        "下沉市场网民中有44%购物。": ["lower_tier_market_users"],
    }
    assert differing("entity", cases) == {}
