"""Declarations as they are read, and the canonical text of each type, exact and plain."""

from __future__ import annotations

import re
from decimal import Decimal

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules import LocalizedText
from pipeline.schema import NOTES, PUBLISHED, RAW_FIGURES, REPORTS, SECOND_READING, TableSchema
from pipeline.schema.model import (
    FOLDER,
    Field,
    Type,
    boolean_text,
    decimal_text,
    descriptor,
    is_in_bounds,
    is_valid_literal,
    published,
    raw,
)
from pipeline.schema.projections import table_schema
from pipeline.validation.schema import is_valid_cell

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7.2E+13", "72000000000000"),
        ("1E-7", "0.0000001"),
        ("9.0", "9.0"),
        ("1399.00E+4", "13990000"),
        ("-0.3", "-0.3"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("0E+8", "0"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)
def test_a_decimal_is_written_plainly_and_in_full(value: str, text: str) -> None:
    """No exponent, printed zeros kept, no minus before zero, no rounding to 28 digits."""
    assert decimal_text(Decimal(value)) == text


@given(DECIMALS)
def test_the_text_of_any_decimal_is_a_number_of_the_same_value(value: Decimal) -> None:
    """Reading the published text gives the number back, and the schema accepts it."""
    if abs(value.adjusted()) > 400:
        return
    text = decimal_text(value)
    assert is_valid_literal(text, "number")
    assert Decimal(text) == value


@pytest.mark.parametrize(
    ("text", "type_", "canonical"),
    [
        ("72000000000000", "number", True),
        ("-6.8", "number", True),
        ("7.2E13", "number", False),
        ("1,300", "number", False),
        ("+1", "number", False),
        (".5", "number", False),
        ("5.", "number", False),
        ("NaN", "number", False),
        ("inf", "number", False),
        ("１３", "number", False),
        ("٣", "integer", False),
        ("1_000", "integer", False),
        ("-12", "integer", True),
        ("1.0", "integer", False),
        (" 1", "integer", False),
        ("true", "boolean", True),
        ("True", "boolean", False),
        ("1", "boolean", False),
        ("2020-02-29", "date", True),
        ("2019-02-29", "date", False),
        ("20200229", "date", False),
        ("2020-W01-1", "date", False),
        ("2020-2-9", "date", False),
        ("=1+1", "string", True),
    ],
)
def test_a_cell_is_the_canonical_text_of_its_type_or_is_not(
    text: str, type_: Type, canonical: bool
) -> None:
    """Other spellings are read differently by different clients, so none is let through."""
    assert is_valid_literal(text, type_) is canonical


@pytest.mark.parametrize(
    ("text", "within"),
    [("1", True), ("0", False), ("-5", False), ("9", True), ("10", False), ("many", True)],
)
def test_a_number_is_held_against_both_bounds(text: str, within: bool) -> None:
    """What is not a number is reported by its form, not by its range."""
    title = LocalizedText("Page", "页")
    page = Field("page", title, title, "integer", minimum="1", maximum="9")
    assert is_in_bounds(text, page) is within


def test_truth_values_are_in_lower_case() -> None:
    """The only spellings that every client reads as a boolean without being reported."""
    assert (boolean_text(True), boolean_text(False)) == ("true", "false")


DECLARED = (*PUBLISHED, published("figures_in_words"), REPORTS)
EVERY = pytest.mark.parametrize("table", DECLARED, ids=lambda table: table.name)
OF_FIELD = {
    *("name", "type", "title", "title_zh", "description", "description_zh"),
    *(
        "constraints",
        "categories",
        "example",
        "listed",
        "references",
        "dated",
        "may_be_absent",
        "prefix",
    ),
}
OF_TABLE = {
    *("name", "title", "title_zh", "description", "description_zh", "fields", "raw"),
    *("layer", "primaryKey", "foreignKeys", "missingValues"),
}


def test_every_file_is_a_published_table() -> None:
    """A file that no table reads would declare nothing."""
    assert {path.stem for path in FOLDER.iterdir()} == {table.name for table in DECLARED}


@EVERY
def test_a_field_with_a_form_has_an_example_of_it(table: TableSchema) -> None:
    """A person who mistypes an identifier sees a valid one, not a regular expression."""
    fields = [*table.fields, *(raw(table.name).fields if "raw" in descriptor(table.name) else ())]
    with_form = [each for each in fields if each.pattern or each.type == "date"]
    assert [each.name for each in with_form if not each.example] == []
    assert [
        each.name for each in fields if each.example and not is_valid_cell(each.example, each)
    ] == []


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
