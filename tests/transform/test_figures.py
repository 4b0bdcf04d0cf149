"""Figures that the report does not print, resolved: mirrored bounds, long numbers, order, places."""

import pytest

from pipeline.ingest import RAW_FILE, RAW_ROW
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.schema import RAW_FIGURES
from pipeline.transform import transform_section
from pipeline.transform.figures import ledger_positions
from pipeline.validation import Vocabulary
from tests.package.committed import CHECKOUT, REPORT, Row


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The committed vocabulary."""
    return Vocabulary.of(load_reports(Paths(CHECKOUT))[REPORT].vocabulary)


def keyed(identifier: str, **cells: str) -> Row:
    """A keyed figure about growth of gross domestic product, with some cells changed."""
    plain = dict.fromkeys(RAW_FIGURES.columns, "")
    growth = {"indicator": "gdp_growth", "entity": "CN", "unit": "percent", "status": "actual"}
    origin = {RAW_FILE: "raw/caict-2020/figures/1.1.csv", RAW_ROW: "2"}
    return {**plain, **growth, **origin, "id": identifier, "number": "1", **cells}


def resolved(vocabulary: Vocabulary, **cells: str) -> Row:
    """The published row of one keyed figure."""
    (row,) = transform_section([keyed("1.1-001", **cells)], REPORT, vocabulary, {})
    return dict(row)


@pytest.mark.parametrize(
    ("hedge", "number", "bound", "lower", "upper"),
    [
        pytest.param("近", "-10", "~>", "-10", "", id="a decline of nearly ten"),
        pytest.param("超过", "-10", "<", "", "-10", id="a decline of more than ten"),
        pytest.param("不足", "-10", ">", "-10", "", id="a decline of less than ten"),
        pytest.param("以上", "-10", "<=", "", "-10", id="a decline of ten or more"),
        pytest.param("近", "10", "~<", "", "10", id="a rise of nearly ten"),
    ],
)
def test_the_bound_of_a_decline_is_that_of_its_size_mirrored(
    vocabulary: Vocabulary, hedge: str, number: str, bound: str, lower: str, upper: str
) -> None:
    """下降近 10% is a change that lies above -10."""
    row = resolved(vocabulary, hedge=hedge, number=number)
    assert (row["value"], row["bound"], row["lower"], row["upper"]) == (number, bound, lower, upper)


def test_a_number_of_more_digits_than_a_decimal_context_is_exact(vocabulary: Vocabulary) -> None:
    """Nothing is rounded to the 28 digits of Python's default context on its way out."""
    digits = "1234567890123456789012345678901234567890.1"
    row = resolved(vocabulary, number=digits)
    assert row["value"] == digits
    assert (row["lower"], row["upper"]) == (f"{digits[:-1]}05", f"{digits[:-1]}15")


def test_figures_are_published_in_order_of_printing_and_not_of_numbering(
    vocabulary: Vocabulary,
) -> None:
    """A figure found late gets the next free number, which is never reused, and its own place."""
    places = {
        "1.1-001": {"paragraph": "2", "sentence": "1", "ordinal": "1"},
        "1.1-002": {"paragraph": "10", "sentence": "1", "ordinal": "1"},
        "1.1-003": {"paragraph": "2", "sentence": "1", "ordinal": "0"},
    }
    keyed_rows = [keyed(each) for each in ("1.1-001", "1.1-002", "1.1-003", "1.1-004")]
    published = transform_section(keyed_rows, REPORT, vocabulary, places)
    assert [row["figure_id"] for row in published] == ["1.1-003", "1.1-001", "1.1-002", "1.1-004"]


def test_a_figure_of_two_numerals_stands_where_its_first_is_printed() -> None:
    """A range may run over a page break; excluded numerals place nothing."""
    ledger = [
        {"figure": "", "page": "1"},
        {"figure": "1.1-001", "page": "2"},
        {"figure": "1.1-001", "page": "3"},
    ]
    assert ledger_positions(ledger) == {"1.1-001": {"figure": "1.1-001", "page": "2"}}


@pytest.mark.parametrize("note", ["=1+1", "../x", "<script>alert(1)</script>", 'a "b", c'])
def test_a_note_is_published_as_it_was_keyed(vocabulary: Vocabulary, note: str) -> None:
    """What looks like a formula, a path or a script is data."""
    assert resolved(vocabulary, note_en=note)["note_en"] == note
