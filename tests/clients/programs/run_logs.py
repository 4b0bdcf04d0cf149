"""Run a step that prints, or write what the last step printed: `run_logs.py run RESULT`, `run_logs.py read RESULT`.

Runs in the environment of the queue, with DAGSTER_HOME.
"""

import json
import sys
from pathlib import Path

import dagster as dg
from dagster._core.storage.compute_log_manager import ComputeIOType

NOT_KEPT = "Exception while cleaning up compute log capture"
what, result = sys.argv[1:]


@dg.op
def step() -> None:
    """Print a line."""
    sys.stdout.write("printed by a step\n")


@dg.job
def job() -> None:
    """Run the step."""
    step()


def ran(instance: dg.DagsterInstance) -> list[object]:
    """Return whether a run succeeds, and whether Dagster states that its output was not kept."""
    ended = job.execute_in_process(instance=instance)
    messages = [each.user_message for each in instance.all_logs(ended.run_id)]
    return [ended.success, any(NOT_KEPT in each for each in messages)]


def printed(instance: dg.DagsterInstance) -> list[object]:
    """Return what the steps of the last run printed."""
    (run,) = instance.get_runs(limit=1)
    found = []
    for entry in instance.all_logs(run.run_id, dg.DagsterEventType.LOGS_CAPTURED):
        key = [run.run_id, "compute_logs", entry.dagster_event.logs_captured_data.file_key]
        manager = instance.compute_log_manager
        data, _ = manager.get_log_data_for_type(key, ComputeIOType.STDOUT, 0, None)
        found.append(data and data.decode())
    return found


with dg.DagsterInstance.get() as instance:
    found = ran(instance) if what == "run" else printed(instance)
    Path(result).write_text(json.dumps(found), encoding="utf-8")
