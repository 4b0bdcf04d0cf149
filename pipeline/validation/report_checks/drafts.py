"""Leave out of a draft's findings what is merely unfinished, and report how far the draft is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pipeline.consistency.ledger import count_ledger
from pipeline.ingest import RawReport
from pipeline.localization import joined
from pipeline.rules import Finding, LocalizedText, localized
from pipeline.rules.file_rules import EmptyInDraft, NotConfirmedAsStated
from pipeline.rules.report_rules import (
    FigureWithoutNumeral,
    SectionWithoutRows,
    UnaccountedNumeral,
)
from pipeline.schema import DRAFTED, NUMERALS, READINGS
from pipeline.validation.schema import Row, has_columns, location_of, rows_of

#: Rules that only a complete report can follow.
_OF_COMPLETE_REPORTS: Final = (UnaccountedNumeral, FigureWithoutNumeral, SectionWithoutRows)

#: The columns that double entry protects.
PROTECTED: Final = ("hedge", "number", "number_high", "multiplier", "unit")
_WAYS: Final = {
    "keying": localized("keying without the proposal"),
    "reading": localized("a second reading of the whole row"),
}


def whole_readings(readings: Iterable[Row]) -> set[str]:
    """Return the second readings of the printed forms and of the columns that double entry protects."""
    whole = {"printed", *PROTECTED}
    return {row["reading"] for row in readings if whole <= set(row["columns"].split(";"))}


def confirmation_findings(capture: RawReport) -> Iterator[Finding]:
    """Yield each drafted row that is confirmed in another way than report.yaml states, or in part."""
    drafted, readings = capture.tables[DRAFTED.name], capture.tables[READINGS.name]
    if not (has_columns(drafted, DRAFTED) and has_columns(readings, READINGS)):
        return
    whole, stated = whole_readings(rows_of(readings.frame)), ""
    if capture.report:
        stated = capture.report.confirmation
    for row in rows_of(drafted.frame):
        reading = row["confirmed_by_reading"]
        way = stated or ("reading" if reading else "keying")
        if bool(reading) != (way == "reading") or (reading and reading not in whole):
            place = location_of(row, "confirmed_by_reading")
            yield NotConfirmedAsStated(place, row["figure"], _WAYS[way])


def without_unfinished(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a draft has, too: without those that only state that it is unfinished."""
    return [each for each in findings if not isinstance(each, _OF_COMPLETE_REPORTS)]


def draft_progress(
    capture: RawReport, figures: list[Row], findings: Iterable[Finding]
) -> LocalizedText:
    """Report how many figures and numerals of a draft are keyed, and which files have no rows yet."""
    ledger = capture.tables[NUMERALS.name]
    numerals = ledger.rows if has_columns(ledger, NUMERALS) else []
    counts = count_ledger(numerals, figures)
    done = counts.numerals - counts.unaccounted
    empty = [
        PurePosixPath(each.location.file).relative_to(
            "raw", PurePosixPath(each.location.file).parts[1]
        )
        for each in findings
        if isinstance(each, EmptyInDraft)
    ]
    progress = localized(
        "draft: {figures} figures keyed, {done} of {numerals} numerals accounted",
        figures=counts.figures,
        done=done,
        numerals=counts.numerals,
    )
    files = localized("without rows yet: {files}", files=", ".join(map(str, empty)))
    return joined([progress, files]) if empty else progress
