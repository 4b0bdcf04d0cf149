"""`fix` as an editor runs it: what it states, what it writes, what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.rules.finding import all_rules
from tests.project import CHECKOUT, REPORT, Project

FIGURES = "figures/1.3.csv"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of raw/."""
    return Project.copied(tmp_path)


def fix(project: Project, *arguments: str) -> Result:
    """`python -m pipeline fix …` on this project, in this process."""
    return CliRunner().invoke(main, ["--root", str(project.root), "fix", *arguments])


def test_each_change_is_reported_at_its_cell_with_before_and_after(project: Project) -> None:
    """An editor sees what was done, and the file is as it should be."""
    sound = project.path(FIGURES).read_bytes()
    note = project.cell(FIGURES, 2, "note_en")
    project.set_cells(FIGURES, 2, page="６", note_en=f"{note} ")
    result = fix(project)
    assert result.exit_code == 0
    assert ":2:page full-width digits: '６' → '6'" in result.output
    assert f":2:note_en blanks around a value: '{note} ' → '{note}'" in result.output
    assert "1 files fixed" in result.output
    assert project.path(FIGURES).read_bytes() == sound


def test_a_mere_check_changes_nothing_and_reports_it_by_its_status(project: Project) -> None:
    """A hook and CI can ask without writing."""
    project.edit_bytes(FIGURES, lambda data: b"\xef\xbb\xbf" + data)
    before = project.path(FIGURES).read_bytes()
    result = fix(project, "--check")
    assert (result.exit_code, project.path(FIGURES).read_bytes()) == (1, before)
    assert "a byte order mark" in result.output
    fix(project)
    assert fix(project, "--check").exit_code == 0


def test_words_and_evidence_keep_their_full_width_digits(project: Project) -> None:
    """`printed`, notes and titles state what somebody wrote, not what a column wants."""
    project.set_cells(FIGURES, 2, printed="２０ 万", note_zh="１２", note_en="12")
    before = project.path(FIGURES).read_bytes()
    assert fix(project).exit_code == 0
    assert project.path(FIGURES).read_bytes() == before


@pytest.mark.parametrize("value", ["1，300", "１，３００", "１e３", "七", "Ⅶ", "１３万"])
def test_what_has_to_be_guessed_is_left_to_the_editor(value: str, project: Project) -> None:
    """A separator may be a decimal point or a comma; only digits and their signs are folded."""
    project.set_cells(FIGURES, 2, number=value)
    fix(project)
    assert project.cell(FIGURES, 2, "number") == value


UNSAFE = {
    "GBK": lambda data: data.decode().encode("gbk"),
    "NUL": lambda data: data.replace(b"1.3-001", b"1.3\0-001"),
    "ragged": lambda data: data.replace(b"1.3-001,", b"1.3-001,,"),
    "unknown column": lambda data: data.replace(b"hedge", b"hegde"),
    "quotation mark never closed": lambda data: data.replace(b"1.3-001", b'"1.3-001'),
    "a cell of several lines": lambda data: data.replace(b"1.3-001", b'"1.3\n-001"'),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("name", UNSAFE)
def test_a_file_that_cannot_be_read_safely_is_left_alone_and_stated(
    name: str, project: Project
) -> None:
    """Rewriting what was misread would destroy it; `check` states what is wrong with it."""
    project.edit_bytes(FIGURES, UNSAFE[name])
    project.edit_bytes(FIGURES, lambda data: data.replace(b"\n", b"\r\n"))
    before = project.path(FIGURES).read_bytes()
    result = fix(project)
    assert (result.exit_code, project.path(FIGURES).read_bytes()) == (0, before)
    assert f"raw/{REPORT}/{FIGURES}: left alone" in result.output


def test_only_the_named_files_are_fixed(project: Project) -> None:
    """A hook passes the files of the commit."""
    for name in (FIGURES, "figures/1.2.csv"):
        project.edit_bytes(name, lambda data: data.replace(b"\n", b"\r\n"))
    fix(project, str(project.path(FIGURES)))
    assert b"\r" not in project.path(FIGURES).read_bytes()
    assert b"\r" in project.path("figures/1.2.csv").read_bytes()


def test_a_file_that_is_not_a_table_is_stated(project: Project) -> None:
    """Nothing is rewritten that has no declaration."""
    assert "report.yaml: left alone" in fix(project, str(project.path("report.yaml"))).output
    assert "README.md: left alone" in fix(project, str(CHECKOUT / "README.md")).output


@pytest.mark.slow
def test_the_only_warning_that_fix_takes_away_is_about_blanks(project: Project) -> None:
    """W117 asks for what `fix` does."""
    project.set_cells(FIGURES, 2, note_zh="x", note_en=" x")
    assert ("W117", FIGURES, 2, "note_en") in project.found()
    fix(project)
    assert project.found() == []
    assert all_rules()["W117"].name == "stray-space"
