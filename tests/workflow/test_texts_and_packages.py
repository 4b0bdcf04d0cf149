"""With several reports in raw/, no target takes the text or the package of another one silently."""

import re
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.project import CHECKOUT, REPORT
from tests.workflow.made import Made

SECOND = "second-2024"
_RECIPE = r"(?m)^([a-z-]+):.*\n(?:\t.*\n)*?\t.*-m pipeline ([a-z-]+)"
#: Targets whose command has an option for the report.
ABOUT_ONE = [
    target
    for target, command in re.findall(_RECIPE, (CHECKOUT / "Makefile").read_text(encoding="utf-8"))
    if any("--report" in each.opts for each in main.commands[command].params)
]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A folder with the Makefile and one report, whose program prints its arguments."""
    made = Made.of(tmp_path)
    (made.root / ".venv").unlink()
    program = made.root / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    (made.root / ".venv" / ".ready").touch()
    program.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    for package in ("datapackage", f"datapackage-{SECOND}"):
        (made.root / package).mkdir()
    return made


@pytest.fixture
def two(made: Made) -> Made:
    """The same with a second report."""
    shutil.copytree(made.root / "raw" / REPORT, made.root / "raw" / SECOND)
    return made


def printed(made: Made, *arguments: str) -> str:
    """The arguments with which a target runs the program."""
    done = made.make(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_only_report_has_its_text_by_name(made: Made) -> None:
    """Its folder names the text."""
    assert f"<../shared/source/{REPORT}.md>" in printed(made, "source")


def test_of_several_reports_none_lends_its_text(two: Made) -> None:
    """The program then asks for a text and for a report."""
    assert printed(two, "source").endswith("<verify><>")
    assert "<--text>" not in printed(two, "mutate")


def test_the_named_report_has_its_text(two: Made) -> None:
    """Both are passed on."""
    text = f"<../shared/source/{SECOND}.md>"
    assert printed(two, "source", f"REPORT={SECOND}").endswith(f"<{SECOND}><--><verify>{text}")


@pytest.mark.parametrize("target", ABOUT_ONE)
def test_a_target_passes_on_the_report(target: str, two: Made) -> None:
    """Every target whose command takes one; without a name the program asks or does all."""
    option = f"<--report><{SECOND}>"
    assert option in printed(two, target, f"REPORT={SECOND}", "AGAINST=HEAD")
    assert "--report" not in printed(two, target, "AGAINST=HEAD")


def test_every_published_package_is_verified_unless_one_is_named(two: Made) -> None:
    """Without the text of a report, because a received package may be of any."""
    every = {
        f"<-m><pipeline><verify><--><{package}/>"
        for package in ("datapackage", f"datapackage-{SECOND}")
    }
    named = printed(two, "verify")
    assert {f"<-m>{each}" for each in named.split("<-m>")[1:]} == every
    assert printed(two, "verify", "PACKAGE=a.zip") == "<-m><pipeline><verify><--><a.zip>"


def test_a_given_text_is_compared_although_it_does_not_exist(two: Made) -> None:
    """The program reports the missing file; make does not leave it out."""
    assert "<--text><missing.md><--><a.zip>" in printed(
        two, "verify", "PACKAGE=a.zip", "TEXT=missing.md"
    )
