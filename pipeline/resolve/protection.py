"""The measured protection as published: blank wherever the figure is no longer what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.capture import Capture
from pipeline.tables import PROTECTION, RAW_SLIP_RULES
from pipeline.tables.lexical import boolean_text
from pipeline.validation.frame import Row, rows_of
from pipeline.validation.protection import fingerprint_of_all, fingerprints, measured


def protection_rows(capture: Capture, figures: Iterable[str]) -> Iterator[Row]:
    """One row for every figure, in the order of the figures."""
    known = measured(capture)
    for figure in figures:
        row = known.get(figure, {})
        blank = dict.fromkeys(PROTECTION.columns, "")
        cells = {name: row.get(name, "") for name in blank}
        yield {**cells, "figure": figure, "measured": boolean_text(bool(row))}


def slip_rule_rows(capture: Capture) -> Iterator[Row]:
    """Which rules told each class; without counts unless every figure is what was measured."""
    now = fingerprint_of_all(fingerprints(capture))
    for row in rows_of(capture.tables[RAW_SLIP_RULES.name].frame):
        holds = row["fingerprint"] == now
        yield {**row, "measured": boolean_text(holds), "told": row["told"] if holds else ""}
