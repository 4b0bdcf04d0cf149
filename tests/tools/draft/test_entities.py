"""Entities that a clause, a sentence or a paragraph names."""

from __future__ import annotations

from tests.tools.draft.drafted import differing


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
