"""The mutation score as text and as JSON: by class, by rule, and the figures nothing protects."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Final

from pipeline.mutation.edits import OF_PRINT
from pipeline.mutation.score import Trial
from pipeline.mutation.slips import SLIPS, Depth

_FEW: Final = 12


@dataclass(frozen=True)
class Line:
    """One class at one depth: mutants planted, caught by rules, caught by rules or the text."""

    slip: str
    depth: Depth
    planted: int
    caught: int
    caught_with_text: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Score:
    """The lines, and over all classes the figures that stay open.

    Attributes:
        disagreeing: keyed slips in what is printed: caught without the text, planted.
        printed: slips that alter the print: caught with the text, planted.
        unprotected: figures of which no slip that reaches the ledger is caught without the text.
        open: slips that are caught neither by a rule nor by the text.
    """

    lines: tuple[Line, ...]
    disagreeing: tuple[int, int]
    printed: tuple[int, int]
    unprotected: tuple[str, ...]
    open: tuple[tuple[str, str, str], ...]


def switched_off(trials: Iterable[Trial], without: Collection[str]) -> list[Trial]:
    """The trials as if some rules had kept silent."""
    off = set(without)
    return [
        Trial(
            each.figure,
            each.slip,
            each.depth,
            tuple(c for c in each.told if c not in off),
            each.proved,
        )
        for each in trials
    ]


def score(trials: Iterable[Trial], without: Collection[str] = ()) -> Score:
    """Count trials by class; the codes in `without` count as rules that are switched off."""
    tried = switched_off(trials, without)
    keyed = [each for each in tried if each.depth is Depth.KEYED and each.slip in OF_PRINT]
    altered = [each for each in tried if each.depth is not Depth.KEYED]
    deep = [each for each in tried if each.depth is Depth.LEDGER]
    guarded = {each.figure for each in deep if each.told}
    figures = dict.fromkeys(each.figure for each in tried)
    return Score(
        lines=tuple(_lines(tried)),
        disagreeing=(sum(bool(each.told) for each in keyed), len(keyed)),
        printed=(sum(bool(each.told or each.proved) for each in altered), len(altered)),
        unprotected=tuple(figure for figure in figures if figure not in guarded),
        open=tuple((t.figure, t.slip, str(t.depth)) for t in tried if not (t.told or t.proved)),
    )


def _lines(trials: Sequence[Trial]) -> Iterable[Line]:
    for depth in Depth:
        for slip in SLIPS:
            of = [each for each in trials if (each.slip, each.depth) == (slip, depth)]
            if not of:
                continue
            told = sum(bool(each.told) for each in of)
            found = sum(bool(each.told or each.proved) for each in of)
            rules = Counter(code for each in of for code in (*each.told, *each.proved))
            ranked = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
            yield Line(slip, depth, len(of), told, found, tuple(ranked))


def _share(counts: tuple[int, int]) -> str:
    caught, planted = counts
    tenths = int(Fraction(caught * 1000, planted)) if planted else 0
    return f"{caught} of {planted} ({tenths // 10}.{tenths % 10}%)"


def as_text(scored: Score) -> str:
    """Tables for a person."""
    row = "{:<20} {:<8} {:>7} {:>7} {:>9}  {}"
    lines = [row.format("slip", "depth", "planted", "caught", "with text", "by")]
    for each in scored.lines:
        by = " ".join(f"{code}:{count}" for code, count in each.rules)
        counts = (each.planted, each.caught, each.caught_with_text)
        lines.append(row.format(each.slip, each.depth, *counts, by).rstrip())
    lines += [
        "",
        f"keyed otherwise than printed, caught without the text: {_share(scored.disagreeing)}",
        f"printed form altered, caught with the text: {_share(scored.printed)}",
        f"figures without protection where the ledger was misread too: {len(scored.unprotected)}",
        *(f"    {figure}" for figure in scored.unprotected),
        f"caught by nothing: {len(scored.open)}",
        *(f"    {slip} ({depth}): {_listed(of)}" for (slip, depth), of in _open(scored)),
    ]
    return "\n".join(lines) + "\n"


def _listed(figures: Sequence[str]) -> str:
    """A few figures by name, many by number."""
    return " ".join(figures) if len(figures) <= _FEW else f"{len(figures)} figures"


def _open(scored: Score) -> Iterable[tuple[tuple[str, str], list[str]]]:
    by_class: dict[tuple[str, str], list[str]] = {}
    for figure, slip, depth in scored.open:
        by_class.setdefault((slip, depth), []).append(figure)
    return by_class.items()


def as_json(scored: Score, trials: Sequence[Trial]) -> str:
    """The score and every trial, for programs."""
    document = {**asdict(scored), "trials": [asdict(each) for each in trials]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
