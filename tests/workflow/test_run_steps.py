"""Every command of the workflows, run in a clean clone as GitHub would run it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import REPORT
from tests.workflow.clone import Clone
from tests.workflow.declared import ENVIRONMENT, steps, targets

#: Commands that need GitHub itself; the first is run against a stand-in in test_comment.py.
ON_GITHUB = {
    "make comment": "reads and writes comments through GitHub's API",
    "make github-release": "makes a release through GitHub's API",
}
#: Commands that are these tests themselves: here they only find their tests, or would never end.
COLLECTED = {"make test", "make test-slow", "make test-clients", "make test-browser"}
RUN = sorted({step.run for step in steps() if step.run} - set(ON_GITHUB))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """One clone for all commands, as the steps of a job share a checkout."""
    return Clone.made(tmp_path_factory.mktemp("workflow"))


def _version(clone: Clone) -> str:
    text = (clone.root / "raw" / REPORT / "report.yaml").read_text(encoding="utf-8")
    found = re.search(r"^version: (\S+)$", text, re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_workflow_succeeds_in_a_clean_clone(
    command: str, clone: Clone, tmp_path: Path
) -> None:
    """What is committed is enough; nothing of this checkout's own state is needed."""
    environment = {
        "GITHUB_REF_NAME": f"{REPORT}-v{_version(clone)}",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    if command in COLLECTED:
        environment["PYTEST_ADDOPTS"] = "--collect-only"
    done = clone.run("bash", "-euo", "pipefail", "-c", command, **environment)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_only_what_needs_github_is_not_run() -> None:
    """Each of the exceptions is a step of a workflow, with its token, and there is no other."""
    exceptions = {step.run for step in steps() if "GH_TOKEN" in step.declared.get("env", {})}
    assert exceptions == set(ON_GITHUB)
    assert set(RUN) >= COLLECTED
    assert ENVIRONMENT.exists()


def test_the_review_is_the_summary_of_the_job(clone: Clone, tmp_path: Path) -> None:
    """GitHub shows what the change does to the data on the page of the run."""
    summary = tmp_path / "summary.md"
    done = clone.run("make", "review", GITHUB_STEP_SUMMARY=str(summary), AGAINST="0" * 40)
    assert done.returncode == 0, done.stderr
    assert summary.read_bytes() == (clone.root / "build" / "review.md").read_bytes() != b""


def test_a_package_that_is_not_what_raw_makes_is_rejected_with_a_mark(tmp_path: Path) -> None:
    """The step fails, names the file, and prints how to correct it."""
    clone = Clone.made(tmp_path)
    file = clone.root / "datapackage" / "data" / "phases.csv"
    file.write_bytes(file.read_bytes().replace(b"2019-06", b"2019-07"))
    git = ("git", "-c", "user.name=editor", "-c", "user.email=editor@example.org")
    assert clone.run(*git, "commit", "-qam", "an edit of the package").returncode == 0
    done = clone.run("make", "reproduce")
    assert done.returncode == 2
    assert "datapackage/data/phases.csv" in done.stdout
    assert "run make publish and commit it" in done.stdout


def test_the_wrong_tag_is_rejected(clone: Clone) -> None:
    """A release is named as its data are."""
    assert targets("make tagged") == ["tagged"]
    done = clone.run("make", "tagged", GITHUB_REF_NAME="v99.0.0")
    assert done.returncode == 2
    assert "tag v99.0.0 is not the version" in done.stdout
