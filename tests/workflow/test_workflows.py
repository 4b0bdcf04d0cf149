"""The workflows of GitHub: their form, what they may do, and that they are what .ci/run is."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import CHECKOUT
from tests.workflow.declared import (
    ENVIRONMENT,
    GITHUB,
    WORKFLOWS,
    ci_targets,
    jobs,
    make_targets,
    steps,
    targets,
    workflow,
)

SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-actions": [ENVIRONMENT],
    "dependabot": [GITHUB / "dependabot.yml"],
    "github-issue-forms": sorted((GITHUB / "ISSUE_TEMPLATE").glob("data-error*.yml")),
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
}
#: Actions by the commit of a release, read from the action's own repository, and that release.
ACTIONS = {
    "actions/attest-build-provenance@e8998f949152b193b063cb0ec769d69d929409be": "v2.4.0",
    "actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830": "v4.3.0",
    "actions/checkout@11d5960a326750d5838078e36cf38b85af677262": "v4.4.0",
    "actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b": "v5.0.0",
    "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e": "v4.0.5",
    "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093": "v4.3.0",
    "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065": "v5.6.0",
    "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02": "v4.6.2",
    "actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa": "v3.0.1",
}
LOCAL = "./.github/actions/environment"
JOBS = [
    pytest.param(path, name, job, id=f"{path.stem}.{name}")
    for path in WORKFLOWS
    for name, job in jobs(path).items()
]
#: Events that a third party can bring about, with files of her own.
OF_STRANGERS = {"pull_request", "pull_request_target", "issue_comment"}


def jobs_on(events: set[str]) -> list[object]:
    """The jobs of the workflows that one of these events starts; at least one."""
    found = [each for each in JOBS if events & set(workflow(each.values[0])["on"])]  # type: ignore[arg-type]
    assert found, f"no workflow runs on {events}"
    return found


@pytest.mark.parametrize("schema", SCHEMAS)
def test_what_github_reads_has_the_form_that_it_asks_for(schema: str) -> None:
    """GitHub's own schemas, as check-jsonschema carries them; no network."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
        + [str(path) for path in SCHEMAS[schema]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_known_actions_are_used() -> None:
    """No invented version, no commit that nobody has looked at, no tag that can be moved."""
    assert {step.uses for step in steps() if step.uses} == {*ACTIONS, LOCAL}
    written = "\n".join(path.read_text("utf-8") for path in (*WORKFLOWS, ENVIRONMENT))
    assert dict(re.findall(r"uses: (actions/\S+) # (\S+)", written)) == ACTIONS


def test_each_command_is_a_make_target() -> None:
    """What runs on GitHub can be run here; a script in YAML could not."""
    for step in steps():
        if step.run:
            assert len(step.run.splitlines()) == 1, step
            assert targets(step.run), step
            assert set(targets(step.run)) <= make_targets(), step


def test_the_workflow_and_the_local_script_go_through_the_same_targets() -> None:
    """Neither guards anything that the other does not."""
    of_workflow = {
        target
        for step in steps()
        if step.file in ("validate", "environment")
        for target in targets(step.run)
    }
    assert len(ci_targets()) > 10
    assert set(ci_targets()) == of_workflow


def test_a_section_that_fails_is_named_at_the_end_and_keeps_no_other_from_running(
    tmp_path: Path,
) -> None:
    """One run reports every failure: a `make` that fails for two sections is called for all of them."""
    made = tmp_path / "make"
    made.write_text(
        f'#!/bin/sh\necho "$2" >> {tmp_path}/called\ncase "$2" in lint|test) exit 2;; esac\n'
    )
    made.chmod(0o755)
    done = subprocess.run(
        [str(CHECKOUT / ".ci" / "run")],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tmp_path / "called").read_text(encoding="utf-8").split() == ci_targets()
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "=== failed: lint test")


