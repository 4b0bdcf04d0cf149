"""Report the mutation score as text, as JSON, and as the two tables that raw/ keeps.

The score is by error type and by rule, and lists the figures without any detected error.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.filesystem import write_atomic
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths
from pipeline.schema import RAW_CHECK_COVERAGE, RAW_ERROR_DETECTION, TableSchema
from pipeline.tools.mutation_testing.operators import ERROR_TYPES, OF_PRINT, MutationScope
from pipeline.tools.mutation_testing.run import MutantResult
from pipeline.validation.report_checks.check_coverage import fingerprint_of_all
from pipeline.validation.schema import Row


def error_type_code(error_type: str, depth: MutationScope) -> str:
    """Return the code of an error type; it includes the depth if the type has several."""
    words = error_type.replace(" ", "_")
    return f"{words}_{depth}" if error_type in OF_PRINT else words


def _listed(trials: Iterable[MutantResult]) -> str:
    return ";".join(error_type_code(each.error_type, each.depth) for each in trials)


def check_coverage(
    trials: Sequence[MutantResult], fingerprints: Mapping[str, str]
) -> Iterator[Row]:
    """Yield for each figure its errors: detected without the text, only with it, not detected."""
    of: dict[str, list[MutantResult]] = {}
    for trial in trials:
        of.setdefault(trial.figure, []).append(trial)
    for figure, tried in of.items():
        yield {
            "figure": figure,
            "fingerprint": fingerprints[figure],
            "injected": str(len(tried)),
            "detected_without_text": _listed(each for each in tried if each.rules),
            "detected_with_text_only": _listed(
                each for each in tried if each.proved and not each.rules
            ),
            "not_detected": _listed(each for each in tried if not each.rules and not each.proved),
        }


def error_detection(
    trials: Iterable[MutantResult], fingerprints: Mapping[str, str]
) -> Iterator[Row]:
    """Yield for each type and rule the number of errors that the rule detected, in order of codes."""
    counts = Counter(
        (error_type_code(each.error_type, each.depth), rule)
        for each in trials
        for rule in (*each.rules, *each.proved)
    )
    for (error_type, rule), count in sorted(counts.items()):
        yield {
            "error_type": error_type,
            "rule": rule,
            "detected": str(count),
            "fingerprint": fingerprint_of_all(fingerprints),
        }


def write_measurement(
    paths: Paths, report: str, trials: Sequence[MutantResult], fingerprints: Mapping[str, str]
) -> list[Path]:
    """Write both tables into a report's folder of raw/ and return their paths."""
    tables: tuple[tuple[TableSchema, Iterator[Row]], ...] = (
        (RAW_CHECK_COVERAGE, check_coverage(trials, fingerprints)),
        (RAW_ERROR_DETECTION, error_detection(trials, fingerprints)),
    )
    written = []
    for table, rows in tables:
        path = paths.raw / report / f"{table.name}.csv"
        frame = pd.DataFrame(list(rows), columns=table.columns, dtype=str)
        write_atomic(path, csv_bytes(frame), root=paths.root)
        written.append(path)
    return written


_FEW: Final = 12


@dataclass(frozen=True)
class Line:
    """Count one type at one depth: mutants injected, detected by rules, detected by rules or text."""

    error_type: str
    depth: MutationScope
    injected: int
    detected: int
    detected_with_text: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Score:
    """Hold the counts by type, and the figures with undetected errors.

    Attributes:
        disagreeing: keyed errors in what is printed: detected without the text, injected.
        printed: errors that alter the printed form: detected with the text, injected.
        unprotected: figures without any detected ledger-depth error without the text.
        open: errors that neither a rule nor the text detects.
    """

    lines: tuple[Line, ...]
    disagreeing: tuple[int, int]
    printed: tuple[int, int]
    unprotected: tuple[str, ...]
    open: tuple[tuple[str, str, str], ...]


