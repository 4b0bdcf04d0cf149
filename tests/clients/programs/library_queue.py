"""Publish every report of a library through the daemon's queue, name one worker, write how all runs ended.

Runs in the environment of the queue, with DAGSTER_HOME: `library_queue.py PORT REPORT RESULT WORKER`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import dagster as dg
from sqlalchemy.exc import OperationalError

REPORTS = 3
MUTATION = Path(__file__).parents[3] / "deploy" / "publish_all.graphql"
GRAPHQL = "from dagster_graphql.cli import main; main()"
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
T = TypeVar("T")
port, killed, result, mark = sys.argv[1:]
deadline = time.monotonic() + 480


def wait_for(what: Callable[[], T]) -> T:
    """Wait until something is there."""
    while True:
        try:
            if found := what():
                return found
        except OperationalError:
            sys.stdout.write("the database is gone\n")
        if time.monotonic() > deadline:
            raise TimeoutError(what.__name__)
        time.sleep(1)


def partitions(instance: dg.DagsterInstance) -> bool:
    """Return whether the sensor has found the reports."""
    return len(instance.get_dynamic_partitions("reports")) == REPORTS


def worker(instance: dg.DagsterInstance) -> int:
    """Return the process of a run of the named report that has started its step, or 0."""
    for run in instance.get_runs():
        if run.tags["dagster/partition"] == killed:
            for entry in instance.all_logs(run.run_id, dg.DagsterEventType.STEP_START):
                return entry.dagster_event.pid
    return 0


def ended(instance: dg.DagsterInstance) -> bool:
    """Return whether every run has ended, and all reports but the one that is not valid are published."""
    states = [run.status.value for run in instance.get_runs()]
    return states.count("SUCCESS") >= REPORTS - 1 and ENDED.issuperset(states)


with dg.DagsterInstance.get() as instance:
    wait_for(lambda: partitions(instance))
    asked = [sys.executable, "-c", GRAPHQL, "--grpc-host", "127.0.0.1", "--grpc-port", port]
    subprocess.run([*asked, "--file", str(MUTATION)], check=True)
    Path(mark).write_text(str(wait_for(lambda: worker(instance))), encoding="utf-8")
    wait_for(lambda: ended(instance))
    runs = sorted((run.tags["dagster/partition"], run.status.value) for run in instance.get_runs())
    Path(result).write_text(json.dumps(runs), encoding="utf-8")
