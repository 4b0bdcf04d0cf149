"""A running Dagster over a copy of this checkout, and a browser in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.paths import ROOT_VARIABLE
from tests.project import CHECKOUT, Project

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STARTED_WITHIN = 120


@dataclass(frozen=True)
class Served:
    """The address of a running Dagster and the project that it serves."""

    address: str
    project: Project


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/server_info", timeout=2) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while not _answers(address):
        assert process.poll() is None, "dagster dev ended by itself"
        assert time.monotonic() < until, "dagster dev did not answer"
        time.sleep(0.5)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`dagster dev`, as make ui starts it, over a copy of raw/ with an instance of its own."""
    folder = tmp_path_factory.mktemp("ui")
    project = Project.copied(folder)
    home = folder / "home"
    home.mkdir()
    shutil.copy(CHECKOUT / "dagster.yaml", home / "dagster.yaml")
    port = _free_port()
    command = [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--module-name", "pipeline.definitions"]
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        ROOT_VARIABLE: str(project.root),
        "PYTHONPATH": str(CHECKOUT),
    }
    with (folder / "dagster.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process)
            yield Served(address, project)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    assert CHROMIUM, "Chromium is not installed; .ci/run installs it"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield made
        made.close()
