"""The version step that a change requires: of a schema, of a row, and whether a version takes it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.ingest.changelog import VersionBump
from pipeline.tools.diff.dataset import Dataset, KeyedTable
from pipeline.tools.diff.rows import Cell, Change, ChangeKind, Severity
from pipeline.tools.diff.version import VersionAdvice, advise, row_step, structure_changes

NONE, CORRECTION, ADDITION, BREAKING = VersionBump


def field(name: str = "level", **other: Any) -> dict[str, Any]:
    """A field of text."""
    return {"name": name, "type": "string", **other}


def schema(*fields: dict[str, Any], **other: Any) -> dict[str, Any]:
    """The schema of a table with a key."""
    return {"fields": list(fields), "primaryKey": ["policy"], **other}


def side(schemas: dict[str, Any], **properties: Any) -> Dataset:
    """One side, described by the schemas of its tables."""
    resources = [{"name": name, "schema": each} for name, each in schemas.items()]
    tables = {name: KeyedTable(name, ("policy",), {("P1",): {}}) for name in schemas}
    return Dataset("side", "1.0.0", "", tables, {"resources": resources, **properties})


def limited(**constraints: Any) -> dict[str, Any]:
    """The schema of a table whose field has these constraints."""
    return schema(field(constraints=constraints))


A, B = field("a"), field("b")
SCHEMAS = {
    "the same": (schema(A, B), schema(A, B), []),
    "a field more": (schema(A), schema(A, B), [("field_added", "b", BREAKING)]),
    "a field less": (schema(A, B), schema(A), [("field_removed", "b", BREAKING)]),
    "another order": (schema(A, B), schema(B, A), [("fields_reordered", "", BREAKING)]),
    "a field in between": (
        schema(A, B), schema(A, field("c"), B), [("field_added", "c", BREAKING)]
    ),
    "another key": (
        schema(A), schema(A, primaryKey=["a"]), [("key_changed", "", BREAKING)]
    ),
    "another type": (
        schema(field()), schema(field(type="integer")), [("field_changed", "level", BREAKING)]
    ),
    "another format": (
        schema(field()), schema(field(format="uri")), [("field_changed", "level", BREAKING)]
    ),
    "another title": (
        schema(field(title="x")), schema(field(title="y")),
        [("field_described", "level", CORRECTION)],
    ),
    "another Chinese description": (
        schema(field()), schema(field(description_zh="y")),
        [("field_described", "level", CORRECTION)],
    ),
    "a constraint more": (
        limited(), limited(required=True), [("constraint_changed", "level", BREAKING)]
    ),
    "a constraint less": (
        limited(pattern="x"), limited(), [("constraint_changed", "level", ADDITION)]
    ),
    "no longer required": (
        limited(required=True), limited(required=False),
        [("constraint_changed", "level", ADDITION)],
    ),
    "another pattern": (
        limited(pattern="x"), limited(pattern="y"), [("constraint_changed", "level", BREAKING)]
    ),
    "a code more": (
        limited(enum=["a"]), limited(enum=["b", "a"]), [("constraint_changed", "level", ADDITION)]
    ),
    "a code less": (
        limited(enum=["a", "b"]), limited(enum=["a"]),
        [("constraint_changed", "level", BREAKING)],
    ),
    "a lower minimum": (
        limited(minimum=2), limited(minimum=1), [("constraint_changed", "level", ADDITION)]
    ),
    "a higher minimum": (
        limited(minimum=1), limited(minimum=2), [("constraint_changed", "level", BREAKING)]
    ),
    "a higher maximum": (
        limited(maximum="9"), limited(maximum="10"), [("constraint_changed", "level", ADDITION)]
    ),
    "a lower maximum": (
        limited(maximum="10"), limited(maximum="9"), [("constraint_changed", "level", BREAKING)]
    ),
    "the same minimum in other digits": (
        limited(minimum="1"), limited(minimum="1.0"), [("constraint_changed", "level", ADDITION)]
    ),
    "a minimum that is not a number": (
        limited(minimum=1), limited(minimum="x"), [("constraint_changed", "level", BREAKING)]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_change_of_a_schema_has_its_step(name: str) -> None:
    """What a reader's program relied on breaks it; what allows more cells adds."""
    old, new, expected = SCHEMAS[name]
    found = structure_changes(side({"policies": old}), side({"policies": new}))
    assert [(each.change, each.field, each.step) for each in found] == expected
    assert {each.table for each in found} <= {"policies"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param({}, {"a": {}}, [("table_added", ADDITION)], id="a table more"),
        pytest.param({"a": {}}, {}, [("table_removed", BREAKING)], id="a table less"),
        pytest.param(
            {"a": {}}, {"b": {}}, [("table_removed", BREAKING), ("table_added", ADDITION)],
            id="breaking ones first",
        ),
    ],
)  # fmt: skip
def test_a_table_more_is_an_addition_and_one_less_breaks(
    old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, VersionBump]]
) -> None:
    """A program that reads all tables of a package goes on with one more."""
    found = structure_changes(side(old), side(new))
    assert [(each.change, each.step) for each in found] == expected
    assert all("(1 rows)" in each.text.en for each in found)


