"""What a reading holds beside the columns of forms.csv, and how an error points."""

import pytest

from pipeline.parsing import FigureSyntaxError, Lexicon, ParsedFigure, parse_printed


@pytest.fixture
def reading_of(words: Lexicon):
    """Reads a printed figure with the committed vocabulary."""
    return lambda printed: parse_printed(printed, words)


@pytest.mark.parametrize(
    ("printed", "tones"),
    [
        pytest.param("高达 60.4%", ("高达",), id="before the number"),
        pytest.param("降幅达 81.8%", ("达",), id="after a direction"),
        pytest.param("仅约 5%", ("仅",), id="before a hedge"),
        pytest.param("20% 至 30% 之间", ("之间",), id="after the unit"),
        pytest.param("超 5%", (), id="a hedge is not a tone"),
    ],
)
def test_tone_words_are_kept_apart_from_hedges(reading_of, printed: str, tones: tuple[str]) -> None:
    """They are never keyed, because they do nothing to the number."""
    assert reading_of(printed).tones == tones


@pytest.mark.parametrize(
    ("printed", "multiple"),
    [
        pytest.param("增长 20 倍", "increase", id="增长 adds"),
        pytest.param("增长了近 10 倍", "increase", id="增长了 adds"),
        pytest.param("2.3 倍", "ratio", id="bare"),
        pytest.param("是…的 2.3 倍", "ratio", id="是…的"),
        pytest.param("为…的 3 倍左右", "ratio", id="为…的"),
        pytest.param("提升到 3 倍", "ratio", id="a level that is reached"),
        pytest.param("增长 20%", "", id="no 倍"),
    ],
)
def test_multiples_are_distinguished_from_increases(
    reading_of, printed: str, multiple: str
) -> None:
    """增长 1 倍 doubles, and 是…的 1 倍 is not a change at all."""
    assert reading_of(printed).multiple == multiple


@pytest.mark.parametrize(
    ("printed", "ordinal", "units"),
    [
        pytest.param("前 5 位", True, {"rank"}, id="前 with 位"),
        pytest.param("5 位", False, {"person", "rank"}, id="位 alone counts people too"),
        pytest.param("第一", True, {"rank"}, id="第 without a unit"),
        pytest.param("第三家", True, {"rank"}, id="第 with a count word"),
        pytest.param("前三", True, {"rank"}, id="前 without a unit"),
        pytest.param("前 10%", False, {"percent"}, id="前 of a share"),
        pytest.param("前三成", False, {"percent"}, id="前 of tenths"),
    ],
)
def test_a_rank_is_distinguished_from_a_count(
    reading_of, printed: str, ordinal: bool, units: set[str]
) -> None:
    """位 and 名 count people as well; 第 and 前 make them ranks."""
    reading = reading_of(printed)
    assert (reading.ordinal, reading.units) == (ordinal, units)


@pytest.mark.parametrize(
    ("printed", "direction", "hedge"),
    [
        pytest.param("高于 60%", "", "高于", id="hedge before percent"),
        pytest.param("高于 11 个百分点", "高于", "", id="direction before 百分点"),
        pytest.param("高于…20%", "高于", "", id="direction before …"),
        pytest.param("增长高于 5 个百分点", "增长", "高于", id="hedge after another direction"),
        pytest.param("低于超过 5 个百分点", "低于", "超过", id="direction before another hedge"),
        pytest.param("超过…高于 5%", "", "超过…高于", id="hedge behind …"),
    ],
)
def test_words_that_are_hedge_and_direction_are_settled_by_what_follows(
    reading_of, printed: str, direction: str, hedge: str
) -> None:
    """高于 60% bounds a level; 高于…10 个百分点 is a gap of that size."""
    reading = reading_of(printed)
    assert (reading.direction, reading.hedge) == (direction, hedge)


@pytest.mark.parametrize(
    ("printed", "supplied"),
    [
        pytest.param("26.6〔个百分点〕", {"个百分点"}, id="unit"),
        pytest.param("〔增长〕18.2%", {"增长"}, id="direction"),
        pytest.param("30〔万人〕", {"万", "人"}, id="two words in one pair of brackets"),
        pytest.param("35.3 元〔/月〕", {"元/月"}, id="the rest of a unit word"),
        pytest.param("18.2%", set(), id="nothing"),
    ],
)
def test_words_in_brackets_count_and_are_remembered(
    reading_of, printed: str, supplied: set[str]
) -> None:
    """The editor supplied them: they hold for the reading, but are not printed there."""
    assert reading_of(printed).supplied == supplied


@pytest.mark.parametrize(
    ("printed", "hedge", "unit"),
    [
        pytest.param("3 个多月", "多", "个月", id="个月"),
        pytest.param("8 个多小时", "多", "个小时", id="个小时"),
        pytest.param("两年多", "多", "年", id="behind the unit"),
        pytest.param("5 多个", "多", "个", id="before the unit"),
    ],
)
def test_a_hedge_may_divide_its_unit_word(reading_of, printed: str, hedge: str, unit: str) -> None:
    """个多月 is 个月 with 多 inside, not some 个."""
    reading = reading_of(printed)
    assert (reading.hedge, reading.unit_words) == (hedge, unit)


