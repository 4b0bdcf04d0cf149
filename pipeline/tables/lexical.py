"""The canonical text of each Table Schema type, and whether a cell is it.

Numbers are plain decimals: no exponent, no separators, no `NaN`. Dates are ISO 8601. A blank cell
is missing, whatever the type.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from pipeline.rules import Wording
from pipeline.tables.model import Field, Type

_INTEGER: Final = re.compile(r"-?\d+", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)

EXPECTED: Final[dict[Type, Wording]] = {
    "string": Wording("text", "文本"),
    "integer": Wording("a whole number", "整数"),
    "number": Wording("a plain decimal number", "普通十进制数"),
    "boolean": Wording("true or false", "true 或 false"),
    "date": Wording("a date such as 2020-06-30", "日期，如 2020-06-30"),
}


#: What a cell of dates should look like, where a pattern alone does not say it.
DATED: Final = Wording(
    "a date that exists, or two in order, such as 2020-06",
    "存在的日期，或先后有序的起止，如 2020-06",
)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_lexical(text: str, type_: Type) -> bool:
    """Whether a cell that is not blank is canonical text of the type."""
    match type_:
        case "integer":
            return _INTEGER.fullmatch(text) is not None
        case "number":
            return _NUMBER.fullmatch(text) is not None
        case "boolean":
            return text in ("true", "false")
        case "date":
            return _is_date(text)
        case "string":
            return True


def first_day(text: str) -> str:
    """The first day of a year, a month or a day of ISO 8601."""
    return text + {4: "-01-01", 7: "-01"}.get(len(text), "")


def is_of_the_calendar(text: str) -> bool:
    """Whether the year, month or day, or both of a span, exist; the second is not before the first."""
    ends = text.removeprefix("@").split("/")
    as_exact = [end[: min(map(len, ends))] for end in ends]
    return all(_is_date(first_day(end)) for end in ends) and as_exact == sorted(as_exact)


def is_within(text: str, field: Field) -> bool:
    """Whether a number lies between the field's minimum and maximum; other cells always do."""
    if not (field.minimum or field.maximum) or not is_lexical(text, "number"):
        return True
    value = Decimal(text)
    above = not field.minimum or value >= Decimal(field.minimum)
    return above and (not field.maximum or value <= Decimal(field.maximum))


def decimal_text(value: Decimal) -> str:
    """Exact decimal as plain text: never an exponent, never a float's digits, no negative zero."""
    return format(value if value else value.copy_abs(), "f")


def boolean_text(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"
