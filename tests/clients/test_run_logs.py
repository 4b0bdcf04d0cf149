"""What a run prints, kept in an object store by deploy/compute_logs.yaml alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from pipeline.object_store import VARIABLE
from tests.clients.environments import extended_python
from tests.clients.swift import Store, store
from tests.project import CHECKOUT

pytestmark = pytest.mark.clients
DEPLOY = CHECKOUT / "deploy"
PROGRAM = Path(__file__).parent / "programs" / "run_logs.py"


def reached(objects: Store) -> dict[str, str]:
    """The settings of docs/scale.md for a store that is not Amazon's."""
    found = re.search(r"endpoint_override=([^&]+)", objects.settings[VARIABLE])
    assert found
    return {
        "AWS_ENDPOINT_URL_S3": f"http://{found[1]}",
        "AWS_DEFAULT_REGION": "us-east-1",
        "PRINTED_FIGURES_LOG_BUCKET": "library",
    }


def test_another_machine_reads_what_a_run_printed(tmp_path: Path) -> None:
    """The reader has another disk. While the store refuses, a run succeeds and states that its output is not kept."""
    python, home = extended_python("queue", DEPLOY / "requirements.txt"), tmp_path / "home"
    home.mkdir()
    configured = (DEPLOY / "compute_logs.yaml").read_text(encoding="utf-8")
    (home / "dagster.yaml").write_text(configured, encoding="utf-8")
    with store(tmp_path / "swift") as objects:
        settings = {**os.environ, **objects.settings, **reached(objects)}
        settings |= {"DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1"}

        def answer(what: str, machine: str) -> list[object]:
            disk, result = tmp_path / machine, tmp_path / "result.json"
            disk.mkdir()
            command = [python, PROGRAM, what, result]
            subprocess.run(command, env={**settings, "TMPDIR": str(disk)}, check=True)
            return list(json.loads(result.read_text(encoding="utf-8")))

        assert answer("run", "worker") == [True, False]
        assert answer("read", "interface") == ["printed by a step\n"]
        objects.refuse()
        assert answer("run", "other") == [True, True]
