"""DuckDB and R run the examples that the package's README prints for them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.clients.environments import python_program, run
from tests.package.committed import folder, rows
from tests.package.readme import example

pytestmark = pytest.mark.clients
PROGRAM = """
import json, sys, duckdb
print(json.dumps([list(map(str, row)) for row in duckdb.sql(sys.argv[1]).fetchall()]))
"""


def test_duckdb_reads_and_sorts_the_exact_numbers() -> None:
    """Every digit as published, the greatest first."""
    text = run([python_program("duckdb"), "-c", PROGRAM, example("DuckDB")], folder())
    assert text.status == 0, text.text
    read = [(figure, Decimal(value)) for figure, _, value in json.loads(text.text)]
    published = {
        row["figure_id"]: Decimal(row["value"])
        for row in rows("figures")
        if row["status"] == "actual" and row["unit"] == "percent" and row["value"]
    }
    assert dict(read) == published
    assert [value for _, value in read] == sorted(published.values(), reverse=True)


def test_r_reads_as_many_numbers(tmp_path: Path) -> None:
    """R has binary numbers only; how many there are is what can be compared."""
    script = tmp_path / "example.R"
    script.write_text(example("readr") + "cat(length(values))\n", encoding="utf-8")
    text = run(["Rscript", str(script)], folder())
    assert text.status == 0, text.text
    stated = [row for row in rows("figures") if row["status"] == "actual" and row["value"]]
    assert text.text.split()[-1] == str(len(stated))
