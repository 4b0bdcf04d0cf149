"""The catalogue in DuckDB: its statements define both tables, and a query goes across reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.clients.environments import python_program, run
from tests.package.test_catalogue import NAME, REPORT, made

__all__ = ["made"]

pytestmark = pytest.mark.clients
PROGRAM = """
import json, duckdb
from pathlib import Path
database = duckdb.connect()
database.execute(Path("catalogue.sql").read_text(encoding="utf-8"))
print(json.dumps(database.execute(
    "SELECT reports.report, count(*), count(errata), typeof(any_value(value)) LIKE 'DECIMAL%' "
    "FROM figures JOIN reports USING (report) WHERE entity = 'CN' GROUP BY 1 ORDER BY 1"
).fetchall()))
"""


def test_a_query_across_reports(made: Path) -> None:
    """The values are decimals."""
    answer = run([python_program("duckdb"), "-c", PROGRAM], made / "catalogue")
    assert answer.status == 0, answer.text
    (first, *_, exact), (second, figures, doubts, also) = json.loads(answer.text)
    assert (first, exact) == (REPORT, True)
    assert (second, figures, doubts, also) == (NAME, 2, 0, True)
