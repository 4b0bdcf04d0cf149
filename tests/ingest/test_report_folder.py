"""The folder of figures: files that are missing, misnamed or no files, each reported once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest.report_folder import load_reports
from tests.project import REPORT, Found, Project, found


def reported(project: Project) -> list[Found]:
    """What capturing alone states, before any cell is judged."""
    return [found(each) for each in load_reports(project.paths)[REPORT].findings]


def test_the_committed_folder_is_sound(project: Project) -> None:
    """What the tests below break is whole to begin with."""
    assert reported(project) == []


def test_a_file_that_the_ledger_speaks_of_is_missed(project: Project) -> None:
    """A lost section is reported once, and not at each of its numerals."""
    project.path("figures/1.1.csv").unlink()
    assert reported(project) == [("E114", "figures/1.1.csv", 0, "")]


def test_a_section_without_figures_needs_no_file(project: Project) -> None:
    """Chapter four recommends and counts nothing."""
    assert not project.path("figures/4.1.csv").exists()
    assert reported(project) == []


def test_the_whole_folder_missing_is_reported_once(project: Project) -> None:
    """Not once for each section."""
    shutil.rmtree(project.path("figures"))
    assert reported(project) == [("E114", "figures", 0, "")]


def test_a_link_that_leads_nowhere_is_reported(project: Project) -> None:
    """It is neither read nor overlooked."""
    path = project.path("figures/1.1.csv")
    path.unlink()
    path.symlink_to(path.with_name("nowhere.csv"))
    assert reported(project) == [("E118", "figures/1.1.csv", 0, "")]


def test_a_file_without_an_end_is_not_read(project: Project) -> None:
    """Its remedy is another than that of a folder or a link in its place."""
    with project.path("numerals.csv").open("ab") as file:
        file.truncate((1 << 26) + 1)
    (finding,) = project.findings()
    assert (finding.code, finding.location.row) == ("E148", 0)
    assert finding.message.en == "The file has more than 64 MiB."


@pytest.mark.parametrize("name", ["1.1.CSV", "1.1.csv.bak", "1.1 copy.csv", "1.11.csv", "一.csv"])
def test_a_misnamed_file_is_reported_once(name: str, project: Project) -> None:
    """The file's own name is the mistake; that its section has no file follows from it."""
    project.path("figures/1.1.csv").rename(project.path(f"figures/{name}"))
    assert reported(project) == [("E115", f"figures/{name}", 0, "")]


@pytest.mark.parametrize("name", ["~$1.1.csv", ".~lock.1.1.csv#", ".DS_Store"])
def test_what_programs_leave_beside_a_file_is_not_a_section(name: str, project: Project) -> None:
    """A spreadsheet that is open must not stop a check."""
    project.path(f"figures/{name}").write_bytes(b"\0\0")
    assert reported(project) == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (Path.touch, "E114"),
        (os.mkfifo, "E114"),
        (lambda path: path.symlink_to("nowhere"), "E114"),
        (lambda path: path.symlink_to(path.name), "E114"),
        (lambda path: path.symlink_to("/"), "E118"),
    ],
    ids=["a file", "a pipe", "a broken link", "a loop", "a folder elsewhere"],
)
def test_a_folder_of_tables_that_is_none_is_not_passed_over(
    make: Callable[[Path], object], code: str, project: Project
) -> None:
    """One finding, and nothing is read through it."""
    make(project.path("tables"))
    assert reported(project) == [(code, "tables", 0, "")]
