"""Every word of the vocabulary works in every place it may stand in."""

import pytest

from pipeline.parsing import Lexicon, LexiconError, parse_printed
from pipeline.parsing.lexicon import _NOT_AFTER_NUMBER
from tests.parsing.printed_forms import WORDS

HEDGES = {
    place: [
        hedge.word
        for hedge in WORDS.hedges.values()
        if hedge.position == place
        and not (hedge.is_tone or hedge.is_magnitude or hedge.is_zero or hedge.reach == "bare")
    ]
    for place in ("before", "inside", "after")
}
TONES = [h.word for h in WORDS.hedges.values() if h.is_tone and h.position == "before"]
DIRECTIONS = list(WORDS.directions)
#: 高达 is one word; a gap of 高 is not stated with 达.
ONE_WORD = {("高", "达")}
ROWS = {
    "hedges": {"hedge": "超", "position": "before", "kind": "hedge", "bound": ">", "reach": ""},
    "directions": {"direction": "增长", "sign": "1", "kind": "change"},
    "multipliers": {"multiplier": "万", "exponent": "4"},
    "units": {"unit": "CNY", "words": "元"},
}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_direction_keeps_its_borders_before_every_other_word(direction: str) -> None:
    """增长 and 至少 also spell 增长至 and 少; no pair of words may run together so."""
    gap = "…" if direction in WORDS.hedges else ""
    for word in [*HEDGES["before"], *TONES]:
        if (direction, word) in ONE_WORD or direction + word in DIRECTIONS:
            continue
        reading = parse_printed(f"{direction}{gap}{word}5%", WORDS)
        found = reading.hedge or "".join(reading.tones)
        assert (reading.direction, found) == (direction, word)


@pytest.mark.parametrize("hedge", HEDGES["before"])
def test_a_hedge_before_the_number_reads_alone_and_behind_every_tone_word(hedge: str) -> None:
    """只有不到 10% is 只有 and 不到."""
    assert parse_printed(f"{hedge}5%", WORDS).hedge == hedge
    for tone in TONES:
        reading = parse_printed(f"{tone}{hedge} 5 万元", WORDS)
        assert (reading.tones, reading.hedge) == ((tone,), hedge)


@pytest.mark.parametrize("hedge", HEDGES["after"])
def test_a_hedge_after_the_number_reads_behind_all_it_may_follow(hedge: str) -> None:
    """Behind a bare number, a multiplier, a unit, tenths and a fraction."""
    figures = ("5", "5 万", "5 万元", "七成", "1/6")
    read = {figure: parse_printed(figure + hedge, WORDS).hedge for figure in figures}
    assert read == dict.fromkeys(figures, hedge)


@pytest.mark.parametrize("multiplier", WORDS.multipliers)
def test_a_multiplier_reads_behind_digits_and_is_keyed_as_printed(multiplier: str) -> None:
    """The longest one wins: 5 千万 is not 5 千."""
    reading = parse_printed(f"5 {multiplier}", WORDS)
    assert (reading.number, reading.multiplier) == ("5", multiplier)


@pytest.mark.parametrize("word", sorted(WORDS.unit_words.keys() - _NOT_AFTER_NUMBER - {"成"}))
def test_a_unit_word_reads_behind_every_kind_of_number(word: str) -> None:
    """The longest one wins: 个百分点 is not 个, 千米 is not 千."""
    numbers = ("5", "三", "三百", "5 万", "240 余万")
    read = {number: parse_printed(number + word, WORDS).unit_words for number in numbers}
    assert read == dict.fromkeys(numbers, word)


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("hedges", "bound", "?"),
        ("hedges", "position", "?"),
        ("hedges", "reach", "?"),
        ("directions", "sign", "?"),
        ("multipliers", "exponent", ""),
        ("hedges", "bound", None),
        ("directions", "sign", None),
        ("multipliers", "exponent", None),
        ("units", "words", None),
    ],
)
def test_a_vocabulary_that_cannot_be_used_reports_it(
    table: str, column: str, cell: str | None
) -> None:
    """Words may be built from rows that nothing has validated yet; None takes the column away."""
    tables = {name: [dict(row)] for name, row in ROWS.items()}
    tables[table][0].pop(column)
    if cell is not None:
        tables[table][0][column] = cell
    with pytest.raises(LexiconError):
        Lexicon.from_tables(**tables)
