"""The files of a grid: what is read from them, and what is reported about them."""

import os
from pathlib import Path

import pytest

from pipeline.ingest.grids import expand, read_grids
from pipeline.parsing.normalization import fingerprint
from tests.ingest.grids.islands import KEY, NAME, TABLE, expanded, found, write

BOM = "\ufeff"


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(lambda text: BOM + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text + "\n\n", id="blank lines at the end"),
    ],
)
def test_files_of_other_programs_are_read_as_they_mean(encoded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Spreadsheets write them."""
    grid = expanded(tmp_path, encoded(TABLE), encoded(KEY))
    assert found(grid) == []
    assert grid.figures == expanded(tmp_path / "plain").figures


def test_a_second_keying_is_compared_cell_by_cell(tmp_path: Path) -> None:
    """Spaces and full-width signs are no difference; digits are."""
    again = TABLE.replace("900", "９００").replace("东岛", "东 岛").replace("1430", "1340")
    assert found(expanded(tmp_path, second=again)) == ["E142 islands.csv:3:C 1430"]


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        pytest.param(TABLE.replace("东岛,900,1030,14.4\n", ""), "4:A 东岛", id="lacks a line"),
        pytest.param(TABLE + "南岛,1,2,3\n", "7:A ", id="has one more line"),
        pytest.param(TABLE.replace("1030,14.4", "1030"), "4:D 14.4", id="lacks a cell"),
    ],
)
def test_a_shifted_second_keying_is_one_difference(
    again: str, expected: str, tmp_path: Path
) -> None:
    """The lines after it differ too."""
    assert found(expanded(tmp_path, second=again)) == [f"E142 islands.csv:{expected}"]


def test_a_grid_needs_a_second_keying_or_agreement_with_the_text(tmp_path: Path) -> None:
    """A table that was keyed once may have any digit wrong."""
    grid = expanded(tmp_path).grid
    tables = tmp_path / "raw" / "report" / "tables"
    (tables / "islands.second.csv").unlink()
    for agreed, code in (("", "E144"), (fingerprint(grid.text), ""), (f"v2:{'0' * 64}", "E143")):
        line = f'agreed: "{agreed}"\n' if agreed else ""
        (tables / "islands.yaml").write_text(KEY + line, encoding="utf-8")
        (again,) = read_grids(tables.parent, tmp_path)
        assert [each.code for each in again.findings] == [code] * bool(code)


@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        pytest.param([".csv"], "E114 islands.csv", id="grid"),
        pytest.param([".yaml"], "E114 islands.yaml", id="key"),
        pytest.param([".csv", ".yaml"], "E114 islands.csv", id="all but the second keying"),
        pytest.param([".csv", ".second.csv"], "E114 islands.csv", id="all but the key"),
    ],
)
def test_a_file_without_the_others_is_reported_once(
    removed: list[str], expected: str, tmp_path: Path
) -> None:
    """A key states nothing without its grid, and a grid nothing without its key."""
    folder = write(tmp_path)
    for suffix in removed:
        (folder / "tables" / f"{NAME}{suffix}").unlink()
    (grid,) = map(expand, read_grids(folder, tmp_path))
    assert [each.split(" ")[:2] for each in found(grid)] == [expected.split(" ")]
    assert grid.figures == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("notes.txt", "E118 notes.txt", id="another file"),
        pytest.param("islands.xlsx", "E118 islands.xlsx", id="spreadsheet"),
        pytest.param("folder.csv/", "E118 folder.csv", id="folder"),
        pytest.param("a b.csv", "E113 a b.csv", id="name with a space"),
        pytest.param("\udcff.csv", "E113 \\udcff.csv", id="name that is not UTF-8"),
        pytest.param(".~lock.islands.csv#", "", id="lock of an editor"),
    ],
)
def test_what_does_not_belong_to_a_grid_is_reported_once(
    name: str, expected: str, tmp_path: Path
) -> None:
    """It has no key and needs none."""
    folder = write(tmp_path)
    path = folder / "tables" / name
    if name.endswith("/"):
        path.mkdir()
    else:
        Path(os.fsencode(path).decode(errors="surrogateescape")).write_text(TABLE, encoding="utf-8")
    reported = [each for grid in map(expand, read_grids(folder, tmp_path)) for each in found(grid)]
    assert [each[: len(expected)] for each in reported] == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("东岛,900,1030,14.4", "东岛,900,1030", "E108 islands.csv:4 3", id="lacks a cell"),
        pytest.param('"1,300"', "1,300", "E108 islands.csv:3 5", id="comma without quotes"),
        pytest.param("东岛", '"东岛', "E110 islands.csv:4", id="open quotation mark"),
        pytest.param("东岛", '"东\n岛"', "E116 islands.csv:4:A 东\n岛", id="line break in a cell"),
        pytest.param("东岛", f"{'岛' * 10_001}", f"E109 islands.csv:4:A {'岛' * 10_001}", id="long cell"),
        pytest.param(TABLE, "", "E103 islands.csv", id="empty"),
        pytest.param(TABLE, ",,,\n,,,\n", "E103 islands.csv", id="only commas"),
        pytest.param("".join(TABLE.splitlines(True)[2:5]), "全部,,,\n,,,\n,,,\n", "E146 islands.csv", id="no numbers"),
    ],
)  # fmt: skip
def test_a_malformed_grid_is_reported_once(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    """Nothing that follows from it is reported."""
    table = TABLE.replace(old, new)
    reported = found(expanded(tmp_path, table, KEY, TABLE))
    assert [each[: len(expected)] for each in reported] == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("header_rows: [2]", "header_rows: [9]", "E113 islands.yaml:5:header_rows 9", id="line that is not there"),
        pytest.param("header_rows: [2]", "header_rows: [1]", "E113 islands.yaml:5:header_rows 1", id="line of two roles"),
        pytest.param("header_rows: [2]", "header_rows: []", "E113 islands.yaml:5:header_rows list", id="no headers"),
        pytest.param("header_columns: [A]", "header_columns: [Z]", "E113 islands.yaml:6:header_columns Z", id="column that is not there"),
        pytest.param("title: [1]\n", "", "E113 islands.yaml:title 1", id="line above the headers without a role"),
        pytest.param("notes: [6]\n", "", "E113 islands.yaml:notes 6", id="line below the numbers without a role"),
        pytest.param("  D: {period", "  F: {period", "E113 islands.yaml:12:columns F", id="column of the key"),
        pytest.param("  D: {period", "  A: {period", "E113 islands.yaml:12:columns A", id="column of labels"),
        pytest.param("  D: {period", "  d: {period", "E113 islands.yaml:12:columns d", id="lower-case column"),
        pytest.param("  5: {entity", "  7: {entity", "E113 islands.yaml:16:rows 7", id="line of the key"),
        pytest.param("  5: {entity", "  2: {entity", "E113 islands.yaml:16:rows 2", id="line of headers"),
        pytest.param("  5: {entity", "  last: {entity", "E113 islands.yaml:16:rows last", id="word for a line"),
        pytest.param("  5: {entity", "  4: {entity", "E111 islands.yaml:16 ", id="line that is repeated"),
        pytest.param("parts: [4, 5]", "parts: [4, 50]", "E113 islands.yaml:18:sums 50", id="part that is not there"),
        pytest.param("parts: [4, 5]", "parts: [4, B]", "E113 islands.yaml:18:sums 3, 4, B", id="line and column"),
        pytest.param("parts: [4, 5]", "parts: [3, 5]", "E113 islands.yaml:18:sums 3, 3, 5", id="whole among its parts"),
        pytest.param("parts: [4, 5]", "parts: []", "E113 islands.yaml:18:sums list", id="no parts"),
        pytest.param("{whole: 3, ", "{", "E113 islands.yaml:18:sums 4, 5", id="no whole"),
        pytest.param("{whole: 3, ", '{whole: 3, total: "9", ', "E113 islands.yaml:18:sums 3, 9, 4, 5", id="two wholes"),
        pytest.param("{whole: 3, ", "{whole: 3, across: [4], ", "E113 islands.yaml:18:sums 3, 4, 5", id="across lines"),
        pytest.param("paragraph: 4\n", "", "E112 islands.yaml:paragraph paragraph", id="missing key"),
        pytest.param("paragraph: 4", "paragraph: four", "E113 islands.yaml:2:paragraph four", id="word for a number"),
        pytest.param("obs_status: L", "obs_status: Z", "E113 islands.yaml:20:marks Z", id="unknown status"),
        pytest.param("obs_status: L", "note_en: x", "E113 islands.yaml:20:marks dict", id="no status"),
        pytest.param("notes:", "note:", "E106 islands.yaml:7:note note", id="unknown key"),
        pytest.param("unit: CNY", "units: CNY", "E113 islands.yaml:10:columns units", id="unknown key of a column"),
        pytest.param("cells: {status: actual}", "cells:", "E113 islands.yaml:8:cells ", id="empty key"),
        pytest.param("  3: {entity", "\t3: {entity", "E111 islands.yaml:14 ", id="not YAML"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_reported_once_at_its_line(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    """Nothing that follows from it is reported, and every finding has its remedy in both languages."""
    assert old in KEY
    grid = expanded(tmp_path, key=KEY.replace(old, new, 1))
    assert found(grid) == [expected]
    assert all(each.remedy.en and each.remedy.zh for each in grid.findings)


def test_every_wrong_value_of_a_key_is_reported(tmp_path: Path) -> None:
    """An editor corrects them at once."""
    key = KEY.replace("  4: {", "  x: {").replace("  5: {", "  y: {")
    assert found(expanded(tmp_path, key=key)) == [
        "E113 islands.yaml:15:rows x",
        "E113 islands.yaml:16:rows y",
    ]


def test_of_a_truncated_grid_only_the_first_line_is_reported(tmp_path: Path) -> None:
    """The key names the others too."""
    table = "".join(TABLE.splitlines(True)[:3])
    key = KEY.replace("notes: [6]\n", "")
    assert found(expanded(tmp_path, table, key)) == ["E113 islands.yaml:14:rows 4"]
