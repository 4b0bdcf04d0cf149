"""Runs where Datasette is installed: opens the database as it would serve it, and asks its JSON API.

Every table must be shown with the values of its CSV file.
"""

import asyncio
import csv
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from answers import answer
from datasette.app import Datasette
from forms import Rows, differences, resources

GENERATED = "_real"
"""How the columns end that SQLite calculates; the CSV files have none of them."""
SETTINGS = {"num_sql_threads": 1, "max_returned_rows": 100_000}


def table(path: Path) -> Rows:
    """A CSV file, every cell as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


class Served:
    """A database as Datasette serves it, without a port."""

    def __init__(self, path: Path) -> None:
        self.datasette = Datasette(immutables=[str(path)], settings=SETTINGS)
        self.name = path.stem

    def asked(self, address: str, **options: str) -> Any:
        """The JSON that is answered."""

        async def answered() -> Any:
            await self.datasette.invoke_startup()
            return await self.datasette.client.get(f"/{self.name}{address}?{urlencode(options)}")

        found = asyncio.run(answered())
        found.raise_for_status()
        return found.json()

    def rows(self, name: str) -> Rows:
        """A table in the order in which its rows were put in."""
        query = f'SELECT * FROM "{name}" ORDER BY rowid'  # noqa: S608 - a name of the descriptor
        found = self.asked(".json", sql=query, _shape="arrays")
        kept = [i for i, column in enumerate(found["columns"]) if not column.endswith(GENERATED)]
        return [[row[i] for i in kept] for row in (found["columns"], *found["rows"])]


def complaints(package: Path) -> list[str]:
    """What Datasette does not show, or shows otherwise."""
    (path,) = package.glob("*.sqlite")
    served = Served(path)
    shown = served.asked(".json")
    names = {each["name"] for each in shown["tables"]}
    wrong = [
        f"{each['name']}: not shown" for each in resources(package) if each["name"] not in names
    ]
    return wrong or differences(package, table, served.rows)


answer(complaints)
