"""One declaration per table: what pandera, Table Schema, Dagster and the dictionary state is one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.defs.naming import column_schema
from pipeline.schema import PUBLISHED, RAW_FIGURES, RAW_SECTIONS, Field, TableSchema
from pipeline.schema.projections import dictionary, table_schema
from pipeline.validation.schema import pandera_schema
from tests.escaping.rendered import texts
from tests.package.committed import made
from tests.schema.declared import (
    NOWHERE,
    below,
    broken,
    codes,
    malformed,
    published,
    refused_by_frictionless,
    refused_by_pandera,
    unlisted,
)

EVERY = pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")


def described(table: TableSchema) -> dict[str, dict[str, Any]]:
    """The fields of the Table Schema by name."""
    return {field["name"]: field for field in table_schema(table)["fields"]}


def dictionary_rows(table: TableSchema) -> list[list[str]]:
    """The cells of the table's lines in the data dictionary: column, type, meaning, rules."""
    lines = [line for line in dictionary([table]).splitlines() if line.startswith("| `")]
    return [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
    ]


def foreign_keys(table: TableSchema) -> dict[str, str]:
    """The Table Schema's foreign keys as `table.field` by column."""
    return {
        key["fields"][0]: f"{key['reference']['resource'] or table.name}."
        f"{key['reference']['fields'][0]}"
        for key in table_schema(table).get("foreignKeys", [])
    }


@EVERY
def test_all_tools_are_reported_the_same_columns_in_the_same_order(table: TableSchema) -> None:
    """The order of columns is part of what is published."""
    assert list(pandera_schema(table, {}).columns) == table.columns
    assert list(described(table)) == table.columns
    assert [column.name for column in column_schema(table.fields).columns] == table.columns
    assert [row[0].strip("`") for row in dictionary_rows(table)] == table.columns
    assert list(made().frames[table.name].columns) == table.columns


@EVERY
def test_the_table_schema_states_what_the_declaration_states(table: TableSchema) -> None:
    """Type, required, unique, closed list, pattern and reference, for each column."""
    for field in table.fields:
        text = described(table)[field.name]
        rules = text.get("constraints", {})
        assert text["type"] == field.type
        assert rules.get("required", False) is field.required
        assert rules.get("unique", False) is field.unique
        assert tuple(rules.get("enum", ())) == field.enum
        assert rules.get("pattern", "") == (
            f"^(?:{field.prefix}{field.pattern})$" if field.pattern else ""
        )
        assert str(rules.get("minimum", "")) == field.minimum
        assert (text["title"], text["title_zh"]) == (field.title.en, field.title.zh)
        assert text["description_zh"] == field.description.zh
    referring = {each.name: each.refers_to for each in table.fields if not each.listed}
    assert foreign_keys(table) == {name: target for name, target in referring.items() if target}
    assert table_schema(table)["primaryKey"] == list(table.key)


@EVERY
def test_dagster_shows_what_the_declaration_states(table: TableSchema) -> None:
    """An editor sees in the user interface what the published schema demands."""
    for field, column in zip(table.fields, column_schema(table.fields).columns, strict=True):
        rules = column.constraints
        text = " ".join(rules.other)
        assert column.type == field.type
        assert rules.nullable is not field.required
        assert rules.unique is field.unique
        assert all(value in text for value in field.enum)
        assert field.pattern in text
        assert field.refers_to in text
        assert field.description.zh in texts(column.description or "")


@EVERY
def test_the_dictionary_states_what_the_declaration_states(table: TableSchema) -> None:
    """A reader of the README needs no other file to know what a cell may be."""
    for field, row in zip(table.fields, dictionary_rows(table), strict=True):
        _, type_, meaning, rules = row
        assert type_ == field.type
        assert (field.title.en in meaning, field.description.en in meaning) == (True, True)
        assert ("required" in rules) is field.required
        assert ("unique" in rules) is field.unique
        assert ("list, separated by ;" in rules) is field.listed
        assert re.findall(r"`([^`]*)`", rules.partition("one of")[2].partition("→")[0]) == list(
            field.enum
        )
        assert (f"matches `{field.prefix}{field.pattern}`" in rules) is bool(field.pattern)
        example = f"such as `{field.prefix}{field.example}`"
        assert (example in rules) is bool(field.example)
        assert (f"→ `{field.refers_to}`" in rules) is bool(field.refers_to)
        assert (f"≥ {field.minimum}" in rules) is bool(field.minimum)


