"""Declare a table: read its declaration from `tables/*.yaml`, and define the canonical text of each type.

A declaration is written once; `pipeline.validation.schema`, `pipeline.schema.projections` and
`pipeline.defs.naming` derive the forms for each tool from it. A file is a Table Schema of Data Package v2 that
frictionless loads as it stands. Properties that the standard does not define are those of this project:
`title_zh`, `description_zh` and `label_zh` (texts in Chinese), `listed`, `references`, `dated`,
`may_be_absent` and `prefix` of a field, and `layer` and `raw` of a table. `layer` is the folder of the
published table. `raw` declares the file in raw/ where it differs from the published table: its name, its key,
and its fields in order, each the name of a published field or a field of its own.

Cells are kept as the text of the CSV file, because text keeps trailing zeros and exact decimals. Numbers are
plain decimals: no exponent, no separators, no `NaN`. Dates are ISO 8601. A blank cell is missing, whatever
the type.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from pipeline.rules import LocalizedText, localized

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class Field:
    """Declare one column.

    Args:
        name: column name, stable for users.
        type: Table Schema type; the cell's text is that type's canonical lexical form.
        title, description: for people, in both languages.
        required: whether a blank cell is an error.
        unique: whether each value may occur once only.
        enum: the closed list of values, if it does not come from a table.
        labels: the name of each value of that list for people, where the value is not its own name.
        pattern: a regular expression that the whole cell matches.
        example: a valid cell, of each field with a pattern and each of type date.
        minimum, maximum: bounds of a number, as text.
        refers_to: `table.field` whose values this column may take.
        dated: whether cells are existing dates, months or years, or intervals of two of them.
        listed: whether the cell is a list separated by semicolons; each part may be a reference.
        may_be_absent: whether a raw file may lack the column, whose cells are then blank. A new
            optional column then needs no change of existing files.
        prefix: letters before each code in published files. A code that consists of digits would be
            read as a number, and `1.10` would become 1.1.
    """

    name: str
    title: LocalizedText
    description: LocalizedText
    type: Type = "string"
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    labels: Mapping[str, LocalizedText] = field(default_factory=dict, compare=False)
    pattern: str = ""
    example: str = ""
    minimum: str = ""
    maximum: str = ""
    refers_to: str = ""
    dated: bool = False
    listed: bool = False
    may_be_absent: bool = False
    prefix: str = ""

    def as_published(self, cell: str) -> str:
        """Return a cell as published files have it."""
        return f"{self.prefix}{cell}" if cell else cell

    def as_keyed(self, cell: str) -> str:
        """Return a cell of a published file, of this layout or an earlier one, as it was keyed."""
        return cell.removeprefix(self.prefix)


@dataclass(frozen=True)
class TableSchema:
    """Declare one table: its fields in order, the columns of its key, the layer that it is published in."""

    name: str
    title: LocalizedText
    description: LocalizedText
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    layer: str = ""

    @property
    def columns(self) -> list[str]:
        """Return the column names in order."""
        return [each.name for each in self.fields]

    def columns_beside(self, header: Collection[str]) -> list[str]:
        """The columns that a file with this header may lack and lacks."""
        return [each.name for each in self.fields if each.may_be_absent and each.name not in header]

    def __getitem__(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)


#: The canonical text of a type, as a pattern of the whole cell.
LITERALS: Final[Mapping[Type, re.Pattern[str]]] = {
    "integer": re.compile(r"-?\d+\Z", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII),
    "boolean": re.compile(r"(?:true|false)\Z"),
}
EXPECTED: Final[dict[Type, LocalizedText]] = {
    "string": localized("text"),
    "integer": localized("a whole number"),
    "number": localized("a plain decimal number"),
    "boolean": localized("true or false"),
    "date": localized("an existing date"),
}
#: The form of a cell of dates with an interval, which a pattern alone does not describe.
INTERVAL: Final = localized("an existing date, or two in order")


def is_date(text: str) -> bool:
    """Return whether a text is an existing day of ISO 8601."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_valid_literal(text: str, type_: Type) -> bool:
    """Return whether a cell that is not blank is canonical text of the type."""
    if type_ == "date":
        return is_date(text)
    return type_ not in LITERALS or LITERALS[type_].match(text) is not None


