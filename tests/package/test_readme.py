"""The package's README: whole in what it lists, right in where it leads, and its examples run."""

from __future__ import annotations

import fnmatch
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest

from tests.package.committed import Row, folder, made, rows
from tests.package.formats.read_back import opened, released
from tests.package.readme import PROGRAMS, example, examples, headings, links, listed


def stated() -> list[Row]:
    """The figures that the examples ask for."""
    return [row for row in rows("figures") if row["status"] == "actual" and row["value"]]


def test_every_file_of_the_package_is_listed_and_no_other() -> None:
    """A reader finds out what a file is for without opening it."""
    assert {path for path, only_released in listed().items() if not only_released} == set(
        made().files
    )


def test_what_is_in_a_release_only_is_marked() -> None:
    """The other forms are not in the repository; nobody shall look for them there."""
    marked = [path for path, only_released in listed().items() if only_released]
    more = released().keys() - made().files.keys()
    assert all(any(fnmatch.fnmatchcase(path, each) for each in marked) for path in more)
    assert all(fnmatch.filter(more, each) for each in marked)


def test_every_link_leads_to_a_heading() -> None:
    """Fragments as they are made where Markdown is shown: small letters, words joined by hyphens."""
    made_of = [re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings()]
    assert len(set(made_of)) == len(made_of)
    assert set(links()) <= set(made_of)
    sections = [each for each in headings() if not each.startswith("`")]
    assert len(links()) == len(sections) + len(made().frames)


def test_there_is_one_example_for_every_program() -> None:
    """An example that no test runs would rot."""
    assert examples() == len(PROGRAMS)
    assert all(map(example, PROGRAMS))


@pytest.mark.parametrize("program", ["pandas", "frictionless"])
def test_an_example_in_python_reads_the_exact_numbers(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run in the committed package, as printed."""
    monkeypatch.chdir(folder())
    names: dict[str, Any] = {}
    exec(compile(example(program), "README.md", "exec"), names)  # noqa: S102 - our own README
    read = [value for value in names["values"] if value is not None]
    assert read == [Decimal(row["value"]) for row in stated()]
    assert {type(value) for value in read} == {Decimal}


def test_the_example_in_sql_sorts_by_size() -> None:
    """As text, 9 would come before 80."""
    with closing(opened(released())) as database:
        found = database.execute(example("sqlite3")).fetchall()
    values = [Decimal(value) for _, _, value in found]
    assert values == sorted(values, reverse=True)
    assert len(values) == len([row for row in stated() if row["unit"] == "percent"])


def test_the_database_is_the_one_that_the_example_names() -> None:
    """The first line states how the shell of SQLite is started."""
    name = example("sqlite3").splitlines()[0].rpartition(" ")[2]
    assert name in released()
    assert tuple(map(int, sqlite3.sqlite_version.split("."))) >= (3, 37)


def test_identities_of_a_plausible_size_are_counted_apart() -> None:
    """They say less than arithmetic, and must not be counted as if they did not."""
    listed = rows("identities")
    sizes = sum(row["kind"] == "plausibility" for row in listed)
    assert 0 < sizes < len(listed)
    text = f"{len(listed)} identities, {sizes} of which state a plausible size only"
    assert text in made().files["README.md"].decode()
    page = made().files["index.html"].decode()
    assert f"{sizes} of the {len(listed)} identities state a plausible size only" in page
