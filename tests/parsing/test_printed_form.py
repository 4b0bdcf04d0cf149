"""Where a printed form stands."""

from __future__ import annotations

import pytest

from pipeline.parsing.normalization import normalize_text
from pipeline.parsing.numeral_tokens import placement, tokens, words_cut_off, words_not_there


def found(printed: str, sentence: str, *numerals: int) -> list[str] | None:
    """The runs of the sentence where a printed form stands, for numerals given by index from 0."""
    text = normalize_text(sentence)
    spans = [(token.start, token.end) for token in tokens(text)]
    placed = placement(printed, text, [spans[index] for index in numerals])
    return None if placed is None else [text[start:end] for start, end in placed]


@pytest.mark.parametrize(
    ("printed", "sentence", "numerals", "expected"),
    [
        pytest.param("超 9 万", "船超9 万艘", [0], ["超9万"], id="spaces do not matter"),
        pytest.param("26.6〔个百分点〕", "高 26.6 和 46.8 个", [0], ["26.6"], id="supplied words"),
        pytest.param("3〔亿〕", "由 3 到 5 亿", [0], ["3"], id="supplied multiplier"),
        pytest.param("3〔亿〕", "由 3 亿到 5 亿", [0], ["3"], id="supplied end of its own token"),
        pytest.param("3", "由 3 亿到 5 亿", [0], None, id="dropped end of its own token"),
        pytest.param("高于…10 个", "高于岛外 10 个", [0], ["高于", "10个"], id="words left out"),
        pytest.param("10 个…高于", "高于岛外 10 个", [0], None, id="parts out of order"),
        pytest.param("2 倍", "前 2 倍，后 2 倍", [1], ["2倍"], id="second occurrence"),
        pytest.param("2.3%", "增长 12.3%", [0], None, id="the end of a longer number"),
        pytest.param("13%-32%", "下降 13%-32%", [0, 1], ["13%-32%"], id="both ends of a range"),
        pytest.param("13%", "下降 13%-32%", [0, 1], None, id="one end does not cover the other"),
        pytest.param("〔增长〕", "增长 3%", [0], None, id="nothing printed"),
    ],
)
def test_a_printed_form_covers_its_numerals_or_is_not_there(
    printed: str, sentence: str, numerals: list[int], expected: list[str] | None
) -> None:
    """That the words occur somewhere in the sentence proves nothing about this figure."""
    assert found(printed, sentence, *numerals) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("接近 30 亿", [], id="complete"),
        pytest.param("30 亿", ["近", "接近"], id="hedge left out"),
        pytest.param("近 30 亿", ["接近"], id="hedge cut in two"),
    ],
)
def test_a_word_left_standing_at_the_end_of_a_printed_form_is_named(
    printed: str, expected: list[str]
) -> None:
    """A dropped hedge leaves a form that still stands in the sentence."""
    text = normalize_text("产值接近 30 亿贝")
    spans = placement(printed, text, [(4, 7)])
    assert spans is not None
    assert words_cut_off(text, spans, ["近", "接近"], ["以上"]) == expected


@pytest.mark.parametrize(
    ("printed", "sentence", "expected"),
    [
        pytest.param("30 億", "產值約 30 億", ["约"], id="a traditional hedge"),
        pytest.param("5%", "产值 5%↑", ["↑"], id="an arrow behind the number"),
    ],
)
def test_a_word_in_another_form_is_named_too(
    printed: str, sentence: str, expected: list[str]
) -> None:
    """The words of the vocabulary are simplified."""
    text = normalize_text(sentence)
    spans = placement(printed, text, [(token.start, token.end) for token in tokens(text)])
    assert spans is not None
    assert words_cut_off(text, spans, ["约"], ["↑"]) == expected


def test_a_hedge_left_out_by_an_ellipsis_is_named() -> None:
    """The … stands for nouns; a hedge in its place changes what the number states."""
    text = normalize_text("新增贝壳超过 1300 万枚")
    spans = placement("新增…1300 万枚", text, [(6, 11)])
    assert spans is not None
    assert words_cut_off(text, spans, [], [], ["超过"]) == ["超过"]
    assert words_cut_off(text, spans, [], [], ["接近"]) == []


@pytest.mark.parametrize(
    ("printed", "missing"),
    [("〔增长〕18.2%", []), ("〔下降〕18.2%", ["下降"]), ("35.3 元〔/月〕", [])],
    ids=["there", "not there", "slash of a rate"],
)
def test_supplied_words_stand_somewhere_in_the_sentence(printed: str, missing: list[str]) -> None:
    """What the sentence shares must be there to be shared."""
    assert words_not_there(printed, normalize_text("每月产值增长 29.7%和 18.2%")) == missing
