"""The workflows of GitHub as they are declared: jobs, steps, and the make targets that they run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.project import CHECKOUT

GITHUB = CHECKOUT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ENVIRONMENT = GITHUB / "actions" / "environment" / "action.yml"


@dataclass(frozen=True)
class Step:
    """One step: the file and the job that it is in, and what is written in it."""

    file: str
    job: str
    declared: dict[str, Any]

    @property
    def run(self) -> str:
        """The command, or nothing for a step that uses an action."""
        return str(self.declared.get("run", ""))

    @property
    def uses(self) -> str:
        """The action, or nothing for a step that runs a command."""
        return str(self.declared.get("uses", ""))


def workflow(path: Path) -> dict[str, Any]:
    """A workflow as written; the key `on` is read as text and not as true."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [each for each in known if each[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    made: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - safe
    return made


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow by name."""
    return dict(workflow(path)["jobs"])


def steps() -> Iterator[Step]:
    """Every step of every workflow and of the action that they share."""
    for path in WORKFLOWS:
        for name, job in jobs(path).items():
            yield from (Step(path.stem, name, text) for text in job["steps"])
    for text in workflow(ENVIRONMENT)["runs"]["steps"]:
        yield Step("environment", "", text)


def targets(command: str) -> list[str]:
    """The make targets that a command asks for."""
    asked = re.findall(r"\bmake((?: [a-z][a-z-]*)+)", command)
    return [target for each in asked for target in each.split()]


def make_targets() -> set[str]:
    """Every target of the Makefile that a person may ask for."""
    text = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))


def ci_targets() -> list[str]:
    """The targets of .ci/run in order."""
    text = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")
    return re.findall(r'^section "[^"]*" +([a-z-]+)$', text, re.MULTILINE)
