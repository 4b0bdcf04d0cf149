"""Data frames and databases read the tables in words with default settings, each column by its type."""

from __future__ import annotations

import json
from decimal import Decimal

import pandas as pd
import pytest

from pipeline.localization import LANGUAGES, Language, in_language
from pipeline.package.formats.readable_csv import COLUMNS, PATHS
from tests.clients.environments import python_program, run
from tests.package.committed import folder, rows

pytestmark = [pytest.mark.clients, pytest.mark.parametrize("language", LANGUAGES)]
#: Prints the name and the type of each column, and the values, as each program has them by default.
PROGRAMS = {
    "polars": """
import json, sys, polars
frame = polars.read_csv(sys.argv[1])
print(json.dumps([[name, str(kind)] for name, kind in frame.schema.items()]))
print(json.dumps(frame.to_series(4).to_list()))
""",
    "duckdb": """
import json, sys, duckdb
found = duckdb.sql(f"SELECT * FROM '{sys.argv[1]}'")
print(json.dumps([[name, str(kind)] for name, kind in zip(found.columns, found.types)]))
print(json.dumps([float(row[4]) if row[4] is not None else None for row in found.fetchall()]))
""",
}
TYPES = {
    "polars": {"number": ("Float64", "Int64"), "integer": ("Int64",), "date": ("String",)},
    "duckdb": {"number": ("DOUBLE", "BIGINT"), "integer": ("BIGINT",), "date": ("DATE",)},
}


def stated() -> list[float | None]:
    """The lower end of each printed number."""
    ends = ([row[name] for name in ("value", "value_high") if row[name]] for row in rows("figures"))
    return [float(min(map(Decimal, end))) if end else None for end in ends]


@pytest.mark.parametrize("program", PROGRAMS)
def test_numbers_are_numbers_and_names_are_those_of_the_file(
    program: str, language: Language
) -> None:
    """Nobody has to set a type, an encoding or a separator."""
    path = folder() / PATHS[language]
    printed = run([python_program(program), "-c", PROGRAMS[program], str(path)], folder())
    assert printed.status == 0, printed.text
    schema, values = map(json.loads, printed.text.splitlines())
    assert [name for name, _ in schema] == [
        in_language(language, column.name) for column in COLUMNS
    ]
    for column, (_, kind) in zip(COLUMNS, schema, strict=True):
        assert kind in TYPES[program].get(column.type, ("String", "VARCHAR")), column
    assert values == stated()


def test_pandas_reads_numbers_as_numbers(language: Language) -> None:
    """A decline can be added up; a blank cell is missing and not zero."""
    frame = pd.read_csv(folder() / PATHS[language])
    assert list(frame.columns) == [in_language(language, column.name) for column in COLUMNS]
    for column, (_, cells) in zip(COLUMNS, frame.items(), strict=True):
        assert pd.api.types.is_numeric_dtype(cells) == (column.type in ("number", "integer"))
    values = [None if pd.isna(each) else float(each) for each in frame.iloc[:, 4]]
    assert values == stated()
