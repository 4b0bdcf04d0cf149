"""Environments of independent programs: exact versions, apart from this project's own, made once.

A client of the package must not share libraries with the program that made it. So each has an
environment of its own under `build/clients/`, made when a test first asks and kept until its lock
changes:

- `python_program(name)`: the interpreter of a virtual environment with exactly what
  `locks/<name>.txt` lists, each with its hash. Make a lock as `make lock` does:
  `echo mlcroissant==1.1.1 | uv pip compile - --universal --python-version 3.11 --generate-hashes
  --no-emit-index-url --no-emit-find-links --no-header --output-file tests/clients/locks/<name>.txt`
- `extended_python(name, requirements)`: the interpreter of this project's environment and what a lock adds to it.
- `node_folder(name)`: a folder whose `node_modules` holds what `locks/<name>/package-lock.json`
  lists. Make a lock without addresses of a registry by
  `npm install --package-lock-only --omit-lockfile-registry-resolved` beside its `package.json`.
- `pinned(name, program)`: the version of a program that a lock states.
- `run(command, …)`: a client's exit status and what it stated. It cannot reach a network through
  HTTP: a client that fetches something fails here as it would at a reader who is offline.

Only making an environment needs a registry. Two test processes may ask at once: one makes it, the
other waits.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = Path(__file__).parent / "locks"
BUILT = CHECKOUT / "build" / "clients"
NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens, so that every request is rejected at once."""
OFFLINE = {
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOWHERE),
    **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
}
#: Most modules of a client are never imported; those that are, Python compiles then.
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-compile")


@dataclass(frozen=True)
class Said:
    """How a client ended, and everything it printed."""

    status: int
    text: str


def run(command: Sequence[str | Path], folder: Path, seconds: int = 300) -> Said:
    """Run a client in a folder, without a network."""
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **OFFLINE, "PYTHONPATH": "", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
    )
    return Said(ran.returncode, ran.stdout)


def python_program(name: str) -> Path:
    """The interpreter of the environment that `locks/<name>.txt` describes."""
    lock = LOCKS / f"{name}.txt"

    def fill(folder: Path) -> None:
        _must(sys.executable, "-m", "venv", "--without-pip", folder)
        pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python")
        _must(*pip, "install", *PIP_OPTIONS, "--require-hashes", "-r", lock)

    return _made(name, lock.read_bytes(), fill) / "bin" / "python"


def extended_python(name: str, requirements: Path) -> Path:
    """The interpreter of an environment that adds what a lock has beside this project's own packages."""

    def fill(folder: Path) -> None:
        _must(sys.executable, "-m", "venv", "--without-pip", folder)
        (site,) = folder.glob("lib/*/site-packages")
        own = sysconfig.get_path("purelib")
        (site / "project.pth").write_text(f"{own}\n", encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python")
        _must(*pip, "install", *PIP_OPTIONS, "--require-hashes", "-r", requirements)

    return _made(name, requirements.read_bytes(), fill) / "bin" / "python"


def node_folder(name: str) -> Path:
    """The folder whose `node_modules` holds what `locks/<name>/package-lock.json` lists."""
    lock = LOCKS / name

    def fill(folder: Path) -> None:
        shutil.copytree(lock, folder)
        _must("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)

    return _made(name, (lock / "package-lock.json").read_bytes(), fill)


def pinned(name: str, program: str) -> str:
    """The version of a program that the lock of an environment states."""
    lock = LOCKS / f"{name}.txt"
    if lock.is_file():
        found = re.search(rf"^{re.escape(program)}==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
        assert found, f"{lock} pins no {program}"
        return found[1]
    text = (LOCKS / name / "package-lock.json").read_text("utf-8")
    return str(json.loads(text)["packages"][f"node_modules/{program}"]["version"])


def _made(name: str, lock: bytes, fill: Callable[[Path], None]) -> Path:
    """The environment's folder; its mark, written last, states of which lock it is the whole.

    It is filled at its place, because a virtual environment does not bear being moved.
    """
    folder, digest = BUILT / name, hashlib.sha256(lock).hexdigest()
    mark = BUILT / f"{name}.sha256"
    with _locked(name):
        if not mark.is_file() or mark.read_text(encoding="utf-8") != digest:
            mark.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            fill(folder)
            mark.write_text(digest, encoding="utf-8")
    return folder


@contextmanager
def _locked(name: str) -> Iterator[None]:
    BUILT.mkdir(parents=True, exist_ok=True)
    with (BUILT / f".{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _must(*command: str | Path, folder: Path | None = None) -> None:
    """Run a step of an installation; what it states goes to the test's output."""
    subprocess.run([str(part) for part in command], cwd=folder, check=True)
