"""report.yaml and the entries of its changelog state the same version, date and step."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest.changelog import (
    ChangelogEntry,
)
from pipeline.validation.report_checks.changelog import changelog_findings
from tests.changelog_entries import ENTRY, NEXT
from tests.project import Project
from tests.tools.diff.sides import committed

Reported = list[tuple[str, str]]


def findings(
    *entries: ChangelogEntry, version: str = "0.2.0", revision_of: str | None = None
) -> Reported:
    """What is reported of these entries where report.yaml states this version, a revision of another."""
    assert committed().report is not None
    before = entries[-1].previous if entries else ""
    report = replace(  # type: ignore[type-var]
        committed().report,
        version=version,
        released="2026-11-25",
        revision_of=before if revision_of is None else revision_of,
    )
    return [(each.code, each.location.column) for each in changelog_findings(report, entries)]


@pytest.mark.parametrize(
    ("entries", "version", "listed"),
    [
        pytest.param([], "0.1.0", [], id="a first release needs none"),
        pytest.param([ENTRY], "0.2.0", [], id="sound"),
        pytest.param([ENTRY, NEXT], "0.3.0", [], id="two sound ones"),
        pytest.param([ENTRY], "0.3.0", [("E401", "version")], id="no entry for the version"),
        pytest.param([ENTRY, NEXT], "0.2.0", [("E402", "version")], id="a newer entry"),
        pytest.param(
            [replace(ENTRY, version="0.2.1")], "0.2.1", [("E402", "version")], id="another name"
        ),
        pytest.param(
            [replace(ENTRY, released="2026-11-24")], "0.2.0", [("E402", "released")], id="date"
        ),
        pytest.param(
            [ENTRY, replace(NEXT, previous="0.1.0")], "0.3.0", [("E402", "previous")], id="chain"
        ),
        pytest.param(
            [replace(ENTRY, previous="1.0.0", step="breaking")], "0.2.0", [("E402", "step")],
            id="step not taken",
        ),
        pytest.param(
            [replace(ENTRY, previous="0.2.0", step="none")], "0.2.0", [("E402", "step")],
            id="the same version",
        ),
    ],
)  # fmt: skip
def test_version_and_entries_report_one_story(
    entries: list[ChangelogEntry], version: str, listed: Reported
) -> None:
    """A release without an entry, or with one of another release, is reported where it is wrong."""
    assert findings(*entries, version=version) == listed


@pytest.mark.parametrize(
    ("entries", "revision_of", "listed"),
    [
        pytest.param([], "0.1.0", [("E401", "version")], id="no entry at all"),
        pytest.param([ENTRY], "0.1.0", [], id="sound"),
        pytest.param([ENTRY], "0.0.9", [("E402", "previous")], id="another release before"),
    ],
)
def test_a_revision_has_an_entry_that_names_what_it_revises(
    entries: list[ChangelogEntry], revision_of: str, listed: Reported
) -> None:
    """A file that is gone is missed, although nothing but report.yaml speaks of it."""
    assert findings(*entries, revision_of=revision_of) == listed


def test_the_loss_of_the_only_entry_is_reported_by_check(tmp_path: Path) -> None:
    """The committed report revises a release, and states in changes/ what it changed."""
    project = Project.copied(tmp_path)
    shutil.rmtree(project.path("changes"))
    assert project.found() == [("E401", "report.yaml", 0, "version")]
