"""The format of a table as printed and of its key: one canonical form, the same meaning, one step."""

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.ingest.grids import read_grids
from pipeline.tools.fix.grids import fix_grid, fix_key
from tests.ingest.grids.islands import KEY, TABLE, write

DISGUISED = {
    "a byte order mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "the last line end": lambda text: text.rstrip("\n").encode(),
    "blank lines at the end": lambda text: text.encode() + b"\n\n",
}


@pytest.mark.parametrize("disguise", DISGUISED)
def test_a_disguise_is_fixed_to_the_same_bytes(disguise: str) -> None:
    """What was fixed is reported, and a second fix finds nothing."""
    for text, fix in ((TABLE, fix_grid), (KEY, fix_key)):
        fixed = fix(DISGUISED[disguise](text), "file")
        assert fixed.data == text.encode()
        assert len(fixed.changes) == 1
        assert fix(fixed.data, "file").changes == ()


def test_cells_of_a_table_are_fixed_at_their_place() -> None:
    """Blanks and the width of numbers; words and the blank line before them are as printed."""
    typed = TABLE.replace("东岛,900", "\n 东岛　,９００").replace("2020年,增", "２０２０年,增")
    fixed = fix_grid(typed.encode(), "t.csv")
    assert fixed.data == typed.replace(" 东岛　,９００", "东岛,900").encode()
    assert [str(each.location) for each in fixed.changes] == ["t.csv:5:A", "t.csv:5:B"]
    assert fix_grid(fixed.data, "t.csv").changes == ()


@pytest.mark.parametrize("typed", ['a,"b\nc"\n', 'a,"b\n', "\xff"])
def test_a_file_that_is_not_clear_is_left_alone(typed: str) -> None:
    """Its bytes are kept, and the reason is reported."""
    for fix in (fix_grid, fix_key):
        data = typed.encode("latin-1") if typed == "\xff" else typed.encode()
        fixed = fix(data, "file")
        assert (fixed.data, fixed.changes) == (data, ())
        assert fix is fix_key or fixed.skipped_reason is not None
    block = b"note: |+\n  x  \n\n"
    assert fix_key(block, "file").data == block


def test_the_command_fixes_all_files_of_a_grid(tmp_path: Path) -> None:
    """The table is read as before."""
    folder = write(tmp_path, TABLE.replace("岛,", "岛 ,"), KEY.replace("\n", " \n"), TABLE + "\n")
    (folder / "report.yaml").touch()
    before = read_grids(folder, tmp_path)[0].cells
    for checked, status in (((), 0), (("--check",), 0)):
        done = CliRunner().invoke(main, ["--root", str(tmp_path), "fix", *checked])
        assert done.exit_code == status, done.output
    assert read_grids(folder, tmp_path)[0].cells == before
    assert {each.read_text("utf-8") for each in (folder / "tables").glob("*.csv")} == {TABLE}
    assert (folder / "tables" / "islands.yaml").read_text("utf-8") == KEY
