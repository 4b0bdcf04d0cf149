"""What a library on a queue needs beside the program: a PostgreSQL, and processes that end with their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.project import CHECKOUT

HOST = "127.0.0.1"
CODE = ("-m", "pipeline.definitions")


def as_user(folder: Path) -> list[str]:
    """Return the prefix of a command that root runs as another user, because PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


@dataclass(frozen=True)
class Database:
    """A running database: its address, and how it is stopped and started."""

    address: str
    stop: Callable[[], None]
    start: Callable[[], None]


@contextmanager
def postgres() -> Iterator[Database]:
    """A PostgreSQL that listens to a socket in a folder of its own."""
    programs = max(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name)
    )
    # below /tmp: the path of a socket has at most 107 characters, and the other user must reach it
    folder = Path(f"/tmp/library-{os.getpid()}")  # noqa: S108
    folder.mkdir()
    prefix = as_user(folder)
    options = f"-k {folder} -c listen_addresses= -c fsync=off"

    def run(program: str, *arguments: str) -> None:
        command = [*prefix, str(programs / program), *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)

    data = str(folder / "data")
    run("initdb", "-A", "trust", "-U", "dagster", "-D", data)
    made = Database(
        f"postgresql+psycopg2://dagster@/dagster?host={folder}",
        lambda: run("pg_ctl", "-D", data, "-m", "immediate", "stop"),
        lambda: run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"),
    )
    made.start()
    run("createdb", "-h", str(folder), "-U", "dagster", "dagster")
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


@contextmanager
def started(command: list[str | Path], environment: dict[str, str]) -> Iterator[None]:
    """A process that is stopped at the end with its own: a code server in the background ignores other signals."""
    running = subprocess.Popen(command, env=environment, cwd=CHECKOUT, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def queue_programs(python: Path, port: str) -> list[list[str | Path]]:
    """Return the commands of docs/scale.md that serve the code and start the runs of the queue."""
    at = ("--grpc-host", HOST, "--grpc-port", port)
    return [
        [python, "-m", "dagster", "code-server", "start", "-h", HOST, "-p", port, *CODE],
        [python, "-m", "dagster._daemon", "run", *at],
    ]
