"""A consequence of changes: of which kind it is, which row it concerns, how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.difference.snapshot import Key
from pipeline.rules import Wording


class EffectKind(StrEnum):
    """What follows from changes, the gravest first."""

    INCONSISTENT = "identity_inconsistent"
    DANGLING = "reference_dangling"
    UNJUDGED = "identity_unjudged"
    UNDECIDABLE = "identity_undecidable"
    UNPROTECTED = "protection_lost"
    RESOLVED = "identity_resolved"
    DECIDED = "identity_decided"
    PROTECTED = "protection_gained"
    REFERRED = "row_referred_to"
    TOUCHED = "rows_touched"


@dataclass(frozen=True)
class Effect:
    """One consequence: of what kind, for which row, how many rows it concerns, in words."""

    kind: EffectKind
    table: str
    key: Key
    said: Wording
    count: int = 1


_SHOWN: Final = 6


def listed(names: Iterable[str]) -> str:
    """The first names of a list, and how many more there are."""
    found = list(names)
    more = f" … +{len(found) - _SHOWN}" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more
