"""The data's changelog: entries are made from differences, validated, and rendered into the package."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.ingest.changelog import (
    ChangelogEntry,
    StructuralChange,
    TableChanges,
    VersionBump,
    next_version,
    read_entry,
)
from pipeline.package.build import ledger_counts
from pipeline.package.changelog import FILE, STRUCTURE, changelog
from pipeline.package.files import PackageInputs
from pipeline.tools.diff.changelog_entry import entry_text
from pipeline.validation.report_checks.changelog import changelog_findings
from tests.project import REPORT, Project
from tests.tools.diff.cases import CASES
from tests.tools.diff.sides import committed, differing

ENTRY = ChangelogEntry(
    "raw/r/changes/0.2.0.yaml", "", "0.2.0", "0.1.0", "2026-11-25", "addition", "", "", [], {}
)
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


NEXT = replace(ENTRY, file="raw/r/changes/0.3.0.yaml", version="0.3.0", previous="0.2.0")


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


@pytest.mark.parametrize(
    ("old", "new", "listed"),
    [
        pytest.param("version: 0.2.0", "version: 0.2", [("E113", "version")], id="form"),
        pytest.param("step: ", "step: x", [("E113", "step")], id="closed list"),
        pytest.param("step: ", "stop: ", [("E106", "stop")], id="key"),
        pytest.param("rows: {}", "rows: {figures: {added: x}}", [("E113", "rows")], id="rows"),
        pytest.param(
            "rows: {}", "rows: {figures: {revised: {a: {b: [c]}}}}", [("E113", "rows")], id="pair"
        ),
        pytest.param("rows: {}", "rows: {", [("E111", "")], id="no YAML"),
    ],
)
def test_a_malformed_entry_is_reported(
    tmp_path: Path, old: str, new: str, listed: Reported
) -> None:
    """Entries are committed files like any other: nothing in them is taken on trust."""
    text = yaml.safe_dump({**facts(), "rows": {}}, sort_keys=False)
    assert old in text
    path = tmp_path / "0.2.0.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    entry, found = read_entry(path, tmp_path)
    assert entry is None
    assert [(each.code, each.location.column) for each in found] == listed


NESTED = """\
version: 0.2.0
previous: 0.1.0
released: 2026-11-25
step: addition
note_zh: 注
note_en: note
structure:
- {change: table_added, table: t, field: ''}
rows:
  figures:
    added:
    - 1.1-001
    renumbered:
      1.1-002: 1.1-003
    revised:
      1.1-004:
        unit:
        - GB
        - TB
"""
DEEP = {
    "three cells of a pair": ("- TB", "- TB\n        - PB", ("E113", 17, "rows")),
    "a list in a pair": ("- TB", "- [TB]", ("E113", 19, "rows")),
    "a mapping in a list": ("- 1.1-001", "- a: b", ("E113", 12, "rows")),
    "a text for a list": ("added:\n    - 1.1-001", "added: 1.1-001", ("E113", 11, "rows")),
    "an unknown kind of change": ("added:", "addedd:", ("E113", 11, "rows")),
    "a control character in a cell": ("- TB", '- "T\\eB"', ("E116", 19, "rows")),
    "a control character in a note": ("note_en: note", 'note_en: "a\\0b"', ("E116", 6, "note_en")),
    "a list for a note": ("note_zh: 注", "note_zh: [注]", ("E113", 5, "note_zh")),
    "a change without its field": (", field: ''", "", ("E113", 8, "structure")),
    "a change with another field": ("field: ''", "field: '', colour: red", ("E113", 8, "structure")),
    "a version that is not a number": ("version: 0.2.0", "version: .nan", ("E113", 1, "version")),
    "a row twice": ("- TB", "- TB\n      1.1-004: {}", ("E111", 20, "")),
    "a tag": ("- TB", "- !!float TB", ("E111", 19, "")),
    "aliases that expand": (
        "rows:\n", f"rows:\n  a: &a [{', '.join('x' * 400)}]\n  b: &b [{', '.join(['*a'] * 400)}]\n"
        f"  c: [{', '.join(['*b'] * 400)}]\n", ("E111", 10, ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP)
def test_a_fault_below_a_key_is_one_finding_at_its_line(name: str, tmp_path: Path) -> None:
    """The value is named by its key and found by its line."""
    old, new, expected = DEEP[name]
    path = tmp_path / "0.2.0.yaml"
    path.write_text(NESTED, encoding="utf-8")
    assert read_entry(path, tmp_path)[1] == ()
    assert NESTED.count(old) == 1
    path.write_text(NESTED.replace(old, new), encoding="utf-8")
    entry, found = read_entry(path, tmp_path)
    assert entry is None
    assert [(each.code, each.location.row, each.location.column) for each in found] == [expected]


def facts() -> dict[str, object]:
    """The plain facts of a sound entry."""
    return {
        "version": "0.2.0", "previous": "0.1.0", "released": "2026-11-25", "step": "addition",
        "note_zh": "", "note_en": "", "structure": [],
    }  # fmt: skip


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


def test_the_package_renders_every_entry_and_no_markup_of_a_cell() -> None:
    """The newest first, the first release last; a hostile cell stays a cell."""
    rows = TableChanges(["a|b"], [], [], [], {"n": "o"}, {"k": {"note": ["<script>", "x|y"]}})
    older = replace(ENTRY, structure=[StructuralChange("table_added", "t", "")])
    newer = replace(NEXT, rows={"figures": rows}, note_en="<i>", note_zh="注")
    capture = committed()
    assert capture.report is not None
    material = PackageInputs(capture.report, {}, ledger_counts(capture), {}, (older, newer))
    text = changelog(material, {})[FILE].decode()
    assert text.index("## 0.3.0") < text.index("## 0.2.0") < text.index("## 0.1.0")
    assert [each for each in ("<script>", "<i>", "a|b", "x|y") if each in text] == []
    assert "x&#124;y" in text
    assert STRUCTURE["table_added"].zh in text


@pytest.mark.parametrize(
    ("version", "step", "following"),
    [
        ("1.2.3", VersionBump.CORRECTION, "1.2.4"),
        ("1.2.3", VersionBump.ADDITION, "1.3.0"),
        ("1.2.3", VersionBump.BREAKING, "2.0.0"),
        ("0.2.3", VersionBump.BREAKING, "0.3.0"),
        ("0.9.9", VersionBump.NONE, "0.9.9"),
        ("x", VersionBump.ADDITION, ""),
    ],
)
def test_a_step_leads_to_the_lowest_version_that_takes_it(
    version: str, step: VersionBump, following: str
) -> None:
    """As the recipe counts, and as SemVer does while the major version is 0."""
    assert next_version(version, step) == following


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


def test_a_version_without_its_entry_is_reported_by_check(project: Project, tmp_path: Path) -> None:
    """The rule is part of every validation, not only of the command."""
    other = Project.copied(tmp_path)
    shutil.copytree(project.path("changes"), other.path("changes"), dirs_exist_ok=True)
    path = other.path("report.yaml")
    path.write_text(stated(path.read_text(encoding="utf-8"), "99.0.0"), encoding="utf-8")
    assert other.found() == [("E401", "report.yaml", 0, "version")]
