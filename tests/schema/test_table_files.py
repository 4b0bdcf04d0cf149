"""The files of `pipeline/schema/tables`: Table Schemas that frictionless loads as they stand."""

from __future__ import annotations

import re

import frictionless
import pytest

from pipeline.schema import NOTES, PUBLISHED, RAW_FIGURES, REPORTS, SECOND_READING, TableSchema
from pipeline.schema.projections import table_schema
from pipeline.schema.table_files import FOLDER, descriptor, published

DECLARED = (*PUBLISHED, published("figures_in_words"), REPORTS)
EVERY = pytest.mark.parametrize("table", DECLARED, ids=lambda table: table.name)
OF_FIELD = {
    *("name", "type", "title", "title_zh", "description", "description_zh"),
    *("constraints", "categories", "listed", "references", "dated", "may_be_absent", "prefix"),
}
OF_TABLE = {
    *("name", "title", "title_zh", "description", "description_zh", "fields", "raw"),
    *("layer", "primaryKey", "foreignKeys", "missingValues"),
}


def test_every_file_is_a_published_table() -> None:
    """A file that no table reads would declare nothing."""
    assert {path.stem for path in FOLDER.iterdir()} == {table.name for table in DECLARED}


@EVERY
def test_frictionless_loads_the_file(table: TableSchema) -> None:
    """It finds the same columns, types, key and references."""
    path = FOLDER / f"{table.name}.yaml"
    schema = frictionless.Schema.from_descriptor(str(path))
    assert schema.field_names == table.columns
    assert [field.type for field in schema.fields] == [field.type for field in table.fields]
    assert schema.primary_key == list(table.key)
    targets = {
        key["fields"][
            0
        ]: f"{key['reference']['resource'] or table.name}.{key['reference']['fields'][0]}"
        for key in schema.foreign_keys
    }
    assert targets == {
        field.name: field.refers_to
        for field in table.fields
        if field.refers_to and not field.listed
    }


@EVERY
def test_a_file_has_no_unknown_property(table: TableSchema) -> None:
    """A misspelled property would be ignored."""
    described = descriptor(table.name)
    assert set(described) <= OF_TABLE
    raw = [each for each in described.get("raw", {}).get("fields", ()) if not isinstance(each, str)]
    for field in [*described["fields"], *raw]:
        assert set(field) <= OF_FIELD
        assert ("references" in field) <= field.get("listed", False)


#: What a reader that guesses types takes for a number, a date or a truth value.
GUESSED = ("1", "1.1", "1.10", "-1", "007", "2020", "2020-01", "2020-01-01", "1/6", "")


@EVERY
def test_no_code_can_be_read_as_a_number_or_a_date(table: TableSchema) -> None:
    """A reader that guesses types would turn section 1.10 into 1.1, or stop at section 3.3.1."""
    for field in table_schema(table)["fields"]:
        pattern = field.get("constraints", {}).get("pattern", "")
        if pattern and field["name"] in (*table.key, "ordinal"):
            assert not [each for each in GUESSED if re.fullmatch(pattern, each)], field["name"]


@EVERY
def test_every_text_has_both_languages(table: TableSchema) -> None:
    """English and Chinese of the table and of each of its columns."""
    described = descriptor(table.name)
    for each in [described, *described["fields"]]:
        for text in ("title", "description"):
            assert each[text].isascii() or text == "description"
            assert any("\u4e00" <= sign <= "\u9fff" for sign in each[f"{text}_zh"]) or (
                each[f"{text}_zh"] in ("UCUM 代码", "ISO 4217 代码")
            )


def test_a_second_reading_compares_keyed_columns() -> None:
    """Both readers key them; the identifier is given, notes and later columns are not compared."""
    compared = [
        field.name
        for field in RAW_FIGURES.fields
        if field.name not in ("id", *NOTES) and not field.may_be_absent
    ]
    assert list(SECOND_READING["column"].enum) == compared
    pattern = descriptor("second_readings")["fields"][3]["constraints"]["pattern"]
    assert re.fullmatch(pattern, ";".join(compared))
    assert not re.fullmatch(pattern, "id") and not re.fullmatch(pattern, "page;note_zh")
