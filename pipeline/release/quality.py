"""The package's quality in numbers: the ledger's tally, the two readings, what was inferred."""

from __future__ import annotations

from typing import Any

from pipeline.reconcile.ledger import Tally
from pipeline.release.protection import protection_quality
from pipeline.resolve.tables import Frames
from pipeline.tables import ERRATA, FIGURES, IDENTITIES, READINGS
from pipeline.tables.figures import INFERABLE
from pipeline.tables.readings import COMPARED, agreement


def inferred_cells(frames: Frames) -> int:
    """How many cells of the figures an editor inferred from outside the sentence."""
    lists = frames[FIGURES.name]["inferred"]
    return sum(len(cell.split(";")) for cell in lists if cell)


def quality(frames: Frames, tally: Tally) -> dict[str, Any]:
    """Counts and shares, ready for JSON; shares are text, so that no float is published."""
    figures, differences = len(frames[FIGURES.name]), len(frames[READINGS.name])
    return {
        "ledger": {
            "numerals": tally.numerals,
            "figures": tally.figures,
            "claimed": tally.claimed,
            "excluded": dict(tally.excluded),
            "unaccounted": tally.unaccounted,
        },
        "second_reading": {
            "cells_compared": figures * len(COMPARED),
            "cells_differing": differences,
            "agreement_percent": agreement(figures, differences),
        },
        "identities": {
            verdict: int((frames[IDENTITIES.name]["verdict"] == verdict).sum())
            for verdict in ("consistent", "inconsistent", "undecidable")
        },
        "errata": len(frames[ERRATA.name]),
        "inferred": {
            "cells_inferable": figures * len(INFERABLE),
            "cells_inferred": inferred_cells(frames),
        },
        "protection": protection_quality(frames),
    }
