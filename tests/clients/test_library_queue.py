"""A library on a queue as docs/scale.md starts it, with PostgreSQL and an object store, and its faults."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from pipeline.defs.raw_files import IN_WORK_VARIABLE
from pipeline.paths import ROOT_VARIABLE
from tests.clients.environments import extended_python
from tests.clients.services import Database, postgres, queue_programs, started
from tests.clients.swift import Store, free_port, store
from tests.defs.small import SECTION, replace
from tests.project import CHECKOUT
from tests.small_report import small_report

pytestmark = pytest.mark.clients
DEPLOY = CHECKOUT / "deploy"
PROGRAM = Path(__file__).parent / "programs" / "library_queue.py"
OUTAGE = 10
LONGEST = "max_runtime_seconds: 1800"
BROKEN, KILLED, VALID = NAMES = ("a-2020", "b-2020", "c-2020")


@pytest.fixture
def database() -> Iterator[Database]:
    """A database of its own."""
    with postgres() as made:
        yield made


def take_away(database: Database, store: Store, at: Path) -> None:
    """Stop database and store for ten seconds, and kill a worker that has started, whose number is in a file."""
    while not at.exists() or not at.read_text(encoding="utf-8"):
        time.sleep(1)
    database.stop()
    store.refuse()
    os.kill(int(at.read_text(encoding="utf-8")), signal.SIGKILL)
    time.sleep(OUTAGE)
    database.start()
    store.accept()


def test_every_report_ends_once_through_all_faults(tmp_path: Path, database: Database) -> None:
    """Database and store are gone for ten seconds, in which a worker is killed: no package is lost or torn.

    The report that is not valid fails, and no valid one succeeds twice.
    """
    shutil.copytree(CHECKOUT / "raw" / "vocabulary", tmp_path / "raw" / "vocabulary")
    for name in NAMES:
        small_report(tmp_path, name)
    replace(tmp_path, f"{BROKEN}/{SECTION}", ",40,", ",41,")
    python, home = extended_python("queue", DEPLOY / "requirements.txt"), tmp_path / "home"
    home.mkdir()
    configured = (DEPLOY / "dagster.yaml").read_text(encoding="utf-8")
    assert LONGEST in configured
    configured = configured.replace(LONGEST, "max_runtime_seconds: 75")
    (home / "dagster.yaml").write_text(configured, encoding="utf-8")
    with store(tmp_path / "swift") as objects, ExitStack() as running:
        settings = {
            "DAGSTER_HOME": str(home),
            "DAGSTER_POSTGRES_URL": database.address,
            IN_WORK_VARIABLE: "",
            ROOT_VARIABLE: str(tmp_path),
            **objects.settings,
        }
        environment = {**os.environ, **settings, "PYTHONPATH": str(CHECKOUT)}
        port, result = free_port(), tmp_path / "runs.json"
        for command in queue_programs(python, port):
            running.enter_context(started(command, environment))
        outage = Thread(
            target=take_away, args=(database, objects, tmp_path / "worker"), daemon=True
        )
        outage.start()
        drive = [python, PROGRAM, port, KILLED, result, tmp_path / "worker"]
        subprocess.run(drive, env=environment, cwd=CHECKOUT, check=True)
        outage.join()
        # in a process of its own: the settings are in its environment
        code = "from pipeline.cli import main; main()"
        kept = [sys.executable, "-c", code, "--root", tmp_path / "pulled", "pull"]
        (tmp_path / "pulled").mkdir()
        subprocess.run(kept, env=environment, cwd=CHECKOUT, check=True)
    runs = [tuple(each) for each in json.loads(result.read_text(encoding="utf-8"))]
    assert [each for each in runs if each[1] == "SUCCESS"] == [
        (KILLED, "SUCCESS"),
        (VALID, "SUCCESS"),
    ]
    assert {(BROKEN, "FAILURE"), (KILLED, "FAILURE")} <= set(runs)
    assert {name for name, _ in runs} == set(NAMES)
    packages = [tmp_path / "pulled" / f"datapackage-{name}" / "SHA256SUMS" for name in NAMES]
    assert [each.is_file() for each in packages] == [False, True, True]
