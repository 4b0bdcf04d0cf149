"""What each error makes of a figure, and where it makes nothing."""

import pytest

from pipeline.tools.mutation_testing.operators import (
    Mutant,
    MutationScope,
    MutationTarget,
    digit_changed,
    digits_swapped,
    mutants,
    point_moved,
)

ROW = {
    "id": "1-002", "page": "3", "printed": "下降 1.5%", "indicator": "growth", "entity": "CN",
    "hedge": "", "number": "-1.5", "number_high": "", "multiplier": "", "unit": "percent",
    "period": "2020-01/2020-06", "basis": "yoy",
}  # fmt: skip
ABOVE = {**ROW, "id": "1-001", "entity": "US", "unit": "CNY"}


def made(
    error_type: str, depth: MutationScope = MutationScope.KEYED, **cells: str
) -> Mutant | None:
    """The mutant of one class and depth of a figure with these cells."""
    row = {**ROW, **cells}
    subject = MutationTarget(row, "下降" if "下降" in row["printed"] else "", (ABOVE, row))
    every = mutants(subject)
    return next(
        (each for each in every if (each.error_type, each.depth) == (error_type, depth)), None
    )


@pytest.mark.parametrize(
    ("size", "changed", "swapped", "moved"),
    [
        ("16.4", "16.5", "14.6", "1.64"),
        ("0.7", "0.8", "7.0", "0.07"),
        ("10", "11", None, "1.0"),
        ("9", "8", None, "0.9"),
        ("19", "10", "91", "1.9"),
        ("三", "四", None, None),
        ("1/6", "1/7", None, None),
        ("1/9", "1/8", None, None),
    ],
)
def test_a_number_errors_to_one_fixed_other(
    size: str, changed: str | None, swapped: str | None, moved: str | None
) -> None:
    """Deterministic, and never a number that nobody would write."""
    assert (digit_changed(size), digits_swapped(size), point_moved(size)) == (
        changed, swapped, moved,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("error_type", "cells", "expected"),
    [
        ("sign", {}, {"number": "1.5", "printed": "增长 1.5%"}),
        ("percent or point", {}, {"unit": "percentage_point", "printed": "下降 1.5个百分点"}),
        (
            "hedge dropped",
            {"printed": "超 72 万亿元", "hedge": "超"},
            {"hedge": "", "printed": "72 万亿元"},
        ),
        (
            "hedge changed",
            {"printed": "3 倍左右", "hedge": "左右"},
            {"hedge": "以上", "printed": "3 倍以上"},
        ),
        (
            "multiplier",
            {"printed": "72 万亿元", "multiplier": "万亿"},
            {"multiplier": "万", "printed": "72 万元"},
        ),
        (
            "range end dropped",
            {"printed": "20%~30%", "number": "20", "number_high": "30"},
            {"number_high": "", "printed": "20%"},
        ),
    ],
    ids=["sign", "percent", "hedge-dropped", "hedge-changed", "multiplier", "range"],
)
def test_a_misreading_changes_print_and_cells_together(
    error_type: str, cells: dict[str, str], expected: dict[str, str]
) -> None:
    """The hard case: the two entries agree with each other."""
    mutant = made(error_type, MutationScope.PRINTED, **cells)
    assert mutant
    assert mutant.rows == ({**ROW, **cells, **expected},)


@pytest.mark.parametrize(
    ("error_type", "column", "value"),
    [
        ("year later", "period", "2021-01/2021-06"),
        ("year earlier", "period", "2019-01/2019-06"),
        ("yoy or pop", "basis", "pop"),
        ("page later", "page", "4"),
        ("entity of neighbour", "entity", "US"),
        ("unit of neighbour", "unit", "CNY"),
    ],
)
def test_an_error_in_a_cell_leaves_the_print(error_type: str, column: str, value: str) -> None:
    """What the printed form does not state is keyed alone."""
    mutant = made(error_type)
    assert mutant
    assert mutant.rows == ({**ROW, column: value},)


def test_rows_are_deleted_and_duplicated() -> None:
    """No row, and two."""
    deleted, duplicated = made("row deleted"), made("row duplicated")
    assert deleted
    assert duplicated
    assert (len(deleted.rows), len(duplicated.rows)) == (0, 2)


def test_a_misread_numeral_reaches_the_ledger() -> None:
    """The third entry states the same, so that only its meaning can report."""
    mutant = made("digit changed", MutationScope.LEDGER)
    assert mutant
    assert mutant.numerals == ("1.6",)


@pytest.mark.parametrize("error_type", ["multiplier", "range end dropped", "hedge dropped"])
def test_an_error_that_cannot_happen_is_not_injected(error_type: str) -> None:
    """The figure has no multiplier, no second end and no hedge."""
    assert made(error_type) is None
