"""Typical slips of a transcriber: each class makes one fixed mutant of a keyed figure, or none.

A slip that alters what is printed is made at three depths: in the keyed cells alone; in the
printed form and the cells together, as somebody does who misreads; and in the ledger's numeral as
well, so that nothing in raw/ but the meaning of the number can tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.mutation.edits import OF_CELLS, OF_PRINT, Row, Subject
from pipeline.source.printed import parts
from pipeline.source.tokens import tokens


class Depth(StrEnum):
    """How far a slip goes; the values are stable."""

    KEYED = "keyed"
    PRINTED = "printed"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Mutant:
    """A figure with one slip: the rows in place of its own, and its numerals in the ledger.

    No rows where the row is deleted; `numerals` is None where the ledger is left as it is.
    """

    figure: str
    slip: str
    depth: Depth
    rows: tuple[Row, ...]
    numerals: tuple[str, ...] | None = None


DELETED, DUPLICATED = "row deleted", "row duplicated"
SLIPS: Final = (*OF_PRINT, *OF_CELLS, DELETED, DUPLICATED)


def _numerals(printed: str) -> tuple[str, ...]:
    return tuple(token.text for part in parts(printed) for token in tokens(part))


def _of_print(subject: Subject, slip: str) -> Iterator[Mutant]:
    row, made = subject.row, OF_PRINT[slip](subject)
    if made is None:
        return
    cells, printed = made
    if cells:
        yield Mutant(row["id"], slip, Depth.KEYED, ({**row, **cells},))
    if printed == row["printed"]:
        return
    rows = ({**row, **cells, "printed": printed},)
    yield Mutant(row["id"], slip, Depth.PRINTED, rows)
    before, after = _numerals(row["printed"]), _numerals(printed)
    if before != after and len(before) == len(after):
        yield Mutant(row["id"], slip, Depth.LEDGER, rows, after)


def mutants(subject: Subject) -> Iterator[Mutant]:
    """Every mutant of one figure, in order of the classes and depths."""
    row = subject.row
    for slip in OF_PRINT:
        yield from _of_print(subject, slip)
    for slip, edit in OF_CELLS.items():
        if made := edit(subject):
            yield Mutant(row["id"], slip, Depth.KEYED, ({**row, **made[0]},))
    yield Mutant(row["id"], DELETED, Depth.KEYED, ())
    yield Mutant(row["id"], DUPLICATED, Depth.KEYED, (row, row))
