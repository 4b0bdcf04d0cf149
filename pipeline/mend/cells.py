"""What may be mended in one cell: blanks around it, full-width digits where its column wants digits.

Words stay as they are, and so does what is evidence: `printed`, `token`, titles and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mend.change import BLANKS, FULL_WIDTH, Change
from pipeline.rules import Place
from pipeline.tables import Table

#: Types whose canonical text is made of digits.
DIGIT_TYPES: Final = frozenset({"integer", "number", "date"})
#: Columns of text in which identifiers, numbers and periods are keyed.
DIGIT_COLUMNS: Final = frozenset(
    {"id", "number", "number_high", "period", "figure", "figures", "section", "date"}
)
BLANK: Final = " \u3000"
_FULL_WIDTH: Final = {0xFF00 + code - 0x20: code for code in map(ord, "0123456789.-/@;")}
_FOLDED: Final = re.compile(r"[0-9./@;-]*[0-9][0-9./@;-]*")


def wants_digits(table: Table, column: str) -> bool:
    """Whether full-width digits in this column can only be a slip of the input method."""
    return table[column].type in DIGIT_TYPES or column in DIGIT_COLUMNS


def half_width(value: str) -> str:
    """The value in ASCII digits, if it is nothing but digits and their signs; else as it stands."""
    folded = value.translate(_FULL_WIDTH)
    return folded if _FOLDED.fullmatch(folded) else value


def without_blanks(value: str) -> str:
    """The value without blanks around it; one with control characters is left to be looked at."""
    if not all(character.isprintable() for character in value.replace("\u3000", "")):
        return value
    return value.strip(BLANK)


def mend_cell(value: str, place: Place, table: Table) -> Iterator[Change]:
    """Each change that this cell needs, in the order in which they are made."""
    bare = without_blanks(value)
    if bare != value:
        yield Change(place, BLANKS, value, bare)
    if wants_digits(table, place.column) and (digits := half_width(bare)) != bare:
        yield Change(place, FULL_WIDTH, bare, digits)
