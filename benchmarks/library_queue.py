"""Publish a library on the queue of docs/scale.md, with a number of workers, some of which are killed.

    PYTHONPATH=. python benchmarks/library_queue.py 60 2 3

publishes 60 reports, at most two at a time, and kills the process of three runs, evenly spaced. PostgreSQL,
code server and daemon are those of `deploy/`, on this machine. Reports are those of the tests, of few
figures, so that starting a run and recording it is most of what is measured. Prints the seconds from the
request to the end of the last run, and what became of the runs.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import dagster as dg

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
WORKERS = "max_concurrent_runs: 4"
GRAPHQL = "from dagster_graphql.cli import main; main()"
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
STEP_START = dg.DagsterEventType.STEP_START


def step(instance: dg.DagsterInstance, run: dg.DagsterRun) -> int:
    """Return the process of the step of a run, 0 before it has started."""
    found = (entry.dagster_event for entry in instance.all_logs(run.run_id, STEP_START))
    return next((event.pid or 0 for event in found if event), 0)


def kill(instance: dg.DagsterInstance, killed: set[str]) -> None:
    """Kill the process of a run that is in its step, of a report that was not killed before."""
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        report = run.tags["dagster/partition"]
        if report not in killed and (process := step(instance, run)):
            killed.add(report)
            os.kill(process, signal.SIGKILL)
            return


def counted(instance: dg.DagsterInstance) -> Counter[str]:
    """Return the number of runs of each status."""
    numbers = {
        status.value: instance.get_runs_count(dg.RunsFilter(statuses=[status]))
        for status in dg.DagsterRunStatus
    }
    return Counter({status: number for status, number in numbers.items() if number})


def drive(reports: int, kills: int, port: str) -> None:
    """Ask for every report, kill some runs, and print how long it took and how the runs ended."""
    killed: set[str] = set()
    with dg.DagsterInstance.get() as instance:
        while len(instance.get_dynamic_partitions("reports")) < reports:
            time.sleep(1)
        asked = [sys.executable, "-c", GRAPHQL, "--grpc-host", "127.0.0.1", "--grpc-port", port]
        began = time.monotonic()
        query = DEPLOY / "publish_all.graphql"
        subprocess.run([*asked, "--file", query], check=True, stdout=subprocess.DEVNULL)
        done: Counter[str] = Counter()
        while done["SUCCESS"] < reports or not ENDED.issuperset(done):
            time.sleep(2)
            done = counted(instance)
            if len(killed) < kills and done["SUCCESS"] >= reports * len(killed) // kills:
                kill(instance, killed)
        seconds = time.monotonic() - began
        records = instance.get_run_records()
        first = min(each.start_time for each in records if each.start_time)
        last = max(each.end_time for each in records if each.end_time)
        succeeded = Counter(
            run.tags["dagster/partition"]
            for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]))
        )
    found = {
        "seconds": round(seconds, 1),
        "seconds_of_runs": round(last - first, 1),
        "seconds_per_report": round((last - first) / reports, 2),
        "runs": dict(done),
        "killed": len(killed),
        "published_once": sum(number == 1 for number in succeeded.values()),
    }
    sys.stdout.write(f"{json.dumps(found)}\n")


def library(root: Path, reports: int, workers: int) -> Path:
    """Write the reports and the settings of Dagster below a folder; return the folder of the settings."""
    from tests.small_report import small_report  # not in the environment of the queue

    shutil.copytree(ROOT / "raw" / "vocabulary", root / "raw" / "vocabulary")
    for number in range(reports):
        small_report(root, f"r-{number:05}")
    home = root / "home"
    home.mkdir()
    text = (DEPLOY / "dagster.yaml").read_text(encoding="utf-8")
    text = text.replace(WORKERS, f"max_concurrent_runs: {workers}")
    (home / "dagster.yaml").write_text(text, encoding="utf-8")
    return home


def main(reports: int, workers: int, kills: int) -> None:
    """Start the services, and drive them in the environment of the queue."""
    from tests.clients.environments import extended_python
    from tests.clients.services import postgres, queue_programs, started
    from tests.clients.swift import free_port

    python = extended_python("queue", DEPLOY / "requirements.txt")
    with tempfile.TemporaryDirectory() as name, postgres() as database, ExitStack() as running:
        environment = {
            **os.environ,
            "DAGSTER_HOME": str(library(Path(name), reports, workers)),
            "DAGSTER_POSTGRES_URL": database.address,
            "PRINTED_FIGURES_IN_WORK": "",
            "PRINTED_FIGURES_ROOT": name,
            "PYTHONPATH": str(ROOT),
        }
        port = free_port()
        for command in queue_programs(python, port):
            running.enter_context(started(command, environment))
        arguments = [__file__, "drive", str(reports), str(kills), port]
        subprocess.run([python, *arguments], env=environment, check=True)


if __name__ == "__main__":
    if sys.argv[1] == "drive":
        drive(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        main(*(int(each) for each in sys.argv[1:]))
