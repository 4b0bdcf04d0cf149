"""Every word of the vocabulary works in every place it may stand in."""

import pytest

from pipeline.parsing import FigureSyntaxError, Lexicon, LexiconError, parse_printed
from pipeline.parsing.lexicon import _NOT_AFTER_NUMBER
from tests.parsing.printed_forms import WORDS

HEDGES = {
    place: [
        hedge.word
        for hedge in WORDS.hedges.values()
        if hedge.position == place
        and not (hedge.is_tone or hedge.is_magnitude or hedge.number or hedge.is_placed)
    ]
    for place in ("before", "inside", "after")
}
TONES = [h.word for h in WORDS.hedges.values() if h.is_tone and h.position == "before"]
#: 腰斩 states its number by itself, and no word stands between the two.
DIRECTIONS = [word for word in WORDS.directions if WORDS.stated.get(word) != "半"]
#: 高达 is one word; a gap of 高 is not stated with 达. 跌破 is a level, and 增长达 is 增长 and 达.
ONE_WORD = {("高", "达"), ("高", "居"), ("多", "达"), ("增", "长达"), ("净增", "长达")}
ONE_WORD |= {(word, "破") for word in "涨升降跌"} | {("少", "降破")}
ROWS = {
    "hedges": {"hedge": "超", "position": "before", "kind": "hedge", "bound": ">", "reach": ""},
    "directions": {"direction": "增长", "sign": "1", "kind": "change"},
    "multipliers": {"multiplier": "万", "exponent": "4"},
    "units": {"unit": "CNY", "words": "元"},
}


def run_together(first: str, second: str) -> bool:
    """Whether another word begins with the first one and with what follows it."""
    text = first + second
    return any(
        word != first and word.startswith(first) and text.startswith(word)
        for word in WORDS.before[first[0]]
    )


@pytest.mark.slow
def test_a_direction_keeps_its_borders_before_every_other_word() -> None:
    """增长 and 至少 also spell 增长至 and 少; no pair of words may run together so."""
    pairs = [
        (direction, word)
        for direction in DIRECTIONS
        for word in [*HEDGES["before"], *TONES]
        if (direction, word) not in ONE_WORD
        and direction + word not in DIRECTIONS
        and run_together(direction, word)
    ]

    def read(direction: str, word: str) -> tuple[str, str]:
        gap = "…" if direction in WORDS.hedges else ""
        reading = parse_printed(f"{direction}{gap}{word}5%", WORDS)
        return reading.direction, reading.hedge or "".join(reading.tones)

    assert [(pair, got) for pair in pairs if (got := read(*pair)) != pair] == []


def test_a_hedge_before_the_number_reads_alone_and_behind_every_tone_word() -> None:
    """只有不到 10% is 只有 and 不到."""
    pairs = [
        (tone, hedge)
        for hedge in HEDGES["before"]
        for tone in ["", "仅", *TONES]
        if tone in ("", "仅") or run_together(tone, hedge)
    ]
    read = {pair: parse_printed(f"{''.join(pair)} 5 万元", WORDS) for pair in pairs}
    assert {pair: ("".join(each.tones), each.hedge) for pair, each in read.items()} == {
        pair: pair for pair in pairs
    }


#: Behind a bare number, a multiplier, a unit, tenths and a fraction.
@pytest.mark.parametrize("figure", ["5", "5 万", "5 万元", "七成", "1/6"])
def test_a_hedge_after_the_number_reads_behind_all_it_may_follow(figure: str) -> None:
    """Each hedge of this position."""
    read = {hedge: parse_printed(figure + hedge, WORDS).hedge for hedge in HEDGES["after"]}
    assert read == {hedge: hedge for hedge in HEDGES["after"]}


def test_a_multiplier_reads_behind_digits_and_is_keyed_as_printed() -> None:
    """The longest one wins: 5 千万 is not 5 千."""
    read = {each: parse_printed(f"5 {each}", WORDS) for each in WORDS.multipliers}
    assert {each: (got.number, got.multiplier) for each, got in read.items()} == {
        each: ("5", each) for each in WORDS.multipliers
    }


@pytest.mark.parametrize("number", ["数百", "上百", "数万", "6 位数", "25", "三百"])
def test_points_that_no_clock_has_are_read(number: str) -> None:
    """数百 has no digits, and is at least 200."""
    assert parse_printed(f"{number}点", WORDS).units == {"index_point"}


@pytest.mark.parametrize("number", ["8", "八", "几", "数", "两位数", "十几"])
def test_a_number_of_points_that_may_be_an_hour_is_not_read(number: str) -> None:
    """Behind a direction it is one of points: 上涨 8 点."""
    with pytest.raises(FigureSyntaxError, match=f"{number[0]}.* 点 is a time of day"):
        parse_printed(f"{number}点", WORDS)
    assert parse_printed(f"上涨{number}点", WORDS).units == {"index_point"}


@pytest.mark.parametrize("number", ["5", "三", "三百", "5 万", "240 余万"])
def test_a_unit_word_reads_behind_every_kind_of_number(number: str) -> None:
    """The longest one wins: 个百分点 is not 个, 千米 is not 千."""
    words = sorted(WORDS.unit_words.keys() - _NOT_AFTER_NUMBER - {"成"})
    # 5 点 without a direction is a time of day
    lead = {word: "上涨" if word == "点" else "" for word in words}
    read = {word: parse_printed(lead[word] + number + word, WORDS).unit_words for word in words}
    assert read == {word: word for word in words}


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
