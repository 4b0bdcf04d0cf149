"""A received database beside the one that its tables make: declarations, views, and every row.

`forms` compares the published tables cell by cell. This sees what is left: what a view or a generated
column calculates, the rows of links, what the database says of itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from pipeline.release import Files, Material
from pipeline.release.forms import sqlite
from pipeline.release.forms.sqlite.database import DatabaseError
from pipeline.rules import Finding, Place, Wording
from pipeline.rules.verification import FormUnreadable, NotWhatItIsMadeOf
from pipeline.stranger import opened_database


def statements(data: bytes) -> list[str]:
    """The statements that would make a database again, which is opened in memory and not trusted."""
    with opened_database(data) as database:
        return list(database.iterdump())


def _difference(path: str, received: bytes, made: bytes) -> Iterator[Finding]:
    """The first statement by which a database is another than the one made of the same tables."""
    pairs = zip_longest(statements(received), statements(made), fillvalue="")
    one, other = next(((one, other) for one, other in pairs if one != other), ("", ""))
    if one != other:
        lines = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
        seen, expected = next((a.strip(), b.strip()) for a, b in lines if a != b)
        yield NotWhatItIsMadeOf(Place(path), repr(seen), Wording(repr(expected), repr(expected)))


def database_findings(files: Files, material: Material) -> Iterator[Finding]:
    """The database of a package, if it has one, against the one that this program makes."""
    for path in (path for path in files if path.endswith(".sqlite")):
        try:
            for made in sqlite(material, {}).values():
                yield from _difference(path, files[path], made)
        except (sqlite3.Error, DatabaseError, ValueError, MemoryError) as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            yield FormUnreadable(Place(path), "", Wording(reason, reason))
