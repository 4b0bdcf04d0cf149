"""Where each policy holds, against the countries that the report speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.capture import Report
from pipeline.rules import Finding, Wording
from pipeline.rules.regions import RegionOutsideReport
from pipeline.tables import POLICIES
from pipeline.validation.frame import Row, place_of
from pipeline.validation.soundness import cell_is_sound

REGION = POLICIES["region"]


def region_findings(policies: Iterable[Row], report: Report | None) -> Iterator[Finding]:
    """Every policy of another country; nothing is told where the report's facts cannot be read."""
    if report is None:
        return
    known = ", ".join(report.region)
    for row in policies:
        cell = row[REGION.name]
        country = cell.partition("-")[0]
        if cell_is_sound(cell, REGION) and country not in report.region:
            yield RegionOutsideReport(place_of(row, REGION.name), cell, Wording(known, known))
