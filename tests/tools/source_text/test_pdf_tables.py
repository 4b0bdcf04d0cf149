"""Ruled tables of a PDF, cell by cell, whatever rules they have."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from pipeline.tools.source_text import Scan, Section, scan
from tests.tools.source_text.typeset import FONT, register_drawn_font

Cells = Sequence[Sequence[str]]
Style = Sequence[tuple[object, ...]]
ROWS: Cells = [
    ["指标", "2019年", "2020年", "比重(%)"],
    ["全部", "1300", "1430", "100.0"],
    ["东岛", "900", "1030", "72.0"],
    ["西岛", "400", "…", "28.0"],
]
FULL: Style = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
BOXED_CELLS: Style = [("BOX", (x, y), (x, y), 1, "black") for x in range(4) for y in range(4)]
OPEN_SIDES: Style = [
    ("LINEABOVE", (0, 0), (-1, 1), 1, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
    ("LINEAFTER", (0, 0), (-2, -1), 0.5, "black"),
]
THREE_RULES: Style = [
    ("LINEABOVE", (0, 0), (-1, 1), 1, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
]


def typeset_table(path: Path, rows: Cells, style: Style) -> Path:
    """A page with a heading, a title, a table and a line below it."""
    register_drawn_font()
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 760, "一、概况")
    canvas.setFont(FONT, 10)
    canvas.drawString(92, 735, "表1 2020年岛屿产值")
    fonts = [("FONT", (0, 0), (-1, -1), FONT, 10), *style]
    table = Table([list(row) for row in rows], colWidths=[90] * len(rows[0]), style=fonts)
    _, height = table.wrapOn(canvas, 400, 400)
    table.drawOn(canvas, 72, 720 - height)
    canvas.setFont(FONT, 10)
    canvas.drawString(92, 690 - height, "渔船有 12 艘。")
    canvas.save()
    return path


def scanned(folder: Path, rows: Cells, style: Style) -> Scan:
    """The scan of a page with a table."""
    path = typeset_table(folder / "page.pdf", rows, style)
    return scan(path, [Section("1", "chapter", "一、", "概况")])


def tables(folder: Path, rows: Cells, style: Style) -> list[list[list[str]]]:
    """The rows of the tables of a page."""
    return [[list(row) for row in each.rows] for each in scanned(folder, rows, style).tables]


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(FULL, id="all rules"),
        pytest.param(BOXED_CELLS, id="a box around every cell"),
        pytest.param(OPEN_SIDES, id="open sides, no rules between rows"),
        pytest.param(THREE_RULES, id="three rules"),
    ],
)
def test_cells_are_read_between_the_rules(style: Style, tmp_path: Path) -> None:
    """Numbers of neighbouring cells are never joined."""
    assert tables(tmp_path, ROWS, style) == [[list(row) for row in ROWS]]


def test_a_table_is_a_paragraph_between_its_neighbours(tmp_path: Path) -> None:
    """Title and text around it keep their own paragraphs, and no numeral is lost."""
    found = scanned(tmp_path, ROWS, FULL)
    assert [(s.paragraph, s.sentence, s.text) for s in found.sentences] == [
        (0, 1, "一、概况"),
        (1, 1, "表1 2020年岛屿产值"),
        (2, 1, "指标|2019年|2020年|比重(%)"),
        (2, 2, "全部|1300|1430|100.0"),
        (2, 3, "东岛|900|1030|72.0"),
        (2, 4, "西岛|400|...|28.0"),
        (3, 1, "渔船有12艘。"),
    ]
    assert [table.title for table in found.tables] == ["表1 2020年岛屿产值"]


def test_a_cell_over_several_columns_is_the_first_of_them(tmp_path: Path) -> None:
    """Its text may stand across the edge of two columns."""
    rows = [["指标", "产值", "", "比重(%)"], ["", "2019年", "2020年", ""], *ROWS[1:]]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1)),
             ("ALIGN", (1, 0), (1, 0), "CENTER"), ("VALIGN", (0, 0), (0, 1), "MIDDLE")]  # fmt: skip
    (table,) = tables(tmp_path, rows, [*FULL, *spans])
    assert table == [list(row) for row in rows]


def test_two_lines_of_print_in_a_cell_are_one_cell(tmp_path: Path) -> None:
    """A long label is wrapped, but a row has one line of numbers."""
    rows = [*ROWS[:2], ["东岛和\n北岛", "900", "1030", "72.0"], ROWS[3]]
    (table,) = tables(tmp_path, rows, FULL)
    assert table[2] == ["东岛和北岛", "900", "1030", "72.0"]


def test_a_frame_without_numbers_in_columns_is_not_a_table(tmp_path: Path) -> None:
    """A box around text is no table, and its text is not lost."""
    found = scanned(tmp_path, [["渔民 3 人"], ["渔港 4 个"]], FULL)
    assert found.tables == ()
    assert [token.text for token in found.tokens] == ["一", "1", "2020", "3", "4", "12"]


def test_rules_around_numbers_without_columns_are_reported(tmp_path: Path) -> None:
    """What a scan cannot read as a table it states; the numerals stay in the text."""
    rows = [["甲乙丙丁12"], ["戊己13庚辛"], ["壬癸子丑14"]]
    found = scanned(tmp_path, rows, [("LINEABOVE", (0, 0), (-1, -1), 1, "black")])
    assert [each.en for each in found.unread] == [
        "page 1 of the file: rules frame numbers, but no columns are found between them"
    ]
    assert {token.text for token in found.tokens} >= {"12", "13", "14"}
