"""Starting and ending what the tests and the benchmark look at: `make ui`, and Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Served
from tests.workflow.clone import Clone, environment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STARTED_WITHIN = 180
LOOPBACK = "127.0.0.1"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
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
        assert process.poll() is None, "make ui ended by itself"
        assert time.monotonic() < until, "make ui did not answer"
        time.sleep(0.5)


@contextmanager
def make_ui(folder: Path) -> Iterator[Served]:
    """`make ui` in a clone of the last commit; its history is the clone's own."""
    clone = Clone.made(folder)
    port = _free_port()
    address = f"http://{LOOPBACK}:{port}"
    with (folder / "dagster.log").open("wb") as log:
        process = subprocess.Popen(
            ["make", "ui", f"PORT={port}"],
            cwd=clone.root, env=environment(), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            _wait_for(address, process)
            yield Served(address, clone)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, which asks for nothing by itself."""
    assert CHROMIUM, "Chromium is not installed; make chromium installs it"
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
                # no name of another machine is known
                f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOOPBACK}",
            ],
        )
        yield made
        made.close()
