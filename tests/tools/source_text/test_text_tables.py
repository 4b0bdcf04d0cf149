"""Tables of a text in every layout, what is not one, and what cannot be read."""

import pytest

from pipeline.tools.source_text.text_tables import find_tables


def rows(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of the tables of a text, each with the number of its table."""
    return [(row.table, row.cells) for row in find_tables(text.split("\n"))[0]]


def unread(text: str) -> list[str]:
    """What is not read, as people read it."""
    return [each.en for each in find_tables(text.split("\n"))[1]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| 甲 | 乙 |\n| --- | ---: |\n| 船 | 12 |\n| 港 | … |", id="Markdown"),
        pytest.param("甲 | 乙\n--- | ---\n船 | 12\n港 | …", id="Markdown without outer rules"),
        pytest.param("甲│乙\n──┼──\n船│12\n港│…", id="drawn rules"),
        pytest.param("甲\t乙\n船\t12\n港\t…", id="tabs"),
        pytest.param("甲\u3000乙\n船\u300012\n港\u3000…", id="full-width spaces"),
        pytest.param("  甲     乙\n  船     12\n  港     …", id="aligned with spaces"),
    ],
)
def test_a_table_has_the_same_cells_in_every_layout(text: str) -> None:
    """A rule below the header is not a row."""
    assert rows(text) == [(1, ("甲", "乙")), (1, ("船", "12")), (1, ("港", "…"))]
    assert unread(text) == []


def test_a_blank_cell_of_aligned_columns_is_the_one_under_its_header() -> None:
    """Only the position on the line says which cell is missing."""
    text = "指标      2019    2020    增长\n渔船      12      13      8.3\n渔港              14\n渔民      5               0.4"
    assert [cells for _, cells in rows(text)] == [
        ("指标", "2019", "2020", "增长"),
        ("渔船", "12", "13", "8.3"),
        ("渔港", "", "14", ""),
        ("渔民", "5", "", "0.4"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("甲\u3000乙\u3000丙\n船\u300012\u300013\n港\u300014\u300015\u300016\n民\u30001\u30002", 3, id="one cell too many"),
        pytest.param("甲|乙|丙\n船|12|13\n港|14\n民|1|2", 3, id="a rule is missing"),
    ],
)  # fmt: skip
def test_a_row_whose_cells_cannot_be_assigned_is_reported(text: str, line: int) -> None:
    """It is not guessed, and the other rows are read."""
    assert [each.partition(":")[0] for each in unread(text)] == [f"line {line}"]
    assert len(rows(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("渔船\u3000共有十二艘，其中远洋渔船三艘，近海渔船九艘\n渔港\u3000共有四个，均在东岛南岸，没有一个在西岛", id="prose with wide spaces"),
        pytest.param("\u3000\u3000渔船有 12 艘。\n\u3000\u3000渔港有 4 个。", id="indented paragraphs"),
        pytest.param("渔船\t12", id="one line"),
        pytest.param("表1\u30002024年渔船数", id="a title"),
    ],
)  # fmt: skip
def test_what_is_not_a_table_is_not_read_as_one(text: str) -> None:
    """Paragraphs stay paragraphs."""
    assert rows(text) == []
    assert unread(text) == []


def test_title_unit_and_note_beside_a_table_are_not_rows() -> None:
    """They may have the same kind of space, and fewer cells."""
    text = "表1\u3000渔业\n指标\u30002019\u30002020\n渔船\u300012\u300013\n渔港\u30004\u30005\n注\u3000初步数"
    assert [cells[0] for _, cells in rows(text)] == ["指标", "渔船", "渔港"]


def test_tables_are_numbered_in_order() -> None:
    """Two tables with text between them are two."""
    assert [table for table, _ in rows("甲\t1\n乙\t2\n\n文\n\n甲\t1\n乙\t2")] == [1, 1, 2, 2]
