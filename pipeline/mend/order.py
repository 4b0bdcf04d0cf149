"""The order of columns and rows: columns as declared; rows by key where the key is a numbering.

All other rows stay where their editor put them: the vocabulary is grouped by sense, and charts and
their figures stand in the order in which they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.tables import (
    ERRATA,
    FACTS,
    NUMERALS,
    RAW_FIGURES,
    RAW_IDENTITIES,
    RAW_SECTIONS,
    READINGS,
    Table,
)

Key = tuple[tuple[int, str], ...]
_PARTS: Final = re.compile(r"\d+|\D+", re.ASCII)
NUMBERED: Final = frozenset(
    table.name
    for table in (RAW_FIGURES, NUMERALS, RAW_SECTIONS, RAW_IDENTITIES, ERRATA, READINGS, *FACTS)
)


def natural(text: str) -> Key:
    """A key under which 2.10 comes after 2.9, and digits before words."""
    parts = _PARTS.findall(text)
    return tuple((int(part), "") if part.isdecimal() else (1 << 62, part) for part in parts)


def in_columns(header: Sequence[str], table: Table) -> list[int]:
    """The positions of the declared columns in a header that has them all."""
    return [header.index(name) for name in table.columns]


def in_rows(rows: Sequence[Sequence[str]], table: Table) -> list[int]:
    """The positions of the rows in order of the table's key; rows of one key keep their order."""
    positions = range(len(rows))
    keys = [table.columns.index(name) for name in table.key]
    if table.name not in NUMBERED or any(not rows[at][key] for at in positions for key in keys):
        return list(positions)
    return sorted(positions, key=lambda at: [natural(rows[at][key]) for key in keys])
