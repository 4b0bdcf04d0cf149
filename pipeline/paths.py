"""Define the folders of a checkout: raw data, working files, published packages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RAW: Final = "raw"
BUILD: Final = "build"
DIST: Final = "dist"
CATALOGUE: Final = "catalogue"
DRAFTS: Final = "drafts"
#: Folders of a checkout that must not be the folder of a package.
RESERVED: Final = frozenset(
    {RAW, BUILD, DIST, CATALOGUE, DRAFTS, "benchmarks", "deploy", "docs", "pipeline", "tests"}
)
ROOT_VARIABLE: Final = "PRINTED_FIGURES_ROOT"


@dataclass(frozen=True)
class Paths:
    """Hold the folders of one checkout, all below its root."""

    root: Path

    @classmethod
    def of_checkout(cls) -> Paths:
        """Return the folder in the environment variable PRINTED_FIGURES_ROOT, or this checkout."""
        named = os.environ.get(ROOT_VARIABLE)
        return cls(Path(named).resolve() if named else Path(__file__).resolve().parent.parent)

    @property
    def raw(self) -> Path:
        """Return the folder of raw data, which editors key."""
        return self.root / RAW

    @property
    def build(self) -> Path:
        """Return the folder of working files between the stages, ignored by git."""
        return self.root / BUILD

    @property
    def dist(self) -> Path:
        """Return the folder of built releases, ignored by git."""
        return self.root / DIST

    def package(self, folder: str) -> Path:
        """Return the published folder of a report, which its report.yaml names."""
        return self.root / folder

    def stage(self, report: str, *parts: str) -> Path:
        """Return the path of a working file of one report."""
        return self.build.joinpath(report, *parts)
