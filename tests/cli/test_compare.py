"""The committed package against what raw/ makes: each kind of difference, told at its row."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.cli.packages import differences
from tests.project import CHECKOUT, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ and of the committed package."""
    made = Project.copied(tmp_path)
    shutil.rmtree(made.root / "datapackage")
    shutil.copytree(CHECKOUT / "datapackage", made.root / "datapackage")
    return made


def compare(project: Project) -> Result:
    """`python -m pipeline compare` on this project, in this process."""
    return CliRunner().invoke(main, ["--root", str(project.root), "compare"])


def test_the_committed_package_is_what_raw_makes(project: Project) -> None:
    """Nothing to say is said in one line."""
    result = compare(project)
    assert (result.exit_code, len(result.output.splitlines())) == (0, 1)


@pytest.mark.slow
def test_a_change_of_raw_is_told_at_the_rows_of_the_package_that_it_makes_old(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row, column, before and after; how to mend it; on GitHub a mark at the file and line."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    project.set_cells("figures/1.1.csv", 3, note="changed")
    result = compare(project)
    assert result.exit_code == 1
    assert "datapackage/data/figures.csv:5:note 1.1-002: '按可比价格' → 'changed'" in result.output
    assert "make publish" in result.output
    marks = re.findall(r"^::error file=([^,]+),line=(\d+),", result.output, re.MULTILINE)
    assert ("datapackage/data/figures.csv", "5") in marks


def test_a_raw_file_that_breaks_a_rule_is_told_as_a_finding(project: Project) -> None:
    """There is no package to compare with."""
    project.set_cells("figures/1.1.csv", 3, unit="yuan")
    result = compare(project)
    assert result.exit_code == 1
    assert "figures/1.1.csv:3:unit E203" in result.output


TABLE = b"figure_id,value\n1.1-001,7\n1.1-002,8\n"
CHANGES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a cell": (
        lambda files: files.update({"figures.csv": TABLE.replace(b",8", b",9")}),
        "p/figures.csv:3:value 1.1-002: '8' → '9' / 1.1-002：'8' → '9'",
    ),
    "a row more": (
        lambda files: files.update({"figures.csv": TABLE + b"1.1-003,1\n"}),
        "p/figures.csv:1 1.1-003: the row is missing / 1.1-003：缺少该行",
    ),
    "a row less": (
        lambda files: files.update({"figures.csv": TABLE.replace(b"1.1-001,7\n", b"")}),
        "p/figures.csv:2 1.1-001: raw/ does not generate this row / 1.1-001：raw/ 不生成该行",
    ),
    "rows in another order": (
        lambda files: files.update({"figures.csv": b"figure_id,value\n1.1-002,8\n1.1-001,7\n"}),
        "p/figures.csv:2 differs from this line on / 自该行起不同",
    ),
    "a file more": (
        lambda files: files.update({"new.txt": b""}),
        "p/new.txt the file is missing / 缺少此文件",
    ),
    "a file less": (
        lambda files: files.pop("README.md"),
        "p/README.md raw/ does not generate this file / raw/ 不生成此文件",
    ),
    "a line of a text": (
        lambda files: files.update({"README.md": b"a\nc\n"}),
        "p/README.md:2 differs from this line on / 自该行起不同",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_difference_has_its_place(name: str) -> None:
    """Tables by row and cell, everything else by line."""
    change, expected = CHANGES[name]
    committed = {"figures.csv": TABLE, "README.md": b"a\nb\n"}
    made = dict(committed)
    change(made)
    assert [str(each) for each in differences(committed, made, "p")] == [expected]
