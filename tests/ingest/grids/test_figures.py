"""What a grid becomes: figures and ledger, each at the cell of the grid."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.parsing.normalization import fingerprint
from tests.ingest.grids.islands import KEY, TABLE, expanded, found


def test_a_grid_becomes_figures_that_are_keyed_as_others(tmp_path: Path) -> None:
    """Row by row; the printed form is the cell with the shared words of its column."""
    grid = expanded(tmp_path)
    assert found(grid) == []
    columns = (
        "id", "printed", "number", "multiplier", "unit", "period", "basis", "raw_row", "raw_cell",
    )  # fmt: skip
    rows = [" ".join(figure[name] or "-" for name in columns) for figure in grid.figures]
    assert rows == [
        "2-011 1,300〔亿元〕 1300 亿 CNY 2019 - 3 B",
        "2-012 1430〔亿元〕 1430 亿 CNY 2020 - 3 C",
        "2-013 10.0〔%〕 10.0 - percent 2020 yoy 3 D",
        "2-014 900〔亿元〕 900 亿 CNY 2019 - 4 B",
        "2-015 1030〔亿元〕 1030 亿 CNY 2020 - 4 C",
        "2-016 14.4〔%〕 14.4 - percent 2020 yoy 4 D",
        "2-017 400〔亿元〕 400 亿 CNY 2019 - 5 B",
        "2-018 400〔亿元〕 400 亿 CNY 2020 - 5 C",
        "2-019 0.0〔%〕 0.0 - percent 2020 yoy 5 D",
    ]
    assert {figure["inferred"] for figure in grid.figures} == {"period"}


def test_a_figure_has_the_headers_that_state_its_meaning(tmp_path: Path) -> None:
    """The years of a period are searched there, and words of an entity."""
    contexts = {figure["id"]: figure["context"] for figure in expanded(tmp_path).figures}
    assert contexts["2-015"] == "2020年|东岛"
    assert {figure["title_context"] for figure in expanded(tmp_path).figures} == {"表2岛屿产值|||"}


def test_every_numeral_of_a_grid_is_in_the_ledger(tmp_path: Path) -> None:
    """Title and notes are paragraphs, rows are sentences; a numeral is a figure or has a reason."""
    columns = ("paragraph", "sentence", "ordinal", "token", "figure", "reason")
    rows = [" ".join(row[name] or "-" for name in columns) for row in expanded(tmp_path).ledger]
    assert rows[:5] == [
        "4 1 1 2 - list_number",
        "5 1 1 2019 - date",
        "5 1 2 2020 - date",
        "5 2 1 1300 2-011 -",
        "5 2 2 1430 2-012 -",
    ]
    assert rows[-1] == "6 1 1 2020 - date"
    assert len(rows) == 13


def test_a_row_has_the_fingerprint_that_a_scan_of_the_text_gives(tmp_path: Path) -> None:
    """The ledger of a grid is verified like that of a sentence."""
    prints = {row["sentence_sha256"] for row in expanded(tmp_path).ledger if row["sentence"] == "3"}
    assert prints == {fingerprint("东岛|900|1030|14.4")}


def test_a_mark_has_the_meaning_that_the_key_states(tmp_path: Path) -> None:
    """A cell without a number has no figure, and its identifier is not used by the next one."""
    grid = expanded(tmp_path, TABLE.replace("西岛,400", "西岛,…"))
    assert grid.body[5, "B"].figure is None
    assert grid.body[5, "B"].mark == "…"
    assert grid.body[5, "C"].id == "2-018"
    last = grid.figures[-1]
    assert (last["number"], last["note_en"]) == ("0.0", "Very small")


def test_exceptions_state_the_parts_of_a_cell_that_is_not_a_plain_number(tmp_path: Path) -> None:
    """A hedged cell is keyed like a figure of the text."""
    cell = (
        "exceptions:\n  B4: {printed: 约900〔亿元〕, hedge: 约, number: '900', status: estimate}\n"
    )
    grid = expanded(tmp_path, TABLE.replace("东岛,900", "东岛,约900"), KEY + cell)
    assert found(grid) == []
    row = grid.body[4, "B"].figure or {}
    assert [row[name] for name in ("printed", "hedge", "number", "status", "unit")] == [
        "约900〔亿元〕", "约", "900", "estimate", "CNY",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "printed", "number"),
    [
        pytest.param('"12,900"', "12,900〔亿元〕", "12900", id="thousands"),
        pytest.param("９００．５", "９００．５〔亿元〕", "900.5", id="full width"),
        pytest.param("−900", "−900〔亿元〕", "-900", id="minus"),
        pytest.param("(19.5)", "(19.5)〔亿元〕", "-19.5", id="loss in brackets"),
        pytest.param("（19.5）", "（19.5）〔亿元〕", "-19.5", id="loss in wide brackets"),
        pytest.param("+900", "+900〔亿元〕", "900", id="plus"),
        pytest.param("90.0%", "90.0%", "90.0", id="its own unit"),
    ],
)
def test_a_plain_number_is_read_in_every_layout(
    cell: str, printed: str, number: str, tmp_path: Path
) -> None:
    """The printed form is that of the cell; shared words follow unless the cell has a unit."""
    grid = expanded(tmp_path, TABLE.replace("东岛,900", f"东岛,{cell}"))
    assert found(grid) == []
    row = grid.body[4, "B"].figure or {}
    assert (row["printed"], row["number"]) == (printed, number)


@pytest.mark.parametrize(
    ("cell", "mark", "reasons"),
    [
        pytest.param("900*", "*", [""], id="asterisk"),
        pytest.param("900 *", "*", [""], id="asterisk after a space"),
        pytest.param("900¹", "¹", [""], id="superscript"),
        pytest.param("900①", "①", ["", "list_number"], id="number in a circle"),
        pytest.param("900[1]", "[1]", ["", "list_number"], id="number in square brackets"),
        pytest.param("900（1）", "（1）", ["", "list_number"], id="number in round brackets"),
    ],
)
def test_a_footnote_mark_is_no_part_of_the_number(
    cell: str, mark: str, reasons: list[str], tmp_path: Path
) -> None:
    """The key states what it means; its own numeral is not a figure."""
    key = f'{KEY}  "{mark}": {{obs_status: P, status: estimate, note_en: Preliminary}}\n'
    grid = expanded(tmp_path, TABLE.replace("东岛,900", f"东岛,{cell}"), key)
    assert found(grid) == []
    row = grid.body[4, "B"].figure or {}
    assert [row[name] for name in ("printed", "number", "status", "note_en")] == [
        "900〔亿元〕", "900", "estimate", "Preliminary",
    ]  # fmt: skip
    ledger = [each for each in grid.ledger if (each["raw_row"], each["raw_cell"]) == ("4", "B")]
    assert [each["reason"] for each in ledger] == reasons
    assert [each["figure"] for each in ledger] == ["2-014", ""][: len(reasons)]


def test_a_column_may_replace_what_rows_give(tmp_path: Path) -> None:
    """Products have units of their own; their growth is in percent."""
    table = "表2,,,\n产品,单位,产量,增长（%）\n粮食,万吨,70650,1.6\n原煤,亿吨,47.8,1.2\n注,,,\n"
    lines = KEY.splitlines(keepends=True)
    key = (
        "".join(lines[:4])
        + """\
