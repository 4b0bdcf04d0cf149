"""Paths, names and disks that are not as they must be: reported in the language of the reader, nothing half-written."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.defs.naming import RAW_VOCABULARY_KEY
from pipeline.localization import LANGUAGES
from tests.project import CHECKOUT, REPORT, VERSION, Project
from tests.small_report import small_report

CHINESE = re.compile("[一-鿿]")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of raw/ with a small package beside it."""
    return Project.copied(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


NOT_THERE: dict[str, tuple[list[str], str]] = {
    "a root": (["--root", "nowhere", "check"], "nowhere"),
    "a file to mend": (["fix", "raw/nothing.csv"], "raw/nothing.csv"),
    "a text": (["source", "verify", "nothing.md"], "nothing.md"),
    "a text to verify with": (["verify", "datapackage", "--text", "nothing.md"], "nothing.md"),
    "a report to publish": (["publish", "--report", "nope"], "no report nope"),
    "a report to prove": (["source", "scan", "README.md", "--report", "nope"], "no report nope"),
    "a report to measure": (["mutate", "--report", "nope"], "no report nope"),
    "a report to measure that is the vocabulary": (
        ["mutate", "--report", "vocabulary"], "no report vocabulary",
    ),
    "a rule": (["explain", "E999"], "no rule E999"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "stated"), NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_there_is_reported(arguments: list[str], stated: str) -> None:
    """The command does nothing and its status reports it."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 2
    assert stated in result.output
    assert not CHINESE.search(result.output)
    chinese = CliRunner().invoke(main, ["--lang", "zh", *arguments], catch_exceptions=False)
    assert chinese.exit_code == 2
    assert CHINESE.search(chinese.output.splitlines()[-1])


@pytest.mark.parametrize("command", [["check"], ["release"], ["fix"], ["explain", "E101"]])
def test_a_folder_without_raw_data_is_reported(command: list[str], tmp_path: Path) -> None:
    """Nothing to do is not a success where something was expected."""
    arguments = ["--root", str(tmp_path), *command]
    for language in LANGUAGES:
        spoken = ["--lang", language, *arguments]
        result = CliRunner().invoke(main, spoken, catch_exceptions=False)
        assert result.exit_code != 0
        assert bool(CHINESE.search(result.output)) is (language == "zh")
    assert files(tmp_path) == {}


def test_errors_are_not_measured_where_rules_are_broken_already(project: Project) -> None:
    """An error would not be seen beside a mistake that is there."""
    project.set_cells("figures/1.1.csv", 2, unit="yuan")
    arguments = ["--root", str(project.root), "mutate"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 1
    assert "E203" in result.output


def on_a_full_disk(
    project: Project, *arguments: str, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """`python -m pipeline …` in a process that may not write a byte to any file."""
    command = [sys.executable, "-m", "pipeline", "--root", str(project.root), *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "DAGSTER_HOME"}
    environment |= {"DAGSTER_HOME": str(home)} if home else {}
    return subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *command],
        cwd=CHECKOUT,
        env={**environment, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _stray(project: Project) -> None:
    for name in ("figures/1.1.csv", "figures/1.2.csv"):
        project.edit_bytes(name, lambda data: data.replace(b"\n", b"\r\n"))


WRITING: dict[str, tuple[list[str], Callable[[Project], object]]] = {
    "fix": (["fix"], _stray),
    "new-report": (["new-report", "demo-2024"], lambda _: None),
    "changelog": (
        ["changelog", "--against", str(CHECKOUT / "raw")],
        lambda project: project.replace("report.yaml", f"version: {VERSION}", f"version: {VERSION}1"),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "prepare"), WRITING.values(), ids=WRITING)
def test_a_disk_that_takes_no_more_is_reported(
    arguments: list[str], prepare: Callable[[Project], object], project: Project
) -> None:
    """Every file is as it was, and no file is there that was not."""
    prepare(project)
    before = files(project.root)
    done = on_a_full_disk(project, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "error of the operating system" in done.stdout
    assert "Traceback" not in done.stderr
    assert files(project.root) == before
    assert sorted(path.name for path in (project.root / "raw").iterdir()) == [REPORT, "vocabulary"]


@pytest.mark.slow
@pytest.mark.parametrize("has_home", [False, True])
def test_a_package_is_as_it_was_when_the_disk_takes_no_more(
    has_home: bool, project: Project, tmp_path: Path
) -> None:
    """What readers have is whole, and the command states why there is nothing new."""
    before = project.package_bytes()
    done = on_a_full_disk(project, "publish", home=tmp_path if has_home else None)
    assert done.returncode != 0
    assert ("cannot use its records" in done.stdout) == has_home
    assert "Traceback" not in done.stdout + done.stderr
    assert project.package_bytes() == before


@pytest.mark.slow
def test_a_home_below_the_user_s_own_is_taken_as_dagster_takes_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` is not a folder's name."""
    (tmp_path / "history").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DAGSTER_HOME", "~/history")
    result = CliRunner().invoke(main, ["--root", str(project.root), "publish"])
    assert result.exit_code == 0, result.output
    assert any((tmp_path / "history").iterdir())


@pytest.mark.parametrize("home", ["/no/such/folder", "relative", str(CHECKOUT / "README.md")])
def test_a_home_that_dagster_cannot_use_is_reported(
    home: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster would answer with a traceback."""
    monkeypatch.setenv("DAGSTER_HOME", home)
    arguments = ["--root", str(project.root), "publish"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 1
    assert f"DAGSTER_HOME is {home}" in result.output


def _record_that_is_not_json(home: Path) -> None:
    with dg.DagsterInstance.local_temp(str(home)) as instance:
        instance.report_runless_asset_event(dg.AssetMaterialization(RAW_VOCABULARY_KEY))
    with closing(sqlite3.connect(home / "history" / "runs" / "index.db")) as opened:
        opened.execute("UPDATE asset_keys SET last_materialization = '{'")
        opened.commit()


def _without_end(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


INVALID_RECORDS: dict[str, Callable[[Path], object]] = {
    "configuration that is not YAML": lambda home: (home / "dagster.yaml").write_text("telemetry: ["),
    "configuration that is not UTF-8": lambda home: (home / "dagster.yaml").write_bytes(b"a: \xff"),
    "configuration with an unknown key": lambda home: (home / "dagster.yaml").write_text("a: {}"),
    "configuration that is a list": lambda home: (home / "dagster.yaml").write_text("- a"),
    "configuration with a value of another type": lambda home: (home / "dagster.yaml").write_text("storage: 5"),
    "configuration without end": lambda home: _without_end(home / "dagster.yaml"),
    "a database that is not one": lambda home: (home / "schedules").mkdir() or (
        home / "schedules" / "schedules.db").write_bytes(b"x" * 5000),
    "a folder instead of a database": lambda home: (home / "history" / "runs.db").mkdir(parents=True),
    "a record that is not JSON": _record_that_is_not_json,
    "a handler of logs that does not exist": lambda home: (home / "dagster.yaml").write_text(
        "python_logs: {dagster_handler_config: {handlers: {a: {class: nothing.Here}}}}"),
}  # fmt: skip


@pytest.mark.parametrize("spoil", INVALID_RECORDS.values(), ids=INVALID_RECORDS)
def test_records_that_dagster_cannot_use_are_reported(
    spoil: Callable[[Path], object],
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The command names their folder, and publishes nothing."""
    home = tmp_path / "home"
    home.mkdir()
    spoil(home)
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    arguments = ["--root", str(project.root), "publish"]
    before = project.package_bytes()
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 1
    assert f"Dagster cannot use its records in {home}: " in result.output
    assert project.package_bytes() == before


def test_a_configuration_that_is_a_pipe_does_not_block(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is refused before Dagster opens the pipe."""
    os.mkfifo(tmp_path / "dagster.yaml")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    arguments = ["--root", str(project.root), "publish"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 1
    assert f"DAGSTER_HOME is {tmp_path}" in result.output


OUTPUTS: dict[str, tuple[str, int, str]] = {
    "closed": (">&-", 1, "the standard output is closed"),
    "full": (">/dev/full", 2, "error of the operating system: the disk is full"),
    "closed for errors": ("2>&-", 0, ""),
}


@pytest.mark.parametrize(("target", "status", "stated"), OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_that_cannot_be_written_is_reported(
    target: str, status: int, stated: str
) -> None:
    """One line on the error stream, and a status other than 0, because something was not printed."""
    command = [sys.executable, "-m", "pipeline", "--lang", "en", "--help"]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {target}', "sh", *command],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert done.stderr.strip() == stated
    assert bool(done.stdout) == (status == 0)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "verify"])
def test_an_interrupted_command_ends_at_once_and_leaves_whole_files(
    command: str, project: Project
) -> None:
    """Ctrl-C while modules load, or while a report is validated: no traceback, the status of a shell."""
    before = files(project.root)
    arguments = ["publish"] if command == "publish" else ["verify", str(CHECKOUT / "datapackage")]
    # the interpreter prints each module that it has imported: modules load once NumPy is among them
    traced = ["-X", "importtime"] if command == "verify" else []
    running = subprocess.Popen(
        [sys.executable, *traced, "-m", "pipeline", "--root", str(project.root), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT, start_new_session=True,
        env={key: value for key, value in os.environ.items() if key != "DAGSTER_HOME"},
    )  # fmt: skip
    assert running.stdout is not None and running.stderr is not None
    if command == "publish":
        running.stdout.readline()  # the first section is validated
    else:
        assert any(b"numpy" in line for line in running.stderr)
    os.killpg(running.pid, signal.SIGINT)
    _, stderr = running.communicate(timeout=60)
    printed = [line for line in stderr.splitlines() if not line.startswith(b"import time:")]
    assert (running.returncode, printed) == (130, [])
    after = files(project.root)
    working = ("build/", ".datapackage.lock")
    assert {path: data for path, data in after.items() if not path.startswith(working)} == before


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_mistake_of_the_vocabulary_is_printed_once_for_all_reports(
    command: str, project: Project
) -> None:
    """It concerns each of them, and a library has thousands; each report counts it."""
    small_report(project.root, "r-1")
    small_report(project.root, "r-2")
    path = project.root / "raw" / "vocabulary" / "sectors.csv"
    header, row, *rest = path.read_text(encoding="utf-8").splitlines()
    code, _, *cells = row.split(",")
    path.write_text("\n".join((header, ",".join((code, "", *cells)), *rest)), encoding="utf-8")
    printed = CliRunner().invoke(main, ["--root", str(project.root), command]).output
    assert printed.count("raw/vocabulary/sectors.csv:2:title_zh E201") == 1
    for name in ("r-1", "r-2"):
        assert f"{name}: FAILED: 2 figures, 1 error, 0 warnings (1 of them above)" in printed