@EVERY
def test_a_published_frame_passes_its_own_pandera_schema(table: TableSchema) -> None:
    """References included: every code that a column uses is published."""
    assert (
        refused_by_pandera(table, made().frames[table.name].reset_index(drop=True), codes())
        == set()
    )


BREAKS: dict[str, tuple[Callable[[Field], str | None], str]] = {
    "blank where required": (lambda field: "" if field.required else None, "required"),
    "malformed": (lambda field: malformed(field) or None, "form"),
    "below the minimum": (lambda field: below(field) or None, "form"),
    "outside the closed list": (lambda field: unlisted(field) or None, "list"),
}


@pytest.mark.slow
@EVERY
@pytest.mark.parametrize("change", BREAKS)
def test_pandera_and_frictionless_reject_the_same_columns(table: TableSchema, change: str) -> None:
    """Each rule of the declaration, broken in every column that has it: both tools find all."""
    value, kind = BREAKS[change]
    cells = {field.name: value(field) for field in table.fields}
    changed = [(name, cell) for name, cell in cells.items() if cell is not None]
    # blanks in two goes: a row that is blank throughout is reported as such and not cell by cell
    goes = (changed[::2], changed[1::2]) if kind == "required" else (changed,)
    for go in filter(None, goes):
        frame = broken(table, dict(go))
        expected = {(name, kind) for name, _ in go}
        assert {
            each for each in refused_by_pandera(table, frame, {}) if each[1] == kind
        } == expected
        text = refused_by_frictionless(table, frame)
        assert {each for each in text if each[1] == kind} == expected


@EVERY
def test_pandera_rejects_a_code_that_is_in_no_table(table: TableSchema) -> None:
    """References of lists too, for which Table Schema has no foreign key."""
    referring = {field.name for field in table.fields if field.refers_to}
    frame = broken(table, dict.fromkeys(referring, NOWHERE))
    unknown = {name for name, kind in refused_by_pandera(table, frame, codes()) if kind == "list"}
    enumerated = {field.name for field in table.fields if field.enum}
    assert unknown - enumerated == referring


@EVERY
def test_pandera_and_frictionless_reject_the_same_key_twice(table: TableSchema) -> None:
    """The key is declared once, and is what `unique` states where it is one column."""
    twice = published(table).loc[[0, 0]].reset_index(drop=True)
    assert ("", "key") in refused_by_pandera(table, twice, codes())
    assert {kind for _, kind in refused_by_frictionless(table, twice)} == {"key"}
    unique = [field.name for field in table.fields if field.unique]
    assert unique == (list(table.key) if len(table.key) == 1 else [])


@pytest.mark.parametrize(
    "table", [*PUBLISHED, RAW_FIGURES, RAW_SECTIONS], ids=lambda table: table.name
)
def test_everything_is_named_and_described_in_both_languages(table: TableSchema) -> None:
    """No field is published that a reader of either language must guess."""
    named: list[TableSchema | Field] = [table, *table.fields]
    for each in named:
        for text in (each.title, each.description):
            assert LATIN.search(text.en), each.name
            assert not CHINESE.search(text.en), each.name
            assert CHINESE.search(text.zh), each.name


def test_tables_and_their_fields_have_names_of_their_own() -> None:
    """A name is a promise; two of the same would be one too many."""
    names = [table.name for table in PUBLISHED]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    for table in (*PUBLISHED, RAW_FIGURES, RAW_SECTIONS):
        assert len(set(table.columns)) == len(table.columns), table.name
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in (table.name, *table.columns))


def test_every_reference_names_a_key_of_a_published_table() -> None:
    """Foreign keys point at what identifies a row."""
    keys = {f"{table.name}.{table.key[0]}" for table in PUBLISHED if len(table.key) == 1}
    referred = {field.refers_to for table in PUBLISHED for field in table.fields if field.refers_to}
    assert referred <= keys


def test_no_field_is_a_list_and_a_closed_list() -> None:
    """Table Schema would look up the whole cell where pandera looks up its parts."""
    both = [f.name for table in PUBLISHED for f in table.fields if f.listed and f.enum]
    assert both == []
