"""Keyed periods: inclusive dates, durations and instants, and the spans before them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing import Period, PeriodError

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "length"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "duration", "P1Y"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "duration", "P1M"),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), "duration", "P1M"),
        ("2020-03-08", date(2020, 3, 8), date(2020, 3, 8), "duration", "P1D"),
        ("2020-01/2020-09", date(2020, 1, 1), date(2020, 9, 30), "duration", "P9M"),
        ("2017/2020", date(2017, 1, 1), date(2020, 12, 31), "duration", "P4Y"),
        ("2019-07/2020-12", date(2019, 7, 1), date(2020, 12, 31), "duration", "P18M"),
        ("2020-06-01/2020-06-18", date(2020, 6, 1), date(2020, 6, 18), "duration", "P18D"),
        ("2020-06-01/2020-06-30", date(2020, 6, 1), date(2020, 6, 30), "duration", "P1M"),
        ("2020/2020-06", date(2020, 1, 1), date(2020, 6, 30), "duration", "P6M"),
        ("@2020-06-30", date(2020, 6, 30), date(2020, 6, 30), "instant", None),
        ("@2020-06", date(2020, 6, 30), date(2020, 6, 30), "instant", None),
        ("@2017", date(2017, 12, 31), date(2017, 12, 31), "instant", None),
    ],
)
def test_a_keyed_period_has_inclusive_dates(
    text: str, start: date, end: date, kind: str, length: str | None
) -> None:
    """A month or year that is an instant means its last day, as 截至 6 月 does."""
    period = Period.parse(text)
    assert (period.start, period.end, period.kind) == (start, end, kind)
    assert period.length == length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2020-13", "a month from 01 to 12", id="thirteenth month"),
        pytest.param("2020-00", "a month from 01 to 12", id="month zero"),
        pytest.param("2019-02-29", "a day from 01 to 28", id="no leap year"),
        pytest.param("2020-06-31", "a day from 01 to 30", id="a day too many"),
        pytest.param("2020-09/2020-01", "an end that is not before the start", id="backwards"),
        pytest.param("Jan-20", "YYYY", id="as a spreadsheet turns it"),
        pytest.param("2020-6", "YYYY", id="one digit"),
        pytest.param("2020.06", "YYYY", id="points"),
        pytest.param("2020-Q1", "YYYY", id="a quarter"),
        pytest.param("２０２０", "YYYY", id="full-width"),
        pytest.param("2020 ", "YYYY", id="a space"),
        pytest.param("0999", "YYYY", id="too early"),
        pytest.param("", "YYYY", id="blank"),
        pytest.param("@", "YYYY", id="only the mark"),
        pytest.param("@2020-01/2020-06", "YYYY", id="an instant of a span"),
        pytest.param("2020/2021/2022", "YYYY", id="three ends"),
        pytest.param("2020/", "YYYY", id="half a span"),
    ],
)
def test_what_is_not_a_period_states_what_was_expected(text: str, expected: str) -> None:
    """A spreadsheet changes dates silently; the text must name what to key."""
    with pytest.raises(PeriodError) as refusal:
        Period.parse(text)
    assert refusal.value.text == text
    assert refusal.value.expected.startswith(expected)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2020", "2019"),
        ("2020-01/2020-09", "2019-01/2019-09"),
        ("2020-02", "2019-02"),
        ("2021-02", "2020-02"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-28"),
        ("2020-06-01/2020-06-18", "2019-06-01/2019-06-18"),
        ("2020-02-10/2020-02-29", "2019-02-10/2019-02-28"),
        ("@2021-02-28", "@2020-02-29"),
        ("@2020-02-29", "@2019-02-28"),
        ("@2020-06-15", "@2019-06-15"),
        ("@2020-06", "@2019-06"),
    ],
)
def test_a_year_before_is_the_same_span(text: str, before: str) -> None:
    """同比: whole months stay whole months, and the end of February stays its end."""
    assert Period.parse(text).year_before() == Period.parse(before)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2020", "2019"),
        ("2020-01", "2019-12"),
        ("2020-03", "2020-02"),
        ("2020-04/2020-06", "2020-01/2020-03"),
        ("2020-01/2020-06", "2019-07/2019-12"),
        ("2020-01/2020-09", "2019-04/2019-12"),
        ("2020-03-01", "2020-02-29"),
        ("2020-06-01/2020-06-18", "2020-05-14/2020-05-31"),
    ],
)
def test_the_preceding_span_is_adjacent_and_as_long(text: str, before: str) -> None:
    """环比: as long in months where it has whole months, else in days."""
    assert Period.parse(text).preceding() == Period.parse(before)


def test_an_instant_has_nothing_of_its_length_before_it() -> None:
    """Which earlier instant is meant, only the sentence can state."""
    assert Period.parse("@2020-06-30").preceding() is None


@pytest.mark.parametrize("text", ["1000/2500", "1000/9999"])
def test_a_span_without_room_before_it_is_rejected(text: str) -> None:
    """No input may end in an overflow."""
    with pytest.raises(PeriodError):
        Period.parse(text).preceding()


@given(DAYS, DAYS)
def test_a_period_in_days_parses_back(one: date, other: date) -> None:
    """The keyed form of a period loses nothing."""
    for period in (
        Period(min(one, other), max(one, other), "duration"),
        Period(one, one, "instant"),
    ):
        assert Period.parse(str(period)) == period


@given(DAYS, DAYS)
def test_the_preceding_span_ends_the_day_before(one: date, other: date) -> None:
    """Adjacent: no day between and none in both."""
    period = Period(min(one, other), max(one, other), "duration")
    before = period.preceding()
    assert before is not None
    assert before.end + timedelta(days=1) == period.start
    if period.months is None:
        assert before.end - before.start == period.end - period.start
    else:
        assert before.months == period.months


@given(st.text())
def test_no_text_raises_anything_but_the_documented_error(text: str) -> None:
    """Editors key anything."""
    with suppress(PeriodError):
        Period.parse(text)
