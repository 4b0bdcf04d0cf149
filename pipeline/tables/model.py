"""What a table's declaration consists of. The declarations are the modules beside this one.

A declaration is written once; `pandera_schema`, `table_schema` and `dictionary` beside this module
and `pipeline.assets.metadata` derive from it what each tool wants to be told. Cells are held as the
text that stands in the CSV file, because text keeps trailing zeros and exact decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