@pytest.mark.parametrize(("path", "name", "job"), JOBS)
def test_a_job_ends_by_itself(path: Path, name: str, job: dict[str, object]) -> None:
    """A test that hangs costs an hour at most."""
    assert isinstance(job["timeout-minutes"], int)
    assert 0 < job["timeout-minutes"] <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_may_be_written_unless_one_job_reports_it(path: Path) -> None:
    """The whole workflow reads at most; the permission to write stands at the job that needs it."""
    text = workflow(path)
    assert set(text["permissions"].values()) <= {"read"}
    assert "concurrency" in text


def test_no_workflow_runs_with_secrets_on_a_pull_request() -> None:
    """`pull_request_target` gives the files of a third party the permissions of the repository."""
    events = {event for path in WORKFLOWS for event in workflow(path)["on"]}
    assert "pull_request" in events
    assert "pull_request_target" not in events


@pytest.mark.parametrize(("path", "name", "job"), jobs_on(OF_STRANGERS))
def test_what_a_third_party_starts_cannot_write(
    path: Path, name: str, job: dict[str, dict[str, str]]
) -> None:
    """A workflow on pull requests has no secret and no permission to write, in any job."""
    assert "write" not in job.get("permissions", {}).values()
    assert "secrets." not in path.read_text(encoding="utf-8")


def test_a_job_that_may_write_runs_no_code_of_a_third_party() -> None:
    """After `validate` it checks out the default branch, or a commit that was pushed to it."""
    after_validate = [job for each in jobs_on({"workflow_run"}) for job in each.values[2:]]  # type: ignore[attr-defined]
    of_a_commit = [
        str(job["if"])
        for job in after_validate
        for step in job["steps"]
        if "ref" in step.get("with", {})
    ]
    assert of_a_commit
    for condition in of_a_commit:
        assert "event.workflow_run.event == 'push'" in condition
        assert "head_repository.full_name == github.repository" in condition


def test_no_text_of_a_third_party_is_pasted_into_a_command() -> None:
    """A branch may be named `$(curl …)`: such texts reach a command as variables only."""
    assert [step.run for step in steps() if "${{" in step.run] == []


def test_a_checkout_leaves_no_token_behind() -> None:
    """The code that runs afterwards finds none in .git/config."""
    checkouts = [step for step in steps() if step.uses.startswith("actions/checkout")]
    assert checkouts
    assert [
        step for step in checkouts if step.declared["with"]["persist-credentials"] is not False
    ] == []


def test_a_file_with_the_name_of_a_target_does_not_silence_it(tmp_path: Path) -> None:
    """Every target is a command: `make check` checks although a file is called check."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    (tmp_path / "Makefile").write_text(makefile, encoding="utf-8")
    for target in make_targets():
        (tmp_path / target).touch()
    report = tmp_path / "raw" / "caict-2020" / "report.yaml"  # its version names the release
    report.parent.mkdir(parents=True)
    report.write_text("version: 1.0.0\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    (tmp_path / "requirements.lock").touch()
    (tmp_path / ".dagster").mkdir()
    (tmp_path / "dagster.yaml").touch()
    (tmp_path / ".dagster" / "dagster.yaml").touch()
    for target in make_targets() - {"setup"}:
        done = subprocess.run(
            ["make", "--dry-run", target], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert "up to date" not in done.stdout, target
        assert (done.returncode, done.stderr) == (0, ""), target


def test_an_action_that_is_named_by_a_tag_is_rejected(tmp_path: Path) -> None:
    """By the check of `make lint`, which accepts the workflows as they are."""
    copied = Path(shutil.copytree(GITHUB, tmp_path / ".github"))
    steps_of = copied / "actions" / "environment" / "action.yml"
    command = [
        str(Path(sys.executable).with_name("zizmor")),
        "--offline",
        "--no-progress",
        "--min-severity",
        "medium",
    ]
    before = subprocess.run([*command, str(copied)], capture_output=True, text=True, check=False)
    assert before.returncode == 0, before.stdout
    text = re.sub(r"(uses: actions/cache)@\S+ # (v4)\S*", r"\1@\2", steps_of.read_text("utf-8"))
    steps_of.write_text(text, "utf-8")
    after = subprocess.run([*command, str(copied)], capture_output=True, text=True, check=False)
    assert after.returncode
    assert "unpinned-uses" in after.stdout
