"""Where each policy holds, against the countries that the report speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.capture import Capture
from pipeline.rules import Finding, Wording
from pipeline.rules.regions import RegionOutsideReport
from pipeline.tables import POLICIES
from pipeline.validation.frame import place_of, rows_of
from pipeline.validation.soundness import cell_is_sound, has_columns

REGION = POLICIES["region"]


def region_findings(capture: Capture) -> Iterator[Finding]:
    """Every policy of another country; nothing is told where the report's facts cannot be read."""
    report, policies = capture.report, capture.tables[POLICIES.name]
    if report is None or not has_columns(policies, POLICIES):
        return
    known = ", ".join(report.region)
    for row in rows_of(policies.frame):
        cell = row[REGION.name]
        country = cell.partition("-")[0]
        if cell_is_sound(cell, REGION) and country not in report.region:
            yield RegionOutsideReport(place_of(row, REGION.name), cell, Wording(known, known))
