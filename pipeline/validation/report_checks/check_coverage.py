"""Check that the check coverage of a figure was measured for its present state.

A measurement records a fingerprint of the measured figure. This is not a rule about keyed data: a
correct figure may not be measured yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.ingest import RawReport
from pipeline.rules import Finding
from pipeline.rules.report_rules import CoverageNotMeasured
from pipeline.schema import NOTES, NUMERALS, RAW_CHECK_COVERAGE, RAW_FIGURES
from pipeline.validation.report import keyed_figures
from pipeline.validation.schema import Row, location_of

#: No rule checks the editor's notes.
_OF_NO_RULE: Final = frozenset(NOTES)
_SEPARATOR: Final = "\x1f"


def fingerprint(figure: Row, numerals: Iterable[str]) -> str:
    """SHA-256 of a keyed row and the numerals that it claims in the ledger, in order.

    A blank cell does not count, so that a new column changes no fingerprint before it is filled.
    """
    keyed = (name for name in sorted(RAW_FIGURES.columns) if name not in _OF_NO_RULE)
    cells = [f"{name}={figure[name]}" for name in keyed if figure[name]]
    return _sha256([*cells, *numerals])


def fingerprints(capture: RawReport) -> dict[str, str]:
    """Return the present fingerprint of every figure."""
    claimed: dict[str, list[str]] = {}
    for row in capture.tables[NUMERALS.name].rows:
        claimed.setdefault(row["figure"], []).append(row["token"])
    return {
        row["id"]: fingerprint(row, claimed.get(row["id"], ())) for row in keyed_figures(capture)
    }


def fingerprint_of_all(each: Mapping[str, str]) -> str:
    """Return one fingerprint over those of all figures."""
    return _sha256(f"{figure}={value}" for figure, value in sorted(each.items()))


def _sha256(texts: Iterable[str]) -> str:
    return hashlib.sha256(_SEPARATOR.join(texts).encode()).hexdigest()


def current_measurements(capture: RawReport) -> dict[str, Row]:
    """Return the measurements of the present state of the figures, by figure."""
    rows = capture.tables[RAW_CHECK_COVERAGE.name].rows
    now = fingerprints(capture) if rows else {}
    return {row["figure"]: row for row in rows if now.get(row["figure"]) == row["fingerprint"]}


def stale_measurement_findings(capture: RawReport) -> Iterator[Finding]:
    """Report every figure whose check coverage is not measured; only one warning if none is measured."""
    known, figures = current_measurements(capture), keyed_figures(capture)
    if capture.tables[RAW_CHECK_COVERAGE.name].frame.empty and figures:
        place = location_of(figures[0])
        yield CoverageNotMeasured(place, f"{len(figures)} figures")
        return
    for row in figures:
        if row["id"] not in known:
            yield CoverageNotMeasured(location_of(row, "id"), row["id"])
