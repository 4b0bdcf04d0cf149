"""Commands about one report read the data of that report; a process reads the facts of the others once."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.opened_files import Opened, opened_by
from tests.project import CHECKOUT, git
from tests.small_report import PACKAGE, small_report

ONE, OTHER = "small-2020", "other-2020"
#: A text with one sentence, which need not be that of the report.
TEXT = "# 1.\n\n增长 3.5%。\n"
COMMANDS = (
    ("publish", "--report", ONE),
    ("diff", "HEAD", "--report", ONE),
    ("changelog", "--against", "HEAD", "--report", ONE),
    ("release", "--report", ONE),
    ("bundle", "--report", ONE),
    ("mutate", "--report", ONE),
    ("source", "scan", "text.md", "--report", ONE),
    ("source", "verify", "text.md", "--report", ONE),
    ("draft", "text.md", "--report", ONE),
    ("review-draft", "text.md", "--report", ONE),
    ("confirm", "1", "--reading", "whole", "--report", ONE),
    ("accept-vocabulary", "words.csv", "--report", ONE),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two reports, committed."""
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    for name in (ONE, OTHER):
        small_report(tmp_path, name)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "words.csv").write_text("table\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "two reports")
    return tmp_path


def of_report(opened: Opened, report: str) -> list[str]:
    """The files of a report in raw/, or in a copy of it, below the folder of the report."""
    parts = (path.partition(f"/raw/{report}/") for path in opened.paths)
    return [file for _, found, file in parts if found]


@pytest.mark.slow
def test_a_command_about_one_report_opens_no_data_of_another(root: Path) -> None:
    """Only its facts are read, for the names of packages; else 10,000 reports are read for one."""
    named = [[str(root / each) if (root / each).is_file() else each for each in one] for one in COMMANDS]  # fmt: skip
    for command, opened in zip(COMMANDS, opened_by(root, *named), strict=True):
        assert "Traceback" not in opened.printed, (command, opened.printed)
        assert of_report(opened, ONE), (command, opened.printed)
        assert {*of_report(opened, OTHER)} <= {"report.yaml"}, command
    assert (root / PACKAGE / "datapackage.json").is_file()


@pytest.mark.slow
def test_the_facts_of_another_report_are_read_once_in_a_process(root: Path) -> None:
    """Each report looks at the packages that all others name: what a process has read, it asks only for changes."""
    names = [f"more-{number}" for number in range(8)]
    for name in names:
        small_report(root, name)
    time.sleep(2.1)  # files that changed just now are read again
    (checked,) = opened_by(root, ("check",))
    assert checked.status == 0, checked.printed
    counted = {name: of_report(checked, name).count("report.yaml") for name in names}
    # its own facts, those of the others, and again as one of the files that name its package
    assert counted == dict.fromkeys(names, 3)
