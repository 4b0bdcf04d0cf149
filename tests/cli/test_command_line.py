"""Bad input through the command line: status, code, file, row, column, and nothing published."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.console import github_annotation
from pipeline.rules import Location
from pipeline.rules.figure_rules import UnknownCode
from tests.project import CHECKOUT, HEADER, REPORT, VERSION, Found, Project, is_of_identities

FIGURES = "figures/1.1.csv"
GDP = 2
LINES_OF_REPORT = len((CHECKOUT / "raw" / REPORT / "report.yaml").read_bytes().splitlines())
"""The row of figure 1.1-001."""

Edit = Callable[[Project], object]


def _cells(row: int = GDP, file: str = FIGURES, **cells: str) -> Edit:
    return lambda project: project.set_cells(file, row, **cells)


def _bytes(edit: Callable[[bytes], bytes], file: str = FIGURES) -> Edit:
    return lambda project: project.edit_bytes(file, edit)


def _at(code: str, column: str = "", row: int = GDP, file: str = FIGURES) -> Found:
    return code, file, row, column


def _rows(column: str, values: tuple[str, ...]) -> Edit:
    """One value in each of the first rows."""

    def edit(project: Project) -> None:
        for row, value in enumerate(values, GDP):
            project.set_cells(FIGURES, row, **{column: value})

    return edit


def _unknown_codes(project: Project) -> None:
    project.set_cells(FIGURES, 2, unit="yuan")
    project.set_cells(FIGURES, 3, indicator="gpd_growth")
    project.set_cells(FIGURES, 4, entity="China")
    project.set_cells(FIGURES, 5, cited="NBS")


def _share(project: Project) -> None:
    project.print_as("1.2-008", "128.2", number="128.2", printed="128.2%")


def _fall(project: Project) -> None:
    project.print_as("1.3-002", "116.4", number="-116.4", printed="下降 116.4%")


def _drop_column(project: Project) -> None:
    rows = project.rows(FIGURES)
    project.write_rows(FIGURES, [row[:-1] for row in rows])


def _add_column(project: Project) -> None:
    project.write_rows(FIGURES, [[*row, "x"] for row in project.rows(FIGURES)])


def _unknown_section(project: Project) -> None:
    shutil.copy(project.path("figures/1.3.csv"), project.path("figures/9.9.csv"))


BAD: dict[str, tuple[Edit, list[Found]]] = {
    "unknown unit, indicator, entity and source": (
        _unknown_codes,
        [
            _at("E203", column, row)
            for row, column in enumerate(("unit", "indicator", "entity", "cited"), GDP)
        ],
    ),
    "printed and keyed number differ": (_cells(number="27"), [_at("E223", "number")]),
    "share above 100": (_share, [_at("E216", "number", 9, "figures/1.2.csv")]),
    "growth below -100": (_fall, [_at("E217", "number", 3, "figures/1.3.csv")]),
    "no period: month 13, a spreadsheet's month, end before start": (
        _rows("period", ("2020-13", "Jan-20", "2020-09/2020-01")),
        [_at("E207", "period", row) for row in (2, 3, 4)],
    ),
    "missing column": (_drop_column, [_at("E105", "note_en", HEADER)]),
    "unknown column": (_add_column, [_at("E106", "x", HEADER)]),
    "duplicate id in a file": (_cells(3, id="1.1-001"), [_at("E204", "id", 3)]),
    "duplicate id across files": (
        _cells(3, "figures/1.2.csv", id="1.1-001"),
        # of two sections with one id, the second is wrong in both ways
        [_at("E204", "id", 3, "figures/1.2.csv"), _at("E205", "id", 3, "figures/1.2.csv")],
    ),
    "GBK": (_bytes(lambda data: data.decode().encode("gbk")), [_at("E101")]),
    "NUL": (_bytes(lambda data: data.replace(b"CN", b"C\0N", 1)), [_at("E102")]),
    "too many cells": (_bytes(lambda data: data.replace(b",CN,", b",CN,,", 1)), [_at("E108")]),
    "too few cells": (_bytes(lambda data: data.replace(b",CN,", b",", 1)), [_at("E108")]),
    "empty file": (_bytes(lambda _: b""), [_at("E103", row=0)]),
    "header only": (_bytes(lambda data: data.splitlines()[0]), [_at("E104", row=HEADER)]),
    "unknown section": (_unknown_section, [_at("E115", row=0, file="figures/9.9.csv")]),
    "id of another section": (_cells(id="1.2-099"), [_at("E205", "id")]),
    "no number: NaN, inf, 1,300, １３, 1e3": (
        _rows("number", ("NaN", "inf", "1,300", "１３", "1e3")),
        [_at("E206", "number", row) for row in (2, 3, 4, 5, 6)],
    ),
    "a cell of a million characters": (_cells(note_en="x" * 1_000_000), [_at("E109", "note_en")]),
    "report.yaml is not YAML": (
        _bytes(lambda data: data + b"years: [2009\n", "report.yaml"),
        [_at("E111", row=LINES_OF_REPORT + 2, file="report.yaml")],
    ),
    "report.yaml lacks a key": (
        _bytes(lambda data: data.replace(f"version: {VERSION}\n".encode(), b""), "report.yaml"),
        [_at("E112", "version", 0, "report.yaml")],
    ),
}

#: The few that are also published, which takes seconds each.
PUBLISHED = ("printed and keyed number differ", "GBK", "report.yaml lacks a key")


def _reported(output: str) -> list[Found]:
    """Every finding of an output: its first line is `file:row:column code name`."""
    found: list[Found] = []
    for line in output.splitlines():
        match = re.match(r"raw/(\S*?\.(?:csv|yaml))(?::(\d+))?(?::(\w+))? ([EW]\d{3}) ", line)
        if match and not is_of_identities(match[4]):
            file = match[1].removeprefix(f"{REPORT}/")
            found.append((match[4], file, int(match[2] or 0), match[3] or ""))
    return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of raw/ with a package beside it."""
    return Project.copied(tmp_path)


