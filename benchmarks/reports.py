"""Measure `check` and `publish` with one, three and nine reports: the time per report must not grow.

    PYTHONPATH=. python benchmarks/reports.py

The reports are copies of the second report of the tests, under other names. Every run is a process of its own
and publishes to a folder without a package. The last column compares two slopes, so that imports do not count.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.publish import ROOT, taken
from tests.reports.second_report import add_report

TIMES = 3
NUMBERS = (1, 3, 9)
COMMANDS = ("check", "publish")


def project(root: Path, reports: int) -> Path:
    """Write raw/ with the vocabulary and a number of reports, and the settings of Dagster."""
    shutil.copytree(ROOT / "raw" / "vocabulary", root / "raw" / "vocabulary")
    for number in range(reports):
        add_report(root, f"copy-{number}")
    shutil.copy(ROOT / "dagster.yaml", root)
    return root


def processor(command: str, reports: int) -> float:
    """Return the processor time of a command in a new project."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder), reports)
        program = [sys.executable, "-m", "pipeline", "--root", str(root), command]
        return taken(program, root).processor


def main() -> None:
    """Print the medians, the time per report as ratio to one report, and the ratio of the slopes."""
    for command in COMMANDS:
        runs: dict[int, list[float]] = {number: [] for number in NUMBERS}
        for _ in range(TIMES):
            for number in NUMBERS:
                runs[number].append(processor(command, number))
        one, three, nine = (statistics.median(runs[number]) for number in NUMBERS)
        for number, time in zip(NUMBERS, (one, three, nine), strict=True):
            ratio = time / number / one
            sys.stdout.write(f"{command}, {number}: {time:.1f} s, per report {ratio:.2f} of one\n")
        early, late = (three - one) / 2, (nine - three) / 6
        sys.stdout.write(
            f"{command}: a further report takes {early:.2f} s up to three, "
            f"{late:.2f} s up to nine: ratio {late / early:.2f}\n"
        )


if __name__ == "__main__":
    main()
