"""Report each mistake once: keep at each cell only the finding that is the cause of the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.rules import Finding, Location
from pipeline.rules.figure_rules import (
    EmptyCell,
    NotABasis,
    NotANumber,
    NotAPeriod,
    UnknownCode,
    WrongForm,
)

_CODES_OF_FILES: Final = "E1"
_RANKS: Final = {
    EmptyCell.code: 1,
    WrongForm.code: 2,
    UnknownCode.code: 3,
    NotANumber.code: 3,
    NotAPeriod.code: 3,
    NotABasis.code: 3,
}
_MEANING: Final = 4


def _rank(finding: Finding) -> int:
    """Return the rank of a rule, lower for earlier causes: file, blank, form, code, meaning."""
    if finding.code.startswith(_CODES_OF_FILES):
        return 0
    return _RANKS.get(finding.code, _MEANING)


def keep_root_causes(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that follow from another one at the same place.

    An error of a whole file (row 0) is the cause of all other errors in it. Warnings are always
    kept and are not the cause of any error.
    """
    listed = list(dict.fromkeys(findings))
    lowest: dict[Location, int] = {}
    for each in listed:
        if each.is_error:
            lowest[each.location] = min(_rank(each), lowest.get(each.location, _MEANING))
    unread = {
        place.file for place, rank in lowest.items() if not rank and place == Location(place.file)
    }
    return [
        each
        for each in listed
        if not each.is_error
        or (
            _rank(each) == lowest[each.location]
            and (each.location.file not in unread or each.location == Location(each.location.file))
        )
    ]
