"""No data file, name, tag or title runs a command: what a shell sees, it has from this project."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.ingest import read_report
from tests.project import CHECKOUT, REPORT
from tests.workflow.clone import environment
from tests.workflow.declared import WORKFLOWS, steps
from tests.workflow.made import FACTS, Made, stated

MARK = "pwned"
#: What would leave a file if a shell or make saw it as its own text.
HOSTILE = (
    f"$(touch {MARK})",
    f"$(shell touch {MARK})",
    f"$$(touch {MARK})",
    f"`touch {MARK}`",
    f"; touch {MARK};",
    f'"; touch {MARK}; "',
    f"'; touch {MARK}; '",
    f"x\ntouch {MARK}",
    f"x && touch {MARK}",
    f"x | touch {MARK}",
    f"-x > {MARK}",
    f"a b\t$(touch {MARK})",
    f"${{IFS:+$(touch {MARK})}}",
    f"$(eval X := $(shell touch {MARK}))",
)
ASKED = {
    "new-report": "NAME", "review": "AGAINST", "diff": "AGAINST", "source": "TEXT",
    "verify": "PACKAGE", "mutate": "REPORT", "site": "REPORT", "bundle": "GITHUB_REF_NAME",
    "tagged": "GITHUB_REF_NAME",
}  # fmt: skip


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A folder with the Makefile, whose program prints its arguments and does nothing."""
    made = Made.of(tmp_path)
    (made.root / ".venv").unlink()
    (made.root / ".venv" / "bin").mkdir(parents=True)
    (made.root / ".venv" / ".ready").touch()
    program = made.root / ".venv" / "bin" / "python"
    program.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    return made


def ran(root: Path) -> bool:
    """Whether a command of the hostile text ran."""
    return (root / MARK).exists()


@pytest.mark.parametrize("target", ASKED)
@pytest.mark.parametrize("place", ["environment", "command line"])
def test_what_is_named_reaches_the_program_as_it_is(made: Made, target: str, place: str) -> None:
    """Quotes, commands, line ends: one argument, whatever it holds."""
    for text in HOSTILE:
        name = ASKED[target]
        if place == "environment":
            done = made.make(target, **{name: text})
        else:
            done = made.make(target, f"{name}={text}")
        assert done.returncode == 0, (text, done.stderr)
        assert not ran(made.root), text
        assert f"<{text}>" in done.stdout, text


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param("version: {version} # $(touch pwned)\n", id="a comment of YAML"),
        pytest.param("version: {version}; touch pwned\n", id="a second command"),
        pytest.param("version: {version}`touch pwned`\n", id="backticks"),
        pytest.param('version: "{version}$(touch pwned)"\n', id="quoted"),
        pytest.param("version: >-\n  {version}\n  $(touch pwned)\n", id="folded lines"),
        pytest.param("version: {version}\nnote: |\n  x\nversion: $(touch pwned)\n", id="twice"),
    ],
)
def test_a_version_is_not_a_part_of_a_command(facts: str, tmp_path: Path) -> None:
    """What make hands to a shell is the same whatever raw/ states; the program takes three numbers."""
    made = Made.of(tmp_path)
    sound, before = made.recipes(), made.facts.read_text(encoding="utf-8")
    line = f"version: {stated('version')}\n"
    hostile = before.replace(line, facts.format(version=stated("version")))
    assert hostile != before
    made.facts.write_text(hostile, encoding="utf-8")
    assert made.recipes() == sound
    assert not ran(tmp_path)
    report, findings = read_report(tmp_path / "raw" / REPORT, tmp_path)
    assert bool(report) != bool(findings)
    assert report is None or report.version == stated("version")
    done = made.program("tagged", f"v{stated('version')}")
    assert done.exit_code == (0 if report else 1)
    assert report or "report.yaml" in done.output


@pytest.mark.slow
def test_a_comment_behind_the_version_does_not_run(tmp_path: Path) -> None:
    """The attack as it was made, with make, a shell and the program."""
    made = Made.of(tmp_path)
    line = f"version: {stated('version')}"
    text = made.facts.read_text(encoding="utf-8").replace(line, f"{line} # $(touch {MARK})")
    made.facts.write_text(text, encoding="utf-8")
    done = made.make("tagged", GITHUB_REF_NAME=f"v{stated('version')}")
    assert done.returncode == 0, done.stderr
    assert not ran(tmp_path)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(f"title_en: |\n  A title\n\n  version: $(touch {MARK})\n", id="a block"),
        pytest.param(f"title_en: >\n  A title\n\n  version: $(touch {MARK})\n", id="folded"),
        pytest.param(f'title_en: "A title\n\nversion: $(touch {MARK})"\n', id="quoted lines"),
        pytest.param("title_en: |\n  A title\n\n  package: ../x; touch pwned\n", id="another key"),
    ],
)
def test_a_line_of_a_title_is_not_a_key(title: str, tmp_path: Path) -> None:
    """`sed` reads lines, YAML does not: both must never be asked about the same file."""
    made = Made.of(tmp_path)
    sound, before = made.recipes(), made.facts.read_text(encoding="utf-8")
    made.facts.write_text(re.sub(r"title_en: .*\n", lambda _: title, before), encoding="utf-8")
    assert made.recipes() == sound
    made.program("tagged", f"v{stated('version')}")
    assert not ran(tmp_path)


