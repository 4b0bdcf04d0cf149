"""A large package is read back with pyarrow: every corruption is still found, by frictionless in words."""

from __future__ import annotations

import pytest

from pipeline.package import PackageError, build, check_package, read_back
from pipeline.package.read_back import first_rows, is_as_declared
from pipeline.schema import FIGURES as TABLE
from pipeline.schema import READABLE
from pipeline.transform.tables import tables_with_rows
from tests.package.committed import made
from tests.package.test_build import (
    FIGURES,
    Corruption,
    Files,
    cell,
    described_anew,
    last_row_lost,
    one_byte_changed,
)


def counts() -> dict[str, int]:
    """The number of rows of each table."""
    frames = made().frames
    readable = {table.name: len(frames[TABLE.name]) for table in READABLE.values()}
    return readable | {each.name: len(frames[each.name]) for each in tables_with_rows(frames)}


def one_cell_more(files: Files) -> None:
    """A row with a cell that no column has."""
    head, row, rest = files[FIGURES].split(b"\n", 2)
    files[FIGURES] = b"\n".join([head, row + b",more", rest])
    described_anew(files, FIGURES)


def blank_line(files: Files) -> None:
    """A line without cells between two rows."""
    files[FIGURES] = files[FIGURES].replace(b"\n", b"\n\n", 1)
    described_anew(files, FIGURES)


def another_header(files: Files) -> None:
    """A column that the descriptor does not declare."""
    files[FIGURES] = files[FIGURES].replace(b"figure_id", b"figure", 1)
    described_anew(files, FIGURES)


CORRUPTIONS = {
    "foreign key": cell("indicator", "nothing"),
    "hash": one_byte_changed,
    "lost row": last_row_lost,
    "type": cell("value", "many"),
    "range": cell("page", "0"),
    "duplicate key": cell("figure_id", "1.1-001"),
    "closed list": cell("bound", "approximately"),
    "pattern": cell("sentence_sha256", "abc"),
    "blank": cell("printed", ""),
    "date": cell("period_start", "2020-02-30"),
    "missing file": lambda files: files.pop(FIGURES),
    "cell": one_cell_more,
    "line": blank_line,
    "header": another_header,
}


def test_the_package_is_as_declared() -> None:
    """So that its first rows suffice."""
    assert is_as_declared(made().files, counts())


@pytest.mark.parametrize("corrupt", CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_a_corruption_is_found(corrupt: Corruption) -> None:
    """Each row and each distinct cell is read."""
    files = dict(made().files)
    corrupt(files)
    assert not is_as_declared(files, counts())


def test_another_number_of_rows_is_found() -> None:
    """A table that lost rows before it was written is described as it is."""
    assert not is_as_declared(made().files, {**counts(), "sections": counts()["sections"] + 1})


def test_the_first_rows_have_no_reference_to_a_table_that_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise frictionless would report their targets as unknown."""
    monkeypatch.setattr(read_back, "SAMPLE", 30)
    files, rows = first_rows(made().files, counts())
    assert files[FIGURES].splitlines() == made().files[FIGURES].splitlines()[:31]
    assert rows["figures"] == 30
    assert not is_as_declared(files, {**rows, "figures": 31})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["type", "foreign key", "cell"])
def test_a_fault_of_a_large_package_is_described_as_that_of_a_small_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frictionless reads the whole package if anything differs, and only the first rows if nothing does."""
    files = dict(made().files)
    CORRUPTIONS[name](files)
    with pytest.raises(PackageError) as small:
        check_package(files, made().frames)
    monkeypatch.setattr(build, "LARGE", 0)
    monkeypatch.setattr(read_back, "SAMPLE", 3)
    with pytest.raises(PackageError) as large:
        check_package(files, made().frames)
    assert str(large.value) == str(small.value)
    check_package(made().files, made().frames)
