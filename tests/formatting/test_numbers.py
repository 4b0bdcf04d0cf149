"""Figures and sides of identities in words: exact, with hedges and ends, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.formatting.numbers import format_figure, interval, scaled, sides, slack
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


def identity(**cells: str) -> dict[str, str]:
    """An identity of which only the named cells are filled."""
    ends = ("lower", "lower_closed", "upper", "upper_closed")
    blank = {f"{side}_{end}": "" for side in ("implied", "printed") for end in ends}
    return {**blank, "slack": "", "claim": "= [1.1-001]", **cells}


@pytest.mark.parametrize(
    ("low", "high", "english", "chinese"),
    [
        pytest.param(("2.2", "true"), ("2.4", "true"), "[2.2, 2.4]", "[2.2, 2.4]", id="closed"),
        pytest.param(
            ("10000000000000", "false"), ("", ""), "(10 trillion, ∞)", "(10 万亿, ∞)", id="open above"
        ),
        pytest.param(("", ""), ("5", "true"), "(−∞, 5]", "(−∞, 5]", id="open below"),
        pytest.param(("100", "true"), ("100", "true"), "100", "100", id="one value"),
        pytest.param(
            ("-81.879194630873", "true"), ("-81.348314606741", "true"),
            "[−81.8792, −81.3483]", "[−81.8792, −81.3483]", id="a decline is cut outwards too",
        ),
        pytest.param(
            ("40722891566265.060240963855", "true"), ("41404358353510.895883777240", "false"),
            "[40.7228 trillion, 41.4044 trillion)", "[40.7228 万亿, 41.4044 万亿)", id="long",
        ),
    ],
)  # fmt: skip
def test_a_side_is_an_interval_that_holds_the_exact_one(
    low: tuple[str, str], high: tuple[str, str], english: str, chinese: str
) -> None:
    """An end that was cut inwards could make two sides look apart that touch."""
    row = identity(
        implied_lower=low[0], implied_lower_closed=low[1],
        implied_upper=high[0], implied_upper_closed=high[1],
    )  # fmt: skip
    text = interval(row, "implied")
    assert (text.en, text.zh) == (english, chinese)


@pytest.mark.parametrize(
    ("claim", "sign"),
    [("= [1.1-001]", "="), (">= 3", "≥"), ("<[1.1-001]", "<"), ("<= 100", "≤"), ("> 0", ">")],
)
def test_the_sign_of_the_claim_stands_between_the_sides(claim: str, sign: str) -> None:
    """Without it a reader sees two intervals and not what is claimed of them."""
    _, second = sides(identity(claim=claim))
    assert second.en == second.zh == f"{sign} (−∞, ∞)"


def test_the_slack_is_never_stated_larger_than_it_is() -> None:
    """And one that is negative stays so."""
    for row in rows_of(made().frames["identities"]):
        text = slack(row)
        plain = text.en.replace("−", "-").replace(",", "").split(" ")
        exponent = {"trillion": 12, "billion": 9, "million": 6}[plain[1]] if plain[1:] else 0
        shown, exact = Decimal(plain[0]).scaleb(exponent), Decimal(row["slack"])
        assert shown <= exact
        assert (shown < 0) == (exact < 0)
