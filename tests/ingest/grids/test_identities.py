"""What follows from the rows and columns of a grid, at the cells that it claims."""

from pathlib import Path

from pipeline.ingest.grids.identities import grid_identities
from tests.ingest.grids.islands import KEY, TABLE, expanded


def test_sums_and_rates_are_identities_at_the_cells_that_they_claim(tmp_path: Path) -> None:
    """Rates cannot be added; the levels of two periods give them."""
    rows = grid_identities(expanded(tmp_path))
    assert [(row["identity"], row["expression"], row["claim"]) for row in rows] == [
        ("islands.sum-B3-1", "[2-014] + [2-017]", "= [2-011]"),
        ("islands.sum-C3-1", "[2-015] + [2-018]", "= [2-012]"),
        ("islands.growth-D3", "([2-012] / [2-011] - 1) * 100", "= [2-013]"),
        ("islands.growth-D4", "([2-015] / [2-014] - 1) * 100", "= [2-016]"),
        ("islands.growth-D5", "([2-018] / [2-017] - 1) * 100", "= [2-019]"),
    ]
    assert [(row["raw_row"], row["raw_cell"]) for row in rows][:2] == [("3", "B"), ("3", "C")]


def test_no_identity_is_made_between_columns_if_the_key_says_so(tmp_path: Path) -> None:
    """Rates at comparable prices do not follow from levels at current prices."""
    rows = grid_identities(expanded(tmp_path, key=KEY + "derive: false\n"))
    assert {row["kind"] for row in rows} == {"sum"}


def test_a_sum_with_a_part_that_has_no_number_is_a_bound(tmp_path: Path) -> None:
    """The whole is at least what is printed."""
    grid = expanded(tmp_path, TABLE.replace("西岛,400", "西岛,…"))
    sums = [row for row in grid_identities(grid) if row["raw_cell"] == "B"]
    assert [(row["kind"], row["expression"], row["claim"]) for row in sums] == [
        ("bound", "[2-011]", ">= [2-014]")
    ]


def test_a_mean_is_between_two_numbers(tmp_path: Path) -> None:
    """National prices lie between urban and rural ones."""
    key = KEY.replace("sums:\n  - {whole: 3", "means:\n  - {whole: 3")
    (row, *_) = grid_identities(expanded(tmp_path, key=key))
    assert (row["expression"], row["claim"]) == (
        "[2-014] + 0..1 * ([2-017] - [2-014])",
        "= [2-011]",
    )


def test_a_difference_and_a_share_follow_from_levels(tmp_path: Path) -> None:
    """The unit decides: a difference has the unit of its levels, a share has a whole of 100."""
    key = KEY.replace('D: {period: "2020", indicator: gdp_growth, unit: percent, words: "%", basis: yoy}',
        'D: {period: "2020", indicator: gdp_change, unit: CNY, multiplier: 亿, words: 亿元, basis: yoy}\n'
        '  E: {period: "2020", indicator: gdp_part, unit: percent, words: "%", basis: "share_of:gdp"}',
    )  # fmt: skip
    table = "表2,,,,\n指标,2019年,2020年,增加,比重\n全部,1300,1430,130,100\n东岛,900,1030,130,72\n西岛,400,400,0,28\n注,,,,\n"
    rows = grid_identities(expanded(tmp_path, table, key))
    between = {row["identity"]: row["expression"] for row in rows if "sum" not in row["identity"]}
    assert between["islands.difference-D3"] == "[2-012] - [2-011]"
    assert between["islands.share-E4"] == "[2-016] / [2-012] * 100"
    assert "islands.share-E3" not in between
    assert {row["identity"] for row in rows} >= {"islands.sum-E3-1", "islands.sum-B3-1"}
    assert "islands.sum-D3-1" in {row["identity"] for row in rows}
