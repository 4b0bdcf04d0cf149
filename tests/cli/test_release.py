"""`python -m pipeline release`: dist/ holds every form, checkable by third parties, or is as it was."""

from __future__ import annotations

import fcntl
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main, packages
from pipeline.cli.errors import language_of_one_run
from pipeline.localization import set_language
from pipeline.package.build import ReleaseArchive, build_release, write_release
from pipeline.paths import Paths
from tests.package.committed import made
from tests.package.faults import package
from tests.package.formats.read_back import released
from tests.project import Project


def release(project: Project, *options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["--root", str(project.root), "release", *options])


@cache
def built() -> ReleaseArchive:
    """The release that the committed raw/ makes."""
    return build_release(replace(made(), files=released()))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ that a test may break."""
    return Project.copied(tmp_path)


@pytest.mark.slow
def test_a_release_is_a_folder_and_an_archive_that_third_parties_can_check(
    project: Project,
) -> None:
    """sha256sum, which is not a program of ours, checks the folder and the unpacked archive."""
    ran = release(project)
    assert ran.exit_code == 0, ran.output
    dist = project.root / "dist"
    assert {path.name for path in dist.glob("[!.]*")} == {built().name, f"{built().name}.zip"}
    unpacked = dist / "unpacked"
    with zipfile.ZipFile(dist / f"{built().name}.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(built().files), "at the root, in order"
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(unpacked)
    for folder in (dist / built().name, unpacked):
        command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        checked = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout
        listed = len((folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
        assert listed == sum(path.is_file() for path in folder.rglob("*")) - 1, "all but itself"


def test_invalid_raw_is_rejected_with_all_findings_and_dist_is_as_it_was(project: Project) -> None:
    """Neither half a release nor one finding at a time."""
    dist = project.root / "dist"
    dist.mkdir()
    (dist / "kept").write_text("x", encoding="utf-8")
    project.set_cells("figures/1.1.csv", 2, unit="yuan")
    project.set_cells("figures/1.1.csv", 3, entity="China")
    ran = release(project)
    assert ran.exit_code == 1
    assert "figures/1.1.csv:2" in ran.output
    assert "figures/1.1.csv:3" in ran.output
    assert "dist/ is unchanged" in ran.output
    assert [path.name for path in dist.iterdir()] == ["kept"]


@pytest.mark.parametrize("option", ["--tag", "--report"])
def test_an_option_without_a_name_is_not_all_reports(option: str, project: Project) -> None:
    """A variable of CI that is not set names no release."""
    ran = release(project, option, "")
    assert ran.exit_code == 1
    assert not (project.root / "dist").exists()


@pytest.mark.slow
def test_a_second_release_at_once_is_reported_so(project: Project) -> None:
    """Without a traceback."""
    (project.root / "dist").mkdir()
    with (project.root / "dist" / f".{built().name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = release(project)
    assert ran.exit_code == 1
    assert "by another process" in ran.output


@pytest.mark.slow
def test_a_file_in_the_place_of_dist_is_kept_and_stated(project: Project) -> None:
    """It may be anything; it is not ours to remove."""
    (project.root / "dist").write_text("somebody's", encoding="utf-8")
    ran = release(project)
    assert ran.exit_code == 1
    assert "could not be replaced" in ran.output
    assert (project.root / "dist").read_text(encoding="utf-8") == "somebody's"


def test_a_folder_in_the_place_of_the_archive_is_stated_in_the_language_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in the words of the C library."""
    release = ReleaseArchive("x-1", package("x", {"a": b"x"}), b"")
    monkeypatch.setattr(packages, "_built", lambda *_: [release])
    (tmp_path / "dist" / "x-1.zip").mkdir(parents=True)
    with language_of_one_run():
        set_language("zh")
        assert not packages.release_command(Paths(tmp_path), None)
    assert capsys.readouterr().out.endswith("：是文件夹\n")


def test_a_reader_that_has_the_archive_open_keeps_the_old_one(tmp_path: Path) -> None:
    """A download that has begun must not change under the reader's hands."""
    paths = Paths(tmp_path)
    write_release(paths, ReleaseArchive("x-1", package("x", {"a": b"old"}), b"old archive"))
    with (paths.dist / "x-1.zip").open("rb") as reading:
        new = ReleaseArchive("x-1", package("x", {"a": b"new"}), b"new archive")
        write_release(paths, new)
        assert reading.read() == b"old archive"
    assert (paths.dist / "x-1.zip").read_bytes() == b"new archive"
