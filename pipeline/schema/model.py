"""Define what the declaration of a table consists of, and the canonical text of each Table Schema type.

A declaration is written once; `pipeline.validation.schema`, `pipeline.schema.projections` and
`pipeline.defs.metadata` derive from it what each tool needs. Cells are held as the text that stands
in the CSV file, because text keeps trailing zeros and exact decimals.

Numbers are plain decimals: no exponent, no separators, no `NaN`. Dates are ISO 8601. A blank cell is
missing, whatever the type.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pipeline.rules import Wording

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class Field:
    """One column.

    Args:
        name: column name, a promise to users.
        type: Table Schema type; the cell's text is that type's canonical lexical form.
        title, description: for people, in both languages.
        required: whether a blank cell is an error.
        unique: whether no two rows may agree.
        enum: the closed list of values, if the list is part of the standard and not of a table.
        pattern: a regular expression that the whole cell matches.
        minimum, maximum: bounds of a number, as text.
        refers_to: `table.field` whose values this column may take.
        dated: whether the pattern is of dates, years or months, or of a span of two, that must exist.
        listed: whether the cell is a list separated by semicolons (each part may refer).
        unit: unit code of the whole column, where it has one.
        may_be_absent: whether a raw file may lack the column, whose cells are then blank; so that a
            new optional column needs no change of the files that exist.
    """

    name: str
    title: Wording
    description: Wording
    type: Type = "string"
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""
    refers_to: str = ""
    dated: bool = False
    listed: bool = False
    unit: str = ""
    may_be_absent: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its fields in order, and the columns that are its key."""

    name: str
    title: Wording
    description: Wording
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Column names in order."""
        return [each.name for each in self.fields]

    def columns_beside(self, header: Collection[str]) -> list[str]:
        """The columns that a file with this header may lack and lacks."""
        return [each.name for each in self.fields if each.may_be_absent and each.name not in header]

    def __getitem__(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)


def column(
    name: str,
    title: tuple[str, str],
    description: tuple[str, str],
    type: Type = "string",  # noqa: A002 - the standard's own word
    **constraints: object,
) -> Field:
    """Declare a field with its title and description as (English, Chinese)."""
    return Field(name, Wording(*title), Wording(*description), type, **constraints)  # type: ignore[arg-type]


def titled() -> tuple[Field, Field]:
    """The two title columns that every vocabulary table has."""
    return (
        column(
            "title_zh",
            ("Chinese title", "中文名称"),
            ("Name in Chinese.", "中文名称。"),
            required=True,
        ),
        column(
            "title_en",
            ("English title", "英文名称"),
            ("Name in English.", "英文名称。"),
            required=True,
        ),
    )


def defined() -> tuple[Field, Field]:
    """The two definition columns that code lists have."""
    return (
        column(
            "definition_zh",
            ("Chinese definition", "中文定义"),
            ("What the code means, in Chinese.", "代码含义（中文）。"),
            required=True,
        ),
        column(
            "definition_en",
            ("English definition", "英文定义"),
            ("What the code means, in English.", "代码含义（英文）。"),
            required=True,
        ),
    )


def note() -> Field:
    """The editor's own words."""
    return column(
        "note", ("Note", "附注"), ("Remark of the editor, in own words.", "编者附注（自述）。")
    )


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