@dataclass(frozen=True)
class Run:
    """A finished process."""

    status: int
    output: str


def run(project: Project, command: str, **environment: str) -> Run:
    """`python -m pipeline --root … COMMAND` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--root", str(project.root), command],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr)


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_reported_and_the_status_reports_it(name: str, project: Project) -> None:
    """Each mistake of the list: its code, file, row and column, once, and status 1."""
    edit, expected = BAD[name]
    edit(project)
    before = project.package_bytes()
    result = project.check()
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert _reported(result.output) == expected
    assert "Traceback" not in result.output
    assert project.package_bytes() == before


def test_the_real_command_states_the_same(project: Project) -> None:
    """The process that an editor starts, in a locale that knows no Chinese."""
    edit, expected = BAD["printed and keyed number differ"]
    edit(project)
    done = run(project, "check", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.status, _reported(done.output)) == (1, expected)
    assert "Traceback" not in done.output


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_nothing_is_published_from_bad_input(name: str, project: Project) -> None:
    """The main job fails, names the cell, and leaves datapackage/ byte for byte."""
    edit, expected = BAD[name]
    edit(project)
    before = project.package_bytes()
    done = run(project, "publish", DAGSTER_HOME="")
    assert done.status == 1
    # reported in the list, and by the step that failed
    assert list(dict.fromkeys(_reported(done.output))) == expected
    assert "Traceback" not in done.output
    assert project.package_bytes() == before
    # Dagster's own account of the steps that were skipped states nothing that can be fixed
    assert "did not yield" not in done.output
    assert "Dependencies for step" not in done.output


def _quoted(data: bytes) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def test_what_programs_do_to_files_is_accepted_without_a_word(project: Project) -> None:
    """No editor is stopped by a form that changes no value."""
    project.edit_bytes("figures/1.1.csv", lambda data: b"\xef\xbb\xbf" + data)
    project.edit_bytes("figures/1.2.csv", lambda data: data.replace(b"\n", b"\r\n"))
    project.edit_bytes("figures/1.3.csv", lambda data: data + b"\n\n  \n")
    project.edit_bytes("figures/2.1.csv", lambda data: data.rstrip(b"\n"))
    project.edit_bytes("figures/2.2.csv", lambda data: data.replace(b"\n", b"\r\n", 3))
    project.edit_bytes("figures/2.3.csv", _quoted)
    result = project.check()
    assert (result.exit_code, _reported(result.output)) == (0, [])


def test_trailing_spaces_are_reported_and_accepted(project: Project) -> None:
    """They are dropped; the warning keeps later comparisons of the file short."""
    project.edit_bytes(FIGURES, lambda data: data.replace(b",CN,", b",CN ,", 1))
    result = project.check()
    assert (result.exit_code, _reported(result.output)) == (0, [_at("W117", "entity")])
    assert "0 errors, 1 warning" in result.output


def test_a_missing_raw_folder_is_stated_in_a_line(tmp_path: Path) -> None:
    """There is nothing to check, which is not a success."""
    result = Project(tmp_path).check()
    assert result.exit_code == 1
    assert "no report" in result.output


PROPERTIES = re.compile(r"::(error|warning) file=([^,:]*)(?:,line=(\d+))?,title=([^,:]*)::(.*)")


def _annotations(output: str) -> Iterator[Found]:
    for line in output.splitlines():
        if match := PROPERTIES.fullmatch(line):
            file = match[2].removeprefix(f"raw/{REPORT}/")
            yield match[4].split()[0], file, int(match[3] or 0), match[5].partition(":")[0]


def test_on_github_each_finding_is_an_annotation_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The annotation leads back to rule, file, line and column."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    project.set_cells(FIGURES, GDP, unit="yuan")
    project.set_cells("figures/1.3.csv", 2, period="2020-13", note_zh="x", note_en="x ")
    result: Result = project.check()
    annotated = [each for each in _annotations(result.output) if not is_of_identities(each[0])]
    assert annotated == _reported(result.output)
    assert [each[0] for each in annotated] == ["E203", "E207", "W117"]
    assert "::warning file=" in result.output


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["::error::x.csv", "a\n::error::x.csv", "a##[error]x.csv", "\x1b[31m.csv"]
)
def test_no_name_of_a_file_is_a_command(
    name: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends a pull request names its files."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (project.path(FIGURES).parent / name).write_text("x\n", encoding="utf-8")
    result = project.check()
    assert result.exit_code == 1
    assert result.output.replace("\n", "").isprintable()
    others = [each for each in result.output.split("\n") if not PROPERTIES.fullmatch(each)]
    assert len(others) <= result.output.count("\n"), "an annotation is there"
    assert not [each for each in others if each.lstrip().startswith("::") or "##[" in each]


@pytest.mark.parametrize("value", ["50%\r\n::error::x", "a,b:c", "{value}", "\x1b[31m"])
def test_an_annotation_stays_on_one_line_whatever_was_typed(value: str) -> None:
    """No cell can write a workflow command of its own, or break the one that it is reported in."""
    text = github_annotation(UnknownCode(Location(f"raw/{REPORT}/a,b:c.csv", 7, "unit"), value))
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text
    match = PROPERTIES.fullmatch(text)
    assert match is not None
    assert (match[2], match[3]) == (f"raw/{REPORT}/a%2Cb%3Ac.csv", "7")
