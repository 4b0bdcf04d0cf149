"""All mutants of a report, figure by figure on every core, in the same order every time."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pipeline.mutation.bench import Bench
from pipeline.mutation.score import Trial, trials_of
from pipeline.paths import Paths
from pipeline.proof import scan_text
from pipeline.publication import captured_reports

#: A figure by its section and its place there.
Item = tuple[str, int]

#: The bench of this process, set when a worker starts; a spawned worker inherits nothing.
_BENCHES: Final[list[Bench]] = []


def bench_of(root: Path, report: str, text: Path | None) -> Bench:
    """A committed report and, if there is one, its scanned text.

    Raises KeyError for an unknown report, UnreadableTextError for a text that cannot be read.
    """
    capture = captured_reports(Paths(root))[report]
    return Bench(capture, scan_text(capture, text) if text else None)


def _start(bench: Bench) -> None:
    _BENCHES[:] = [bench]


def _of_figure(item: Item) -> list[Trial]:
    (bench,) = _BENCHES
    section, number = item
    row = bench.sections[section][number]
    return trials_of(bench, section, list(bench.mutants(section, row)))


def trials(bench: Bench) -> list[Trial]:
    """Every mutant of every figure, tried in as many processes as there are cores.

    Every process is given the bench as it was read: a file edited meanwhile changes nothing.
    """
    items = [(name, number) for name, rows in bench.sections.items() for number in range(len(rows))]
    pool = ProcessPoolExecutor(
        max_workers=os.cpu_count(),
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(Bench(bench.capture, bench.scanned),),
    )
    with pool:
        return [each for tried in pool.map(_of_figure, items, chunksize=4) for each in tried]
