"""What an editor states of a new report becomes values of report.yaml, and nothing else does."""

from __future__ import annotations

from datetime import date

import click
import pytest
import yaml

from pipeline.cli.stated_facts import asked, facts_of, left_open, with_facts

TODAY = date(2025, 3, 1)
TEXT = """\
# title_zh: the title
title_zh: example
title_en: "example"
publisher_zh: example
attribution_zh: example
published: 2020
released: 2020-12-31
reference_period: 2020
first_year: 2020
last_year: 2020
"""


def test_only_what_is_stated_changes() -> None:
    """Values that look like YAML are quoted; comments stay."""
    text = with_facts(TEXT, facts_of({"title": '年报: "A" # 1'}, TODAY))
    facts = yaml.safe_load(text)
    assert facts.pop("title_zh") == '年报: "A" # 1'
    assert facts.pop("released") == "2025-03-01"
    before = yaml.safe_load(TEXT)
    assert facts == {name: before[name] for name in facts}
    assert text.startswith("# title_zh: the title\n")


def test_the_years_are_those_of_the_reference_period() -> None:
    """And the date of publication is not taken from it: a report on 2024 appears in 2025."""
    facts = facts_of({"reference_period": "2024-06"}, TODAY)
    assert (facts["reference_period"], facts["first_year"], facts["last_year"]) == (
        "2024-06",
        "2024",
        "2024",
    )
    assert "published" not in facts
    assert facts_of({"published": "2025-01"}, TODAY)["published"] == "2025-01"


def test_the_publisher_is_the_source_until_an_editor_states_another() -> None:
    """The attribution names it in Chinese."""
    assert facts_of({"publisher": "统计局"}, TODAY)["attribution_zh"] == "来源：统计局"


@pytest.mark.parametrize("text", ["\udcff", "a\nb", "\x1b[31m", "\u202e"])
def test_a_text_that_no_cell_may_have_is_rejected(text: str) -> None:
    """Bytes that are not UTF-8 reach a program as lone surrogates."""
    with pytest.raises(click.BadParameter, match="has a control character"):
        asked({"title": text})


def test_dates_that_nobody_stated_are_named() -> None:
    """Their values in report.yaml are examples."""
    assert left_open({"title": "x", "published": "2025"}) == ("reference_period",)
    assert left_open({}) == ("published", "reference_period")
