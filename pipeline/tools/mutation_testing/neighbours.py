"""Measure the warnings about neighbours: inject errors of neighbours, and count false alarms.

The errors take a cell of a figure from its neighbour, or change a year or a status, so that numbers
stay right. A trial counts an error as detected by the rules or by a disagreement with the text, and
separately with the warnings. A false alarm is a warning about a figure as keyed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from pipeline.tools.mutation_testing.operators import (
    OF_CELLS,
    Mutant,
    MutationOperator,
    MutationScope,
    MutationTarget,
    edit_cell,
    neighbours_cell,
)
from pipeline.tools.mutation_testing.run import MutationContext, mutant_results
from pipeline.tools.source_text.neighbours import NeighbourWarning, neighbour_warnings
from pipeline.validation.schema import Row

_STATUSES: Final = MappingProxyType(
    {"actual": "forecast", "forecast": "actual", "estimate": "actual", "target": "actual"}
)
_BASE_YEAR: Final = re.compile(r"(?<=vs:)@?[12][0-9]{3}")


def _base_later(subject: MutationTarget) -> str | None:
    basis = subject.row["basis"]
    found = _BASE_YEAR.search(basis)
    if found is None or "/" in basis:
        return None
    mark = "@" if found[0].startswith("@") else ""
    year = int(found[0].removeprefix("@")) + 1
    return f"{basis[: found.start()]}{mark}{year}{basis[found.end() :]}"


def _other_whole(subject: MutationTarget) -> str | None:
    basis = subject.row["basis"]
    others = (row["basis"] for row in subject.section if row["basis"].startswith("share_of:"))
    if not basis.startswith("share_of:"):
        return None
    return next((each for each in others if each != basis), None)


#: Errors of neighbours by type.
TRIALS: Final[Mapping[str, MutationOperator]] = MappingProxyType(
    {
        **{name: OF_CELLS[name] for name in ("entity of neighbour", "yoy or pop")},
        **{name: OF_CELLS[name] for name in ("year later", "year earlier")},
        "period of neighbour": neighbours_cell("period"),
        "base year later": edit_cell("basis", _base_later),
        "whole of neighbour": edit_cell("basis", _other_whole),
        "status": edit_cell("status", lambda subject: _STATUSES.get(subject.row["status"])),
        "source of neighbour": neighbours_cell("cited"),
    }
)


@dataclass(frozen=True)
class Trials:
    """Count one type: errors injected, detected without the warnings, and with them."""

    error_type: str
    injected: int
    detected: int
    with_warnings: int


@dataclass(frozen=True)
class NeighbourScore:
    """Hold the counts by type, the warnings about figures as keyed, and the number of figures."""

    trials: tuple[Trials, ...]
    false_alarms: tuple[NeighbourWarning, ...]
    figures: int


def measure_neighbours(bench: MutationContext) -> NeighbourScore:
    """Try every error of a neighbour in every figure. The context must have a text."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in TRIALS}
    alarms = warnings_of(bench, list(bench.figures.values()))
    known = {(each.figure, each.kind) for each in alarms}
    for section, rows in bench.sections.items():
        injected = list(_mutants(rows))
        for mutant, result in zip(injected, mutant_results(bench, section, injected), strict=True):
            of = counts[mutant.error_type]
            figures = [mutant.rows[0] if row["id"] == mutant.figure else row for row in rows]
            warned = any(
                each.figure == mutant.figure and (each.figure, each.kind) not in known
                for each in warnings_of(bench, figures, mutant.figure)
            )
            of["injected"] += 1
            of["detected"] += bool(result.rules or result.proved)
            of["with_warnings"] += bool(result.rules or result.proved or warned)
    names = ("injected", "detected", "with_warnings")
    trials = (Trials(each, *(of[name] for name in names)) for each, of in counts.items())
    return NeighbourScore(tuple(trials), tuple(alarms), len(bench.figures))


def _mutants(rows: Sequence[Row]) -> Iterator[Mutant]:
    for row in rows:
        for error_type, edit in TRIALS.items():
            made = edit(MutationTarget(row, "", tuple(rows)))
            if made and made[0] != {name: row[name] for name in made[0]}:
                yield Mutant(row["id"], error_type, MutationScope.KEYED, ({**row, **made[0]},))


def warnings_of(
    bench: MutationContext, figures: Sequence[Row], only: str = ""
) -> list[NeighbourWarning]:
    """Return the warnings about figures, with the words of the report as keyed."""
    if bench.scanned is None:
        return []
    named = [row for row in figures if not only or row["id"] == only]
    return neighbour_warnings(
        bench.scanned, bench.tokens, named, bench.lookup, bench.entities_beside
    )


def as_text(scored: NeighbourScore) -> str:
    """Format the counts for people."""
    row = "{:<22} {:>8} {:>8} {:>13}"
    lines = [row.format("error_type", "injected", "detected", "with warnings")]
    for each in scored.trials:
        lines.append(row.format(each.error_type, each.injected, each.detected, each.with_warnings))
    total, found = (
        sum(getattr(t, name) for t in scored.trials) for name in ("injected", "with_warnings")
    )
    lines += [
        "",
        f"detected with warnings: {found} of {total} ({_percent(found, total)})",
        f"false alarms: {len(scored.false_alarms)} of {scored.figures} figures "
        f"({_percent(len(scored.false_alarms), scored.figures)})",
        *(f"    {each}" for each in scored.false_alarms),
    ]
    return "\n".join(lines) + "\n"


def _percent(part: int, whole: int) -> str:
    tenths = int(Fraction(part * 1000, whole)) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"