@pytest.mark.parametrize(
    ("name", "step"),
    [("licenses", BREAKING), ("name", BREAKING), ("title", CORRECTION), ("keywords", CORRECTION)],
)
def test_a_property_of_the_package_has_its_step(name: str, step: VersionBump) -> None:
    """Other terms of use break what was built on the old ones."""
    found = structure_changes(side({}, **{name: "x"}), side({}, **{name: "y"}))
    assert [(each.change, each.field, each.step) for each in found] == [
        ("property_changed", name, step)
    ]
    assert structure_changes(side({}, created="x"), side({}, created="y")) == ()


def test_nothing_is_known_of_a_structure_that_one_side_does_not_state() -> None:
    """Raw data of an older commit has no descriptor."""
    bare = Dataset("bare", "", "", {})
    assert structure_changes(bare, side({"a": {}})) == ()
    assert structure_changes(side({"a": {}}), bare) == ()


def row(
    kind: ChangeKind, table: str, *severities: Severity, key: tuple[str, ...] = ("x",)
) -> Change:
    """A changed row."""
    cells = tuple(Cell(each.code, "a", "b", each) for each in severities)
    return Change(table, key, kind, cells)


VALUE, READING, TEXT, WORDING = (
    Severity.VALUE, Severity.READING, Severity.TEXT, Severity.WORDING
)  # fmt: skip
REVISED, REMOVED, ADDED, RENUMBERED, MOVED = ChangeKind
NUMERAL = ("1.1", "1", "1", "1")
ROWS = {
    "a value": (row(REVISED, "figures", VALUE), False, CORRECTION, "revised"),
    "a figure more": (row(ADDED, "figures"), False, ADDITION, "added"),
    "a figure less": (row(REMOVED, "figures"), False, BREAKING, "removed"),
    "a figure with another identifier": (
        row(RENUMBERED, "figures"), False, BREAKING, "renumbered"
    ),
    "a numeral less": (row(REMOVED, "numerals", key=NUMERAL), False, CORRECTION, "removed"),
    "a numeral at another place": (
        row(RENUMBERED, "numerals", key=NUMERAL), False, CORRECTION, "renumbered"
    ),
    "a code that nothing uses any more": (row(REMOVED, "units"), False, CORRECTION, "removed"),
    "a code that is still used": (row(REMOVED, "units"), True, BREAKING, "removed"),
    "a code with another identifier": (row(RENUMBERED, "units"), False, BREAKING, "renumbered"),
    "a code that means something else": (
        row(REVISED, "units", READING), True, BREAKING, "meaning"
    ),
    "a code of another value": (row(REVISED, "units", VALUE), True, BREAKING, "meaning"),
    "a code that nothing uses means something else": (
        row(REVISED, "units", READING), False, CORRECTION, "revised"
    ),
    "a code with another title": (row(REVISED, "units", WORDING), True, CORRECTION, "revised"),
    "a reading of a figure that others name": (
        row(REVISED, "figures", READING), True, CORRECTION, "revised"
    ),
    "a row elsewhere": (row(MOVED, "policies", TEXT), False, CORRECTION, "moved"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_changed_row_has_its_step(name: str) -> None:
    """An identifier that is gone breaks a reader; a position in the ledger is not an identifier."""
    change, referred, step, reason = ROWS[name]
    assert row_step(change, referred) == (step, reason)


def test_the_gravest_step_counts_and_rows_of_one_reason_are_one_line() -> None:
    """A reviewer reads why the version must change."""
    changes = [
        row(ADDED, "figures"), row(ADDED, "figures"), row(REVISED, "units", READING, key=("CNY",)),
    ]  # fmt: skip
    advice = advise("1.2.3", "1.3.0", (), changes, frozenset({("units", "CNY")}))
    assert (advice.step, advice.expected, advice.taken) == (BREAKING, "2.0.0", False)
    assert [(each.step, each.text.en) for each in advice.reasons] == [
        (BREAKING, "units: the meaning of 1 referenced codes changed"),
        (ADDITION, "figures: 2 rows added"),
    ]


def test_no_change_requires_no_release() -> None:
    """The version stays."""
    advice = advise("1.2.3", "1.2.3", (), [], frozenset())
    assert (advice.step, advice.reasons, advice.expected, advice.taken) == (NONE, (), "1.2.3", True)


@pytest.mark.parametrize(
    ("new", "expected", "taken"),
    [
        ("1.2.4", "1.2.4", True),
        ("1.10.0", "1.9.0", True),
        ("1.2.3", "1.2.4", False),
        ("", "1.2.4", None),
        ("1.2", "1.2.4", None),
        ("1.2.4", "", None),
    ],
)
def test_a_version_takes_the_step_or_not(new: str, expected: str, taken: bool | None) -> None:
    """Numbers are compared, not texts; without a version nothing is reported."""
    assert VersionAdvice(CORRECTION, (), "1.2.3", new, expected).taken is taken
