"""A whole draft: identifiers, reasons of numerals, units and credits, work that grows with the text."""

import cProfile
import pstats

from tests.tools.draft.drafted import differing, drafted

PARAGRAPH = (
    "2023年携程营收{}亿元，同比增长{}%，占社会消费品零售总额的比重为20%。其中，出口{}万元。\n\n"
)


def text(paragraphs: int) -> str:
    """A text of four figures in each paragraph, and no sentence twice."""
    return "".join(PARAGRAPH.format(n + 1, n + 2, n + 3) for n in range(paragraphs))


def calls(paragraphs: int) -> int:
    """The calls of functions that drafting a text makes."""
    profile, made = cProfile.Profile(), text(paragraphs)
    profile.runcall(drafted, made)
    return pstats.Stats(profile).total_calls


def test_figures_are_numbered_in_their_section() -> None:
    """A range has one figure for its two numerals."""
    made = drafted("占20%-30%，共5亿元。")
    assert [each.figure for each in made.figures] == ["1-001", "1-002"]
    assert [each.figure for each in made.numerals] == ["", "1-001", "1-001", "1-002"]


def test_work_is_linear() -> None:
    """Four times the text takes at most four times the calls, and a little."""
    drafted(text(1))
    assert calls(40) < 4.4 * calls(10)


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


def test_a_unit_that_is_not_printed_is_that_of_the_noun() -> None:
    """Money and people are told apart by their nouns; a class and an item by the form."""
    cases = {
        "选出186个，其中大型的第三个。": ["item", "rank"],
        "销售额超5亿。": ["CNY"],
        "用户数超5亿。": ["person"],
        "用户销售额超5亿。": ["?CNY;person;item"],
        "总数超5亿。": ["?CNY;person;item"],
        "月户均支出35元。": ["CNY_per_month"],
        "投入3亿台设备，有2亿市民受益，共上亿店铺。": ["item", "person", "item"],
        "用户达3亿，比上年增加2000万。": ["person", "person"],
        "两者比值为3.17，比上月缩小0.08。": ["times", "times"],
        "构成为5.1∶40.2∶54.7。": ["percent", "percent", "percent"],
        "配方为5.1∶40.2∶4.7。": ["?", "?", "?"],
    }
    assert differing("unit", cases) == {}


def test_words_state_what_is_not_an_observation() -> None:
    """Forecasts, targets and answers; a target that was met is an observation."""
    cases = {
        "产值5亿元。": ["actual"],
        "预计产值将达5亿元。": ["forecast"],
        "明年将突破5亿元。": ["forecast"],
        "力争产值达5亿元。": ["target"],
        "把产值5亿元作为全年目标。": ["target"],
        "完成全年目标的99%。": ["actual"],
        "据测算，产值5亿元。": ["estimate"],
        "调查显示，71.7%的居民购物。": ["survey"],
        "每提高1个百分点，产值减少。": ["?condition;actual"],
        "2025年产值5亿元。": ["?forecast;target"],
    }
    assert differing("status", cases) == {}


def test_a_source_that_the_sentence_names_is_credited() -> None:
    """A source of the sentence before is a candidate only."""
    cases = {"国家统计局数据显示，产值5亿元。出口2亿元。": ["nbs", "?nbs"], "产值5亿元。": [""]}
    assert differing("cited", cases) == {}
    assert (
        differing("credit", {t: ["sentence", "?preceding;passage"] for t in list(cases)[:1]}) == {}
    )


def test_what_seems_inferred_is_a_candidate_only() -> None:
    """Reports differ in what they infer, so that no rule answers."""
    cell = drafted("产值增长3%。").figures[0].cells["inferred"]
    assert (cell.certainty, cell.candidates) == ("", ("entity;basis",))
