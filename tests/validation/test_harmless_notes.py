"""A note is data: what looks like a formula, a path or a script is published as it stands."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from frictionless import Package

from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from tests.project import REPORT, Project

NOTES = ("=1+1", "../x", "<script>alert(1)</script>", "@SUM(A1)", 'say "x", twice', "{value}", "-1")


@pytest.mark.slow
def test_notes_are_published_verbatim_and_the_package_stays_valid(
    project: Project, tmp_path: Path
) -> None:
    """No program between the editor and the reader takes them for anything but text."""
    for row, note in enumerate(NOTES, 2):
        project.set_cells("figures/1.1.csv", row, note_zh=note, note_en=note)
    publication = build_package(load_reports(project.paths)[REPORT])
    table = publication.files["data/figures.csv"].decode()
    rows = {row["figure_id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert tuple(rows[f"1.1-{n:03}"]["note_en"] for n in range(1, len(NOTES) + 1)) == NOTES
    assert publication.warnings == ()
    for name, data in publication.files.items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.valid
