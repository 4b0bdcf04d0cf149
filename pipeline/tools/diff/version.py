"""Compare the schemas of two sides, and derive the required version step, with reasons.

The version step of each change follows the Data Package recipe *Data Package Version*
(https://datapackage.org/recipes/data-package-version). Breaking: fields added, removed or reordered,
another type, a stricter constraint. Addition: a new table or a looser constraint. Correction:
descriptive metadata.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipeline.ingest.changelog import VersionBump, next_version, parse_version
from pipeline.rules import LocalizedText, localized
from pipeline.schema import PUBLISHED, VOCABULARY
from pipeline.tools.diff.dataset import Dataset
from pipeline.tools.diff.rows import Change, ChangeKind, Severity
from pipeline.untrusted import json_objects


@dataclass(frozen=True)
class StructureChange:
    """Describe one structure change: its kind (`field_added` …), table, field, and version step."""

    change: str
    table: str
    field: str
    step: VersionBump
    text: LocalizedText


DESCRIPTIVE: Final = (
    "title", "title_zh", "description", "sources", "contributors", "attribution", "attribution_zh",
    "keywords",
)  # fmt: skip
#: Properties whose change breaks readers or alters legal terms.
BREAKING: Final = ("name", "licenses")
_FORM: Final = ("type", "format")


def _fields(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(field.get("name")): field for field in json_objects(schema.get("fields"))}


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _schemas(described: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    resources = json_objects(described.get("resources"))
    return {str(each.get("name")): _object(each.get("schema")) for each in resources}


def _paths(described: Mapping[str, Any]) -> dict[str, str]:
    resources = json_objects(described.get("resources"))
    return {str(each.get("name")): _text(each.get("path")) for each in resources}


def _rows(side: Dataset, table: str) -> object:
    """Return the number of rows of a table; of a table that is not compared, as the descriptor states."""
    if table in side.tables:
        return len(side.rows(table))
    resources = json_objects(side.descriptor.get("resources"))
    return next(each.get("rows") for each in resources if str(each.get("name")) == table)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_looser(name: str, old: Any, new: Any) -> bool:
    """Return whether every cell that satisfied a constraint still does; False if unknown."""
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
        text = localized(
            "{table}.{name}: the constraint {each} is {change}",
            table=table,
            name=name,
            each=each,
            change=localized("looser") if looser else localized("stricter"),
        )
        step = VersionBump.ADDITION if looser else VersionBump.BREAKING
        yield StructureChange("constraint_changed", table, name, step, text)


def _field_changes(table: str, name: str, old: Any, new: Any) -> Iterator[StructureChange]:
    for each in _FORM:
        if old.get(each) != new.get(each):
            text = localized(
                "{table}.{name}: {each} {text} → {text_2}",
                table=table,
                name=name,
                each=each,
                text=_text(old.get(each)),
                text_2=_text(new.get(each)),
            )
            yield StructureChange("field_changed", table, name, VersionBump.BREAKING, text)
    yield from _constraints(table, name, old, new)
    words = ("title", "title_zh", "description", "description_zh")
    if any(old.get(each) != new.get(each) for each in words):
        text = localized("{table}.{name}: description changed", table=table, name=name)
        yield StructureChange("field_described", table, name, VersionBump.CORRECTION, text)


def _schema_changes(table: str, old: Any, new: Any) -> Iterator[StructureChange]:
    before, after = _fields(old), _fields(new)
    for name in after.keys() - before.keys():
        text = localized("{table}: field {name} added", table=table, name=name)
        yield StructureChange("field_added", table, name, VersionBump.BREAKING, text)
    for name in before.keys() - after.keys():
        text = localized("{table}: field {name} removed", table=table, name=name)
        yield StructureChange("field_removed", table, name, VersionBump.BREAKING, text)
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        text = localized("{table}: field order changed", table=table)
        yield StructureChange("fields_reordered", table, "", VersionBump.BREAKING, text)
    if old.get("primaryKey") != new.get("primaryKey"):
        text = localized("{table}: primary key changed", table=table)
        yield StructureChange("key_changed", table, "", VersionBump.BREAKING, text)
    for name in kept:
        yield from _field_changes(table, name, before[name], after[name])


def _table_changes(old: Dataset, new: Dataset) -> Iterator[StructureChange]:
    before, after = _schemas(old.descriptor), _schemas(new.descriptor)
    for table in after.keys() - before.keys():
        count = _rows(new, table)
        text = localized("table {table} added ({count} rows)", table=table, count=count)
        yield StructureChange("table_added", table, "", VersionBump.ADDITION, text)
    for table in before.keys() - after.keys():
        count = _rows(old, table)
        text = localized("table {table} removed ({count} rows)", table=table, count=count)
        yield StructureChange("table_removed", table, "", VersionBump.BREAKING, text)
    for table in after.keys() & before.keys():
        yield from _schema_changes(table, before[table], after[table])
        was, now = (_paths(side.descriptor)[table] for side in (old, new))
        if was != now:
            text = localized("{table}: moved from {was} to {now}", table=table, was=was, now=now)
            yield StructureChange("table_moved", table, "", VersionBump.BREAKING, text)


def _properties(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[StructureChange]:
    for name in (*BREAKING, *DESCRIPTIVE):
        if old.get(name) != new.get(name):
            text = localized("the package's {name} changed", name=name)
            step = VersionBump.BREAKING if name in BREAKING else VersionBump.CORRECTION
            yield StructureChange("property_changed", "", name, step, text)


def structure_changes(old: Dataset, new: Dataset) -> tuple[StructureChange, ...]:
    """Return every structure change, breaking ones first; empty if a side lacks a descriptor."""
    if not old.descriptor or not new.descriptor:
        return ()
    found = [*_table_changes(old, new), *_properties(old.descriptor, new.descriptor)]
    return tuple(sorted(found, key=lambda each: (-each.step, each.change, each.table, each.field)))


STEPS: Final[Mapping[VersionBump, LocalizedText]] = {
    VersionBump.NONE: localized("no release"),
    VersionBump.CORRECTION: localized("correction (patch)"),
    VersionBump.ADDITION: localized("addition (minor)"),
    VersionBump.BREAKING: localized("breaking (major)"),
}


@dataclass(frozen=True)
class Reason:
    """Describe one reason for a version step."""

    step: VersionBump
    text: LocalizedText


@dataclass(frozen=True)
class VersionAdvice:
    """Hold the required step, its reasons, the resulting version, and the stated version."""

    step: VersionBump
    reasons: tuple[Reason, ...]
    old: str
    new: str
    expected: str

    @property
    def taken(self) -> bool | None:
        """Return whether the stated version is high enough; None if a version is unknown."""
        stated, called = parse_version(self.new), parse_version(self.expected)
        return None if stated is None or called is None else stated >= called


#: Tables whose keys other tables refer to; removing or redefining a row breaks readers.
_REFERRED_TO: Final = frozenset(
    field.refers_to.partition(".")[0] for table in PUBLISHED for field in table.fields
)
_VOCABULARY: Final = frozenset(table.name for table in VOCABULARY)
_TOLD: Final = {
    "removed": localized("{table}: {count} rows removed"),
    "renumbered": localized("{table}: {count} rows have another identifier"),
    "meaning": localized("{table}: the meaning of {count} referenced codes changed"),
    "added": localized("{table}: {count} rows added"),
    "revised": localized("{table}: {count} rows corrected"),
    "moved": localized("{table}: {count} rows moved"),
}


def row_step(change: Change, referred: bool) -> tuple[VersionBump, str]:
    """Return the step that one changed row requires, and the name of the reason.

    Args:
        change: the row.
        referred: whether rows of the new side refer to the row.
    """
    if change.kind is ChangeKind.REMOVED and change.table in _VOCABULARY and not referred:
        return VersionBump.CORRECTION, str(change.kind)  # no row uses the code any more
    if change.kind in (ChangeKind.REMOVED, ChangeKind.RENUMBERED):
        # readers do not use a position in the ledger as an identifier
        kept = change.table in _REFERRED_TO or len(change.key) == 1
        return (VersionBump.BREAKING if kept else VersionBump.CORRECTION), str(change.kind)
    if change.kind is ChangeKind.ADDED:
        return VersionBump.ADDITION, "added"
    if change.table in _VOCABULARY and referred and change.severity <= Severity.READING:
        return VersionBump.BREAKING, "meaning"
    return VersionBump.CORRECTION, str(change.kind)


def _row_reasons(
    changes: Iterable[Change], referred: frozenset[tuple[str, str]]
) -> Iterator[Reason]:
    counts: Counter[tuple[VersionBump, str, str]] = Counter()
    for change in changes:
        step, why = row_step(change, (change.table, change.key[0]) in referred)
        counts[step, why, change.table] += 1
    for (step, why, table), count in counts.items():
        yield Reason(step, _TOLD[why].format(table=table, count=str(count)))


def advise(
    old: str,
    new: str,
    structure: Iterable[StructureChange],
    changes: Sequence[Change],
    referred: frozenset[tuple[str, str]],
    weakened: Iterable[LocalizedText] = (),
) -> VersionAdvice:
    """Return the step that changes of structure and rows require.

    Args:
        old: version of the old side, blank if unknown.
        new: version of the new side, blank if unknown.
        structure: structure changes.
        changes: changes of rows.
        referred: `(table, key)` of codes that rows of the new side refer to.
        weakened: descriptions of checks that allow more than before.
    """
    reasons = [
        *(Reason(VersionBump.ADDITION, each) for each in weakened),
        *(Reason(each.step, each.text) for each in structure),
        *_row_reasons(changes, referred),
    ]
    reasons.sort(key=lambda each: -each.step)
    step = reasons[0].step if reasons else VersionBump.NONE
    return VersionAdvice(step, tuple(reasons), old, new, next_version(old, step))
