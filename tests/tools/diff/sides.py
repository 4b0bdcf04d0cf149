"""The committed raw data as one side of a comparison, captured once, and edited copies of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.paths import Paths
from pipeline.tools.diff import DatasetDiff, compare
from pipeline.tools.diff.dataset import Dataset, load_raw, partial_dataset
from tests.project import CHECKOUT, REPORT

Edit = Callable[["Keyed"], None]


@cache
def committed() -> RawReport:
    """What is keyed in the checkout."""
    return load_reports(Paths(CHECKOUT))[REPORT]


@cache
def published() -> Dataset:
    """The checkout as it would be published, validated."""
    return load_raw("old", committed())


@cache
def baseline() -> Dataset:
    """The checkout as the edited copies are read: without asking validation, which takes a second."""
    return partial_dataset("old", committed(), ())


@dataclass
class Keyed:
    """A copy of the committed capture that a case may edit; rows are found by their key."""

    capture: RawReport

    @classmethod
    def copied(cls) -> Keyed:
        """A fresh copy of the committed capture."""
        return cls(deepcopy(committed()))

    def frame(self, table: str, key: str = "") -> pd.DataFrame:
        """The keyed rows of a table; of figures those of the key's section."""
        if table == "figures":
            return self.capture.figures[key.rpartition("-")[0]].frame
        part = self.capture.tables if table in self.capture.tables else self.capture.vocabulary
        return part[table].frame

    def put(self, table: str, frame: pd.DataFrame, key: str = "") -> None:
        """Let a table have these rows."""
        section = key.rpartition("-")[0]
        for part, name in (
            (self.capture.figures, section),
            (self.capture.tables, table),
            (self.capture.vocabulary, table),
        ):
            if name in part and (part is not self.capture.figures or table == "figures"):
                part[name] = replace(part[name], frame=frame.reset_index(drop=True))  # type: ignore[index]
                return
        raise AssertionError(f"no table {table}")

    def row(self, table: str, key: str) -> int:
        """The index of the row with this key, whose column comes first."""
        frame = self.frame(table, key)
        return int(frame.index[frame.iloc[:, 0] == key][0])

    def key_in(self, table: str, key: str, **cells: str) -> None:
        """Key other cells into one row."""
        frame = self.frame(table, key).copy()
        for column, value in cells.items():
            assert frame.loc[self.row(table, key), column] != value
            frame.loc[self.row(table, key), column] = value
        self.put(table, frame, key)

    def drop(self, table: str, key: str) -> None:
        """Take a row away."""
        self.put(table, self.frame(table, key).drop(self.row(table, key)), key)

    def copy(self, table: str, key: str, new: str, **cells: str) -> None:
        """A new row that states what another states, but for its key and these cells."""
        frame = self.frame(table, key)
        row = frame.loc[self.row(table, key)].copy()
        row.iloc[0] = new
        row.update(pd.Series(cells, dtype=str))
        self.put(table, pd.concat([frame, row.to_frame().T]), key)


def differing(*edits: Edit) -> DatasetDiff:
    """The difference that edits of the raw data make."""
    keyed = Keyed.copied()
    for edit in edits:
        edit(keyed)
    return compare(baseline(), partial_dataset("new", keyed.capture, ()))


def with_rows(side: Dataset, table: str, change: Callable[[dict[str, str]], None]) -> Dataset:
    """A side in which every row of a published table was changed."""
    rows = {key: dict(row) for key, row in side.tables[table].rows.items()}
    for row in rows.values():
        change(row)
    sheets = {**side.tables, table: replace(side.tables[table], rows=rows)}
    return replace(side, name="new", tables=sheets)
