"""Read the declarations of tables from `tables/*.yaml`: one Table Schema for each published table.

A file is a Table Schema of Data Package v2 that frictionless loads as it stands. Properties that the
standard does not define are those of this project: `title_zh`, `description_zh` and `label_zh` (texts
in Chinese), `listed`, `references`, `dated`, `may_be_absent` and `prefix` of a field, and `layer` and `raw` of a
table. `layer` is the folder of the published table. `raw` declares the file in raw/ where it differs from the published table: its name, its key, and its fields
in order, each the name of a published field or a field of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.rules import LocalizedText
from pipeline.schema.model import Field, TableSchema

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
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
        refers_to=(refers_to := described.get("references") or targets.get(described["name"], "")),
        prefix=described.get("prefix") or _prefix_of(refers_to),
        **{name: described.get(name, False) for name in _OWN},
    )
