"""A running Dagster over a clean clone: its address, what its GraphQL states, and an editor's files."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.project import Project
from tests.workflow.clone import Clone

LOCATION = "pipeline.definitions"
REPOSITORY = "__repository__"
RUN_WITHIN = 180
SEEN_WITHIN = 60
BEGUN_WITHIN = 30
ENDED = frozenset({"SUCCESS", "FAILURE", "CANCELED"})
T = TypeVar("T")

_RUNS = "{ runsOrError(limit: 100) { ... on Runs { results { runId status } } } }"
_STALE = """{ assetNodes { assetKey { path } isMaterializable staleStatus
  staleCauses { reason key { path } } } }"""
_TICKS = """query ($sensor: String!) { sensorOrError(sensorSelector: {sensorName: $sensor,
  repositoryLocationName: "pipeline.definitions", repositoryName: "__repository__"}) {
  ... on Sensor { sensorState { status ticks(limit: 5) { status } } } } }"""
_RESET = """mutation ($sensor: String!) { resetSensor(sensorSelector: {sensorName: $sensor,
  repositoryLocationName: "pipeline.definitions", repositoryName: "__repository__"}) { __typename } }"""
_GROUPS = "{ assetNodes { groupName } }"
_LAUNCH = """mutation ($job: String!, $keys: [AssetKeyInput!]) { launchRun(executionParams: {
  selector: {repositoryLocationName: "pipeline.definitions", repositoryName: "__repository__",
    jobName: $job, assetSelection: $keys}, runConfigData: {}})
  { __typename ... on LaunchRunSuccess { run { runId } } } }"""
_TERMINATE = "mutation ($run: String!) { terminateRun(runId: $run) { __typename } }"
_RELOAD = """mutation { reloadRepositoryLocation(repositoryLocationName: "pipeline.definitions")
  { __typename ... on WorkspaceLocationEntry { loadStatus
    locationOrLoadError { __typename ... on PythonError { message } } } } }"""
_EVENTS = """query ($run: ID!) { runOrError(runId: $run) { ... on Run { eventConnection(limit: 1000)
  { events { __typename ... on MessageEvent { message } ... on ErrorEvent { error { message } }
    ... on ExecutionStepFailureEvent { failureMetadata { description } error { message } } } } } } }"""


def wait_until(found: Callable[[], T], wanted: Callable[[T], bool], within: float) -> T:
    """Ask again and again until the answer is the wanted one; the last answer is reported if not."""
    until = time.monotonic() + within
    while not wanted(answer := found()):
        assert time.monotonic() < until, answer
        time.sleep(0.2)
    return answer


@dataclass(frozen=True)
class Served:
    """The address of a running Dagster and the clone that it serves."""

    address: str
    clone: Clone

    @property
    def project(self) -> Project:
        """The files that an editor saves."""
        return Project(self.clone.root)

    def ask(self, query: str, **variables: object) -> Any:
        """What Dagster's own GraphQL answers."""
        request = urllib.request.Request(  # noqa: S310 - an address on this machine
            f"{self.address}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            reported = json.load(answer)
        assert "errors" not in reported, reported
        return reported["data"]

    def runs(self) -> dict[str, str]:
        """The status of every run."""
        return {each["runId"]: each["status"] for each in self.ask(_RUNS)["runsOrError"]["results"]}

    def has_begun(self, before: Collection[str]) -> bool:
        """Whether a new run is there soon."""
        until = time.monotonic() + BEGUN_WITHIN
        while not (begun := self.runs().keys() - set(before)) and time.monotonic() < until:
            time.sleep(0.2)
        return bool(begun)

    def ended(self, before: Collection[str], count: int = 1) -> list[str]:
        """The statuses with which the new runs end."""

        def new() -> list[str]:
            return [status for run, status in self.runs().items() if run not in before]

        return wait_until(
            new, lambda found: len(found) == count and ENDED.issuperset(found), RUN_WITHIN
        )

    def launch(self, job: str, *keys: str) -> str:
        """Launch a job, or some of its assets, and return the run."""
        chosen = [{"path": key.split("/")} for key in keys] or None
        reported = self.ask(_LAUNCH, job=job, keys=chosen)["launchRun"]
        assert reported["__typename"] == "LaunchRunSuccess", reported
        return str(reported["run"]["runId"])

    def status(self, run: str) -> str:
        """The present status of a run."""
        return self.runs()[run]

    def terminate(self, run: str) -> None:
        """Terminate a run as the page's button does; one that has ended by then stays as it is."""
        reported = self.ask(_TERMINATE, run=run)["terminateRun"]["__typename"]
        assert reported == "TerminateRunSuccess" or self.status(run) in ENDED, reported

    def reload(self) -> str:
        """Reload the code location; the load error, or nothing."""
        reported = self.ask(_RELOAD)["reloadRepositoryLocation"]
        assert reported["__typename"] == "WorkspaceLocationEntry", reported
        return str(reported["locationOrLoadError"].get("message", ""))

    def messages(self, run: str) -> str:
        """Everything that the events of a run state."""
        return json.dumps(self.ask(_EVENTS, run=run), ensure_ascii=False)

    def wait_for_tick(self, sensor: str) -> None:
        """Wait until a sensor that was just turned on has looked once."""
        wait_until(
            lambda: self._sensor(sensor)["ticks"],
            lambda ticks: any(tick["status"] in ("SKIPPED", "SUCCESS") for tick in ticks),
            SEEN_WITHIN,
        )

    def wait_for_off(self, sensor: str) -> None:
        """Wait until a sensor that was turned off has stopped, and its last look is over."""

        def is_off(state: dict[str, Any]) -> bool:
            looking = any(tick["status"] == "STARTED" for tick in state["ticks"])
            return state["status"] == "STOPPED" and not looking

        wait_until(lambda: self._sensor(sensor), is_off, SEEN_WITHIN)

    def reset_sensor(self, sensor: str) -> None:
        """Give a sensor its default status again."""
        reported = self.ask(_RESET, sensor=sensor)["resetSensor"]["__typename"]
        assert reported == "Sensor", reported

    def _sensor(self, sensor: str) -> dict[str, Any]:
        return dict(self.ask(_TICKS, sensor=sensor)["sensorOrError"]["sensorState"])

    def groups(self) -> set[str]:
        """The groups of the graph."""
        return {node["groupName"] for node in self.ask(_GROUPS)["assetNodes"]}

    def stale(self) -> dict[str, list[str]]:
        """Each stale asset with the assets that make it so."""
        return {
            "/".join(node["assetKey"]["path"]): [
                f"{'/'.join(cause['key']['path'])} {cause['reason']}"
                for cause in node["staleCauses"]
            ]
            for node in self.ask(_STALE)["assetNodes"]
            if node["isMaterializable"] and node["staleStatus"] != "FRESH"
        }

    def wait_for_stale(self, wanted: Callable[[dict[str, list[str]]], bool]) -> None:
        """Wait until what is stale is as wanted."""
        wait_until(self.stale, wanted, SEEN_WITHIN)

    def package(self, name: str = "datapackage") -> dict[str, bytes]:
        """The published files by path."""
        folder = self.clone.root / name
        found = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    def restore(self) -> None:
        """Every file of the clone as it was committed, and no other report or package."""
        for command in (
            ("checkout", "--quiet", "--", "."),
            ("clean", "-fdq", "--exclude", ".venv"),
        ):
            subprocess.run(["git", *command], cwd=self.clone.root, check=True)
        shutil.rmtree(self.aside, ignore_errors=True)

    @property
    def aside(self) -> Path:
        """Where a test puts raw/ while it should be gone."""
        return self.clone.root / "build" / "raw-aside"
