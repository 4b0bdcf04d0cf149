"""Brings the positions and fingerprints of a ledger up to a copy of the text.

Decisions (`figure`, `reason`, `note`) and tokens are people's work and stay; no row is added or
dropped. What a text has more or less than the ledger is for the proof to report.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.source.align import LedgerRow, align
from pipeline.source.scan import Scan


def stamp(scanned: Scan, ledger: Sequence[LedgerRow]) -> list[dict[str, str]]:
    """The rows of a ledger in their order; those that the text has a token for get its position.

    A row without one keeps what it said.
    """
    stamped = [dict(row) for row in ledger]
    for pair in align(scanned, ledger):
        for entry, token in pair.tokens:
            if entry and token:
                stamped[entry.index] = {
                    **entry.row,
                    **token.position,
                    "token": entry.row["token"],
                }
    return stamped