@pytest.mark.parametrize(
    ("printed", "number", "high", "multiplier"),
    [
        pytest.param("七八成", "七", "八", "成", id="neighbours with 成"),
        pytest.param("三五家", "三", "五", "", id="三五"),
        pytest.param("两三百万", "两", "三", "百万", id="neighbours before a multiplier"),
        pytest.param("五六十个", "五", "六", "十", id="neighbours before 十"),
    ],
)
def test_two_neighbouring_numerals_are_a_range(
    reading_of, printed: str, number: str, high: str, multiplier: str
) -> None:
    """An approximate number (概数) in the sense of GB/T 15835."""
    reading = reading_of(printed)
    assert (reading.number, reading.number_high, reading.multiplier) == (number, high, multiplier)


def test_a_reading_is_a_value(reading_of) -> None:
    """Two equal readings compare equal and hash alike, so that they can be counted."""
    fields = ParsedFigure.__dataclass_fields__
    assert ParsedFigure.__dataclass_params__.frozen and "printed" not in fields
    assert vars(reading_of("超 5%")).keys() == fields.keys()


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        pytest.param(
            "超过元",
            "at character 3 expected a number\n    超过元\n    \u3000\u3000^",
            id="the caret is indented as wide as Chinese characters are",
        ),
        pytest.param(
            "5 坛",
            "at character 3 expected a multiplier, a unit, a hedge or the end of the figure\n"
            "    5 坛\n      ^",
            id="a word that no table has",
        ),
        pytest.param(
            "增长下降 5%",
            "at character 3 expected no second direction after 增长\n"
            "    增长下降 5%\n    \u3000\u3000^",
            id="what contradicts what is named",
        ),
        pytest.param("5\n", None, id="a line break is a space"),
    ],
)
def test_an_error_points_at_the_character(
    words: Lexicon, printed: str, message: str | None
) -> None:
    """An editor sees where, without counting."""
    if message is None:
        assert parse_printed(printed, words).number == "5"
        return
    with pytest.raises(FigureSyntaxError) as refusal:
        parse_printed(printed, words)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("printed", "rate", "direction", "sign"),
    [
        pytest.param("增速提升至 6.8%", "增速", "提升至", 1, id="a rate and its level"),
        pytest.param("增速回落 1 个百分点", "增速", "回落", -1, id="a rate and its fall"),
        pytest.param("降幅收窄至 3%", "降幅", "收窄至", -1, id="a decline and its level"),
        pytest.param("降幅收窄 1 个百分点", "降幅", "收窄", 1, id="a decline that narrowed"),
        pytest.param("降幅扩大 1 个百分点", "降幅", "扩大", -1, id="a decline that widened"),
        pytest.param("逆差扩大 5%", "逆差", "扩大", 1, id="a deficit and its rise"),
        pytest.param("逆差扩大至 5 亿元", "逆差", "扩大至", -1, id="a deficit and its level"),
        pytest.param("增速 5%", "", "增速", 1, id="a rate alone"),
    ],
)
def test_a_noun_of_a_rate_or_balance_may_precede_a_direction(
    reading_of, printed: str, rate: str, direction: str, sign: int
) -> None:
    """The noun says of what the direction is; both give the sign."""
    reading = reading_of(printed)
    assert (reading.rate, reading.direction, reading.sign) == (rate, direction, sign)


@pytest.mark.parametrize(
    ("printed", "recent", "hedge"),
    [
        pytest.param("近 21 个月", True, "", id="months"),
        pytest.param("首次近三年", True, "", id="after a tone"),
        pytest.param("近 3 小时", False, "近", id="hours"),
        pytest.param("近 80 岁", False, "近", id="an age"),
        pytest.param("增长近 3 年", False, "近", id="after a direction"),
        pytest.param("将近 21 个月", False, "将近", id="another word"),
        pytest.param("超过近 3 年", True, "超过", id="another hedge before it"),
    ],
)
def test_near_before_a_span_of_the_calendar_is_the_near_past(
    reading_of, printed: str, recent: bool, hedge: str
) -> None:
    """近 21 个月 are the last 21 months, and not nearly 21."""
    reading = reading_of(printed)
    assert (reading.recent, reading.hedge) == (recent, hedge)


@pytest.mark.parametrize(
    ("printed", "tones"),
    [
        pytest.param("同比实际增长 5%", ("同比", "实际"), id="a base and prices removed"),
        pytest.param("累计约 5 亿元", ("累计",), id="cumulative"),
        pytest.param("年均增长 5%", ("年均",), id="a mean"),
        pytest.param("突破 3 万亿元大关", ("大关",), id="after the unit"),
        pytest.param("占全国的 12.5%", ("占", "全国"), id="before 的"),
    ],
)
def test_words_without_effect_are_recorded(reading_of, printed: str, tones: tuple[str]) -> None:
    """Real or nominal, cumulative or mean: they state what the number is of."""
    assert reading_of(printed).tones == tones
