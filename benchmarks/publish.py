"""How long publishing takes, side by side with an empty one-asset Dagster job run the same way."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 5
EMPTY_JOB = """
import dagster as dg

@dg.asset
def empty() -> None: ...

definitions = dg.Definitions(assets=[empty], executor=dg.in_process_executor)
with dg.DagsterInstance.ephemeral() as instance:
    job = definitions.resolve_implicit_global_asset_job_def()
    assert job.execute_in_process(instance=instance).success
"""
COMMANDS = {
    "empty one-asset job": [sys.executable, "-c", EMPTY_JOB],
    "check": [sys.executable, "-m", "pipeline", "check"],
    "publish": [sys.executable, "-m", "pipeline", "publish"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run in a process of its own, imports included."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print the median of several interleaved runs of each command."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(TIMES):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    base = statistics.median(taken["empty one-asset job"])
    for name, times in taken.items():
        median = statistics.median(times)
        sys.stdout.write(f"{name}: {median:.1f} s, {median / base:.1f} times the empty job\n")


if __name__ == "__main__":
    main()
