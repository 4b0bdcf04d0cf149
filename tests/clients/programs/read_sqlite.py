"""Runs anywhere: what SQLite's own pragmas state of the database: pages, checks, foreign keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

from answers import answer


def complaints(package: Path) -> list[str]:
    """Whatever is not in order."""
    (path,) = package.glob("*.sqlite")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        whole = [row[0] for row in database.execute("PRAGMA integrity_check")]
        orphans = [f"no parent: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    return [each for each in whole if each != "ok"] + orphans


answer(complaints)
