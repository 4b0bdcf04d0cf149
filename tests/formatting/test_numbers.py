"""Figures in words: exact, with their hedge, in both languages."""

from __future__ import annotations

import pytest

from pipeline.formatting.numbers import format_figure, scaled
from pipeline.validation.schema import rows_of
from tests.package.committed import made

#: The row of an indicator that does not name what it counts.
UNCOUNTED = {"counted_en": "", "counted_zh": ""}
CASES = [
    ("1.1-001", "more than 72 trillion yuan", "超过 72 万亿元"),
    ("1.1-002", "0.7%", "0.7%"),
    ("1.1-005", "−6.8%", "−6.8%"),
    ("1.2-010", "20 to 30%", "20 至 30%"),
    ("1.2-016", "at least 100 million market entities", "不少于 1 亿个"),
    ("2.5-014", "nearly 3 billion (currency not printed)", "近 30 亿（币种未印）"),
    ("3.1-002", "about 6 trillion yuan", "约 6 万亿元"),
    ("2.4-007", "at least 200 and less than 1,000 exporters", "不少于 200、不到 1,000 家"),
    ("0-001", "no. 1", "第 1"),
    ("3.1-032", "more than 60 billion parcels", "超过 600 亿件"),
    ("3.2-001", "13 departments", "13 个部门"),
    ("2.6-015", "1 membership", "1 家"),
    ("3.3.1-020", "less than 1/6 (≈ 0.1667)", "不到 1/6 (≈ 0.1667)"),
]


@pytest.mark.parametrize(("figure", "english", "chinese"), CASES, ids=[case[0] for case in CASES])
def test_a_figure_reads_as_a_person_would_state_it(figure: str, english: str, chinese: str) -> None:
    """The words keep the hedge, the unit and the exact number."""
    frames = made().frames
    (row,) = [each for each in rows_of(frames["figures"]) if each["figure_id"] == figure]
    unit, indicator = (
        next(each for each in rows_of(frames[f"{name}s"]) if each[name] == row[name])
        for name in ("unit", "indicator")
    )
    text = format_figure(row, unit, indicator)
    assert (text.en, text.zh) == (english, chinese)


@pytest.mark.parametrize(
    ("number", "value", "stated"),
    [
        pytest.param("1/6", "0.166666666667", "1/6 (≈ 0.1667)", id="decimals that never end"),
        pytest.param("1/4", "0.25", "1/4 (= 0.25)", id="decimals that end"),
        pytest.param("20000/3", "6666.666666666667", "20000/3 (≈ 6,667)", id="more than one"),
        pytest.param("三分之一", "0.333333333333", "三分之一 (≈ 0.3333)", id="in Chinese"),
    ],
)
def test_a_fraction_is_read_as_printed_and_states_its_value(
    number: str, value: str, stated: str
) -> None:
    """Twelve decimals are what no report has printed."""
    figure = {"number": number, "value": value, "unit": "ratio", "bound": "="}
    words = format_figure(
        figure | {"value_high": ""}, {"title_en": "ratio", "title_zh": "分数比"}, UNCOUNTED
    )
    assert (words.en, words.zh) == (stated, stated)


def test_a_range_of_fractions_keeps_both_ends() -> None:
    """The first end alone would be another figure."""
    figure = {"number": "1/4", "number_high": "1/3", "unit": "ratio", "bound": "range"}
    ends = {"value": "0.25", "value_high": "0.333333333333"}
    words = format_figure(figure | ends, {"title_en": "ratio", "title_zh": "分数比"}, UNCOUNTED)
    assert words.en == "1/4 (= 0.25) to 1/3 (≈ 0.3333)"


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        pytest.param("72000000000000", "72 trillion", id="a scale"),
        pytest.param("295200", "295,200", id="below the scales"),
        pytest.param("-1234567890.5", "−1.2345678905 billion", id="no digit is rounded away"),
        pytest.param("0.30", "0.30", id="printed zeros stay"),
        pytest.param("0", "0", id="nothing"),
    ],
)
def test_scales_shift_and_never_round(value: str, stated: str) -> None:
    """A scale word is a power of ten; every digit of the value is still there."""
    assert scaled(value, ((12, "trillion"), (9, "billion"), (6, "million"))) == stated
