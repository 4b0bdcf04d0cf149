"""The documented token rule."""

from __future__ import annotations

import pytest

from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import core, number_words, tokens
from tests.operations import ends


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("超 72 万亿元", ["72万亿"], id="multipliers belong to the number"),
        pytest.param("0.6%", ["0.6"], id="decimal"),
        pytest.param("240 余万人次", ["240余万"], id="余 between number and multiplier"),
        pytest.param("1800 多件", ["1800"], id="多 without a multiplier stays outside"),
        pytest.param("4 亿多", ["4亿"], id="多 after the multiplier stays outside"),
        pytest.param("1,300 万人", ["1300万"], id="thousands separator"),
        pytest.param("１２．５万", ["12.5万"], id="full-width digits"),
        pytest.param("13%-32%", ["13", "32"], id="both ends of a range"),
        pytest.param("1/6", ["1", "6"], id="both terms of a fraction"),
        pytest.param("5G、C2M、11.3GB", ["5", "2", "11.3"], id="digits in names and before units"),
        pytest.param("3.0.1", ["3.0", "1"], id="one decimal point at most"),
        pytest.param("近七成，连续八年", ["七", "八"], id="Chinese numerals that count"),
        pytest.param("一些百姓", ["一", "百"], id="words are tokens too, the ledger says why"),
        pytest.param("一二线", ["一二"], id="a run is one token"),
        pytest.param("二〇三一年", ["二〇三一"], id="a year in Chinese"),
        pytest.param("十余万和三百多万", ["十余万", "三百多万"], id="余 and 多 within Chinese"),
        pytest.param("数百家，几十家，上亿尾", ["数百", "几十", "上亿"], id="magnitudes"),
        pytest.param("数据，几个，上年", [], id="数, 几 and 上 without a multiplier"),
        pytest.param("上两百家", ["两百"], id="上 before a numeral that is not a multiplier"),
        pytest.param("10 个百分点", ["10", "百"], id="the 百 of 百分点 is a token of its own"),
        pytest.param("3 百分点", ["3", "百"], id="and no multiplier of the number before it"),
        pytest.param("卅余万，廿五家", ["卅余万", "廿五"], id="tens in one sign"),
        pytest.param(
            "3 萬，兩成，十餘萬，幾十億，數百",
            ["3萬", "兩", "十餘萬", "幾十億", "數百"],
            id="traditional characters",
        ),
        pytest.param("末段没有数目！", [], id="none"),
    ],
)
def test_a_sentence_has_these_tokens(sentence: str, expected: list[str]) -> None:
    """The rule is what makes completeness checkable by others."""
    assert [token.text for token in tokens(normalize_text(sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "recorded", "expected"),
    [
        pytest.param("过半产值持平", [], [], id="no word is a token by itself"),
        pytest.param("过半产值持平", ["半"], ["半"], id="a word that the ledger records"),
        pytest.param("一半持平", ["一半", "持平"], ["一半", "持平"], id="the longer word"),
        pytest.param(
            "几个、几十个", ["几"], ["几", "几十"], id="几 before a multiplier is a numeral"
        ),
        pytest.param("接近腰斩", ["腰斩"], ["腰斩"], id="a number inside a direction"),
        pytest.param("負增長", ["負增長"], ["負增長"], id="a word in traditional characters"),
        pytest.param("过半产值", ["过", "产值"], [], id="other words of a ledger are not tokens"),
    ],
)
def test_words_without_a_numeral_are_tokens_if_the_ledger_has_them(
    sentence: str, recorded: list[str], expected: list[str]
) -> None:
    """A ledger that was made without them is not changed."""
    found = tokens(normalize_text(sentence), number_words(recorded))
    assert [token.text for token in found] == expected


def test_a_token_states_where_it_stands() -> None:
    """Proofs need the occurrence, not only the text."""
    sentence = "由2.0到2.0"
    assert [sentence[token.start : token.end] for token in tokens(sentence)] == ["2.0", "2.0"]


@pytest.mark.parametrize("unit", ["十", "1余", "上", "1,300", "1.", "百分"])
def test_the_time_needed_grows_with_the_length_only(unit: str) -> None:
    """A backtracking rule would make one damaged line stop a scan."""
    long = unit * (100_000 // len(unit))
    with ends():
        tokens(normalize_text(long))


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("240余万", "240"),
        ("72万亿", "72"),
        ("两千", "两"),
        ("几十", "几十"),
        ("万", "万"),
        ("7", "7"),
    ],
)
def test_the_core_of_a_token_is_what_a_shared_multiplier_leaves(token: str, expected: str) -> None:
    """`3〔亿〕` prints the 3 of a token 3亿."""
    assert core(token) == expected
