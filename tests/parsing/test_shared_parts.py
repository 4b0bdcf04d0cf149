"""Texts that state several figures with shared words."""

import pytest

from pipeline.parsing import FigureSyntaxError, Lexicon
from pipeline.parsing.shared_parts import parse_figures


@pytest.mark.parametrize(
    ("printed", "keyed"),
    [
        pytest.param("增长 5%", ["增长 5%"], id="one figure"),
        pytest.param(
            "分别增长 25.1%、53.5%", ["分别增长 25.1%", "〔分别增长〕53.5%"], id="words before"
        ),
        pytest.param(
            "加快 0.7、1.0 和 1.1 个百分点",
            ["加快 0.7〔个百分点〕", "〔加快〕1.0〔个百分点〕", "〔加快〕1.1 个百分点"],
            id="words before and after",
        ),
        pytest.param("42、43 两个万亿级", ["42〔万亿级〕", "43万亿级"], id="a count of the parts"),
        pytest.param("增长 5%，下降 3%", ["增长 5%", "下降 3%"], id="words of its own"),
        pytest.param("1,300 家和 2,500 家", ["1,300 家", "2,500 家"], id="commas of thousands"),
        pytest.param(
            "6.8∶36.5∶56.7", ["6.8〔%〕", "36.5〔%〕", "56.7〔%〕"], id="shares of a hundred"
        ),
        pytest.param("介于 5% 和 6% 之间", ["介于 5% 和 6% 之间"], id="two ends are one range"),
        pytest.param("为 1:2:3", ["为 1", "〔为〕2", "〔为〕3"], id="other proportions"),
    ],
)
def test_each_part_is_returned_as_it_is_keyed(
    words: Lexicon, printed: str, keyed: list[str]
) -> None:
    """An editor keys one row for each figure, with shared words in brackets."""
    assert [part.printed for part in parse_figures(printed, words)] == keyed


def test_shared_words_hold_for_each_part(words: Lexicon) -> None:
    """A decline that is printed once is the sign of all parts."""
    parts = parse_figures("分别下降 2.1%、近 3%", words)
    figures = [(part.figure.number, part.figure.hedge, part.figure.units) for part in parts]
    assert figures == [("-2.1", "", {"percent"}), ("-3", "近", {"percent"})]


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        pytest.param("5 坛和 3 桶", 2, id="no part can be read"),
        pytest.param("5% 和很多", 3, id="a part without a number"),
        pytest.param("和", 0, id="only a joint"),
        pytest.param("6.8∶36.5∶56.7 坛", 8, id="a composition of an unknown unit"),
    ],
)
def test_a_text_with_an_unreadable_part_is_rejected_as_a_whole(
    words: Lexicon, printed: str, position: int
) -> None:
    """The error is that of the whole text, at its own position."""
    with pytest.raises(FigureSyntaxError) as refusal:
        parse_figures(printed, words)
    assert (refusal.value.printed, refusal.value.position) == (printed, position)
