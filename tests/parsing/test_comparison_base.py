"""Keyed bases of comparison, and the time that each compares with."""

import csv
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing import ComparisonBase, ComparisonBaseError, Period
from pipeline.parsing.comparison_base import ARGUMENTS
from tests.parsing.conftest import VOCABULARY


def test_the_kinds_are_those_of_the_vocabulary() -> None:
    """Each kind needs code, so a row added to the file alone must fail here."""
    with (VOCABULARY / "bases.csv").open(encoding="utf-8", newline="") as file:
        assert {row["basis"]: row["argument"] for row in csv.DictReader(file)} == dict(ARGUMENTS)


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("yoy", "2020-01/2020-09", "2019-01/2019-09"),
        ("yoy", "@2020-06-30", "@2019-06-30"),
        ("pop", "2020-04/2020-06", "2020-01/2020-03"),
        ("pop", "@2020-06-30", None),
        ("vs:2017", "2020", "2017"),
        ("vs:@2015-12-31", "@2020-06-30", "@2015-12-31"),
        ("vs:2020-01/2020-06", "2020-01/2020-09", "2020-01/2020-06"),
        ("cagr:2017", "2017/2020", "2017"),
        ("share_of:retail_sales", "2020", None),
        ("gap_to:fixed_asset_investment_growth", "2020", None),
        ("against_entity:US", "2019", None),
    ],
)
def test_a_base_has_a_time_where_it_is_one(text: str, period: str, base: str | None) -> None:
    """Year on year and period on period are computed, others named, and some are not time."""
    found = ComparisonBase.parse(text).base_period(Period.parse(period))
    assert found == (Period.parse(base) if base else None)


@pytest.mark.parametrize(("text", "known"), [("yoy", False), ("pop", False), ("vs:2017", True)])
def test_a_base_of_an_unknown_time_is_known_only_if_it_is_named(text: str, known: bool) -> None:
    """目前同比增长 5%: neither the time nor the time a year before is known."""
    assert (ComparisonBase.parse(text).base_period(None) is not None) == known


@pytest.mark.parametrize(
    "text",
    [
        "",
        "YOY",
        "yoy:",
        "yoy:2019",
        "vs",
        "vs:",
        "vs:2020-13",
        "cagr:Jan-20",
        "share_of",
        "share_of:",
        "share_of:零售",
        "gap_to:a b",
        "against_entity:_x",
        "since:2017",
        " yoy",
    ],
)
def test_what_is_not_a_base_is_rejected(text: str) -> None:
    """Codes are exact; nothing is guessed."""
    with pytest.raises(ComparisonBaseError) as refusal:
        ComparisonBase.parse(text)
    assert refusal.value.text == text and refusal.value.expected


@pytest.mark.parametrize("text", ["yoy", "vs:@2015-12-31", "share_of:retail_sales"])
def test_a_base_parses_back(text: str) -> None:
    """The keyed form loses nothing."""
    assert str(ComparisonBase.parse(text)) == text


@given(st.one_of(st.text(), st.tuples(st.sampled_from(list(ARGUMENTS)), st.text()).map(":".join)))
@pytest.mark.slow
def test_no_text_raises_anything_but_the_documented_error(text: str) -> None:
    """Editors key anything."""
    with suppress(ComparisonBaseError):
        ComparisonBase.parse(text)
