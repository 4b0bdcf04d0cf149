"""What changed in the shape of the package: tables, fields, constraints, what it says of itself.

The version step of each is that of the Data Package recipe *Data Package Version*
(https://datapackage.org/recipes/data-package-version): fields added, removed or reordered, another
type or a stricter constraint break readers; a new table or a looser constraint adds; descriptive
metadata corrects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipeline.capture.version import Step
from pipeline.difference.snapshot import Snapshot
from pipeline.rules import Wording
from pipeline.stranger import objects


@dataclass(frozen=True)
class StructureChange:
    """One change of shape: what was done (`field_added` …), to which table and field, the step."""

    change: str
    table: str
    field: str
    step: Step
    said: Wording


DESCRIPTIVE: Final = (
    "title", "title_zh", "description", "sources", "contributors", "attribution", "attribution_zh",
    "keywords",
)  # fmt: skip
#: Properties that make a reader or a lawyer treat the package as another one.
BREAKING: Final = ("name", "licenses")
_FORM: Final = ("type", "format")


def _fields(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(field.get("name")): field for field in objects(schema.get("fields"))}


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _schemas(described: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    resources = objects(described.get("resources"))
    return {str(each.get("name")): _object(each.get("schema")) for each in resources}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_looser(name: str, old: Any, new: Any) -> bool:
    """Whether every cell that satisfied a constraint still does; False where that is not known."""
    if new is None or old is None:
        return new is None
    if name == "enum" and isinstance(old, list) and isinstance(new, list):
        return set(map(str, old)) <= set(map(str, new))
    if name in ("minimum", "maximum"):
        try:
            before, after = Decimal(str(old)), Decimal(str(new))
            return after <= before if name == "minimum" else after >= before
        except ArithmeticError:
            return False
    return name in ("required", "unique") and not new


def _constraints(table: str, name: str, old: Any, new: Any) -> Iterator[StructureChange]:
    before, after = _object(old.get("constraints")), _object(new.get("constraints"))
    for each in sorted({*before, *after}):
        was, now = before.get(each), after.get(each)
        if was == now:
            continue
        looser = _is_looser(each, was, now)
        said = Wording(
            f"{table}.{name}: the constraint {each} is {'looser' if looser else 'stricter'}",
            f"{table}.{name}：约束 {each} {'放宽' if looser else '收紧'}",
        )
        step = Step.ADDITION if looser else Step.BREAKING
        yield StructureChange("constraint_changed", table, name, step, said)


def _field_changes(table: str, name: str, old: Any, new: Any) -> Iterator[StructureChange]:
    for each in _FORM:
        if old.get(each) != new.get(each):
            said = Wording(
                f"{table}.{name}: {each} {_text(old.get(each))} → {_text(new.get(each))}",
                f"{table}.{name}：{each} {_text(old.get(each))} → {_text(new.get(each))}",
            )
            yield StructureChange("field_changed", table, name, Step.BREAKING, said)
    yield from _constraints(table, name, old, new)
    words = ("title", "title_zh", "description", "description_zh")
    if any(old.get(each) != new.get(each) for each in words):
        said = Wording(f"{table}.{name}: described otherwise", f"{table}.{name}：说明有改动")
        yield StructureChange("field_described", table, name, Step.CORRECTION, said)


def _schema_changes(table: str, old: Any, new: Any) -> Iterator[StructureChange]:
    before, after = _fields(old), _fields(new)
    for name in after.keys() - before.keys():
        said = Wording(f"{table}: field {name} added", f"{table}：新增字段 {name}")
        yield StructureChange("field_added", table, name, Step.BREAKING, said)
    for name in before.keys() - after.keys():
        said = Wording(f"{table}: field {name} removed", f"{table}：删除字段 {name}")
        yield StructureChange("field_removed", table, name, Step.BREAKING, said)
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        said = Wording(f"{table}: fields in another order", f"{table}：字段顺序改变")
        yield StructureChange("fields_reordered", table, "", Step.BREAKING, said)
    if old.get("primaryKey") != new.get("primaryKey"):
        said = Wording(f"{table}: another primary key", f"{table}：主键改变")
        yield StructureChange("key_changed", table, "", Step.BREAKING, said)
    for name in kept:
        yield from _field_changes(table, name, before[name], after[name])


def _table_changes(old: Snapshot, new: Snapshot) -> Iterator[StructureChange]:
    before, after = _schemas(old.descriptor), _schemas(new.descriptor)
    for table in after.keys() - before.keys():
        count = len(new.rows(table))
        said = Wording(f"table {table} added ({count} rows)", f"新增表 {table}（{count} 行）")
        yield StructureChange("table_added", table, "", Step.ADDITION, said)
    for table in before.keys() - after.keys():
        count = len(old.rows(table))
        said = Wording(f"table {table} removed ({count} rows)", f"删除表 {table}（{count} 行）")
        yield StructureChange("table_removed", table, "", Step.BREAKING, said)
    for table in after.keys() & before.keys():
        yield from _schema_changes(table, before[table], after[table])


def _properties(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[StructureChange]:
    for name in (*BREAKING, *DESCRIPTIVE):
        if old.get(name) != new.get(name):
            said = Wording(f"the package's {name} changed", f"数据包的 {name} 改变")
            step = Step.BREAKING if name in BREAKING else Step.CORRECTION
            yield StructureChange("property_changed", "", name, step, said)


def structure_changes(old: Snapshot, new: Snapshot) -> tuple[StructureChange, ...]:
    """Every change of shape, breaking ones first; none is known if a side has no descriptor."""
    if not old.descriptor or not new.descriptor:
        return ()
    found = [*_table_changes(old, new), *_properties(old.descriptor, new.descriptor)]
    return tuple(sorted(found, key=lambda each: (-each.step, each.change, each.table, each.field)))
