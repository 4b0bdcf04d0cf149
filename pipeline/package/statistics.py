"""Count the package's quality: the ledger, the second reading, inferred cells, detected errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.consistency.ledger import LedgerCounts
from pipeline.localization import localized, reader_language
from pipeline.schema import (
    CHECK_COVERAGE,
    DRAFTED,
    ERRATA,
    ERROR_DETECTION,
    ERROR_TYPES,
    FIGURES,
    IDENTITIES,
    INFERABLE,
    READINGS,
    SECOND_READING,
)
from pipeline.transform.tables import Tables
from pipeline.validation.schema import Row, rows_of


@dataclass(frozen=True)
class Class:
    """Count one type of error: how many were injected, and which rules detected them."""

    row: Row
    without_text: int
    with_text_only: int
    by_nothing: int
    rules: tuple[tuple[str, str], ...]

    @property
    def injected(self) -> int:
        """Return how many were injected in figures whose measurement is current."""
        return self.without_text + self.with_text_only + self.by_nothing


def _counted(frames: Tables, column: str) -> Counter[str]:
    """Count the figures that name each type of error in one column."""
    cells = frames[CHECK_COVERAGE.name][column]
    return Counter(error_type for cell in cells if cell for error_type in cell.split(";"))


def classes(frames: Tables) -> Iterator[Class]:
    """Yield the injected types in the order of the code list; the rules with most detections first."""
    without = _counted(frames, "detected_without_text")
    with_text = _counted(frames, "detected_with_text_only")
    nothing = _counted(frames, "not_detected")
    detected: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(frames[ERROR_DETECTION.name]):
        if row["detected"]:
            detected.setdefault(row["error_type"], []).append((row["rule"], row["detected"]))
    for row in rows_of(frames[ERROR_TYPES.name]):
        error_type = row["error_type"]
        ranked = tuple(
            sorted(detected.get(error_type, ()), key=lambda each: (-int(each[1]), each[0]))
        )
        found = Class(row, without[error_type], with_text[error_type], nothing[error_type], ranked)
        if found.injected:
            yield found


def unmeasured(frames: Tables) -> int:
    """Return how many figures changed since the measurement."""
    return int((frames[CHECK_COVERAGE.name]["measured"] != "true").sum())


def coverage_quality(frames: Tables) -> dict[str, Any]:
    """Return counts in total and by type, ready for JSON."""
    every = list(classes(frames))
    return {
        "figures_measured": len(frames[CHECK_COVERAGE.name]) - unmeasured(frames),
        "figures_not_measured": unmeasured(frames),
        "injected": sum(each.injected for each in every),
        "detected_without_text": sum(each.without_text for each in every),
        "detected_with_text_only": sum(each.with_text_only for each in every),
        "not_detected": sum(each.by_nothing for each in every),
        "by_error_type": {
            each.row["error_type"]: {
                "injected": each.injected,
                "detected_without_text": each.without_text,
                "detected_with_text_only": each.with_text_only,
                "not_detected": each.by_nothing,
                "rules": {rule: int(count) for rule, count in each.rules},
            }
            for each in every
        },
    }


def coverage_lines(frames: Tables) -> list[tuple[str, ...]]:
    """Return a header and one line for each type, in the language of the reader."""
    header = (
        str(localized("error")),
        str(localized("injected")),
        str(localized("without the text")),
        str(localized("only with it")),
        str(localized("not detected")),
        str(localized("rules")),
    )
    lines = [
        (
            each.row[f"title_{reader_language()}"],
            *map(str, (each.injected, each.without_text, each.with_text_only, each.by_nothing)),
            ", ".join(f"{rule} {count}" for rule, count in each.rules),
        )
        for each in classes(frames)
    ]
    return [header, *lines]


def inferred_cells(lists: Iterable[str]) -> int:
    """Count the cells that an editor inferred from outside the sentence, as `inferred` lists them."""
    return sum(len(cell.split(";")) for cell in lists if cell)


def second_reading_quality(frames: Tables) -> dict[str, Any]:
    """Return each second reading with its agreement; nothing if none is recorded.

    Readings are of different editions and columns, so that their agreements are not added up.
    """
    readings, differing = rows_of(frames[READINGS.name]), frames[SECOND_READING.name]["reading"]
    if not readings:
        return {}
    made = [_reading(row, int((differing == row["reading"]).sum())) for row in readings]
    return {"second_readings": {"readings": made}}


def drafted_quality(frames: Tables) -> dict[str, Any]:
    """Count the figures that a program proposed by program and by confirmation; nothing if there are none."""
    rows = rows_of(frames[DRAFTED.name])
    readings = Counter(row["confirmed_by_reading"] for row in rows)
    counts = {
        "figures": len(rows),
        "programs": dict(sorted(Counter(row["program"] for row in rows).items())),
        "confirmed_by_keying": readings.pop("", 0),
        "confirmed_by_reading": dict(sorted(readings.items())),
    }
    return {"drafted": counts} if rows else {}


def _reading(row: Row, differing: int) -> dict[str, Any]:
    """Return one second reading with the cells in which it differed."""
    cells = int(row["cells"])
    return {
        **{name: row[name] for name in ("reading", "date", "edition")},
        "columns": row["columns"].split(";"),
        "figures": int(row["figures"]),
        "cells_compared": cells,
        "cells_differing": differing,
        "agreement_percent": agreement(cells, differing),
    }


def quality(frames: Tables, tally: LedgerCounts) -> dict[str, Any]:
    """Return counts and shares, ready for JSON; shares are text, so that no float is published."""
    figures = len(frames[FIGURES.name])
    return {
        "ledger": {
            "numerals": tally.numerals,
            "figures": tally.figures,
            "claimed": tally.claimed,
            "excluded": dict(tally.excluded),
            "unaccounted": tally.unaccounted,
        },
        **second_reading_quality(frames),
        **drafted_quality(frames),
        "identities": {
            verdict: int((frames[IDENTITIES.name]["verdict"] == verdict).sum())
            for verdict in ("consistent", "inconsistent", "undecidable")
        },
        "errata": len(frames[ERRATA.name]),
        "inferred": {
            "cells_inferable": figures * len(INFERABLE),
            "cells_inferred": inferred_cells(frames[FIGURES.name]["inferred"]),
        },
        "check_coverage": coverage_quality(frames),
    }


def agreement(cells: int, differences: int) -> str:
    """Return the share of compared cells in which the two readings agreed, in percent, two places."""
    if not cells:
        return ""
    hundredths = (2 * 10_000 * (cells - differences) + cells) // (2 * cells)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