SHELLS = [
    path
    for path in subprocess.run(
        ["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    if path == "Makefile" or path.startswith((".ci/", ".github/")) or path.endswith(".sh")
    if path == "Makefile" or not path.endswith((".py", ".md"))
]


@pytest.mark.parametrize("path", SHELLS)
def test_no_shell_reads_a_data_file(path: str) -> None:
    """Neither a make function nor a tool of the shell opens what editors and third parties write."""
    text = (CHECKOUT / path).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{path}:{number}"
        if re.search(
            r"\b(sed|awk|grep|cat|head|tail|cut|jq|yq|read|xargs|eval)\b.*(raw/|datapackage|dist/|build/|report\.yaml)",
            line,
        ):
            pytest.fail(place)
        if path == "Makefile" and re.search(r"\$\((shell|file|wildcard|eval)\b", line):
            own = "$(firstword $(MAKEFILE_LIST))" in line or "$$(value $(each))" in line
            assert own, f"{place}: make runs or reads this itself"


def test_a_recipe_has_every_named_text_from_the_environment() -> None:
    """`"$$NAME"` is data to the shell, `$(NAME)` would be a part of its program."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    passed = re.search(r"^PASSED := (.+)$", makefile, re.MULTILINE)
    assert passed
    recipes = "\n".join(line for line in makefile.splitlines() if line.startswith("\t"))
    for name in passed[1].split():
        assert f"$({name})" not in recipes, name
        assert f"${{{name}}}" not in recipes.replace("$${", "§{"), name
    unquoted = re.findall(r'(?<!")\$\$[A-Z][A-Z_]*\b(?!")', recipes)
    assert unquoted == []


def test_a_workflow_pastes_no_text_into_a_command() -> None:
    """Branches, tags and titles reach a step as variables of its environment only."""
    for step in steps():
        assert "${{" not in step.run, step
        assert "${{" not in str(step.declared.get("shell", "")), step
        assert step.uses.split("@")[0] != "actions/github-script", step


def test_a_variable_of_a_step_is_an_expression_of_the_event_and_no_text_around_it() -> None:
    """What is built of several texts in YAML is quoted by nobody."""
    variables = [
        line
        for path in WORKFLOWS
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s+[A-Z_]+: .*\$\{\{", line)
    ]
    assert variables
    for line in variables:
        assert re.fullmatch(r"\s+[A-Z_]+: \$\{\{ [\w.| ]+ \}\}", line), line


STAND_IN = """#!{python}
import json, pathlib, sys
pathlib.Path("asked.json").write_text(json.dumps(sys.argv[1:]))
"""


@pytest.fixture
def github(tmp_path: Path) -> Path:
    """A folder with a built release and a stand-in for `gh`."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / f"{REPORT}-0.2.0.zip").write_bytes(b"zip")
    digest = hashlib.sha256(b"zip").hexdigest()
    (dist / "SHA256SUMS").write_text(f"{digest}  {REPORT}-0.2.0.zip\n", encoding="utf-8")
    (dist / "CHANGELOG.md").write_text("notes", encoding="utf-8")
    return tmp_path


def _release(root: Path, tag: str) -> subprocess.CompletedProcess[str]:
    path = f"{root / 'bin'}:{environment()['PATH']}"
    return subprocess.run(
        [sys.executable, str(CHECKOUT / ".ci" / "github_release.py"), "dist"],
        cwd=root, env={**environment(), "PATH": path, "GITHUB_REF_NAME": tag},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("tag", ["v0.2.0", f"{REPORT}-v0.2.0"])
def test_a_release_on_github_is_the_one_that_was_built(github: Path, tag: str) -> None:
    """Tag, zip, checksums and notes go to `gh` as arguments."""
    done = _release(github, tag)
    assert done.returncode == 0, done.stderr
    asked = json.loads((github / "asked.json").read_text(encoding="utf-8"))
    assert asked[:5] == ["release", "create", tag, f"dist/{REPORT}-0.2.0.zip", "dist/SHA256SUMS"]


@pytest.mark.parametrize(
    "tag",
    [
        "v0.2.0; touch pwned",
        "--repo=other/other",
        "v0.2.1",
        "another-v0.2.0",
        "v0.2.0\n",
        "",
        "$(id)",
    ],
)
def test_another_tag_makes_no_release(github: Path, tag: str) -> None:
    """Only the form that the program gives, and only of what was built."""
    assert _release(github, tag).returncode == 1
    assert not (github / "asked.json").exists()


@pytest.mark.parametrize(
    "sums",
    [
        pytest.param("0" * 64 + "  caict-2020-0.2.0.zip\n", id="another zip"),
        pytest.param("{digest}  ../caict-2020-0.2.0.zip\n", id="elsewhere"),
        pytest.param("{digest}  -x.zip\n", id="an option"),
        pytest.param("{digest}  caict-2020-0.2.0.zip\n{digest}  b-0.2.0.zip\n", id="several"),
    ],
)
def test_a_list_that_is_not_as_it_was_written_makes_no_release(github: Path, sums: str) -> None:
    """The list comes from the job that ran the checkout."""
    list_ = github / "dist" / "SHA256SUMS"
    digest = list_.read_text(encoding="utf-8").split()[0]
    list_.write_text(sums.replace("{digest}", digest), encoding="utf-8")
    assert _release(github, "v0.2.0").returncode == 1
    assert not (github / "asked.json").exists()


def test_the_facts_of_this_report_are_those_of_the_tests() -> None:
    """The tests above change lines that stand in the file."""
    text = (CHECKOUT / FACTS).read_text(encoding="utf-8")
    assert f"\nversion: {stated('version')}\n" in text
