"""A database made by strangers: opened in memory, trusted with nothing, stopped when it takes too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

_LONGEST_CELL: Final = 1 << 24
#: The progress handler is asked every so many steps of SQLite's machine, and lets it go on this often.
_STEPS: Final = 100_000
_TURNS: Final = 5_000


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
