"""Which errata speak of which figure, so that a number is never shown without them."""

from __future__ import annotations

from collections import defaultdict

from pipeline.resolve.tables import Frames
from pipeline.tables import ERRATA
from pipeline.validation.frame import rows_of


def errata_by_figure(frames: Frames) -> dict[str, list[str]]:
    """The errata of each figure that has any, in order of the table."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(frames[ERRATA.name]):
        for figure in filter(None, row["figures"].split(";")):
            found[figure].append(row["erratum"])
    return dict(found)
