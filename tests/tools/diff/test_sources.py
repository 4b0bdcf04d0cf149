"""Sides are read from git revisions, folders and zips, of packages, raw data and checkouts."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.project import CHECKOUT, REPORT, Project, git

FIGURE = "1.3-001"
OLD, NEW = "295.2 万人", "295.3 万人"


def zipped(folder: Path, archive: Path, top: str = "") -> Path:
    """A folder as a zip, its files below `top`."""
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                out.write(path, top + path.relative_to(folder).as_posix())
    return archive


def diff(project: Project, *arguments: str) -> Result:
    """`python -m pipeline diff` in a project."""
    return CliRunner().invoke(main, ["--root", str(project.root), "diff", *arguments])


def document(project: Project, *sides: str, status: int = 0) -> dict[str, object]:
    """What `diff --format json` states; the status is 2 if a table could not be compared."""
    result = diff(project, *sides, "--format", "json")
    assert result.exit_code == status, result.output
    reported: dict[str, object] = json.loads(result.output)
    return reported


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A repository with a published state and, in the working tree, one number keyed otherwise."""
    project = Project.committed(tmp_path_factory.mktemp("sides"))
    git(project.root, "tag", "published")
    shutil.rmtree(project.root / "datapackage")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "--message", "raw only")
    git(project.root, "tag", "raw-only")
    folder = project.root.parent
    zipped(CHECKOUT / "datapackage", folder / "package.zip")
    zipped(CHECKOUT / "raw", folder / "raw.zip", "raw/")
    zipped(CHECKOUT / "raw", folder / "archive.zip", "main/raw/")
    project.print_as(FIGURE, "295.3万", printed=NEW, number="295.3")
    return project


SIDES = ("published", "raw-only", "{zips}/package.zip", "{zips}/raw.zip", "{zips}/archive.zip")
#: Each way of reading once a day: git, a zip, a package, raw data; their pairings are slow.
EVERYDAY = ("published", "{zips}/raw.zip")


@pytest.mark.parametrize(
    "old",
    [
        pytest.param(old, marks=[pytest.mark.slow] * (old not in EVERYDAY))
        for old in (*SIDES, str(CHECKOUT / "datapackage"), str(CHECKOUT / "raw"))
    ],
    ids=["revision", "revision of raw", "package zip", "raw zip", "checkout zip", "package", "raw"],
)
@pytest.mark.slow
def test_every_kind_of_side_is_compared_with_the_working_tree(project: Project, old: str) -> None:
    """The one number is found, whichever way the old state is kept."""
    reported = document(project, old.format(zips=project.root.parent))
    (first, *rest) = (change for change in reported["changes"] if change["group"] != "derived")  # type: ignore[attr-defined]
    assert (first["table"], first["key"], first["group"]) == ("figures", [FIGURE], "value")
    assert {"column": "printed", "class": "text", "old": OLD, "new": NEW} in first["cells"]
    assert {change["table"] for change in rest} <= {"numerals"}


def test_two_sides_that_are_both_named_need_no_working_tree(project: Project) -> None:
    """A package on one side and a zip of it on the other are the same data."""
    zips = project.root.parent
    result = diff(project, "published", str(zips / "package.zip"), "--exit-code")
    assert result.exit_code == 0
    assert result.output.count("\n") == 1


@pytest.mark.slow
def test_a_difference_is_an_exit_code_if_that_is_asked_for(project: Project) -> None:
    """As with git: 0 unless `--exit-code`."""
    assert diff(project, "published").exit_code == 0
    assert diff(project, "published", "--exit-code").exit_code == 1


@pytest.mark.parametrize(
    ("side", "stated"),
    [
        ("no-such-revision", "is not a folder, a zip or a revision"),
        ("--output=x", "No such option"),
        ("pyproject.toml", "zip"),
        ("tests", "neither a package nor raw data"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_read_is_stated(project: Project, side: str, stated: str) -> None:
    """One line, an exit status that is not the one of a difference, and no trace."""
    path = CHECKOUT / side
    result = diff(project, str(path) if path.exists() else side)
    assert result.exit_code == 2
    assert stated in result.output


@pytest.mark.slow
def test_a_zip_cannot_write_outside_of_its_folder(project: Project, tmp_path: Path) -> None:
    """Names with `..` stay below the folder that is unpacked to."""
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(hostile, "w") as out:
        out.writestr("../../escaped.txt", "x")
    assert diff(project, str(hostile)).exit_code == 2
    assert not list(tmp_path.parent.glob("escaped.txt"))


@pytest.mark.slow
def test_a_table_that_is_stated_to_be_empty_is_compared_as_empty(tmp_path: Path) -> None:
    """Another error keeps the report from publication; the table has nothing to do with it."""
    project = Project.copied(tmp_path)
    project.write_rows("trends.csv", project.rows("trends.csv")[:1])
    project.edit_bytes("report.yaml", lambda data: data + b"without: trends\n")
    project.set_cells("figures/1.1.csv", 5, number="2.9")
    reported = document(project, str(CHECKOUT / "datapackage"))
    assert reported["complete"] is True
    removed = [change for change in reported["changes"] if change["table"] == "trends"]  # type: ignore[attr-defined]
    assert len(removed) == 6


@pytest.mark.slow
def test_raw_data_that_cannot_be_published_is_compared_as_far_as_it_goes(tmp_path: Path) -> None:
    """That is when a reviewer most wants to see what was changed."""
    project = Project.copied(tmp_path)
    project.set_cells("figures/1.1.csv", 5, number="2.9")
    project.edit_bytes("policies.csv", lambda data: data.replace(b"policy,", b"polity,", 1))
    reported = document(project, str(CHECKOUT / "datapackage"), status=2)
    assert reported["complete"] is False
    assert reported["new"]["publishable"] is False  # type: ignore[index]
    assert any("policies" in note for note in reported["notes"])  # type: ignore[attr-defined]
    assert reported["changes"][0]["key"] == ["1.1-004"]  # type: ignore[index]
    assert REPORT in diff(project, str(CHECKOUT / "datapackage")).output


@pytest.mark.parametrize("sides", [("package", "package.zip"), ("package.zip", "package")])
def test_packages_name_their_report(sides: tuple[str, str], tmp_path: Path) -> None:
    """Whoever has two packages of a report that is not in raw/ need not repeat its name."""
    (tmp_path / "raw").mkdir()
    shutil.copytree(CHECKOUT / "datapackage", tmp_path / "package")
    zipped(tmp_path / "package", tmp_path / "package.zip", f"{REPORT}/")
    result = diff(Project(tmp_path), *(str(tmp_path / each) for each in sides))
    assert result.exit_code == 0, result.output
    assert "no difference" in result.output.lower()


def test_without_a_package_the_only_report_is_meant(tmp_path: Path) -> None:
    """A zip that is none, and a folder without a descriptor, name no report."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "side.zip").write_bytes(b"PK")
    for side in (tmp_path / "side.zip", tmp_path / "raw"):
        result = diff(Project(tmp_path), str(side))
        assert result.exit_code == 2
        assert "name the report with --report: raw/ has 0" in result.output
