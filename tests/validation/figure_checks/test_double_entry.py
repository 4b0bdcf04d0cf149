"""The printed form and the cells keyed beside it: each difference is reported at its own cell."""

import pytest

from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.double_entry import (
    RULES,
    fails_double_entry,
    printed_says_what_is_keyed,
)
from tests.validation.keyed import FILE, keyed, reported

GDP = {
    "printed": "超 72 万亿元", "hedge": "超", "number": "72", "multiplier": "万亿",
    "indicator": "gdp", "unit": "CNY",
}  # fmt: skip
DECLINE = {
    "printed": "下降 6.8%", "number": "-6.8", "indicator": "gdp_growth", "unit": "percent",
}  # fmt: skip
SPAN = {"printed": "20-30 家", "number": "20", "number_high": "30", "unit": "item"}
MULTIPLE = {"number": "2", "unit": "times"}
RECENT = {
    "indicator": "report_publication_streak", "unit": "year", "printed": "近 3 年", "number": "3",
}  # fmt: skip
CASES = {
    "all cells agree": (GDP, []),
    "a decline with its minus": (DECLINE, []),
    "both ends of a range": (SPAN, []),
    "another number": ({**GDP, "number": "73"}, ["E223 number"]),
    "a number with a zero more": ({**GDP, "number": "72.0"}, ["E223 number"]),
    "no number": ({**GDP, "number": ""}, ["E223 number"]),
    "a number that cannot be read": ({**GDP, "number": "many"}, ["E206 number"]),
    "an end that is not printed": ({**GDP, "number_high": "80"}, ["E225 number_high"]),
    "a hedge that nobody knows": ({**GDP, "hedge": "超超"}, ["E203 hedge"]),
    "a decline without its minus": ({**DECLINE, "number": "6.8"}, ["E224 number"]),
    "a rise with a minus": (
        {**DECLINE, "printed": "增长 6.8%"}, ["E224 number"]
    ),
    "another sign and another number": ({**DECLINE, "number": "6.9"}, ["E223 number"]),
    "another upper end": ({**SPAN, "number_high": "31"}, ["E225 number_high"]),
    "no upper end": ({**SPAN, "number_high": ""}, ["E225 number_high"]),
    "another multiplier": ({**GDP, "multiplier": "亿"}, ["E226 multiplier"]),
    "no multiplier": ({**GDP, "multiplier": ""}, ["E226 multiplier"]),
    "another hedge": ({**GDP, "hedge": "近"}, ["E227 hedge"]),
    "no hedge": ({**GDP, "hedge": ""}, ["E227 hedge"]),
    "a hedge that is not printed": ({**DECLINE, "hedge": "约"}, ["E227 hedge"]),
    "近 as the near past": (RECENT, []),
    "近 as nearly, where it may be both": ({**RECENT, "hedge": "近"}, []),
    "another hedge than 近": ({**RECENT, "hedge": "约"}, ["E227 hedge"]),
    "number, multiplier and hedge": (
        {**GDP, "number": "73", "multiplier": "亿", "hedge": "近"},
        ["E223 number", "E226 multiplier", "E227 hedge"],
    ),
    "another unit": ({**GDP, "unit": "USD"}, ["E228 unit"]),
    "a unit that no table has": ({**GDP, "unit": "yuan"}, []),
    "a unit that is not printed": (
        {**GDP, "printed": "超 72 万亿"}, ["E229 unit"]
    ),
    "a unit that is not printed, and inferred": (
        {**GDP, "printed": "超 72 万亿", "inferred": "period;unit"}, []
    ),
    "a printed form that cannot be read": ({**GDP, "printed": "72 坛"}, ["E221 printed"]),
    "no printed form": ({**GDP, "printed": ""}, []),
    "an increase by a multiple": (
        {**MULTIPLE, "printed": "增长 2 倍", "indicator": "sales_volume_increase_multiple"}, []
    ),
    "an increase by a multiple, keyed as a ratio": (
        {**MULTIPLE, "printed": "增长 2 倍", "indicator": "mobile_payment_value_ratio"},
        ["E230 indicator"],
    ),
    "a multiple of a base, keyed as an increase": (
        {**MULTIPLE, "printed": "为 2 倍", "indicator": "sales_volume_increase_multiple"},
        ["E230 indicator"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_reported_at_its_cell(name: str, vocabulary: Vocabulary) -> None:
    """One finding for each cell that says something else than the printed form, and no other."""
    cells, expected = CASES[name]
    figure = keyed(vocabulary, **cells)
    assert reported(RULES, figure) == expected
    assert fails_double_entry(figure, Location(FILE, 2)) is bool(expected)


def test_a_finding_states_what_is_printed(vocabulary: Vocabulary) -> None:
    """The editor compares the cell with the page, not with the program."""
    figure = keyed(vocabulary, **{**GDP, "number": "73"})
    (found,) = printed_says_what_is_keyed(figure, Location(FILE, 2))
    assert (found.value, found.expected.en, found.expected.zh) == ("73", "72", "72")


def test_a_word_that_is_not_known_is_named(vocabulary: Vocabulary) -> None:
    """The editor sees which word the vocabulary lacks, and what the rest reads as."""
    candidate = keyed(vocabulary, **{**GDP, "printed": "跨过 72 万亿元"})
    (finding,) = [each for rule in RULES for each in rule(candidate, Location(FILE, 2))][:1]
    assert "跨过 is not a known word; the rest reads as 72 万亿 元" in str(finding)
