"""Every form holds the same values, cell by cell, whatever stands in the cells."""

from __future__ import annotations

import pytest

from pipeline.schema import FIGURES, TableSchema
from tests.package.committed import PRESENT, TABLES
from tests.package.formats.read_back import (
    READERS,
    from_csv,
    from_frame,
    material,
    plain,
    released,
)

FORMS = list(READERS)
HOSTILE = [
    pytest.param("=1+1", id="formula"),
    pytest.param("@SUM(A1:A9)", id="at"),
    pytest.param("-1+cmd|' /C calc'!A0", id="command"),
    pytest.param("<script>alert(1)</script>&amp;", id="script"),
    pytest.param("../../x", id="path"),
    pytest.param("two\nlines", id="newline"),
    pytest.param("a \"quoted\", 'single' word", id="quotes"),
    pytest.param("'; DROP TABLE figures; --", id="statement"),
    pytest.param("https://example.org/#x", id="address"),
    pytest.param("007", id="leading zeros"),
    pytest.param("1E5", id="power"),
    pytest.param("true", id="truth value"),
    pytest.param(" blanks around ", id="blanks"),
    pytest.param("𠮷🀄", id="outside the basic plane"),
]
LONG = "123456789012345678901234567890"
NUMBERS = [
    pytest.param(LONG, id="thirty digits"),
    pytest.param(f"-{LONG}", id="thirty digits, declining"),
    pytest.param("0.1234567890123456789", id="nineteen decimals"),
    pytest.param("123456789012345678901234567890.123456789012", id="more than a decimal128 holds"),
    pytest.param("0.1", id="not a binary fraction"),
    pytest.param("9007199254740993", id="not a double"),
]


@pytest.mark.slow
@pytest.mark.parametrize("table", PRESENT, ids=lambda table: table.name)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_holds_the_cells_of_the_canonical_form(form: str, table: TableSchema) -> None:
    """Whoever opens another form reads the same number; decimals are compared as text."""
    numbers = [field.type == "number" for field in table.fields]
    expected = [
        [plain(c) if n else c for c, n in zip(row, numbers, strict=True)]
        for row in from_csv(released(), table)
    ]
    assert expected, "an empty table would prove nothing"
    assert READERS[form][1](released(), table) == expected


@pytest.mark.slow
@pytest.mark.parametrize("note", HOSTILE)
@pytest.mark.parametrize("form", FORMS)
def test_a_note_comes_out_as_it_was_keyed(form: str, note: str) -> None:
    """Text is data in every form: it is not run, cut, trimmed, or taken for a number."""
    keyed = material(FIGURES.name, note_en=note)
    make, read = READERS[form]
    assert read(make(keyed, {}), FIGURES) == from_frame(keyed, FIGURES)


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", FORMS)
def test_no_digit_of_a_number_is_lost(form: str, number: str) -> None:
    """Where the form's own number type cannot hold it, it stays text."""
    keyed = material(FIGURES.name, value=number)
    make, read = READERS[form]
    assert read(make(keyed, {}), FIGURES)[0][TABLES["figures"].columns.index("value")] == number
