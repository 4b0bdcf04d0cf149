"""Each command in a project of two reports: it is about the one that is named, about both, or asks which."""

from __future__ import annotations

import re
import runpy
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.paths import Paths
from tests.project import CHECKOUT, git
from tests.small_report import small_report

FIRST, SECOND = NAMES = ("other-2020", "small-2020")
UNKNOWN = "absent-2020"
#: What only one of them has: its name, and the numbers of its figures.
MARKS = {
    FIRST: re.compile(r"other[-_]2020|(?<!\d)1-90\d"),
    SECOND: re.compile(r"small[-_]2020|(?<!\d)1-80\d"),
}
TEXT = "一、{title}章节题名\n\n零售额超过 40 万亿元。\n\n经济增长 3.6%。\n\n- 1 -\f\n- 2 -\n"
#: The arguments of every command; {name} is a report, {root} the folder of the project.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "accept-vocabulary": ("{root}/{name}.md",),
    "bundle": (),
    "catalogue": ("{root}/dist",),
    "changelog": ("--against", "HEAD", "--check"),
    "check": (),
    "confirm": ("1", "--reading", "R1"),
    "diff": ("HEAD",),
    "docs": (),
    "draft": ("{root}/{name}.md",),
    "explain": ("E226",),
    "fix": ("--check",),
    "mutate": ("--json",),
    "new-report": ("third-2020",),
    "publish": (),
    "pull": (),
    "read": ("超 72 万亿元",),
    "release": (),
    "review": ("--against", "HEAD"),
    "review-draft": ("{root}/{name}.md",),
    "site": (),
    "source": ("refresh", "{root}/{name}.md"),
    "tagged": ("{name}-v0.2.0",),
    "verify": ("{root}/dist/{name}-0.2.0.zip",),
}
WITH_OPTION = [
    name
    for name, command in main.commands.items()
    if any("--report" in each.opts for each in command.params)
]
#: Commands that do all reports unless one is named.
DO_ALL = {"publish", "release", "site"}
#: Commands without the option: those that do all reports, and those whose argument is of a report.
ABOUT_ALL = {"catalogue", "check", "fix", "review"}
ABOUT_ARGUMENT = {"tagged", "verify"}
#: Commands that find nothing to do in these reports, and name the place where they looked.
WITHOUT_WORK = {"accept-vocabulary", "confirm"}
#: What `docs` and `explain` show is an example, and the others use the vocabulary only.
ABOUT_NONE = {"docs", "explain", "new-report", "pull", "read"}
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Ran:
    """A command that has run: its status, its output and the files that it wrote."""

    status: int
    output: str
    written: dict[str, bytes]

    @property
    def about(self) -> set[str]:
        """The reports whose marks are in the output or in what was written."""
        files = (f"{path}\n{data.decode('utf-8', 'ignore')}" for path, data in self.written.items())
        text = "\n".join((self.output, *files))
        return {name for name, mark in MARKS.items() if mark.search(text)}


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the project beside the history of git."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def invoke(root: Path, *arguments: str) -> tuple[int, str]:
    """Run the program in this process; return its status and its output."""
    done = CliRunner().invoke(main, ["--root", str(root), *arguments])
    return done.exit_code, done.output.replace(str(root), "")


def run(root: Path, command: str, *options: str, name: str = FIRST) -> Ran:
    """Run a command with its arguments."""
    before = contents(root)
    given = [each.format(root=root, name=name) for each in ARGUMENTS[command]]
    status, output = invoke(root, command, *options, *given)
    return Ran(
        status,
        output,
        {path: data for path, data in contents(root).items() if before.get(path) != data},
    )


