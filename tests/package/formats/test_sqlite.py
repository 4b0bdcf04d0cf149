"""The database enforces what the tables declare, and does not state which SQLite wrote it."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from pipeline.escaping import spreadsheet_text
from pipeline.localization import LANGUAGES, Language
from pipeline.package.descriptor import path_of
from pipeline.package.formats import readable_csv, sqlite
from pipeline.package.formats.sqlite import DatabaseError
from pipeline.schema import READABLE
from pipeline.schema.model import Type
from tests.package.committed import PRESENT, REPORT, made, rows
from tests.package.formats.read_back import material, opened, released

#: The types of the columns of the figures in words, and what Python reads of each from SQLite.
KINDS: list[Type] = [field.type for field in READABLE["en"].fields]
PYTHON = {"string": str, "integer": int, "boolean": int, "number": float, "date": str}


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    """The released database, which a test may change."""
    with closing(opened(released())) as connection:
        yield connection


@pytest.mark.slow
def test_sqlite_itself_finds_the_database_sound(database: sqlite3.Connection) -> None:
    """Structure, checks and foreign keys."""
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_is_strict(database: sqlite3.Connection) -> None:
    """In a table that is not, a cell may be of any type."""
    listed = database.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    strict = {name: strict for name, strict in listed if not name.startswith("sqlite_")}
    assert set(strict.values()) == {1}
    assert strict.keys() > {table.name for table in PRESENT}


@pytest.mark.parametrize(
    ("statement", "stated"),
    [
        pytest.param("UPDATE figures SET unit = 'yuan'", "FOREIGN KEY", id="orphan"),
        pytest.param(
            "INSERT INTO initiatives_figures VALUES ('I01', 99, '9.9-999')",
            "FOREIGN KEY",
            id="orphan in a list",
        ),
        pytest.param(
            "INSERT INTO initiatives_figures VALUES ('I99', 1, '1.1-001')",
            "FOREIGN KEY",
            id="list of nobody",
        ),
        pytest.param("DELETE FROM units", "FOREIGN KEY", id="code in use"),
        pytest.param("UPDATE figures SET figure_id = '1.1-001'", "UNIQUE", id="duplicate key"),
        pytest.param("UPDATE figures SET bound = 'approximately'", "CHECK", id="closed list"),
        pytest.param("UPDATE figures SET value = 'many'", "CHECK", id="no number"),
        pytest.param("UPDATE figures SET value = '1e5'", "CHECK", id="exponent"),
        pytest.param("UPDATE figures SET value = '1-5'", "CHECK", id="hyphen inside"),
        pytest.param("UPDATE figures SET page = 0", "CHECK", id="below minimum"),
        pytest.param("UPDATE figures SET page = 'one'", "cannot store TEXT", id="type"),
        pytest.param("UPDATE figures SET lower_closed = 2", "CHECK", id="truth value"),
        pytest.param("UPDATE figures SET period_start = '2020-02-30'", "CHECK", id="no such day"),
        pytest.param("UPDATE figures SET printed = NULL", "NOT NULL", id="blank"),
    ],
)
def test_a_row_that_breaks_the_declaration_is_rejected(
    statement: str, stated: str, database: sqlite3.Connection
) -> None:
    """Whoever changes their copy sees what the tables mean."""
    with pytest.raises(sqlite3.IntegrityError, match=stated):
        database.execute(statement)


def test_the_figures_in_words_are_the_first_of_every_list(database: sqlite3.Connection) -> None:
    """A program opens the first table by name or by creation; its numbers are sorted as numbers."""
    for order in ("name", "rowid", "type, name"):
        query = f"SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE %' ORDER BY {order}"  # noqa: S608
        names = [name for (name,) in database.execute(query) if "_by_" not in name]
        assert names[:2] == ["all_figures_en", "all_figures_zh"]


def typed(cell: str, kind: Type) -> str | int | float | None:
    """A cell of a CSV file as the database holds it in a column of this type."""
    return {"integer": whole, "boolean": flag, "number": real}.get(kind, lambda text: text or None)(
        cell
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "errata",
    [{}, {"figures": "2.2-006", "identity": "ID-032"}],
    ids=["as published", "a partner of an erratum"],
)
def test_the_figures_in_words_are_those_of_the_csv_file(
    language: Language, errata: dict[str, str]
) -> None:
    """The same columns, and in each row the same cells with their types; a mark is for spreadsheets only."""
    keyed = material("errata" if errata else "", **errata)
    table = READABLE[language]
    text = readable_csv(keyed, {})[path_of(table)].decode("utf-8-sig")
    header, *expected = csv.reader(io.StringIO(text, newline=""), strict=True)
    with closing(opened(sqlite(keyed, {}))) as database:
        found = database.execute(f"SELECT * FROM all_{table.name}")  # noqa: S608 - a declared name
        assert [each[0] for each in found.description] == header
        for row, cells in zip(found, expected, strict=True):
            shown = [
                spreadsheet_text(e) if e is not None and kind == "string" else e
                for e, kind in zip(row, KINDS, strict=True)
            ]
            assert shown == [typed(*e) for e in zip(cells, KINDS, strict=True)]
            assert [type(e) for e in row if e is not None] == [
                PYTHON[kind] for cell, kind in zip(cells, KINDS, strict=True) if cell
            ]


def test_nothing_in_the_database_derives_again_what_a_table_states(
    database: sqlite3.Connection,
) -> None:
    """A view of the figures would need the rules of the figures in words a second time."""
    query = "SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger')"
    assert database.execute(query).fetchall() == []


def test_lists_of_codes_are_rows_of_a_table_of_links(database: sqlite3.Connection) -> None:
    """SQL cannot join a list separated by semicolons."""
    expected = [
        (row["initiative"], position, figure)
        for row in rows("initiatives")
        for position, figure in enumerate(filter(None, row["figures"].split(";")), 1)
    ]
    assert expected
    assert (
        database.execute("SELECT * FROM initiatives_figures ORDER BY rowid").fetchall() == expected
    )


DIGITS = 15
"""Significant digits for which SQLite answers when it reads a decimal as a REAL."""


def real(cell: str | float | None) -> float | None:
    """The number that a cell is, as far as SQLite answers for it; a blank one is none."""
    return None if cell in (None, "") else float(f"{float(cell):.{DIGITS}g}")


def flag(cell: str) -> int | None:
    """One or zero, as the database holds a truth value; None for a blank cell."""
    return {"true": 1, "false": 0, "": None}[cell]


def whole(cell: str) -> int | None:
    """The whole number that a cell is."""
    return int(cell) if cell else None


@pytest.mark.parametrize(
    ("table", "column"),
    [
        pytest.param(table.name, field.name, id=f"{table.name}.{field.name}")
        for table in PRESENT
        for field in table.fields
        if field.type == "number"
    ],
)
def test_every_exact_number_has_one_to_compare_and_sort_with(
    table: str, column: str, database: sqlite3.Connection
) -> None:
    """As text, 8 is more than 72: whoever sorts texts gets wrong rows and no warning."""
    query = f'SELECT "{column}_real" FROM "{table}" ORDER BY rowid'  # noqa: S608 - declared names
    found = [real(each) for (each,) in database.execute(query)]
    assert found == [real(row[column]) for row in rows(table)]
    assert any(each is not None for each in found), "nothing but blanks would prove nothing"
    declared = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
    assert f'sort and calculate with "{column}_real"' in declared.fetchone()[0]


@pytest.mark.parametrize(
    ("source", "figure", "number", "percent"),
    [
        ("figures", "figure_id", "value_real", "percent"),
        ("all_figures_en", "figure", "value", "percent"),
        ("all_figures_zh", '"编号"', '"数值"', "百分比"),
    ],
)
def test_questions_about_size_are_answered_rightly(
    source: str, figure: str, number: str, percent: str, database: sqlite3.Connection
) -> None:
    """The three questions that the texts answer wrongly: a threshold, an order, a maximum."""
    figures = [(row["figure_id"], row["unit"], real(row["value"])) for row in rows("figures")]
    above = {each for each, unit, value in figures if unit == "percent" and (value or 0) > 50}
    largest = max(value for _, _, value in figures if value is not None)
    unit = '"单位"' if source.endswith("zh") else "unit"
    shares = f"SELECT {figure} FROM {source} WHERE {unit} = '{percent}' AND {number} > 50"  # noqa: S608
    assert {each for (each,) in database.execute(shares)} == above
    first = f"SELECT {number} FROM {source} ORDER BY {number} DESC LIMIT 1"  # noqa: S608
    assert real(database.execute(first).fetchone()[0]) == largest
    most = f"SELECT max({number}) FROM {source}"  # noqa: S608
    assert database.execute(most).fetchone() == (largest,)


def test_the_number_beside_the_text_cannot_be_written(database: sqlite3.Connection) -> None:
    """It is what the text states, always: nothing of it is stored."""
    with pytest.raises(sqlite3.OperationalError, match="generated column"):
        database.execute("UPDATE figures SET value_real = 1")


def test_the_header_does_not_state_which_sqlite_wrote_it() -> None:
    """Bytes 92 to 99 of the file format: the writer's version number and when it wrote."""
    assert released()[f"{REPORT}.sqlite"][92:100] == bytes(4) + (3_037_000).to_bytes(4, "big")


def test_an_orphan_in_the_tables_is_never_written() -> None:
    """The database is checked before it leaves memory."""
    with pytest.raises(DatabaseError, match="figures"):
        sqlite(material("figures", multiplier="nobody"), {})


def test_the_release_states_where_it_comes_from(database: sqlite3.Connection) -> None:
    """A database travels alone: version and attribution must be in it."""
    about = dict(database.execute("SELECT * FROM package").fetchall())
    assert about["version"] == made().report.version
    assert about["attribution_zh"] == made().report.attribution_zh
