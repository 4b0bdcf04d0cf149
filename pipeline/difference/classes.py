"""What kind of change a changed column makes: one table of columns, from the gravest to the lightest."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from pipeline.rules import Wording


class Class(IntEnum):
    """A kind of change of a cell; the lower, the more it matters to who uses the number."""

    VALUE = 0
    READING = 1
    TEXT = 2
    WORDING = 3
    DERIVED = 4

    @property
    def code(self) -> str:
        """The name that machines are given."""
        return self.name.lower()


TITLES: Final[Mapping[Class, Wording]] = {
    Class.VALUE: Wording("value", "数值"),
    Class.READING: Wording("reading", "解读"),
    Class.TEXT: Wording("text", "所印"),
    Class.WORDING: Wording("wording", "措辞"),
    Class.DERIVED: Wording("derived", "派生"),
}

#: Columns that say where a row stands in our own files; they are no data and are not compared.
LINES: Final = frozenset({"raw_file", "raw_row"})
#: Columns that say where in the report something is printed.
PLACES: Final = frozenset({"section", "page", "paragraph", "sentence", "ordinal"})

_FIGURES: Final[Mapping[Class, frozenset[str]]] = {
    Class.VALUE: frozenset(
        {"value", "value_high", "decimals", "lower", "upper", "lower_closed", "upper_closed"}
    ),
    Class.READING: frozenset(
        {
            *("report", "indicator", "entity", "measure", "unit", "bound", "period", "basis"),
            *("period_start", "period_end", "period_kind", "base_start", "base_end"),
            *("status", "cited", "credit", "inferred"),
        }
    ),
    Class.TEXT: frozenset(
        {*PLACES, "sentence_sha256", "printed", "number", "number_high", "multiplier", "hedge"}
    ),
    Class.WORDING: frozenset({"note"}),
    Class.DERIVED: frozenset({"indicator_zh", "indicator_en", "entity_zh", "entity_en"}),
}
#: Columns of other tables that are no reading; all their others are.
_OTHERS: Final[Mapping[Class, frozenset[str]]] = {
    Class.VALUE: frozenset({"verdict", "exponent", "sign"}),
    Class.TEXT: frozenset(
        {*PLACES, "token", "sentence_sha256", "heading", "first", "second", "settled"}
    ),
    Class.WORDING: frozenset({"note", "authority", "outside_source"}),
    Class.DERIVED: frozenset(
        {
            *("implied_lower", "implied_lower_closed", "implied_upper", "implied_upper_closed"),
            *("printed_lower", "printed_lower_closed", "printed_upper", "printed_upper_closed"),
            *("slack", "vacuous", "policy_used", "power_up", "power_down"),
            *("figures", "policies", "initiatives", "measures"),
        }
    ),
}
#: A column of the table of figures in another table is a list of figures, which is a reading.
_LISTING_FIGURES: Final = frozenset({"errata", "initiatives"})
#: Made by a program from the figures: whatever changes in it follows from another change.
MADE: Final = frozenset({"protection", "slip_rules", "identity_terms"})


def class_of(table: str, column: str) -> Class:
    """The kind of change that a change of this column is."""
    if table == "figures":
        own = (kind for kind, columns in _FIGURES.items() if column in columns)
        return next(own, Class.READING)
    if table in MADE:
        return Class.DERIVED
    if table in _LISTING_FIGURES and column == "figures":
        return Class.READING
    found = next((kind for kind, columns in _OTHERS.items() if column in columns), Class.READING)
    texts = column.endswith(("_zh", "_en"))
    return Class.WORDING if found is Class.READING and texts else found
