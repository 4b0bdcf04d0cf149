"""Measure publishing, side by side with an empty one-asset Dagster job run the same way.

    python benchmarks/publish.py

Every run is a process of its own, imports included. All keep their history in one Dagster instance made for
the benchmark, as `make publish` does in .dagster/. A first publication finds neither working files nor a
package, checks the files with frictionless and writes them; a second one finds the same files.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 5
EMPTY = "empty one-asset job"
FIRST = "publish, first"
PUBLISH = [sys.executable, "-m", "pipeline", "publish"]
EMPTY_JOB = """
import dagster as dg

@dg.asset
def empty() -> None: ...

definitions = dg.Definitions(assets=[empty], executor=dg.in_process_executor)
with dg.DagsterInstance.get() as instance:
    job = definitions.resolve_implicit_global_asset_job_def()
    assert job.execute_in_process(instance=instance).success
"""
COMMANDS = {
    EMPTY: [sys.executable, "-c", EMPTY_JOB],
    "check": [sys.executable, "-m", "pipeline", "check"],
    FIRST: PUBLISH,
    "publish, again": PUBLISH,
    "release": [sys.executable, "-m", "pipeline", "release"],
}


@dataclass(frozen=True)
class Taken:
    """Hold the time of one run: wall time, and processor time, which other programs affect less."""

    wall: float
    processor: float


def taken(command: list[str], home: Path) -> Taken:
    """Run a command in a process of its own. Raises CalledProcessError if it fails."""
    environment = {**os.environ, "DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def forget() -> None:
    """Remove the working files and the package, which the next publication makes again."""
    for folder in (ROOT / "build", ROOT / "datapackage"):
        shutil.rmtree(folder, ignore_errors=True)


def interleaved(home: Path) -> dict[str, list[Taken]]:
    """Run every command in turn, several times, after one turn that creates the instance's files."""
    runs: dict[str, list[Taken]] = {name: [] for name in COMMANDS}
    for turn in range(TIMES + 1):
        for name, command in COMMANDS.items():
            if name == FIRST:
                forget()
            one = taken(command, home)
            if turn:
                runs[name].append(one)
    return runs


def main() -> None:
    """Print the medians, and their ratio to the empty job."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "dagster.yaml", folder)
        runs = interleaved(Path(folder))
    walls = {name: statistics.median(each.wall for each in all_) for name, all_ in runs.items()}
    works = {
        name: statistics.median(each.processor for each in all_) for name, all_ in runs.items()
    }
    for name in COMMANDS:
        wall, work = walls[name], works[name]
        sys.stdout.write(
            f"{name}: {wall:.1f} s, {wall / walls[EMPTY]:.1f} times the empty job; "
            f"processor {work:.1f} s, {work / works[EMPTY]:.1f} times\n"
        )


if __name__ == "__main__":
    main()
