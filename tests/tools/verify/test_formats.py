"""What a released database states beside its tables: whatever somebody made it state is reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.package.formats.sqlite import readable_view
from pipeline.schema import CHECK_COVERAGE, FIGURES, Field
from pipeline.tools.verify import verify
from pipeline.tools.verify.formats import is_same_value
from tests.package.committed import REPORT
from tests.package.formats.read_back import released
from tests.small_report import small_release
from tests.tools.verify.corruptions import renewed
from tests.tools.verify.test_verify import put, reported

DATABASE = f"{REPORT}.sqlite"
Edit = Callable[[sqlite3.Connection], object]


def edited(edit: Edit) -> dict[str, bytes]:
    """The release with another database, all its sums renewed."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(released()[DATABASE])
        edit(database)
        return renewed({**released(), DATABASE: database.serialize()})


def declared_otherwise(old: str, new: str) -> Edit:
    """An edit of how the table of figures is declared: no stored byte of a row is another."""

    def edit(database: sqlite3.Connection) -> None:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'figures'", (old, new)
        )

    return edit


def another_view(database: sqlite3.Connection) -> None:
    """The same columns, one of them ten times what it states."""
    database.execute("DROP VIEW figures_readable")
    view = readable_view({"sources", "errata"})
    database.execute(view.replace('f."value_real"', 'f."value_real" * 10 AS "value_real"'))


EDITS = {
    "a generated number is ten times the text": declared_otherwise(
        'CAST("value" AS REAL)', 'CAST("value" AS REAL) * 10'
    ),
    "the view calculates otherwise": another_view,
    "a row of links is gone": lambda database: database.execute(
        "DELETE FROM errata_figures WHERE errata_erratum = 'E03'"
    ),
    "another licence": lambda database: database.execute(
        "UPDATE about SET value = 'CC0-1.0' WHERE property = 'license'"
    ),
    "a table is put in": lambda database: database.execute("CREATE TABLE more (x)"),
}


@pytest.mark.slow
def test_the_true_release_is_sound_with_its_database(tmp_path: Path) -> None:
    """What is generated is not a cell of the tables, and is not missed among them."""
    verdict = verify(put(released(), tmp_path))
    assert reported(verdict) == set()
    assert verdict.is_valid
    assert "SQLite" in verdict.forms


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_what_a_database_states_beside_its_tables_is_held_against_them(
    name: str, tmp_path: Path
) -> None:
    """A reader asks the view and the numbers beside the texts: they must be the texts' own."""
    verdict = verify(put(edited(EDITS[name]), tmp_path))
    assert not verdict.is_valid
    assert ("E510", DATABASE, "") in reported(verdict)


@pytest.mark.parametrize("found", [True, 1, "true"])
def test_a_true_cell_is_true_in_every_type(found: object) -> None:
    """As a boolean, as the number of SQLite and as text."""
    assert is_same_value(CHECK_COVERAGE["measured"], "true", found)
    assert not is_same_value(CHECK_COVERAGE["measured"], "false", found)


@pytest.mark.parametrize("found", [False, 0, "false"])
def test_a_false_cell_is_false_in_every_type(found: object) -> None:
    """The text `false` is not blank, and was taken for true."""
    assert is_same_value(CHECK_COVERAGE["measured"], "false", found)
    assert not is_same_value(CHECK_COVERAGE["measured"], "true", found)


VALUE, PAGE, START, PRINTED = (
    FIGURES[name] for name in ("value", "page", "period_start", "printed")
)


@pytest.mark.parametrize(
    ("field", "expected", "found", "same"),
    [
        pytest.param(VALUE, "72.50", 72.5, True, id="a number of binary digits"),
        pytest.param(VALUE, "72.50", "72.5", True, id="a number in text"),
        pytest.param(VALUE, "72.50", 72.51, False, id="another number"),
        pytest.param(VALUE, "72", "many", False, id="no number"),
        pytest.param(VALUE, "", 0, False, id="zero for a blank"),
        pytest.param(VALUE, "", None, True, id="nothing for a blank"),
        pytest.param(VALUE, "72", None, False, id="nothing for a number"),
        pytest.param(PAGE, "7", 7.0, True, id="a page as a number of a sheet"),
        pytest.param(START, "2020-01-01", date(2020, 1, 1), True, id="a day"),
        pytest.param(START, "2020-01-01", datetime(2020, 1, 1), True, id="the midnight of a day"),
        pytest.param(START, "2020-01-01", "2020-01-01", True, id="a day in text"),
        pytest.param(START, "2020-01-01", date(2020, 1, 2), False, id="another day"),
        pytest.param(START, "2020-01-01", 43831, False, id="the number of a day"),
        pytest.param(PRINTED, "72", "72", True, id="a text"),
        pytest.param(PRINTED, "72", 72, True, id="a text of digits as a number"),
        pytest.param(PRINTED, "72", "72 ", False, id="a text with a blank more"),
        pytest.param(PRINTED, "", "", True, id="a blank text"),
        pytest.param(PRINTED, "72", "", False, id="a blank for a text"),
    ],
)
def test_a_cell_of_another_type_is_the_same_value(
    field: Field, expected: str, found: object, same: bool
) -> None:
    """A sheet, a database and Parquet have types of their own; the value is that of the CSV."""
    assert is_same_value(field, expected, found) is same


def test_a_workbook_is_opened_once_for_all_its_sheets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Opening reads every text of the workbook; thirty times that was most of a verification."""
    opened: list[object] = []

    def counted(*arguments: object, **options: object) -> object:
        opened.append(arguments)
        return load_workbook(*arguments, **options)

    load_workbook = openpyxl.load_workbook
    monkeypatch.setattr(openpyxl, "load_workbook", counted)
    assert verify(put(small_release(), tmp_path)).found["forms"] == []
    assert len(opened) == 1
