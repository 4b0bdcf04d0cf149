"""What the steps of a run share: each report read once, whatever their number."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline import filesystem
from pipeline.defs import snapshot as snapshots
from pipeline.filesystem import hash_paths
from pipeline.ingest.report_folder import load_report
from tests.project import REPORT, Project

REPORTS, ROUNDS = 12, 3


@pytest.fixture
def library(tmp_path: Path) -> Project:
    """A raw/ with more reports than were remembered; each holds its facts only."""
    project = Project.copied(tmp_path)
    for number in range(1, REPORTS):
        folder = project.paths.raw / f"report-{number}"
        folder.mkdir()
        shutil.copy(project.path("report.yaml"), folder)
    return project


def test_each_of_many_reports_is_read_once(
    library: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above eight reports each was read again for every step that asked."""
    read: list[str] = []
    real = load_report

    def counted(folder: Path, *others: Any) -> Any:
        read.append(folder.name)
        return real(folder, *others)

    monkeypatch.setattr(snapshots, "load_report", counted)
    folders = sorted(each.parent for each in library.paths.raw.glob("*/report.yaml"))
    for _ in range(ROUNDS):
        for folder in folders:
            snapshots.snapshot(library.paths, folder)
    assert sorted(read) == sorted(folder.name for folder in folders)
    assert len(read) == REPORTS


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        (f"{REPORT}/trends.csv", True),
        ("vocabulary/units.csv", True),
        ("report-1/report.yaml", True),
        ("report-1/notes.txt", False),
    ],
)
def test_the_version_of_a_report_is_of_what_it_is_made_of(
    file: str, changes: bool, library: Project
) -> None:
    """Its own files, the vocabulary and the facts of other reports, which may name its package."""
    folder = library.paths.raw / REPORT
    before = snapshots.version(library.paths, folder)
    with (library.paths.raw / file).open("a", encoding="utf-8") as out:
        out.write("\n")
    assert (snapshots.version(library.paths, folder) != before) is changes


def test_a_file_that_did_not_change_is_hashed_once(
    library: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of raw/ was hashed 131 times for a report."""
    monkeypatch.setattr(filesystem, "_SETTLED", 0)
    path, read = library.path("trends.csv"), []
    real = Path.read_bytes

    def counted(self: Path) -> bytes:
        read.append(self)
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", counted)
    first = hash_paths([path])
    assert [hash_paths([path]) for _ in range(5)] == [first] * 5
    assert read == [path]
    path.write_text("another", encoding="utf-8")
    assert hash_paths([path]) != first


def test_two_writes_within_one_tick_of_the_clock_are_both_seen(tmp_path: Path) -> None:
    """A hash is kept only of a file whose times are old enough to show the next write."""
    path = tmp_path / "cell.csv"
    seen = set()
    for number in range(200):
        path.write_text(f"{number:03}", encoding="utf-8")
        seen.add(hash_paths([path]))
    assert len(seen) == 200
