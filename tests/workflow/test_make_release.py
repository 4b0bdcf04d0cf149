"""What a release is made of when dist/ holds older releases and those of other reports too."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.package.files import with_checksums, zip_bytes
from tests.project import CHECKOUT, REPORT
from tests.workflow.made import Made, stated

SECOND = "second-2024"


def put(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """A release of this name in dist/, as a folder with its checksums and as a zip."""
    folder = root / "dist" / name
    folder.mkdir(parents=True)
    described = {"datapackage.json": json.dumps({"name": name.rpartition("-")[0]}).encode()}
    whole = with_checksums({**files, **described}, {**files, **described})
    for at, data in whole.items():
        (folder / at).write_bytes(data)
    folder.with_name(f"{name}.zip").write_bytes(zip_bytes(whole))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The Makefile, the report's facts, and several releases of which one is theirs."""
    made = Made.of(tmp_path)
    own = f"{REPORT}-{stated('version')}"
    for name in (f"{REPORT}-0.0.1", f"{REPORT}-99.0.0", "another-2020-0.1.0", own):
        put(tmp_path, name, {"CHANGELOG.md": name.encode(), f"{name}.txt": name.encode()})
    return made


@pytest.fixture
def two(made: Made) -> Made:
    """A second report beside it, with a release of its own."""
    facts = Path("raw") / SECOND / "report.yaml"
    (made.root / facts).parent.mkdir()
    text = (CHECKOUT / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8")
    text = text.replace(f"version: {stated('version')}", "version: 3.1.4")
    text = text.replace("package: datapackage", "package: datapackage-second")
    (made.root / facts).write_text(text, encoding="utf-8")
    put(made.root, f"{SECOND}-3.1.4", {"index.html": b"second"})
    return made


@pytest.mark.slow
def test_a_tag_is_checked_by_make(made: Made) -> None:
    """As the workflow does it."""
    assert made.make("tagged", GITHUB_REF_NAME=f"v{stated('version')}").returncode == 0
    assert made.make("tagged", GITHUB_REF_NAME="v99.0.0").returncode == 2


@pytest.mark.slow
def test_a_bundle_is_of_this_version_only(made: Made) -> None:
    """Its notes are its own, and its checksums name no file that is not part of it."""
    done = made.make("bundle")
    assert done.returncode == 0, done.stderr
    own = f"{REPORT}-{stated('version')}"
    archive = made.root / "dist" / f"{own}.zip"
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (made.root / "dist" / "SHA256SUMS").read_text("utf-8") == f"{digest}  {own}.zip\n"
    assert (made.root / "dist" / "CHANGELOG.md").read_text("utf-8") == own


@pytest.mark.slow
def test_a_site_is_of_this_version_only(made: Made) -> None:
    """A file that an older release had is served no longer."""
    done = made.make("site")
    assert done.returncode == 0, done.stderr
    served = {path.name for path in (made.root / "build" / "site").iterdir()}
    own = f"{REPORT}-{stated('version')}.txt"
    assert served == {"CHANGELOG.md", "SHA256SUMS", "datapackage.json", own}


def test_a_link_in_a_release_is_not_served(made: Made) -> None:
    """It could lead to any file of the machine that builds."""
    own = made.root / "dist" / f"{REPORT}-{stated('version')}"
    (own / "seen.txt").symlink_to("/etc/hostname")
    assert made.program("site").exit_code == 1
    assert not (made.root / "build" / "site").exists()


def _linked(release: Path) -> None:
    release.rename(release.with_name("elsewhere"))
    release.symlink_to("elsewhere")


def _repacked(release: Path) -> None:
    files = {"datapackage.json": b"{}"}
    release.with_name(f"{release.name}.zip").write_bytes(zip_bytes(files))


def _appended(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


OWN = f"{REPORT}-{stated('version')}"
#: Changes of a built release, the commands that must refuse it, and what these print.
CHANGED: dict[str, tuple[Callable[[Path], object], tuple[str, ...], str]] = {
    "a file": (
        lambda release: _appended(release / "CHANGELOG.md"),
        ("site", "bundle"),
        f"dist/{OWN} was changed",
    ),
    "a file more": (
        lambda release: (release / "more.html").write_bytes(b""),
        ("site", "bundle"),
        f"dist/{OWN} was changed",
    ),
    "no list": (
        lambda release: (release / "SHA256SUMS").unlink(),
        ("site", "bundle"),
        f"dist/{OWN} was changed",
    ),
    "no descriptor": (
        lambda release: (release / "datapackage.json").unlink(),
        ("site", "bundle"),
        f"dist/{OWN} was changed",
    ),
    "a pipe": (
        lambda release: os.mkfifo(release / "pipe"),
        ("site", "bundle"),
        "pipe: it is not a regular file",
    ),
    "a file without an end": (
        lambda release: os.truncate(release / "CHANGELOG.md", 1 << 31),
        ("site", "bundle"),
        "CHANGELOG.md: it is larger than 64 MiB",
    ),
    "a link": (_linked, ("site", "bundle"), f"dist/{OWN} is a link"),
    "the zip": (
        lambda release: _appended(release.with_name(f"{OWN}.zip")),
        ("bundle",),
        f"dist/{OWN}.zip was changed",
    ),
    "the files of the zip": (_repacked, ("bundle",), f"dist/{OWN}.zip was changed"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_release_that_was_changed_is_not_delivered(name: str, made: Made) -> None:
    """One line states it, and neither checksums nor a site are written."""
    change, commands, message = CHANGED[name]
    change(made.root / "dist" / OWN)
    for command in commands:
        done = made.program(command)
        assert isinstance(done.exception, SystemExit), done.exception
        assert (done.exit_code > 0, message in done.output) == (True, True), done.output
        assert len(done.output.splitlines()) == 1
    assert not (made.root / "build" / "site").exists()
    assert not (made.root / "dist" / "SHA256SUMS").exists()


def test_a_site_that_another_process_writes_is_left(made: Made) -> None:
    """The second process states it."""
    (made.root / "build").mkdir()
    with (made.root / "build" / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = made.program("site")
    expected = (1, "site is being published by another process\n")
    assert (done.exit_code, done.output) == expected


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        pytest.param("v{version}", 0, id="this version"),
        pytest.param("{report}-v{version}", 0, id="this version of this report"),
        pytest.param("v99.0.0", 1, id="another version"),
        pytest.param("another-v{version}", 1, id="another report"),
        pytest.param("{version}", 1, id="no tag of a release"),
        pytest.param("", 1, id="no tag"),
        pytest.param("v{version}\n", 1, id="a line end"),
        pytest.param("--help", 1, id="an option"),
    ],
)
def test_a_tag_is_the_version_of_the_report(tag: str, status: int, made: Made) -> None:
    """A release is named as its data are."""
    named = tag.format(version=stated("version"), report=REPORT)
    done = made.program("tagged", "--", named)
    assert done.exit_code == status, done.output


def test_where_there_are_several_reports_a_tag_names_one(two: Made) -> None:
    """A version alone could be of either."""
    assert two.program("tagged", f"v{stated('version')}").exit_code == 1
    assert two.program("tagged", f"{SECOND}-v3.1.4").exit_code == 0
    assert two.program("tagged", f"{SECOND}-v{stated('version')}").exit_code == 1


def test_where_there_are_several_reports_a_bundle_is_of_the_one_that_is_named(two: Made) -> None:
    """None is taken for another in silence."""
    done = two.program("bundle")
    assert done.exit_code == 2
    assert "several" in done.output
    assert two.program("bundle", "--tag", f"{SECOND}-v3.1.4").exit_code == 0
    sums = (two.root / "dist" / "SHA256SUMS").read_text(encoding="utf-8")
    assert sums.endswith(f"  {SECOND}-3.1.4.zip\n")
    assert "First release" in (two.root / "dist" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert two.program("bundle", "--report", REPORT).exit_code == 0
    assert REPORT in (two.root / "dist" / "SHA256SUMS").read_text(encoding="utf-8")


def test_a_site_of_several_reports_has_a_folder_for_each(two: Made) -> None:
    """Each is served as it was released, and a page leads to them."""
    assert two.program("site").exit_code == 0
    site = two.root / "build" / "site"
    assert (site / SECOND / "index.html").read_bytes() == b"second"
    assert (site / REPORT / "CHANGELOG.md").is_file()
    index = (site / "index.html").read_text(encoding="utf-8")
    assert f'href="{SECOND}/"' in index


def test_a_site_replaces_an_earlier_one_of_other_reports(two: Made) -> None:
    """Of all, of one, of the other: nothing of the earlier one is served."""
    site = two.root / "build" / "site"
    for name in (None, SECOND, REPORT, None):
        done = two.program("site", *(("--report", name) if name else ()))
        assert done.exit_code == 0, done.output
        folders = {each.name for each in site.iterdir() if each.is_dir()}
        assert folders == (set() if name else {REPORT, SECOND})
        owner = json.loads((site / "datapackage.json").read_bytes()) if name else {}
        assert owner.get("name") == name
    shutil.rmtree(two.root / "raw" / SECOND)
    assert two.program("site").exit_code == 0
    assert not (site / SECOND).exists()


@pytest.mark.parametrize(
    "name", ["notes.txt", "index.html", "more/notes.txt", f"{SECOND}/notes.txt"]
)
def test_a_site_does_not_replace_other_files(name: str, two: Made) -> None:
    """The message names what is foreign, and the earlier site is kept."""
    site = two.root / "build" / "site"
    assert two.program("site").exit_code == 0
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("somebody's", encoding="utf-8")
    done = two.program("site", "--report", REPORT)
    assert done.exit_code == 2
    assert (site / name).parts[len(site.parts)] in done.output
    assert (site / name).read_text(encoding="utf-8") == "somebody's"
    assert (site / REPORT / "datapackage.json").is_file()


def test_a_tag_builds_one_release(two: Made) -> None:
    """The workflow attests every zip in dist/; a branch has a name too and builds all."""
    for target, expected in (("bundle", 1), ("release", 0), ("site", 0)):
        command = ["make", "--dry-run", target]
        done = subprocess.run(command, cwd=two.root, capture_output=True, text=True, check=True)
        (line,) = (each for each in done.stdout.splitlines() if "pipeline release" in each)
        assert line.count('--tag "$GITHUB_REF_NAME"') == expected, target


def test_a_command_about_one_report_asks_which(two: Made) -> None:
    """`make diff`, `make source`, `make mutate` never take another report in silence."""
    text = str(two.root / "Makefile")
    for command in (("diff", "HEAD"), ("source", "verify", text), ("mutate", "--text", text)):
        done = two.program(*command)
        assert done.exit_code == 2, command
        assert f"{REPORT}, {SECOND}" in done.output, command
