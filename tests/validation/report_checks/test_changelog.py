"""The changelog of a report against its facts: each disagreement is reported at the entry."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest import Report
from pipeline.ingest.changelog import ChangelogEntry
from pipeline.ingest.report_folder import load_reports
from pipeline.validation.report_checks.changelog import changelog_findings
from tests.project import CHECKOUT, REPORT, Project

FOLDER = f"raw/{REPORT}/changes"


def entry(version: str, previous: str, **other: str) -> ChangelogEntry:
    """The entry of one release, in the file that is named after it."""
    facts = {"released": "2026-01-01", "step": "correction", **other}
    file = facts.pop("file", f"{FOLDER}/{version}.yaml")
    return ChangelogEntry(file, "", version, previous, **facts, note_zh="", note_en="", structure=[], rows={})  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    """A report in its third release, 1.1.0."""
    committed = load_reports(Project(CHECKOUT).paths)[REPORT].report
    assert committed is not None
    return replace(committed, version="1.1.0", released="2026-01-01", revision_of="1.0.1")


FIRST, SECOND = entry("1.0.1", "1.0.0"), entry("1.1.0", "1.0.1", step="addition")

CASES = {
    "all agree": ([FIRST, SECOND], []),
    "a larger step than is needed": ([FIRST, entry("1.1.0", "1.0.1")], []),
    "a file named after another version": (
        [FIRST, replace(SECOND, file=f"{FOLDER}/1.2.0.yaml")], ["E402 1.2.0.yaml version"]
    ),
    "a file named after an earlier version": (
        [FIRST, replace(SECOND, file=f"{FOLDER}/1.0.9.yaml")], ["E402 1.0.9.yaml version"]
    ),
    "a version that is too low for its step": (
        [entry("1.0.1", "1.0.0", step="addition"), SECOND], ["E402 1.0.1.yaml step"]
    ),
    "a step that breaks and no first number more": (
        [FIRST, entry("1.1.0", "1.0.1", step="breaking")], ["E402 1.1.0.yaml step"]
    ),
    "the version of the release before": (
        [FIRST, entry("1.1.0", "1.1.0", step="none")],
        ["E402 1.1.0.yaml step", "E402 1.1.0.yaml previous", "E402 1.1.0.yaml previous"],
    ),
    "an entry that skips one": (
        [FIRST, entry("1.1.0", "1.0.0", step="addition")],
        ["E402 1.1.0.yaml previous", "E402 1.1.0.yaml previous"],
    ),
    "another date": (
        [FIRST, replace(SECOND, released="2025-12-31")], ["E402 1.1.0.yaml released"]
    ),
    "another date, and another release before": (
        [replace(SECOND, released="2025-12-31", previous="1.0.0")], ["E402 1.1.0.yaml released"]
    ),
    "no entry of this version": ([FIRST], ["E401 report.yaml version"]),
    "no entry at all": ([], ["E401 report.yaml version"]),
    "an entry of a version to come": (
        [FIRST, SECOND, entry("1.1.1", "1.1.0")],
        ["E402 1.1.1.yaml version"],
    ),
}  # fmt: skip


def reported(report: Report, entries: list[ChangelogEntry], *unreadable: str) -> list[str]:
    """Code, file and key of each finding."""
    found = changelog_findings(report, entries, unreadable)
    places = [(each.code, each.location) for each in found]
    return [f"{code} {at.file.rpartition('/')[2]} {at.column}" for code, at in places]


@pytest.mark.parametrize("name", CASES)
def test_an_entry_that_disagrees_is_reported(name: str, report: Report) -> None:
    """Who cites a release reads there what has changed since the one before."""
    entries, expected = CASES[name]
    assert reported(report, entries) == expected


def test_the_first_release_needs_no_entry(report: Report) -> None:
    """There is nothing that it changes."""
    assert reported(replace(report, revision_of=""), []) == []


@pytest.mark.parametrize("unreadable", [FOLDER, f"{FOLDER}/1.1.0.yaml"])
def test_an_entry_that_cannot_be_read_is_not_missing(unreadable: str, report: Report) -> None:
    """Its file is reported already; a file of another version explains nothing."""
    assert reported(report, [FIRST], unreadable) == []
    assert reported(report, [FIRST], f"{FOLDER}/1.0.0.yaml") == ["E401 report.yaml version"]


def test_the_loss_of_the_only_entry_is_reported_by_check(tmp_path: Path) -> None:
    """The committed report revises a release, and states in changes/ what it changed."""
    project = Project.copied(tmp_path)
    shutil.rmtree(project.path("changes"))
    assert project.found() == [("E401", "report.yaml", 0, "version")]
