"""The published figures state what the printed words state, held against values worked out by hand."""

import re
from decimal import Decimal

import pytest

from pipeline.schema import FIGURES
from tests.package.committed import Row, rows
from tests.transform.printed_values import DATES, VALUES, cells

# DESIGN §5: what users, clients and checks count on; more may stand beside them
PROMISED = """
figure_id indicator indicator_zh indicator_en entity entity_zh entity_en
value value_high unit bound lower upper lower_closed upper_closed decimals measure
period period_start period_end period_kind
basis base_start base_end
status cited inferred note_zh note_en
printed number number_high multiplier hedge
report section page paragraph sentence sentence_sha256
raw_file raw_row
"""
BESIDE = ["credit"]
NUMBERS = ("value", "value_high", "decimals", "lower", "upper")


@pytest.fixture(scope="module")
def figures() -> dict[str, Row]:
    """The published figures by identifier."""
    return {row["figure_id"]: row for row in rows("figures")}


def allowed(row: Row) -> str:
    """What the words of a figure allow, as an interval in mathematical notation."""
    low, high = row["lower"] or "-∞", row["upper"] or "∞"
    left = "[" if row["lower_closed"] == "true" else "("
    right = "]" if row["upper_closed"] == "true" else ")"
    return f"{left}{low}, {high}{right}"


def test_the_columns_are_those_that_were_promised() -> None:
    """Column names are a promise; an addition is listed here, a removal breaks somebody's work."""
    assert [name for name in FIGURES.columns if name not in BESIDE] == PROMISED.split()


@pytest.mark.parametrize("expected", cells(VALUES), ids=lambda cells: cells[0])
def test_a_figure_states_what_was_printed(expected: list[str], figures: dict[str, Row]) -> None:
    """Value, precision, bound and interval, each worked out by hand."""
    figure, printed, unit, value, decimals, bound, interval = expected
    row = figures[figure]
    stated = "…".join(part for part in (row["value"], row["value_high"]) if part)
    assert (row["printed"], row["unit"]) == (printed, unit)
    assert (stated, row["decimals"], row["bound"]) == (value, decimals, bound)
    assert allowed(row) == interval


@pytest.mark.parametrize("expected", cells(DATES), ids=lambda cells: cells[0])
def test_a_figure_is_dated_in_inclusive_days(expected: list[str], figures: dict[str, Row]) -> None:
    """Period and base as ISO days; no base where it is not time, or hangs on an unknown one."""
    figure, period, days, basis, base = expected
    row = figures[figure]
    dated = f"{row['period_start']} {row['period_end']} {row['period_kind']}".strip()
    assert (row["period"], dated) == (period, " ".join(days.split()))
    assert (row["basis"], f"{row['base_start']} {row['base_end']}".strip()) == (basis, base)


def test_the_hand_made_values_cover_every_bound_and_unit_form_that_is_published(
    figures: dict[str, Row],
) -> None:
    """A bound of a new kind in the report asks for a line worked out by hand."""
    covered = {line[5] for line in cells(VALUES)}
    assert {row["bound"] for row in figures.values()} <= covered
    assert covered <= set(FIGURES["bound"].enum)
    assert len(cells(VALUES)) >= 25


def test_no_number_is_published_with_an_exponent_or_a_float_tail(figures: dict[str, Row]) -> None:
    """Plain decimals of at most twelve places behind the point, the longest a fraction needs."""
    plain = re.compile(r"-?\d+(\.\d{1,12})?")
    written = [(row["figure_id"], row[name]) for row in figures.values() for name in NUMBERS]
    assert [each for each in written if each[1] and not plain.fullmatch(each[1])] == []


def test_a_blank_value_is_a_magnitude_and_nothing_else(figures: dict[str, Row]) -> None:
    """Only a vague magnitude states no number; it has bounds instead."""
    blank = {row["figure_id"] for row in figures.values() if not row["value"]}
    assert blank == {row["figure_id"] for row in figures.values() if row["bound"] == "magnitude"}
    assert all(figures[each]["lower"] for each in blank)


def test_an_end_is_open_or_closed_exactly_where_there_is_one(figures: dict[str, Row]) -> None:
    """Blank is unbounded; a truth value beside a blank end would mean nothing."""
    for row in figures.values():
        for end in ("lower", "upper"):
            assert bool(row[end]) is bool(row[f"{end}_closed"]), row["figure_id"]


def test_a_value_lies_within_or_at_an_end_of_what_the_words_allow(figures: dict[str, Row]) -> None:
    """超 72 leaves 72 itself out, but nothing beyond it on the wrong side."""
    for row in figures.values():
        for value in (row["value"], row["value_high"]):
            if value and row["lower"]:
                assert Decimal(row["lower"]) <= Decimal(value), row["figure_id"]
            if value and row["upper"]:
                assert Decimal(value) <= Decimal(row["upper"]), row["figure_id"]


def test_the_place_of_a_figure_is_that_of_its_first_numeral(figures: dict[str, Row]) -> None:
    """Section, page, paragraph, sentence and fingerprint come from the ledger, where they are proved."""
    first: dict[str, Row] = {}
    for row in rows("numerals"):
        first.setdefault(row["figure"], row)
    place = ("section", "page", "paragraph", "sentence", "sentence_sha256")
    for identifier, figure in figures.items():
        assert [figure[name] for name in place] == [first[identifier][name] for name in place]


def test_figures_stand_in_order_of_printing(figures: dict[str, Row]) -> None:
    """Reading the table from the top is reading the report."""
    ledger = [row["figure"] for row in rows("numerals") if row["figure"]]
    assert list(figures) == list(dict.fromkeys(ledger))


def test_the_counts_of_the_sections_add_up_to_the_tables() -> None:
    """Each row of a counted table stands in one section of the published ones."""
    sections = rows("sections")
    for table in ("figures", "policies", "initiatives", "recommendations"):
        assert sum(int(row[table]) for row in sections) == len(rows(table)), table


def test_names_come_from_the_vocabulary(figures: dict[str, Row]) -> None:
    """Titles and measure are repeated in each row, and must not drift from their table."""
    indicators = {row["indicator"]: row for row in rows("indicators")}
    entities = {row["entity"]: row for row in rows("entities")}
    for row in figures.values():
        indicator, entity = indicators[row["indicator"]], entities[row["entity"]]
        assert (row["indicator_zh"], row["indicator_en"]) == (
            indicator["title_zh"],
            indicator["title_en"],
        )
        assert (row["entity_zh"], row["entity_en"]) == (entity["title_zh"], entity["title_en"])
        assert row["measure"] == indicator["measure"]
