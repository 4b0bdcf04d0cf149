"""A report on one year may be published in another; inferred years are of the period it reports on."""

from __future__ import annotations

from pathlib import Path

from tests.project import STATED, Project


def test_a_report_may_appear_in_the_year_after(tmp_path: Path) -> None:
    """No inferred year changes with the date of publication."""
    project = Project.copied(tmp_path)
    project.replace("report.yaml", f"published: {STATED['published']}", "published: 2021-02")
    assert project.findings() == []


def test_an_inferred_year_is_that_of_the_reference_period(tmp_path: Path) -> None:
    """Each figure whose year is printed nowhere near it is reported, and the key is named."""
    project = Project.copied(tmp_path)
    project.replace("report.yaml", "reference_period: 2020", "reference_period: 2019")
    found = project.findings()
    assert {each.code for each in found} == {"E315"}
    assert {each.location.column for each in found} == {"period"}
    assert all("reference_period" in each.remedy.en for each in found)


def test_the_key_is_required(tmp_path: Path) -> None:
    """A guess from the date of publication would be wrong for a yearly communiqué."""
    project = Project.copied(tmp_path)
    project.replace("report.yaml", "reference_period: 2020\n", "")
    assert [(each.code, each.location.column) for each in project.findings()] == [
        ("E112", "reference_period")
    ]
