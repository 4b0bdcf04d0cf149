"""Numerals that are not figures, and the reasons."""

from __future__ import annotations

from tests.tools.draft.drafted import drafted

CASES = {
    "2023年上半年产值5亿元。": ["date", "figure"],
    "27日召开会议。": ["date"],
    "一是促进消费。": ["list_number"],
    "《“十四五”规划（2021-2025）》印发。": ["title", "title", "title"],
    "5G用户8亿户。": ["name", "figure"],
    "第二产业增长3%。": ["name", "figure"],
    "一方面扩大内需。": ["idiom"],
    "提高0.6个百分点。": ["figure", "figure"],
    "过去三年增长3%。": ["time_span", "figure"],
    "未来5年增长3%。": ["time_span", "figure"],
    "未来三年增长3%。": ["time_span", "figure"],
    "1—9月产值5亿元。": ["date", "date", "figure"],
    "2023年5月至7月产值5亿元。": ["date", "date", "date", "figure"],
    "两年平均增长3%。": ["time_span", "figure"],
    "“十四五”前三年增长3%。": ["name", "time_span", "figure"],
    "95后消费3次。": ["name", "figure"],
    "一刻钟生活圈。": ["name"],
    "5A级景区18家，其中4A景区2家。": ["name", "figure", "name", "figure"],
    "装机894.4GWh，5G用户增加。": ["figure", "name"],
    "五年间增长3%。": ["time_span", "figure"],
    "构建双循环、做好六稳。": ["slogan"],
    "拨打98765热线。": ["?name;figure"],
}


def test_each_numeral_is_a_figure_or_has_a_reason() -> None:
    """A whole number without a unit is left open."""
    found = {
        text: [
            each.decision.reason or "?" + ";".join(each.decision.candidates)
            for each in drafted(text).numerals[1:]
        ]
        for text in CASES
    }
    assert {text: reasons for text, reasons in found.items() if reasons != CASES[text]} == {}
