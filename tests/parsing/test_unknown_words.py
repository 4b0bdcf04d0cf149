"""Errors that name a word which is not known before a readable rest."""

import pytest

from pipeline.parsing import FigureSyntaxError, Lexicon, parse_printed


def refusal(printed: str, words: Lexicon) -> FigureSyntaxError:
    """The error of a text that is not a figure."""
    with pytest.raises(FigureSyntaxError) as caught:
        parse_printed(printed, words)
    return caught.value


@pytest.mark.parametrize(
    ("printed", "position", "unknown", "rest"),
    [
        pytest.param("跨过 42 万亿", 0, "跨过", "42 万亿", id="before the number"),
        pytest.param("跨过42万亿", 0, "跨过", "42 万亿", id="without a space"),
        pytest.param("GDP 超 5 万亿元", 0, "GDP", "超 5 万亿 元", id="before a hedge"),
        pytest.param("增长飙到 5%", 2, "飙到", "5 %", id="after a direction"),
        pytest.param("产量第 3 位", 0, "产量", "第 3 位", id="before a rank"),
    ],
)
def test_an_unknown_word_before_a_readable_rest_is_named(
    words: Lexicon, printed: str, position: int, unknown: str, rest: str
) -> None:
    """The editor sees which word to leave out or to add to the vocabulary."""
    error = refusal(printed, words)
    assert (error.position, error.unknown, error.rest) == (position, unknown, rest)
    named = f"at character {position + 1}: {unknown} is not a known word; the rest reads as {rest}"
    assert error.reason == named


@pytest.mark.parametrize(("printed", "position"), [("倒数第二", 0), ("排名倒數第 3 位", 2)])
def test_a_rank_from_the_end_is_refused_as_such(
    words: Lexicon, printed: str, position: int
) -> None:
    """第二 would be another rank; the number of ranks is not printed."""
    error = refusal(printed, words)
    assert (error.position, error.unknown) == (position, "")
    assert (
        error.expected == "a rank from the first; 倒数 counts from the last, whose rank is unknown"
    )


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("跨过 42 坛", id="the rest cannot be read"),
        pytest.param("5 坛", id="after the number"),
        pytest.param("增长下降 5%", id="a known word at the wrong place"),
        pytest.param("很多", id="no rest"),
        pytest.param("这是一个没有任何人认识的很长的说法 5%", id="a word that is too long"),
    ],
)
def test_no_other_error_names_a_word(words: Lexicon, printed: str) -> None:
    """A guess about the cause would send the editor to the wrong place."""
    error = refusal(printed, words)
    assert (error.unknown, error.rest) == ("", "")
    assert error.reason.startswith(f"at character {error.position + 1} expected ")
