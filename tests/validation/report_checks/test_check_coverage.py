"""A measurement is published only of the figure that it was made on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.package.build import build_package
from pipeline.transform import build_tables
from pipeline.validation.report_checks.check_coverage import stale_measurement_findings
from pipeline.validation.schema import Row, rows_of
from tests.project import REPORT, Project, found

FIGURE = "1.1-003"
FILE = "figures/1.1.csv"
Edit = Callable[[Project, int], None]


def captured(project: Project) -> RawReport:
    """The report as its files are now."""
    return load_reports(project.paths)[REPORT]


def check_coverage(project: Project) -> dict[str, Row]:
    """The published check coverage by figure."""
    rows = rows_of(build_tables(captured(project))["check_coverage"])
    return {row["figure"]: row for row in rows}


def test_every_figure_of_the_report_has_been_measured(project: Project) -> None:
    """`make mutate` is run before a release; the package states what each figure is worth."""
    assert list(stale_measurement_findings(captured(project))) == []
    assert {row["measured"] for row in check_coverage(project).values()} == {"true"}


def key_otherwise(project: Project, row: int) -> None:
    """Another entity in the figure's row."""
    project.set_cells(FILE, row, entity="US")


def account_otherwise(project: Project, row: int) -> None:
    """Another numeral in the ledger."""
    numeral = project.row_of("numerals.csv", figure=FIGURE)
    project.set_cells("numerals.csv", numeral, **{"token": "9"})


@pytest.mark.parametrize("edit", [key_otherwise, account_otherwise], ids=["keyed", "ledger"])
def test_a_changed_figure_is_blank_and_reported(project: Project, edit: Edit) -> None:
    """An old measurement would be wrong; a missing one is merely unknown."""
    row = project.row_of(FILE, id=FIGURE)
    edit(project, row)
    reported = list(stale_measurement_findings(captured(project)))
    assert [found(each) for each in reported] == [("W490", FILE, row, "id")]
    assert "make mutate" in reported[0].remedy.en
    changed = check_coverage(project)[FIGURE]
    assert changed["measured"] == "false"
    assert set(changed.values()) == {FIGURE, "false", ""}


def test_a_change_leaves_the_counts_of_all_classes_blank(project: Project) -> None:
    """They count errors of every figure, so one changed figure makes them unknown."""
    project.set_cells(FILE, project.row_of(FILE, id=FIGURE), entity="US")
    rows = rows_of(build_tables(captured(project))["error_detection"])
    assert {(row["measured"], row["detected"]) for row in rows} == {("false", "")}


def test_a_note_is_not_a_part_of_what_was_measured(project: Project) -> None:
    """The editor's own words take part in no rule."""
    project.set_cells(FILE, project.row_of(FILE, id=FIGURE), note_zh="另记", note_en="another note")
    assert list(stale_measurement_findings(captured(project))) == []


def test_a_measured_figure_that_is_gone_is_not_published(project: Project) -> None:
    """The published table has one row for each figure there is."""
    rows = project.rows("check_coverage.csv")
    project.write_rows("check_coverage.csv", [*rows, ["9-999", *rows[-1][1:]]])
    assert "9-999" not in check_coverage(project)


@pytest.mark.slow
def test_a_report_that_was_never_measured_can_be_published(project: Project) -> None:
    """A new report is published before anybody has measured it, and reports it once."""
    for name in ("check_coverage.csv", "error_detection.csv"):
        project.path(name).unlink()
    made = build_package(captured(project))
    assert [each.code for each in made.warnings if each.code == "W490"] == ["W490"]
    assert made.frames["check_coverage"].empty
    assert made.frames["error_detection"].empty
    assert "evidence/check_coverage.csv" not in made.files
