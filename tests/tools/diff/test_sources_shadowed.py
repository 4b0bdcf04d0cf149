"""What is compared is stated, and nothing in a checkout, a revision or the environment hides it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.schema import LAYERS
from tests.project import CHECKOUT, REPORT, Project
from tests.tools.diff.test_sources import git

PACKAGE = CHECKOUT / "datapackage"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a published state; copied by each test."""
    return Project.committed(tmp_path_factory.mktemp("repository")).root


@pytest.fixture
def changed(repository: Path, tmp_path: Path) -> Project:
    """The repository with one number keyed otherwise in the working tree."""
    shutil.copytree(repository, tmp_path / "project", symlinks=True)
    project = Project(tmp_path / "project")
    project.print_as("1.3-001", "295.3万", printed="295.3 万人", number="295.3")
    return project


def diff(project: Project, *sides: str, cwd: Path | None = None) -> Result:
    """The command, run in a folder of the project."""
    before = Path.cwd()
    os.chdir(cwd or project.root)
    try:
        return CliRunner().invoke(main, ["--root", str(project.root), "diff", *sides])
    finally:
        os.chdir(before)


def is_seen(result: Result) -> bool:
    """Whether the changed number is shown."""
    return "295.3" in result.output and "HEAD:datapackage" in result.output


def test_a_package_copied_to_the_root_hides_nothing(changed: Project) -> None:
    """With the old descriptor and tables in the root, `diff HEAD` found no difference."""
    for layer in LAYERS:
        shutil.copytree(PACKAGE / layer, changed.root / layer)
    shutil.copy(PACKAGE / "datapackage.json", changed.root)
    assert is_seen(diff(changed, "HEAD"))


@pytest.mark.slow
def test_a_folder_of_the_revisions_name_is_an_error(changed: Project) -> None:
    """Neither of two things of one name is taken silently."""
    shutil.copytree(PACKAGE, changed.root / "HEAD")
    result = diff(changed, "HEAD")
    assert result.exit_code == 2
    assert "HEAD is both a revision and a path" in result.output
    assert diff(changed, "./HEAD").exit_code == 0


@pytest.mark.parametrize("name", ["branch", "tag", "hash"])
def test_a_path_of_the_name_of_a_branch_tag_or_commit_is_an_error(
    name: str, changed: Project
) -> None:
    """A pull request knows the hash that it will be compared with."""
    head = subprocess.run(
        ["git", "-C", str(changed.root), "rev-parse", "HEAD"], capture_output=True, check=True
    )
    named = head.stdout.decode().strip() if name == "hash" else name
    if name != "hash":
        git(changed.root, name, named)
    (changed.root / named).write_bytes(b"not a zip")
    result = diff(changed, named)
    assert result.exit_code == 2
    assert "is both a revision and a path" in result.output


@pytest.mark.slow
def test_attributes_that_leave_files_out_of_an_archive_leave_nothing_out(changed: Project) -> None:
    """`export-ignore` in a revision hid what it was reported to hide."""
    text = "raw/** export-ignore\ndatapackage/data/figures.csv export-ignore\n"
    (changed.root / ".gitattributes").write_text(text, encoding="utf-8")
    git(changed.root, "add", ".gitattributes")
    git(changed.root, "commit", "--quiet", "--message", "attributes")
    result = diff(changed, "HEAD")
    assert result.exit_code == 0
    assert is_seen(result)


@pytest.mark.slow
def test_replaced_objects_are_not_read(changed: Project) -> None:
    """`refs/replace` shows another commit under the hash of the first."""
    git(changed.root, "add", ".")
    git(changed.root, "commit", "--quiet", "--message", "changed")
    git(changed.root, "replace", "HEAD~1", "HEAD")
    assert "295.3" in diff(changed, "HEAD~1").output


@pytest.mark.slow
@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"])
def test_the_environment_names_no_other_repository(
    variable: str, changed: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A hook of another repository sets them."""
    monkeypatch.setenv(variable, str(tmp_path))
    assert is_seen(diff(changed, "HEAD"))


def test_a_folder_that_holds_a_package_and_raw_data_is_an_error(
    changed: Project, tmp_path: Path
) -> None:
    """Whichever were taken, the other would be hidden."""
    both = tmp_path / "both"
    shutil.copytree(PACKAGE, both)
    shutil.copytree(changed.root / "raw", both / "raw")
    result = diff(changed, "HEAD", str(both))
    assert result.exit_code == 2
    assert "contains both raw data and datapackage.json" in result.output


@pytest.mark.slow
def test_a_revision_whose_package_is_another_reports_is_read_from_its_raw_data(
    changed: Project,
) -> None:
    """`package:` in a revision may name a folder of another report."""
    descriptor = changed.root / "datapackage" / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace(f'"name": "{REPORT}"', '"name": "another"', 1), "utf-8")
    git(changed.root, "commit", "--quiet", "--all", "--message", "another's")
    assert "HEAD:raw" in diff(changed, "HEAD").output


@pytest.mark.parametrize("sides", [("",), (" ",), ("HEAD", ""), ("", "HEAD")])
def test_an_empty_name_is_an_error(sides: tuple[str, ...], changed: Project) -> None:
    """It stood for the folder in which the command was run."""
    result = diff(changed, *sides)
    assert result.exit_code == 2
    assert "the name is empty" in result.output


def test_missing_git_is_named(changed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The revision was blamed."""
    monkeypatch.setenv("PATH", "")
    result = diff(changed, "HEAD")
    assert (result.exit_code, "git is not installed" in result.output) == (2, True)


@pytest.mark.parametrize("damage", ["no repository", "broken HEAD", "lost objects"])
def test_a_broken_repository_is_named(damage: str, changed: Project) -> None:
    """What git reports is printed, and the revision is not blamed for it."""
    store = changed.root / ".git"
    if damage == "no repository":
        shutil.rmtree(store)
    elif damage == "broken HEAD":
        (store / "HEAD").write_bytes(b"\0")
    else:
        shutil.rmtree(store / "objects")
        (store / "objects").mkdir()
    result = diff(changed, "HEAD")
    assert result.exit_code == 2
    assert "git failed: " in result.output


@pytest.mark.slow
def test_a_package_beside_needs_no_git(changed: Project) -> None:
    """Folders are compared on a machine without a repository."""
    shutil.rmtree(changed.root / ".git")
    assert diff(changed, "datapackage").exit_code == 0
