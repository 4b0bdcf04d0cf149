"""The months that a report is about, and the time expressions that its year completes."""

from __future__ import annotations

import pytest

from pipeline.tools.draft.report_times import about_one_year, months_reported, times_of


@pytest.mark.parametrize(
    ("title", "texts", "months"),
    [
        pytest.param("2023年前三季度运行情况", (), (1, 9), id="the title states them"),
        pytest.param("2023年报告", ("1-8月产值",), (1, 12), id="the title states the year"),
        pytest.param("2022年前三季度报告", ("产值",), (1, 12), id="a title of another year"),
        pytest.param("报告", ("1-8月产值", "8月产值"), (1, 8), id="the first sentence states them"),
        pytest.param(
            "报告", ("1-8月产值", "全年产值"), (1, 12), id="the year as a whole is reported"
        ),
        pytest.param("报告", ("8月产值",), (1, 12), id="a month only"),
        pytest.param("报告", ("9月末人口",), (1, 12), id="an instant only"),
    ],
)
def test_the_title_or_the_first_sentence_states_the_months(
    title: str, texts: tuple[str, ...], months: tuple[int, int]
) -> None:
    """A span from January is that of the report unless values of the whole year are printed."""
    assert months_reported(title, texts, 2023) == months


def test_most_expressions_decide_on_one_year() -> None:
    """Bases and years to come do not count."""
    assert about_one_year(("2023年产值比2019年增长", "预计2025年产值"), 2023)
    assert not about_one_year(("2023年产值", "2022年产值"), 2023)
    assert not about_one_year(("产值",), 2023)


@pytest.mark.parametrize(
    ("text", "years", "is_end"),
    [
        pytest.param("全年产值", {2023}, False, id="the whole year"),
        pytest.param("年末人口", {2023}, True, id="its end"),
        pytest.param("比年初增加", {2022}, True, id="its beginning is the end of the year before"),
        pytest.param("“十三五”时期产值", set(range(2016, 2021)), False, id="a plan"),
        pytest.param("十四五以来产值", {2021, 2022, 2023}, False, id="a plan up to the report"),
        pytest.param("“十四五”前两年产值", {2021, 2022}, False, id="the first years of a plan"),
        pytest.param("“十五五”末人口", {2030}, True, id="the end of a plan"),
    ],
)
def test_expressions_without_a_number(text: str, years: set[int], is_end: bool) -> None:
    """The year of the report completes them."""
    (found,) = times_of(text, 2023)
    assert (set(found.years), found.is_end) == (years, is_end)


def test_prices_of_a_year_are_not_a_period() -> None:
    """按上年不变价格计算 states how a product is valued."""
    assert times_of("按上年不变价格计算的产值", 2023) == ()
    assert times_of("按2020年可比价计算的产值", 2023) == ()


def test_the_same_span_has_the_months_of_the_report() -> None:
    """If the sentence states none before it."""
    (found,) = times_of("较2020年同期下降", 2023, (1, 9))
    assert found.months == (1, 9)
