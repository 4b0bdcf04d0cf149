"""Trials as the two tables that a report keeps of them: by figure, and by class and rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.mutation.edits import OF_PRINT
from pipeline.mutation.score import Trial
from pipeline.mutation.slips import Depth
from pipeline.paths import Paths
from pipeline.release.csv_text import csv_bytes
from pipeline.tables import RAW_PROTECTION, RAW_SLIP_RULES, Table
from pipeline.validation.frame import Row
from pipeline.validation.protection import fingerprint_of_all
from pipeline.whole_file import write_whole


def slip_code(slip: str, depth: Depth) -> str:
    """The code of a class in the vocabulary; the depth is named where a slip is made at several."""
    words = slip.replace(" ", "_")
    return f"{words}_{depth}" if slip in OF_PRINT else words


def _listed(trials: Iterable[Trial]) -> str:
    return ";".join(slip_code(each.slip, each.depth) for each in trials)


def protection(trials: Sequence[Trial], fingerprints: Mapping[str, str]) -> Iterator[Row]:
    """For each figure what of its slips is caught without the text, only with it, by nothing."""
    of: dict[str, list[Trial]] = {}
    for trial in trials:
        of.setdefault(trial.figure, []).append(trial)
    for figure, tried in of.items():
        yield {
            "figure": figure,
            "fingerprint": fingerprints[figure],
            "planted": str(len(tried)),
            "caught_without_text": _listed(each for each in tried if each.told),
            "caught_with_text_only": _listed(
                each for each in tried if each.proved and not each.told
            ),
            "caught_by_nothing": _listed(
                each for each in tried if not each.told and not each.proved
            ),
        }


def slip_rules(trials: Iterable[Trial], fingerprints: Mapping[str, str]) -> Iterator[Row]:
    """For each class and rule how many slips the rule told, in order of the codes."""
    told = Counter(
        (slip_code(each.slip, each.depth), rule)
        for each in trials
        for rule in (*each.told, *each.proved)
    )
    for (slip, rule), count in sorted(told.items()):
        yield {
            "slip": slip,
            "rule": rule,
            "told": str(count),
            "fingerprint": fingerprint_of_all(fingerprints),
        }


def write_measurement(
    paths: Paths, report: str, trials: Sequence[Trial], fingerprints: Mapping[str, str]
) -> list[Path]:
    """Write both tables into a report's folder of raw/ and return their paths."""
    tables: tuple[tuple[Table, Iterator[Row]], ...] = (
        (RAW_PROTECTION, protection(trials, fingerprints)),
        (RAW_SLIP_RULES, slip_rules(trials, fingerprints)),
    )
    written = []
    for table, rows in tables:
        path = paths.raw / report / f"{table.name}.csv"
        frame = pd.DataFrame(list(rows), columns=table.columns, dtype=str)
        write_whole(path, csv_bytes(frame), root=paths.root)
        written.append(path)
    return written