header_rows: [2]
header_columns: [A, B]
notes: [5]
cells: {period: "2020", status: actual}
columns:
  C: {indicator: output}
  D: {indicator: output_growth, unit: percent, multiplier: "", words: "%", basis: yoy}
rows:
  3: {entity: grain, unit: t, multiplier: 万, words: 万吨}
  4: {entity: coal, unit: t, multiplier: 亿, words: 亿吨}
"""
    )
    assert found(expanded(tmp_path, table, key)) == ["E141 islands.yaml:13:multiplier 万"]
    grid = expanded(tmp_path, table, key + "replacing_columns: [D]\n")
    assert found(grid) == []
    assert [(each["printed"], each["unit"], each["multiplier"]) for each in grid.figures] == [
        ("70650〔万吨〕", "t", "万"), ("1.6〔%〕", "percent", ""),
        ("47.8〔亿吨〕", "t", "亿"), ("1.2〔%〕", "percent", ""),
    ]  # fmt: skip
    assert grid.figures[1]["context"] == "增长(%)|粮食|万吨"


def test_a_column_of_notes_has_no_figures(tmp_path: Path) -> None:
    """Its numerals have reasons, and the cells of the body keep their numbers."""
    lines = TABLE.splitlines()
    table = "\n".join(
        [
            f"{lines[0]},",
            f"{lines[1]},说明",
            *(f"{each},见注1" for each in lines[2:5]),
            f"{lines[5]},",
        ]
    )
    grid = expanded(tmp_path, table, KEY.replace("notes: [6]", "notes: [6, E]"))
    assert found(grid) == []
    assert [each["id"] for each in grid.figures] == [f"2-0{number}" for number in range(11, 20)]
    assert [row["reason"] for row in grid.ledger if row["raw_cell"] == "E"] == ["name"] * 3


def test_a_blank_header_continues_the_one_before_it(tmp_path: Path) -> None:
    """Cells that are merged in print are keyed once."""
    table = "表2　岛屿产值,,,,\n,,产值,,增长\n指标,,2019年,2020年,\n全岛,东岛,900,1030,14.4\n,西岛,400,400,0.0\n注,,,,\n"
    key = KEY.replace("header_rows: [2]", "header_rows: [2, 3]").replace("[A]", "[A, B]")
    for old, new in (("D:", "E:"), ("C:", "D:"), ("B:", "C:")):
        key = key.replace(f"  {old}", f"  {new}")
    key = key.replace("  3: {entity: CN}\n", "").replace(
        "whole: 3, parts: [4, 5]", 'total: "1300", parts: [4, 5], across: [C]'
    )
    grid = expanded(tmp_path, table, key)
    assert found(grid) == []
    contexts = {figure["number"]: figure["context"] for figure in grid.figures}
    assert contexts["1030"] == "产值|2020年|全岛|东岛"
    assert contexts["0.0"] == "增长|2020年|全岛|西岛"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("900", "九百", "islands.csv:4:B 九百", id="words"),
        pytest.param("900", "9OO", "islands.csv:4:B 9OO", id="letters"),
        pytest.param("900", "", "islands.csv:4:B ", id="blank"),
        pytest.param("900", "—", "islands.csv:4:B —", id="mark"),
        pytest.param("900", "900*", "islands.csv:4:B 900*", id="footnote mark"),
        pytest.param("900", "(900", "islands.csv:4:B (900", id="open bracket"),
        pytest.param("900", "900)", "islands.csv:4:B 900)", id="closing bracket"),
        pytest.param("900", "9 900", "islands.csv:4:B 9 900", id="two numbers"),
        pytest.param("900", '"9,00"', "islands.csv:4:B 9,00", id="comma that groups no thousands"),
        pytest.param("900", "900年", "islands.csv:4:B 900年", id="unit that is not a sign"),
        pytest.param("900,1030,14.4", "甲,乙,丙", "islands.csv:4:B 甲", id="line of notes"),
    ],
)
def test_a_cell_that_the_key_does_not_explain_is_reported_once(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    """A line without any number is one error."""
    assert found(expanded(tmp_path, TABLE.replace(old, new))) == [f"E140 {expected}"]


def test_a_column_that_the_key_does_not_explain_is_reported_once(tmp_path: Path) -> None:
    """It may be one of notes."""
    table = TABLE.replace(",14.4", ",甲").replace(",10.0", ",乙").replace(",0.0", ",丙")
    assert found(expanded(tmp_path, table)) == ["E140 islands.csv:3:D 乙"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("  4: {entity: cn_east}", "  4: {entity: cn_east, unit: USD}",
            ["E141 islands.yaml:15:unit USD"], id="row and columns"),
        pytest.param("cn_west", "cn_east", ["E145 islands.csv:5:B 400〔亿元〕"], id="two rows"),
        pytest.param('"2019"', '"2020"', ["E145 islands.csv:3:C 1430〔亿元〕"], id="two columns"),
        pytest.param("derive", "reasons: {A4: [name]}\nderive", ["E113 islands.yaml:22:reasons name"],
            id="more reasons than numerals"),
    ],
)  # fmt: skip
def test_a_meaning_that_cannot_be_is_reported_once(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    """At the key, or at the first cell of the second row or column."""
    assert found(expanded(tmp_path, key=(KEY + "derive: true\n").replace(old, new))) == expected
