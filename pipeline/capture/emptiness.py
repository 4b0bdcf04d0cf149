"""Tables without rows: an error, unless report.yaml states that there are none or that it is a draft."""

from __future__ import annotations

from dataclasses import replace

from pipeline.capture.read import Captured
from pipeline.capture.report import Report
from pipeline.rules import Finding, Place
from pipeline.rules.capture import EmptyInDraft, HeaderOnly, RowsOfNone
from pipeline.tables import Table


def judged(captured: Captured, table: Table, report: Report | None) -> Captured:
    """A captured table with what its emptiness means in this report.

    Args:
        captured: the table as it was read.
        table: its declaration.
        report: the report's facts; None where they cannot be read, which is told there and stops
            the report, so that nothing is said here.
    """
    stated = report is not None and table.name in report.without
    if stated and not captured.frame.empty:
        extra = RowsOfNone(Place(captured.file, 2), table.name)
        return replace(captured, findings=(*captured.findings, extra))
    if not any(isinstance(finding, HeaderOnly) for finding in captured.findings):
        return captured
    draft = report is not None and report.draft and not stated
    kept: tuple[Finding, ...] = (EmptyInDraft(Place(captured.file, 1)),) if draft else ()
    silent = report is None or stated or draft
    return replace(captured, findings=kept) if silent else captured
