"""The canonical text of each type: what is published is exact, plain and read alike everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules import LocalizedText
from pipeline.schema.model import (
    Field,
    Type,
    boolean_text,
    decimal_text,
    is_in_bounds,
    is_valid_literal,
)

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
