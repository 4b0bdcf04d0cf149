"""What keyed cells mean, where forms.csv does not state it already."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.intervals import Interval
from pipeline.parsing import Lexicon, Quantity, QuantityError, to_quantity

BLANK = {"number": "", "number_high": "", "multiplier": "", "hedge": "", "unit": ""}


def stated(words: Lexicon, **cells: str) -> Quantity:
    """What some keyed cells state, the others being blank."""
    return to_quantity(*(BLANK | cells).values(), words)


@pytest.mark.parametrize(
    ("cells", "bound", "interval"),
    [
        pytest.param({"number": "1800", "hedge": "超过…多"}, ">", "(1800, 1900)", id="超过…多"),
        pytest.param({"number": "50", "hedge": "超过…以上"}, ">", "(50, ∞)", id="超过…以上"),
        pytest.param({"number": "50", "hedge": "约…以上"}, ">=", "[50, ∞)", id="约…以上"),
        pytest.param({"number": "10", "hedge": "约…余"}, ">", "(10, 20)", id="约…余"),
        pytest.param({"number": "9", "hedge": "不超过…左右"}, "<=", "(-∞, 9]", id="不超过…左右"),
        pytest.param({"number": "9", "hedge": "近…不到"}, "<", "(-∞, 9)", id="近…不到"),
        pytest.param({"number": "9", "hedge": "至少…以内"}, "=", "[9, 9]", id="至少…以内"),
    ],
)
def test_hedges_hold_together(words: Lexicon, cells: dict, bound: str, interval: str) -> None:
    """Two hedges state both of what they state, so their intervals meet."""
    found = stated(words, **cells)
    assert (found.bound, str(found.interval)) == (bound, interval)


@pytest.mark.parametrize(
    ("hedge", "bound", "interval"),
    [
        pytest.param("超过", "<", "(-∞, -5)", id="超过"),
        pytest.param("以上", "<=", "(-∞, -5]", id="以上"),
        pytest.param("不到", ">", "(-5, ∞)", id="不到"),
        pytest.param("以内", ">=", "[-5, ∞)", id="以内"),
        pytest.param("近", "~>", "(-5, ∞)", id="近"),
        pytest.param("约", "~", "(-∞, ∞)", id="约"),
        pytest.param("余", "<", "(-6, -5)", id="余"),
        pytest.param("", "=", "[-11/2, -9/2]", id="no hedge"),
    ],
)
def test_a_hedge_on_a_decline_speaks_of_its_size(
    words: Lexicon, hedge: str, bound: str, interval: str
) -> None:
    """下降超过 5% lies below -5: the code relates the signed value."""
    found = stated(words, number="-5", hedge=hedge)
    assert (found.bound, str(found.interval)) == (bound, interval)


@pytest.mark.parametrize(
    ("cells", "interval"),
    [
        pytest.param({"hedge": "数", "multiplier": "百"}, "[200, 1000)", id="数百"),
        pytest.param({"hedge": "几"}, "[2, 10)", id="几"),
        pytest.param({"hedge": "上", "multiplier": "亿"}, "[100000000, ∞)", id="上亿"),
        pytest.param(
            {"number": "-", "hedge": "数", "multiplier": "百"}, "(-1000, -200]", id="fall"
        ),
        pytest.param({"hedge": "超过…数", "multiplier": "百"}, "(200, ∞)", id="超过数百"),
        pytest.param({"hedge": "约…数", "multiplier": "百"}, "[200, 1000)", id="约数百"),
        pytest.param({"hedge": "不足…几", "multiplier": "十"}, "[20, 100)", id="不足几十"),
        pytest.param({"hedge": "不到…两位数"}, "(-∞, 10)", id="不到两位数"),
        pytest.param({"hedge": "近…六位数"}, "(-∞, 100000)", id="近六位数"),
        pytest.param({"hedge": "不超过…两位数"}, "[10, 100)", id="不超过两位数"),
    ],
)
def test_a_vague_magnitude_has_bounds_and_no_value(
    words: Lexicon, cells: dict, interval: str
) -> None:
    """数 and 几 are two to nine; 上 is one or more."""
    found = stated(words, **cells)
    assert (found.bound, str(found.interval)) == ("magnitude", interval)
    assert (found.value, found.decimals, found.rounding, found.exact) == (None, None, None, None)


@pytest.mark.parametrize(
    ("cells", "value", "interval"),
    [
        pytest.param(
            {"hedge": "近", "multiplier": "亿"}, "100000000", "(-∞, 100000000)", id="近亿"
        ),
        pytest.param({"hedge": "余", "multiplier": "万"}, "10000", "(10000, 20000)", id="万余"),
        pytest.param({"number": "百", "hedge": "余"}, "100", "(100, 200)", id="百余"),
        pytest.param({"number": "十", "hedge": "几"}, "10", "(10, 20)", id="十几"),
        pytest.param(
            {"number": "二十", "hedge": "几", "multiplier": "万"},
            "200000",
            "(200000, 300000)",
            id="二十几万",
        ),
    ],
)
def test_a_bare_multiplier_counts_one_of_it(
    words: Lexicon, cells: dict, value: str, interval: str
) -> None:
    """近亿 is near one 亿; and 十几 is above ten as 十余 is."""
    found = stated(words, **cells)
    assert (found.value, str(found.interval)) == (Decimal(value), interval)


@pytest.mark.parametrize(
    ("cells", "bound", "interval"),
    [
        pytest.param({"number": "13", "number_high": "32"}, "range", "[13, 32]", id="plain"),
        pytest.param({"number": "-13", "number_high": "-32"}, "range", "[-32, -13]", id="decline"),
        pytest.param({"number": "-5", "number_high": "-3"}, "range", "[-5, -3]", id="negative"),
        pytest.param({"number": "-2", "number_high": "3"}, "range", "[-2, 3]", id="over zero"),
        pytest.param({"number": "2", "number_high": "3", "hedge": "约"}, "~", "(-∞, ∞)", id="约"),
        pytest.param(
            {"number": "2", "number_high": "3", "hedge": "近"}, "range", "[2, 3)", id="近"
        ),
        pytest.param(
            {"number": "2", "number_high": "3", "hedge": "超过"}, "range", "(2, 3]", id="超过"
        ),
    ],
)
def test_a_range_is_closed_but_for_its_hedges(
    words: Lexicon, cells: dict, bound: str, interval: str
) -> None:
    """Both ends are included; a hedge bounds the end that it speaks of."""
    found = stated(words, **cells)
    assert (found.bound, str(found.interval)) == (bound, interval)


def test_a_range_is_as_precise_as_its_less_precise_end(words: Lexicon) -> None:
    """1.5-2 亿 is printed to the half and to the whole; the whole holds for both."""
    found = stated(words, number="1.5", number_high="2", multiplier="亿")
    assert found.decimals == -8
    assert found.rounding == Interval(Fraction(145_000_000), Fraction(250_000_000))


@pytest.mark.parametrize(
    ("number", "multiplier", "written"),
    [
        pytest.param("9.0", "", "9.0", id="a printed zero behind the point"),
        pytest.param("1399.0", "万", "13990000", id="no zero where the multiplier took the point"),
        pytest.param("72", "万亿", "72000000000000", id="no exponent"),
        pytest.param("1/6", "", "0.166666666667", id="rounded at twelve places"),
        pytest.param("1/4", "", "0.25", id="a fraction that ends"),
        pytest.param("-1/3", "", "-0.333333333333", id="a negative fraction"),
        pytest.param("9" * 40, "亿", "9" * 40 + "0" * 8, id="more digits than a decimal context"),
    ],
)
def test_a_value_is_written_in_full(
    words: Lexicon, number: str, multiplier: str, written: str
) -> None:
    """The column is text in the end: no exponent, no float, no digit lost."""
    assert str(stated(words, number=number, multiplier=multiplier).value) == written


def test_a_fraction_is_known_exactly_and_its_ends_never_move_in(words: Lexicon) -> None:
    """The decimals beside it are rounded: the value to the nearest, the ends outwards."""
    found = stated(words, number="1/6", hedge="不及")
    assert found.exact == Fraction(1, 6)
    assert found.interval == Interval.below(Fraction(1, 6))
    assert (found.value, found.upper) == (Decimal("0.166666666667"), Decimal("0.166666666667"))
    assert stated(words, number="1/6").lower == Decimal("0.166666666666")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        pytest.param({}, "number", id="nothing at all"),
        pytest.param({"multiplier": "亿"}, "number", id="a multiplier without a hedge"),
        pytest.param({"number": "-"}, "number", id="a minus alone"),
        pytest.param({"number": "1,300"}, "number", id="a separator"),
        pytest.param({"number": "１２"}, "number", id="full-width digits"),
        pytest.param({"number": " 5"}, "number", id="a space"),
        pytest.param({"number": "1e3"}, "number", id="an exponent"),
        pytest.param({"number": "٣"}, "number", id="digits of another script"),
        pytest.param({"number": "1/0"}, "number", id="a denominator of zero"),
        pytest.param({"number": "5", "number_high": "x"}, "number_high", id="no upper end"),
        pytest.param({"number": "5", "number_high": "-"}, "number_high", id="a minus for an end"),
        pytest.param({"number": "5", "number_high": "5"}, "number_high", id="a range of one"),
        pytest.param({"number": "5", "number_high": "3"}, "number_high", id="a falling range"),
        pytest.param(
            {"number_high": "5", "hedge": "数", "multiplier": "百"}, "number_high", id="数百-5"
        ),
        pytest.param({"number": "5", "multiplier": "桶"}, "multiplier", id="an unknown multiplier"),
        pytest.param({"number": "5", "hedge": "略略"}, "hedge", id="an unknown hedge"),
        pytest.param({"number": "5", "hedge": "达"}, "hedge", id="a tone word"),
        pytest.param({"number": "5", "hedge": "超…"}, "hedge", id="half of two hedges"),
        pytest.param({"number": "5", "hedge": "不足…以上"}, "hedge", id="hedges that exclude"),
        pytest.param({"number": "5", "hedge": "近…余"}, "hedge", id="below and above at once"),
        pytest.param(
            {"number": "2", "number_high": "3", "hedge": "余"}, "hedge", id="a range with 余"
        ),
        pytest.param({"number": "5", "unit": "furlong"}, "unit", id="an unknown unit"),
        pytest.param({"number": "七", "multiplier": "成", "unit": "CNY"}, "unit", id="成 of yuan"),
    ],
)
def test_malformed_cells_are_rejected_by_column(words: Lexicon, cells: dict, column: str) -> None:
    """The error names the cell to look at."""
    with pytest.raises(QuantityError) as refusal:
        stated(words, **cells)
    assert refusal.value.column == column
    assert refusal.value.expected in str(refusal.value)


@pytest.mark.parametrize(
    ("cells", "rounding"),
    [
        pytest.param({"number": "十", "unit": "rank"}, "[10, 10]", id="a rank"),
        pytest.param({"number": "13", "unit": "item"}, "[13, 13]", id="whole things"),
        pytest.param({"number": "13", "unit": ""}, "[25/2, 27/2]", id="an unknown unit"),
        pytest.param({"number": "13", "unit": "km"}, "[25/2, 27/2]", id="a measured length"),
        pytest.param({"number": "2.6", "unit": "person"}, "[51/20, 53/20]", id="a mean of people"),
        pytest.param(
            {"number": "1.3", "multiplier": "万", "unit": "item"},
            "[12500, 13500]",
            id="万 of things",
        ),
        pytest.param({"number": "两百", "unit": "item"}, "[150, 250]", id="to the hundreds"),
        pytest.param({"number": "百", "unit": "percent"}, "[100, 100]", id="百分之百"),
        pytest.param({"number": "-百", "unit": "percent"}, "[-100, -100]", id="a fall by all"),
        pytest.param({"number": "100", "unit": "percent"}, "[199/2, 201/2]", id="a measured 100%"),
        pytest.param({"number": "百", "unit": "times"}, "[50, 150]", id="百倍"),
        pytest.param(
            {"number": "3", "number_high": "5", "unit": "item"}, "[3, 5]", id="a range of things"
        ),
        pytest.param(
            {"number": "3", "number_high": "5", "unit": "km"},
            "[5/2, 11/2]",
            id="a range of lengths",
        ),
    ],
)
def test_only_what_can_be_rounded_has_a_rounding_interval(
    words: Lexicon, cells: dict, rounding: str
) -> None:
    """The unit and the printed places decide it, not the kind of report."""
    assert str(stated(words, **cells).rounding) == rounding


@pytest.mark.parametrize(
    ("cells", "interval"),
    [
        pytest.param({"number": "30", "hedge": "接近", "unit": "CNY"}, "[0, 30)", id="money"),
        pytest.param({"number": "30", "hedge": "不超过", "unit": "person"}, "[0, 30]", id="people"),
        pytest.param({"number": "30", "hedge": "不足", "unit": "year"}, "[0, 30)", id="time"),
        pytest.param({"number": "5", "hedge": "前", "unit": "rank"}, "[1, 5]", id="a rank"),
        pytest.param({"number": "-30", "hedge": "近", "unit": "CNY"}, "(-30, 0]", id="a decline"),
        pytest.param({"number": "30", "hedge": "近", "unit": "percent"}, "(-∞, 30)", id="a rate"),
        pytest.param({"number": "3", "hedge": "近", "unit": "celsius"}, "(-∞, 3)", id="degrees"),
        pytest.param({"number": "30", "hedge": "近", "unit": ""}, "(-∞, 30)", id="no unit"),
        pytest.param(
            {"number": "30", "hedge": "约", "unit": "CNY"}, "(-∞, ∞)", id="约 sets no end"
        ),
        pytest.param({"number": "0", "hedge": "不超过", "unit": "item"}, "(-∞, 0]", id="zero"),
    ],
)
def test_a_magnitude_that_cannot_be_negative_has_an_end_below(
    words: Lexicon, cells: dict, interval: str
) -> None:
    """Only if the words set no lower end themselves."""
    assert str(stated(words, **cells).interval) == interval


@pytest.mark.parametrize(
    ("cells", "interval"),
    [
        pytest.param({"hedge": "两位数"}, "[10, 100)", id="digits"),
        pytest.param({"number": "-", "hedge": "两位数"}, "(-100, -10]", id="a fall by two digits"),
        pytest.param({"hedge": "数以亿计"}, "[100000000, ∞)", id="a floor"),
        pytest.param({"hedge": "级", "multiplier": "亿"}, "[100000000, 1000000000)", id="级 alone"),
        pytest.param({"number": "百", "hedge": "级"}, "[100, 1000)", id="级 after a place"),
        pytest.param({"hedge": "超过…两位数"}, "(10, ∞)", id="a hedge before it"),
    ],
)
def test_a_word_may_be_a_magnitude_by_itself(words: Lexicon, cells: dict, interval: str) -> None:
    """Its reach in hedges.csv holds the power of ten."""
    found = stated(words, **cells)
    assert (found.bound, found.value, str(found.interval)) == ("magnitude", None, interval)
