"""Warnings about cells that a sentence assigns to a neighbouring figure."""

import pytest

from pipeline.parsing.numeral_tokens import tokens
from pipeline.tools.source_text import Scan, Sentence, SourceToken
from pipeline.tools.source_text.figure_words import Lookup, Names
from pipeline.tools.source_text.neighbours import entities_by_section, neighbour_warnings

LOOKUP = Lookup(
    entities=Names(
        {
            "CN": ["中国", "我国", "全国"],
            "east": ["东岛"],
            "west": ["西岛"],
            "east_fleet": ["东岛船队"],
            "fishers": ["渔民"],
            "sailors": ["水手"],
        },
        ["东岛产值"],
    ),
    bases=Names({"yoy": ["同比", "比上年"], "pop": ["环比"]}),
    sources=Names({"office": ["渔业局"], "guild": ["渔会"]}),
    wholes=Names({"catch": ["捕捞总量"], "crew": ["船员总数"]}),
    region={"CN"},
    year=2020,
)
BLANK = dict.fromkeys(("period", "basis", "cited", "credit", "inferred", "unit"), "")
OTHERS = [
    {**BLANK, "id": f"1-10{n}", "entity": entity}
    for n, entity in enumerate(("CN", "east", "west", "east_fleet", "fishers", "sailors"))
]


def warned(text: str, number: str, earlier: str = "", **cells: str) -> list[str]:
    """Kinds and words of the warnings about the figure with this number in a sentence."""
    row = {**BLANK, "id": "1-001", "printed": number, "entity": "CN", "status": "actual", **cells}
    before = Sentence("1", 1, 1, "body", earlier, ("",) * len(earlier))
    sentence = Sentence("1", 1, 2, "body", text, ("",) * len(text))
    found = enumerate(tokens(text), start=1)
    (token,) = [
        SourceToken(sentence, n, each.text, each.start, each.end)
        for n, each in found
        if each.text == number
    ]
    beside = entities_by_section([row, *OTHERS])
    given = neighbour_warnings(
        Scan((before, sentence), ()), {"1-001": [token]}, [row], LOOKUP, beside
    )
    return [f"{each.kind}: {each.words}" for each in given]


ENTITIES = "东岛有渔船12艘,西岛有渔船15艘。"


@pytest.mark.parametrize(
    ("text", "number", "entity", "expected"),
    [
        pytest.param(ENTITIES, "12", "east", [], id="its own"),
        pytest.param(ENTITIES, "15", "west", [], id="its own, the nearest"),
        pytest.param(ENTITIES, "15", "east", ["entity-of-a-neighbour: 西岛"], id="the one before"),
        pytest.param(ENTITIES, "12", "west", ["entity-of-a-neighbour: 东岛"], id="the one after"),
        pytest.param(ENTITIES, "12", "CN", ["entity-of-a-neighbour: 中国, 我国, 全国"], id="not named"),
        pytest.param("有71%的渔民和15%的水手上岸。", "71", "sailors", ["entity-of-a-neighbour: 渔民"], id="directly behind"),
        pytest.param("有71%的渔民和15%的水手上岸。", "15", "sailors", [], id="behind, its own"),
        pytest.param("东岛的18-30岁水手上岸。", "18", "sailors", [], id="behind an age"),
        pytest.param("东岛的65岁以上的水手上岸。", "65", "east", ["entity-of-a-neighbour: 水手"], id="behind an age, another"),
        pytest.param("西岛渔船比东岛多12艘。", "12", "west", [], id="a base of comparison"),
        pytest.param("西岛渔船占东岛的12%。", "12", "west", [], id="a whole"),
        pytest.param("东岛上线东岛船队,有渔船12艘。", "12", "east", [], id="a thing of the entity"),
        pytest.param("东岛船队有渔船12艘。", "12", "east_fleet", [], id="a longer name hides a shorter"),
        pytest.param("我国渔船不及东岛(12艘)的一半。", "12", "CN", ["entity-of-a-neighbour: 东岛"], id="in brackets behind another"),
    ],
)  # fmt: skip
def test_the_nearest_name_is_that_of_the_entity(
    text: str, number: str, entity: str, expected: list[str]
) -> None:
    """Only entities of the section's other figures can be confused."""
    assert warned(text, number, entity=entity) == expected


@pytest.mark.parametrize(
    ("text", "earlier", "entity", "expected"),
    [
        pytest.param("有渔船12艘。", "", "CN", [], id="the country of the report"),
        pytest.param("有渔船12艘。", "西岛年景好。", "west", [], id="named above in the paragraph"),
        pytest.param("有渔船12艘。", "", "west", ["entity-of-a-neighbour: 西岛"], id="named nowhere"),
        pytest.param("西岛有渔船12艘。", "", "west", ["entity-of-a-neighbour: 西岛, which the sentence states"], id="stated, so not inferred"),
        pytest.param("东岛产值12亿。", "", "CN", [], id="part of the name of an indicator"),
    ],
)  # fmt: skip
def test_an_inferred_entity_is_named_before_or_is_the_country(
    text: str, earlier: str, entity: str, expected: list[str]
) -> None:
    """The sentence does not name it, or it would not be inferred."""
    number = "12亿" if "亿" in text else "12"
    assert warned(text, number, earlier, entity=entity, inferred="entity") == expected


def test_the_scope_of_a_cited_standard_is_not_in_the_text() -> None:
    """The standard states it; an observation has no such excuse."""
    cells = {"entity": "west", "inferred": "entity", "cited": "office", "credit": "sentence"}
    text = "已达到渔业局12艘的标准。"
    assert warned(text, "12", **cells, status="threshold") == []
    assert warned(text, "12", **cells) == ["entity-of-a-neighbour: 西岛"]