def first_day(text: str) -> str:
    """Return the first day of a year, a month or a day of ISO 8601."""
    return text + {4: "-01-01", 7: "-01"}.get(len(text), "")


def is_valid_date(text: str) -> bool:
    """Return whether the year, month or day exists, or both ends of an interval, in order."""
    ends = text.removeprefix("@").split("/")
    as_exact = [end[: min(map(len, ends))] for end in ends]
    return all(is_date(first_day(end)) for end in ends) and as_exact == sorted(as_exact)


def is_in_bounds(text: str, field: Field) -> bool:
    """Return whether a number is between the field's minimum and maximum; true for other cells."""
    if not (field.minimum or field.maximum) or not is_valid_literal(text, "number"):
        return True
    value = Decimal(text)
    above = not field.minimum or value >= Decimal(field.minimum)
    return above and (not field.maximum or value <= Decimal(field.maximum))


def decimal_text(value: Decimal) -> str:
    """Return an exact decimal as plain text, without an exponent and without a negative zero."""
    return format(value if value else value.copy_abs(), "f")


def boolean_text(value: bool) -> str:
    """Return `true` or `false`."""
    return "true" if value else "false"


FOLDER: Final = Path(__file__).parent / "tables"
_BEFORE, _AFTER = "^(?:", ")$"
_OWN: Final = ("listed", "dated", "may_be_absent")
Descriptor = Mapping[str, Any]


@cache
def descriptor(name: str) -> Descriptor:
    """Return the Table Schema of a table as it is written in its file."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    # CSafeLoader is the safe loader on libyaml: the declarations are read in a tenth of the time.
    read: Descriptor = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return read


def published(name: str) -> TableSchema:
    """Return the declaration of a published table."""
    described = descriptor(name)
    targets = _targets(described)
    fields = tuple(_field(each, targets) for each in described["fields"])
    key, layer = tuple(described["primaryKey"]), described["layer"]
    return TableSchema(name, *_texts(described), fields, key, layer)


def raw(name: str) -> TableSchema:
    """Return the declaration of the file in raw/ from which a published table is made."""
    own = {**descriptor(name), **descriptor(name)["raw"]}
    of_package = {field.name: field for field in published(name).fields}
    fields = tuple(
        of_package[each] if isinstance(each, str) else _field(each, {}) for each in own["fields"]
    )
    return TableSchema(own["name"], *_texts(own), fields, tuple(own["primaryKey"]))


def _texts(described: Descriptor) -> tuple[LocalizedText, LocalizedText]:
    """Return the title and the description of a table or a field."""
    return (
        LocalizedText(described["title"], described["title_zh"]),
        LocalizedText(described["description"], described["description_zh"]),
    )


def _targets(described: Descriptor) -> Mapping[str, str]:
    """Return the `table.field` to which each foreign key of a table refers, by its column."""
    found = {}
    for key in described.get("foreignKeys", ()):
        (column,), reference = key["fields"], key["reference"]
        table = reference["resource"] or described["name"]  # blank for the table itself
        found[column] = f"{table}.{reference['fields'][0]}"
    return found


def _prefix_of(target: str) -> str:
    """Return the prefix of the codes of a `table.field`, blank if there is none."""
    table, _, name = target.partition(".")
    fields = descriptor(table)["fields"] if table else ()
    return next((each.get("prefix", "") for each in fields if each["name"] == name), "")


def _field(described: Descriptor, targets: Mapping[str, str]) -> Field:
    constraints = described.get("constraints", {})
    return Field(
        described["name"],
        *_texts(described),
        described["type"],
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints.get("enum", ())),
        labels={
            each["value"]: LocalizedText(each["label"], each["label_zh"])
            for each in described.get("categories", ())
        },
        pattern=constraints.get("pattern", "").removeprefix(_BEFORE).removesuffix(_AFTER),
        example=described.get("example", ""),
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
        refers_to=(refers_to := described.get("references") or targets.get(described["name"], "")),
        prefix=described.get("prefix") or _prefix_of(refers_to),
        **{name: described.get(name, False) for name in _OWN},
    )
