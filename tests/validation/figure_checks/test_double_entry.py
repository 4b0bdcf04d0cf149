"""Double entry: what differs from the printed form is reported at its cell, once, and nothing else."""

from __future__ import annotations

import pytest

from pipeline.rules import Location
from pipeline.validation import Vocabulary
from pipeline.validation.figure_checks.double_entry import RULES, fails_double_entry
from pipeline.validation.keyed_figure import KeyedFigure
from tests.validation.keyed import FILE, figure

GDP = {
    "indicator": "gdp", "unit": "CNY", "printed": "超 72 万亿元",
    "hedge": "超", "number": "72", "multiplier": "万亿",
}  # fmt: skip
RANGE = {
    "indicator": "gdp_growth", "unit": "percent", "printed": "增长 5%-6%",
    "number": "5", "number_high": "6",
}  # fmt: skip
RECENT = {
    "indicator": "report_publication_streak", "unit": "year", "printed": "近 3 年", "number": "3",
}  # fmt: skip
DIFFERENCES = {
    "another digit": (GDP, {"number": "27"}, "E223 number"),
    "a zero that is not printed": (GDP, {"number": "72.0"}, "E223 number"),
    "a decline that is not printed": (GDP, {"number": "-72"}, "E224 number"),
    "an end that is not printed": (GDP, {"number_high": "80"}, "E225 number_high"),
    "another end": (RANGE, {"number_high": "7"}, "E225 number_high"),
    "another multiplier": (GDP, {"multiplier": "亿"}, "E226 multiplier"),
    "no multiplier": (GDP, {"multiplier": ""}, "E226 multiplier"),
    "another hedge": (GDP, {"hedge": "近"}, "E227 hedge"),
    "no hedge": (GDP, {"hedge": ""}, "E227 hedge"),
    "a hedge that nobody knows": (GDP, {"hedge": "超超"}, "E203 hedge"),
    "another hedge than 近": (RECENT, {"hedge": "约"}, "E227 hedge"),
    "another unit": (GDP, {"unit": "km"}, "E228 unit"),
    "no printed unit": (GDP, {"printed": "超 72 万亿"}, "E229 unit"),
    "no grammatical form": (GDP, {"printed": "超 72 万亿元元"}, "E221 printed"),
    "no number": (GDP, {"number": "many"}, "E206 number"),
    "a range without its end": (RANGE, {"number_high": ""}, "E225 number_high"),
}
SAME = {
    "a hedged figure": GDP,
    "a range": RANGE,
    "a unit that is inferred": {**GDP, "printed": "超 72 万亿", "inferred": "unit"},
    "a unit that nobody knows, which another rule reports": {**GDP, "unit": "furlong"},
    "近 as the near past": RECENT,
    "近 as nearly, where it may be both": {**RECENT, "hedge": "近"},
    "a form that is not keyed, which another rule reports": {**GDP, "printed": ""},
}


def reported(cells: dict[str, str], vocabulary: Vocabulary) -> list[str]:
    """Rules of double entry that a figure breaks, with the column."""
    candidate = KeyedFigure(figure(**cells), vocabulary)
    findings = [each for rule in RULES for each in rule(candidate, Location(FILE, 2))]
    assert fails_double_entry(candidate, Location(FILE, 2)) == bool(findings)
    assert all((each.location.file, each.location.row) == (FILE, 2) for each in findings)
    return [f"{each.code} {each.location.column}" for each in findings]


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_is_reported_at_its_cell(name: str, vocabulary: Vocabulary) -> None:
    """One wrong cell is one finding, of the rule that names it."""
    sound, wrong, finding = DIFFERENCES[name]
    assert reported({**sound, **wrong}, vocabulary) == [finding]


@pytest.mark.parametrize("name", SAME)
def test_what_agrees_is_not_reported(name: str, vocabulary: Vocabulary) -> None:
    """A cell that another rule rejects is not compared."""
    assert reported(SAME[name], vocabulary) == []


@pytest.mark.parametrize(
    ("printed", "measure", "finding"),
    [
        pytest.param("增长了 20 倍", "increase_multiple", [], id="an increase"),
        pytest.param("是…的 20 倍", "ratio", [], id="a ratio"),
        pytest.param("是…的 20 倍", "increase_multiple", ["E230 indicator"], id="not an increase"),
        pytest.param("增长了 20 倍", "ratio", ["E230 indicator"], id="not a ratio"),
    ],
)
def test_an_increase_is_not_a_ratio(
    printed: str, measure: str, finding: list[str], vocabulary: Vocabulary
) -> None:
    """增长 20 倍 adds twenty times the base to it, 是…的 20 倍 does not."""
    indicator = next(row for row in vocabulary.rows("indicators") if row["measure"] == measure)
    cells = {"indicator": indicator["indicator"], "unit": indicator["unit"]}
    assert reported({**cells, "printed": printed, "number": "20"}, vocabulary) == finding


def test_a_word_that_is_not_known_is_named(vocabulary: Vocabulary) -> None:
    """The editor sees which word the vocabulary lacks, and what the rest reads as."""
    candidate = KeyedFigure(figure(**{**GDP, "printed": "跨过 72 万亿元"}), vocabulary)
    (finding,) = [each for rule in RULES for each in rule(candidate, Location(FILE, 2))][:1]
    assert "跨过 is not a known word; the rest reads as 72 万亿 元" in str(finding)