RATES = "全国产值同比增长3.5%,环比增长1.2%。"


@pytest.mark.parametrize(
    ("number", "basis", "inferred", "expected"),
    [
        ("3.5", "yoy", "", []),
        ("1.2", "pop", "", []),
        ("3.5", "pop", "", ["basis-of-a-neighbour: 同比"]),
        ("1.2", "yoy", "", ["basis-of-a-neighbour: 环比"]),
    ],
)
def test_the_nearest_word_is_that_of_the_base(
    number: str, basis: str, inferred: str, expected: list[str]
) -> None:
    """Both words are in the sentence; only the order tells them apart."""
    assert warned(RATES, number, basis=basis, inferred=inferred) == expected


def test_period_on_period_is_never_inferred() -> None:
    """A rate of which a report does not print the base is against the year before."""
    text = "全国产值增长3.5%。"
    assert warned(text, "3.5", basis="yoy", inferred="basis") == []
    found = warned(text, "3.5", basis="pop", inferred="basis")
    assert found == ["basis-of-a-neighbour: 环比, which a report prints"]


TIMES = "2019年全国产值12亿;2020年上半年产值7亿,比2018年增长3.5%。"


@pytest.mark.parametrize(
    ("number", "period", "expected"),
    [
        ("12亿", "2019", []),
        ("7亿", "2020-01/2020-06", []),
        ("3.5", "2020-01/2020-06", []),
        ("12亿", "2020", ["period-of-a-neighbour: 2019年"]),
        ("7亿", "2019", ["period-of-a-neighbour: 2020年上半年"]),
        ("7亿", "2020", ["period-of-a-neighbour: 2020年上半年"]),
        ("12亿", "", ["period-of-a-neighbour: 2019年"]),
    ],
)
def test_the_nearest_time_expression_is_the_period(
    number: str, period: str, expected: list[str]
) -> None:
    """The base of a comparison is not the period of the change."""
    assert warned(TIMES, number, period=period) == expected


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("全年全国产值12亿。", "2020", []),
        ("全年全国产值12亿。", "@2020-12-31", ["period-of-a-neighbour: 全年"]),
        ("全年全国产值12亿。", "2020-01/2020-09", ["period-of-a-neighbour: 全年"]),
        ("2019年初步统计,全年全国产值12亿。", "2019", []),
        ("年末全国产值12亿。", "@2020-12-31", []),
        ("年末全国产值12亿。", "@2020-06-30", ["period-of-a-neighbour: 年末"]),
        ("前三季度全国产值12亿,为全年目标任务的一成。", "2020-01/2020-09", []),
    ],
)
def test_the_whole_year_and_its_end_are_time_expressions(
    text: str, period: str, expected: list[str]
) -> None:
    """They are in the year on which the report reports, or in one that the sentence states."""
    assert warned(text, "12亿", period=period) == expected


def test_the_year_of_a_base_is_in_the_sentence() -> None:
    """A base that the sentence compares with has this year."""
    assert warned(TIMES, "3.5", period="2020-01/2020-06", basis="vs:2018") == []
    found = warned(TIMES, "3.5", period="2020-01/2020-06", basis="vs:2017")
    assert found == ["basis-of-a-neighbour: 2018年"]


SHARES = "全国渔船占捕捞总量的60%,占船员总数的44%。"


@pytest.mark.parametrize(
    ("number", "basis", "expected"),
    [
        ("60", "share_of:catch", []),
        ("44", "share_of:crew", []),
        ("60", "share_of:crew", ["basis-of-a-neighbour: 捕捞总量"]),
        ("44", "share_of:catch", ["basis-of-a-neighbour: 船员总数"]),
    ],
)
def test_the_whole_of_a_share_is_in_its_clause(
    number: str, basis: str, expected: list[str]
) -> None:
    """Two shares of one sentence may have different wholes."""
    assert warned(SHARES, number, basis=basis) == expected


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        pytest.param("全国产值12亿。", "actual", [], id="observed"),
        pytest.param("预计全国产值12亿。", "forecast", [], id="forecast"),
        pytest.param("预计全国产值12亿。", "actual", ["status-of-a-neighbour: 预计"], id="a forecast as observed"),
        pytest.param("全国产值12亿。", "forecast", ["status-of-a-neighbour: 预计|预测|预期|有望|将"], id="observed as a forecast"),
        pytest.param("全国产值12亿;预计翻番。", "actual", [], id="a forecast of the next part"),
        pytest.param("全国产值将达12亿。", "actual", ["status-of-a-neighbour: 将达"], id="将 before the figure"),
        pytest.param("全国把12亿作为底线目标。", "actual", ["status-of-a-neighbour: 作为底线目标"], id="a target behind it"),
    ],
)  # fmt: skip
def test_the_words_of_a_status_are_before_the_figure(
    text: str, status: str, expected: list[str]
) -> None:
    """Forecasts and targets are never mixed with observations."""
    assert warned(text, "12亿", status=status) == expected


SOURCES = "渔业局数据显示,全国产值12亿;渔会数据显示,全国产值13亿。"


@pytest.mark.parametrize(
    ("number", "cited", "expected"),
    [
        ("12亿", "office", []),
        ("13亿", "guild", []),
        ("13亿", "office", ["cited-of-a-neighbour: 渔会"]),
        ("12亿", "", ["cited-of-a-neighbour: 渔业局"]),
    ],
)
def test_the_source_in_the_part_of_the_sentence_is_the_one_cited(
    number: str, cited: str, expected: list[str]
) -> None:
    """A source that is credited in the sentence is keyed."""
    assert warned(SOURCES, number, cited=cited, credit="sentence" if cited else "") == expected
