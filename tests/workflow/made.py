"""A folder with this project's Makefile and its report's facts, in which targets are run."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.paths import ROOT_VARIABLE
from tests.project import CHECKOUT, REPORT
from tests.workflow.clone import environment
from tests.workflow.declared import make_targets

FACTS = Path("raw") / REPORT / "report.yaml"


def stated(key: str) -> str:
    """What the committed report.yaml states."""
    text = (CHECKOUT / FACTS).read_text(encoding="utf-8")
    return text.partition(f"\n{key}: ")[2].splitlines()[0]


@dataclass(frozen=True)
class Made:
    """The folder; its program is that of this checkout."""

    root: Path

    @classmethod
    def of(cls, root: Path) -> Made:
        """The Makefile, the facts of the report and an environment that is ready."""
        for name in (Path("Makefile"), FACTS):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, root / name)
        (root / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
        (root / "requirements.lock").touch()
        (root / "dagster.yaml").touch()
        os.utime(root / "requirements.lock", (0, 0))
        return cls(root)

    @property
    def facts(self) -> Path:
        """The report's facts, which a test may change."""
        return self.root / FACTS

    def program(self, *arguments: str) -> Result:
        """The program itself, in this process."""
        return CliRunner().invoke(main, ["--root", str(self.root), *arguments])

    def recipes(self) -> str:
        """What make would hand to a shell, for every target."""
        done = self.make("--dry-run", *sorted(make_targets() - {"setup"}))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def make(self, *arguments: str, **also: str) -> subprocess.CompletedProcess[str]:
        """Make a target; `release` is built only if it is named, other targets use what is in dist/."""
        old = [] if "release" in arguments else ["--old-file=release"]
        command = ["make", "--no-print-directory", *old, *arguments]
        own = {"PYTHONPATH": str(CHECKOUT), ROOT_VARIABLE: str(self.root)}
        return subprocess.run(
            command, cwd=self.root, env={**environment(), **own, **also}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
