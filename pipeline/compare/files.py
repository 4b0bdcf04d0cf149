"""Where two packages differ: files that lack or are too many, and the rows and cells of tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Final

from pipeline.rules import Place, Wording
from pipeline.rules.finding import shown
from pipeline.tables import PUBLISHED

Row = dict[str, str]
_KEYS: Final = {table.name: table.key for table in PUBLISHED}


@dataclass(frozen=True)
class Difference:
    """One place at which the committed package is not what raw/ makes."""

    place: Place
    said: Wording

    def __str__(self) -> str:
        return f"{self.place} {self.said}"


def differences(
    committed: Mapping[str, bytes], made: Mapping[str, bytes], folder: str
) -> Iterator[Difference]:
    """Each difference of two packages, given as bytes by path; nothing if they are the same.

    Args:
        committed: the files that stand in the folder.
        made: the files that raw/ makes.
        folder: name of the folder, with which the places begin.
    """
    for name in sorted({*committed, *made}):
        place = Place(f"{folder}/{name}")
        if name not in made:
            yield Difference(place, Wording("nothing in raw/ makes this file", "raw/ 不产生此文件"))
        elif name not in committed:
            yield Difference(place, Wording("the file is missing", "缺少此文件"))
        elif committed[name] != made[name]:
            yield from _of_file(place, committed[name], made[name])


def _of_file(place: Place, before: bytes, after: bytes) -> Iterator[Difference]:
    key = _KEYS.get(PurePosixPath(place.file).stem) if place.file.endswith(".csv") else None
    found = list(_of_table(place, before, after, key)) if key else []
    yield from found or _of_lines(place, before, after)


def _keyed(data: bytes, key: tuple[str, ...]) -> dict[tuple[str, ...], tuple[int, Row]]:
    """The rows of a table with their lines, by key."""
    reader = csv.DictReader(io.StringIO(data.decode(errors="replace"), newline=""), restval="")
    return {
        tuple(row.get(name, "") for name in key): (reader.line_num, row)
        for row in reader
        if None not in row
    }


def _of_table(
    place: Place, before: bytes, after: bytes, key: tuple[str, ...]
) -> Iterator[Difference]:
    """Rows that only one of two tables has, and cells of the others that differ."""
    old, new = _keyed(before, key), _keyed(after, key)
    for name in dict.fromkeys([*old, *new]):
        line = old[name][0] if name in old else 1
        row, label = Place(place.file, line), ",".join(name)
        if name not in new:
            yield Difference(row, Wording(f"{label}: no such row", f"{label}：没有该行"))
        elif name not in old:
            yield Difference(row, Wording(f"{label}: the row is missing", f"{label}：缺少该行"))
        else:
            yield from _of_row(row, label, old[name][1], new[name][1])


def _of_row(place: Place, label: str, old: Row, new: Row) -> Iterator[Difference]:
    for column in dict.fromkeys([*old, *new]):
        here, made = old.get(column, ""), new.get(column, "")
        if here != made:
            pair = f"{shown(here)} → {shown(made)}"
            cell = Place(place.file, place.row, column)
            yield Difference(cell, Wording(f"{label}: {pair}", f"{label}：{pair}"))


def _of_lines(place: Place, before: bytes, after: bytes) -> Iterator[Difference]:
    """The first line at which two texts differ; everything after it may have moved."""
    lines = zip_longest(before.splitlines(), after.splitlines())
    first = next((at for at, (here, made) in enumerate(lines, 1) if here != made), 1)
    said = Wording("differs from this line on", "自该行起不同")
    yield Difference(Place(place.file, first), said)
