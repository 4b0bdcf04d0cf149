"""Unit, status and credit of a figure from the words near it."""

from __future__ import annotations

from tests.tools.draft.drafted import differing, drafted


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


def test_who_announces_a_number_sets_a_target() -> None:
    """A year to come alone does not tell a target from a forecast; a value that a change starts from is observed."""
    cases = {
        "工作报告提出，产值增长5%左右。": ["target"],
        "将推动应用，到2027年底，普及率超过85%。": ["target"],
        "到2027年培育5个平台。": ["target"],
        "失业率控制在5%以内。": ["target"],
        "到2027年，里程将达到5公里。": ["?target;forecast"],
        "我们认为，到2027年，里程将达到5公里。": ["forecast"],
        "占比将由2022年的31%提升至2028年的40%。": ["actual", "forecast"],
        "若成本下降5元，每年可节约2亿元。": ["condition", "?forecast;estimate"],
        "每百户拥有汽车58辆。": ["actual"],
    }
    assert differing("status", cases) == {}


def test_a_paragraph_on_a_survey_states_answers() -> None:
    """What people answer is one; other shares, and numbers of other things, are open."""
    intro = "调研结果显示，68%的受访者满意。"
    days = "本研究于2023年5月进行了调查。"
    cases = {
        intro + "超七成愿意购买。": ["survey", "survey"],
        intro + "占比为7%。": ["survey", "?survey;actual"],
        days + "占比为7%。": ["survey"],
        days + "平均消费8次，增加2次。": ["?survey;threshold;actual", "actual"],
        days + "2022年占比为7%。": ["actual"],
        intro + "平均消费8次。": ["survey", "actual"],
        "其中，18-30岁群体购买，60岁时购买。": ["threshold", "?threshold;actual"],
    }
    assert differing("status", cases) == {}


def test_a_source_that_the_sentence_names_is_credited() -> None:
    """A source of the sentence before is a candidate only."""
    cases = {
        "国家统计局数据显示，产值5亿元。出口2亿元。": ["nbs", "?nbs"],
        "产值5亿元。": [""],
    }
    assert differing("cited", cases) == {}
    assert (
        differing("credit", {t: ["sentence", "?preceding;passage"] for t in list(cases)[:1]}) == {}
    )


def test_what_seems_inferred_is_a_candidate_only() -> None:
    """Reports differ in what they infer, so that no rule answers."""
    cell = drafted("产值增长3%。").figures[0].cells["inferred"]
    assert (cell.certainty, cell.candidates) == ("", ("entity;basis",))
