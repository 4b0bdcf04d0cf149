"""A clean clone of this checkout's last commit, with the environment that is already there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.project import CHECKOUT


@dataclass(frozen=True)
class Clone:
    """A clone, and a home of its own for the programs that run in it."""

    root: Path

    @classmethod
    def made(cls, folder: Path) -> Clone:
        """A clone of the last commit; the environment is linked, and newer than the lock."""
        root = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(root)], check=True)
        (root / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
        assert (root / ".venv" / ".ready").exists(), "make setup has made the environment"
        os.utime(root / "requirements.lock", (0, 0))
        return cls(root)

    def run(self, *command: str, **also: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the clone, as a newcomer would, and return how it ended."""
        return subprocess.run(
            command,
            cwd=self.root,
            env={**environment(), **also},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def environment() -> Mapping[str, str]:
    """The environment of these tests without what a test runner or git has put in it."""
    foreign = ("PYTEST_", "GIT_", "GITHUB_", "MAKE", "DAGSTER_", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    who = {"NAME": "An editor", "EMAIL": "editor@example.org"}
    made = {
        f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in who.items()
    }
    return {**kept, **made}


def has_environment() -> bool:
    """Whether `make setup` has been run here, and git is there."""
    return (CHECKOUT / ".venv" / ".ready").exists() and shutil.which("git") is not None
