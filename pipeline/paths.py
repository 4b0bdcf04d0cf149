"""Where things are: raw data, working files, published packages. Everything else is told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RAW: Final = "raw"
BUILD: Final = "build"
DIST: Final = "dist"
#: Folders of a checkout that no package may take.
RESERVED: Final = frozenset({RAW, BUILD, DIST, "benchmarks", "docs", "pipeline", "tests"})
ROOT_VARIABLE: Final = "PRINTED_FIGURES_ROOT"


@dataclass(frozen=True)
class Paths:
    """The folders of one checkout, all below its root."""

    root: Path

    @classmethod
    def of_checkout(cls) -> Paths:
        """The folder named by the environment variable PRINTED_FIGURES_ROOT, or this checkout."""
        named = os.environ.get(ROOT_VARIABLE)
        return cls(Path(named).resolve() if named else Path(__file__).resolve().parent.parent)

    @property
    def raw(self) -> Path:
        """What editors key."""
        return self.root / RAW

    @property
    def build(self) -> Path:
        """Working files between the stages, ignored by git."""
        return self.root / BUILD

    @property
    def dist(self) -> Path:
        """Built releases, ignored by git."""
        return self.root / DIST

    def package(self, folder: str) -> Path:
        """The published folder of a report, named by its report.yaml."""
        return self.root / folder

    def stage(self, report: str, *parts: str) -> Path:
        """A working file of one report."""
        return self.build.joinpath(report, *parts)
