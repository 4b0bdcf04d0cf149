"""The data's changelog: entries are made from differences, validated, and rendered into the package."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Never

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main, packages
from pipeline.ingest.changelog import read_entry
from pipeline.paths import Paths
from pipeline.rules import untranslated
from pipeline.tools.diff.changelog_entry import entry_text
from pipeline.tools.diff.dataset import UnreadableSideError
from tests.changelog_entries import facts
from tests.project import REPORT, Project
from tests.tools.diff.cases import CASES
from tests.tools.diff.sides import differing


@pytest.mark.parametrize("name", ["a mixture", "a figure renumbered", "another order"])
def test_an_entry_is_read_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    """What the command writes is what validation accepts and the package renders."""
    made = differing(CASES[name].edit)
    path = tmp_path / "0.2.0.yaml"
    path.write_text(entry_text(made, "注：|", "note: <b>"), encoding="utf-8")
    entry, found = read_entry(path, tmp_path)
    assert found == ()
    assert entry is not None
    reported = {
        (table, key)
        for table, rows in entry.rows.items()
        for keys in (
            rows.added,
            rows.removed,
            rows.moved,
            rows.reworded,
            rows.renumbered,
            rows.revised,
        )
        for key in keys
    }
    assert reported == {(table, key) for _, table, key in CASES[name].changes}
    assert entry.note_en == "note: <b>"


def stated(text: str, version: str) -> str:
    """A report.yaml that states another version, and no release before it."""
    text = re.sub(r"(?m)^revision_of: .*\n", "", text)
    return re.sub(r"(?m)^version: .*$", f"version: {version}", text)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Raw data of version 0.2.0 whose only entry has a note, and 0.1.9, which stated the same."""
    project = Project.copied(tmp_path_factory.mktemp("changelog"))
    shutil.rmtree(project.path("changes"), ignore_errors=True)
    before = project.root.parent / "before"
    shutil.copytree(project.root / "raw", before / "raw")
    for root, version in ((before, "0.1.9"), (project.root, "0.2.0")):
        path = root / "raw" / REPORT / "report.yaml"
        path.write_text(stated(path.read_text(encoding="utf-8"), version), encoding="utf-8")
    project.path("changes").mkdir()
    entry = yaml.safe_dump({**facts(), "note_zh": "注", "rows": {}})
    project.path("changes/0.2.0.yaml").write_text(entry, encoding="utf-8")
    return project


def command(project: Project, *options: str) -> tuple[int, str]:
    """`python -m pipeline changelog` in a project: exit status and output."""
    against = str(project.root.parent / "before")
    arguments = ["--root", str(project.root), "changelog", "--against", against, *options]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


@pytest.mark.slow
def test_the_command_writes_checks_and_rejects(project: Project) -> None:
    """One entry is written once, found up to date, found stale, and rejected over unsound data."""
    entry = project.path("changes/0.2.0.yaml")
    assert command(project)[0] == 0
    written = yaml.safe_load(entry.read_text(encoding="utf-8"))
    assert (written["previous"], written["rows"]) == ("0.1.9", {})
    assert written["note_zh"] == "注"
    assert command(project, "--check")[0] == 0
    project.set_cells("policies.csv", 3, summary_en="Otherwise put.")
    assert command(project, "--check")[0] == 1
    assert command(project)[0] == 0
    written = yaml.safe_load(entry.read_text(encoding="utf-8"))
    assert written["rows"] == {"policies": {"reworded": ["P02"]}}
    project.set_cells("policies.csv", 3, level="nowhere")
    assert command(project)[0] == 2
    project.set_cells("policies.csv", 3, level="central")
    project.replace("report.yaml", "version: 0.2.0", "version: 0.1.9")
    status, text = command(project)
    assert status == 2
    assert "at least" in text


def test_a_reason_sends_no_command_to_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a side has, the reason is harmless lines."""

    def unreadable(*_: object) -> Never:
        raise UnreadableSideError(untranslated("x\x1b[31m"))

    monkeypatch.setattr(packages, "write_entry", unreadable)
    assert packages.changelog_command(Paths(tmp_path), "HEAD", "", check=False) == 2
    assert capsys.readouterr().err == "changelog: x\\x1b[31m\n"


def test_a_version_without_its_entry_is_reported_by_check(project: Project, tmp_path: Path) -> None:
    """The rule is part of every validation, not only of the command."""
    other = Project.copied(tmp_path)
    shutil.copytree(project.path("changes"), other.path("changes"), dirs_exist_ok=True)
    path = other.path("report.yaml")
    path.write_text(stated(path.read_text(encoding="utf-8"), "99.0.0"), encoding="utf-8")
    assert other.found() == [("E401", "report.yaml", 0, "version")]
