"""Run commands in a process of its own, and report the files that each opens.

`python -m tests.opened_files ROOT` reads a JSON list of commands from its input, and prints for each its
exit status and the paths, once for each opening. An audit hook cannot be removed, hence the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pipeline.cli import main
from tests.project import CHECKOUT


@dataclass(frozen=True)
class Opened:
    """What a command printed last, its exit status, and the paths that it opened."""

    status: int
    printed: str
    paths: list[str]


def opened_by(root: Path, *commands: Sequence[str]) -> list[Opened]:
    """Run commands one after another in one process on a root whose reports are not in work."""
    environment = {**os.environ, "PRINTED_FIGURES_IN_WORK": ""}
    done = subprocess.run(
        [sys.executable, "-m", __name__, root], input=json.dumps(commands), text=True,
        capture_output=True, check=True, cwd=CHECKOUT, env=environment,
    )  # fmt: skip
    return [Opened(**each) for each in json.loads(done.stdout.splitlines()[-1])]


def _run(root: str) -> list[dict[str, Any]]:
    paths: list[str] = []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.fsdecode(arguments[0])
            # `open` with an opener is two events, of which that of `os.open` has no mode
            if arguments[1] is not None or paths[-1:] != [path]:
                paths.append(path)

    sys.addaudithook(note)
    found = []
    for command in json.load(sys.stdin):
        paths.clear()
        result = CliRunner().invoke(main, ["--root", root, *command])
        found.append({"status": result.exit_code, "printed": result.output, "paths": [*paths]})
    return found


if __name__ == "__main__":
    made = _run(sys.argv[1])
    sys.stdout.write(f"\n{json.dumps(made)}\n")
