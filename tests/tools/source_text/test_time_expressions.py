"""Time expressions of a sentence: their years, their months, and whether they are a base."""

import pytest

from pipeline.tools.source_text.time_expressions import time_expressions


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        pytest.param("2020年产值", {2020}, (1, 12), id="a year"),
        pytest.param("2020年上半年产值", {2020}, (1, 6), id="a half"),
        pytest.param("今年1-8月产值", {2020}, (1, 8), id="months of this year"),
        pytest.param("去年产值", {2019}, (1, 12), id="last year"),
        pytest.param("2020年前三季度产值", {2020}, (1, 9), id="three quarters"),
        pytest.param("四季度产值", set(), (10, 12), id="a quarter without a year"),
        pytest.param("12月产值", set(), (12, 12), id="a month without a year"),
        pytest.param("2017年至2020年产值", {2017, 2018, 2019, 2020}, (1, 12), id="a span of years"),
        pytest.param("全年产值", {2020}, (1, 12), id="the whole year"),
        pytest.param("年末人口", {2020}, (1, 12), id="the end of the year"),
        pytest.param("截至2020年6月产值", {2020}, (6, 6), id="up to a month"),
    ],
)
def test_an_expression_has_years_and_months(
    text: str, years: set[int], months: tuple[int, int]
) -> None:
    """今年 is the year on which the report reports."""
    (found,) = time_expressions(text, 2020)
    assert (set(found.years), found.months) == (years, months)


@pytest.mark.parametrize(
    "text", ["面积11932万公顷", "连续4个月", "渔船2019.5艘", "《年报(2019)》显示"]
)
def test_digits_of_other_things_are_no_time_expression(text: str) -> None:
    """Numbers, lengths of time, titles of works."""
    assert time_expressions(text, 2020) == []


@pytest.mark.parametrize(
    ("text", "states_year"),
    [("2020年产值", True), ("2020年春节期间产值", False), ("2020年产值,春节期间产值", True)],
)
def test_a_year_of_an_event_is_not_the_year_as_a_whole(text: str, states_year: bool) -> None:
    """The days of the event are not printed."""
    (found,) = time_expressions(text, 2020)
    assert found.states_year is states_year


def test_a_base_is_marked_and_gives_no_year_to_later_expressions() -> None:
    """比2018年 belongs to the change that it is compared with."""
    found = time_expressions("2020年产值比2018年增长,上半年持平", 2020)
    assert [(set(each.years), each.is_base) for each in found] == [
        ({2020}, False),
        ({2018}, True),
        ({2020}, False),
    ]
