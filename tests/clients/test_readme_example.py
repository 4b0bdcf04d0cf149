"""polars, DuckDB and R run the examples that the package's READMEs print for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.localization import LANGUAGES, Language
from tests.clients.environments import python_program, run
from tests.package.committed import folder
from tests.package.readme import example, output

pytestmark = [pytest.mark.clients, pytest.mark.parametrize("language", LANGUAGES)]
DUCKDB = """
import sys, duckdb
for row in duckdb.sql(sys.argv[1]).fetchall():
    print(*row, sep=",")
"""


def test_polars_prints_the_output(language: Language) -> None:
    """With default settings."""
    text = run([python_program("polars"), "-c", example("polars", language)], folder())
    assert (text.status, text.text.strip()) == (0, output(language).strip()), text.text


def test_duckdb_prints_the_output(language: Language) -> None:
    """The file is named as a table."""
    text = run([python_program("duckdb"), "-c", DUCKDB, example("DuckDB", language)], folder())
    assert (text.status, text.text.strip()) == (0, output(language).strip()), text.text


def test_r_prints_the_output(language: Language, tmp_path: Path) -> None:
    """Readr guesses the types of all columns."""
    script = tmp_path / "example.R"
    script.write_text(example("readr", language), encoding="utf-8")
    text = run(["Rscript", "--encoding=UTF-8", str(script)], folder())
    assert (text.status, text.text.strip()) == (0, output(language).strip()), text.text
