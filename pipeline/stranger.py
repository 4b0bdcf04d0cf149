"""JSON and databases made by strangers: read in memory, trusted with nothing, stopped when they take too long."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, Final

_LONGEST_CELL: Final = 1 << 24
#: The progress handler is asked every so many steps of SQLite's machine, and lets it go on this often.
_STEPS: Final = 100_000
_TURNS: Final = 5_000


def parsed(data: bytes) -> Any:
    """A JSON document in UTF-8 whose every text can be written again.

    Raises ValueError or RecursionError for what is none; half a character of UTF-16 can be escaped
    in JSON and written nowhere.
    """
    document = json.loads(data.decode())
    json.dumps(document, ensure_ascii=False).encode()
    return document


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; whatever else stands in its place, or among them, is passed over."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


@contextmanager
def opened_database(data: bytes) -> Iterator[sqlite3.Connection]:
    """A database from its bytes; a view may calculate for ever, so that its steps are counted.

    Raises sqlite3.Error for what is no database, when it is opened or when it is asked.
    """
    if not data:
        raise sqlite3.DatabaseError("the file is empty")
    turns = iter(range(_TURNS))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        database.execute("PRAGMA trusted_schema = OFF")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
        database.set_progress_handler(lambda: next(turns, None) is None, _STEPS)
        yield database