def switched_off(trials: Iterable[MutantResult], without: Collection[str]) -> list[MutantResult]:
    """Return the trials as if some rules did not exist."""
    off = set(without)
    return [
        MutantResult(
            each.figure,
            each.error_type,
            each.depth,
            tuple(c for c in each.rules if c not in off),
            each.proved,
        )
        for each in trials
    ]


def score(trials: Iterable[MutantResult], without: Collection[str] = ()) -> Score:
    """Count trials by type; rules whose codes are in `without` are ignored."""
    tried = switched_off(trials, without)
    keyed = [
        each for each in tried if each.depth is MutationScope.KEYED and each.error_type in OF_PRINT
    ]
    altered = [each for each in tried if each.depth is not MutationScope.KEYED]
    deep = [each for each in tried if each.depth is MutationScope.LEDGER]
    guarded = {each.figure for each in deep if each.rules}
    figures = dict.fromkeys(each.figure for each in tried)
    return Score(
        lines=tuple(_lines(tried)),
        disagreeing=(sum(bool(each.rules) for each in keyed), len(keyed)),
        printed=(sum(bool(each.rules or each.proved) for each in altered), len(altered)),
        unprotected=tuple(figure for figure in figures if figure not in guarded),
        open=tuple(
            (t.figure, t.error_type, str(t.depth)) for t in tried if not (t.rules or t.proved)
        ),
    )


def _lines(trials: Sequence[MutantResult]) -> Iterable[Line]:
    for depth in MutationScope:
        for error_type in ERROR_TYPES:
            of = [each for each in trials if (each.error_type, each.depth) == (error_type, depth)]
            if not of:
                continue
            caught = sum(bool(each.rules) for each in of)
            found = sum(bool(each.rules or each.proved) for each in of)
            rules = Counter(code for each in of for code in (*each.rules, *each.proved))
            ranked = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
            yield Line(error_type, depth, len(of), caught, found, tuple(ranked))


def _share(counts: tuple[int, int]) -> str:
    detected, injected = counts
    tenths = int(Fraction(detected * 1000, injected)) if injected else 0
    return f"{detected} of {injected} ({tenths // 10}.{tenths % 10}%)"


def as_text(scored: Score) -> str:
    """Format the score as tables for people."""
    row = "{:<20} {:<8} {:>7} {:>7} {:>9}  {}"
    lines = [row.format("error_type", "depth", "injected", "detected", "with text", "by")]
    for each in scored.lines:
        by = " ".join(f"{code}:{count}" for code, count in each.rules)
        counts = (each.injected, each.detected, each.detected_with_text)
        lines.append(row.format(each.error_type, each.depth, *counts, by).rstrip())
    lines += [
        "",
        f"keyed differently from print, detected without the text: {_share(scored.disagreeing)}",
        f"printed form altered, detected with the text: {_share(scored.printed)}",
        f"figures without any detected error if the ledger is wrong too: {len(scored.unprotected)}",
        *(f"    {figure}" for figure in scored.unprotected),
        f"not detected: {len(scored.open)}",
        *(
            f"    {error_type} ({depth}): {_figure_list(of)}"
            for (error_type, depth), of in _open(scored)
        ),
    ]
    return "\n".join(lines) + "\n"


def _figure_list(figures: Sequence[str]) -> str:
    """Name a few figures, or count many."""
    return " ".join(figures) if len(figures) <= _FEW else f"{len(figures)} figures"


def _open(scored: Score) -> Iterable[tuple[tuple[str, str], list[str]]]:
    by_class: dict[tuple[str, str], list[str]] = {}
    for figure, error_type, depth in scored.open:
        by_class.setdefault((error_type, depth), []).append(figure)
    return by_class.items()


def as_json(scored: Score, trials: Sequence[MutantResult]) -> str:
    """Return the score and every trial as JSON."""
    document = {**asdict(scored), "trials": [asdict(each) for each in trials]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