def edit(folder: Path, **changes: str) -> None:
    """Replace texts in the files of a report."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for before, after in changes.items():
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports whose figures have numbers of their own, in their second version, released."""
    root = tmp_path_factory.mktemp("released")
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", root / "raw" / "vocabulary")
    shutil.copytree(CHECKOUT / "docs", root / "docs")
    for name in NAMES:
        small_report(root, name)
    edit(root / "raw" / FIRST, **{"1-00": "1-90", "小型": "其他"})
    edit(root / "raw" / SECOND, **{"1-00": "1-80"})
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "first versions")
    version = {"version: 0.1.0": "version: 0.2.0\nrevision_of: 0.1.0"}
    for name, title in zip(NAMES, ("其他", "小型"), strict=True):
        edit(root / "raw" / name, **{"3.5": "3.6"}, **version)
        done = invoke(root, "changelog", "--against", "HEAD", "--report", name)
        assert done[0] == 0, done
        (root / f"{name}.md").write_text(TEXT.format(title=title), encoding="utf-8")
    done = invoke(root, "release")
    assert done[0] == 0, done
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that a command may write to."""
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return shutil.copytree(released, tmp_path / "project", symlinks=True)


def test_the_arguments_of_every_command_are_known() -> None:
    """A new command is run by the tests below."""
    assert set(ARGUMENTS) == set(main.commands)
    without = set(main.commands) - set(WITH_OPTION)
    assert without == ABOUT_ALL | ABOUT_ARGUMENT | ABOUT_NONE


@pytest.mark.parametrize("command", WITH_OPTION)
def test_a_command_that_takes_a_report_asks_which(command: str, root: Path) -> None:
    """Or it does all; it never selects one."""
    ran = run(root, command)
    assert ran.about == {*NAMES}, ran.output
    if command in DO_ALL:
        assert ran.status == 0, ran.output
    else:
        assert ran.status == 2
        assert "--report" in ran.output
        assert ran.written == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", WITH_OPTION)
def test_a_command_is_about_the_report_that_is_named(command: str, name: str, root: Path) -> None:
    """Nothing of the other one is printed or written."""
    ran = run(root, command, "--report", name, name=name)
    assert ran.status == (1 if command in WITHOUT_WORK else 0), ran.output
    assert ran.about == {name}


@pytest.mark.parametrize("name", ["absent-2020", "vocabulary", ""])
@pytest.mark.parametrize("command", WITH_OPTION)
def test_a_report_that_is_not_there_is_not_replaced_by_another(
    command: str, name: str, root: Path
) -> None:
    """The message names it and those that are there."""
    ran = run(root, command, "--report", name)
    assert ran.status in (1, 2)
    assert f"no report {name}" in ran.output
    assert ", ".join(NAMES) in ran.output
    assert ran.written == {}


@pytest.mark.parametrize("command", sorted(ABOUT_ALL))
def test_a_command_without_the_option_is_about_all_reports(command: str, root: Path) -> None:
    """None is left out."""
    for name in NAMES:
        edit(root / "raw" / name, **{"零售": " 零售", "CN,": "CN ,"})
    assert run(root, command).about == {*NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", sorted(ABOUT_ARGUMENT))
def test_a_command_is_about_the_report_of_its_argument(command: str, name: str, root: Path) -> None:
    """A tag and a package name their report."""
    ran = run(root, command, name=name)
    assert ran.status == 0, ran.output
    assert ran.about == {name}


@pytest.mark.parametrize("name", NAMES)
def test_a_package_of_another_report_is_not_compared(name: str, root: Path) -> None:
    """Neither with raw/ nor with a package of the named report."""
    (other,) = {*NAMES} - {name}
    own, foreign = (str(root / "dist" / f"{each}-0.2.0.zip") for each in (name, other))
    for sides in ((foreign,), (own, foreign), (foreign, own)):
        status, output = invoke(root, "diff", "--report", name, *sides)
        assert status == 2
        assert f"is a package of {other}, not of {name}" in output
    assert invoke(root, "diff", "--report", name, own, "--exit-code")[0] == 0


def test_pictures_are_taken_of_the_page_of_every_report(root: Path) -> None:
    """Each is read where its report.yaml states that it is published."""
    pages = runpy.run_path(str(CHECKOUT / ".ci" / "screenshots.py"))["pages"](Paths(root))
    assert pages == {name: root / f"datapackage-{name}" / "index.html" for name in NAMES}


def test_the_first_version_of_a_report_needs_no_entry(root: Path) -> None:
    """The revision before it has the other reports only."""
    git(root, "rm", "--quiet", "-r", "--cached", f"raw/{SECOND}")
    git(root, "commit", "--quiet", "--message", "one report")
    status, output = invoke(root, "changelog", "--against", "HEAD", "--report", SECOND)
    assert status == 2
    assert f"raw/{SECOND} is not in HEAD" in output
