"""Nothing is published that an independent reader rejects: the gate goes red on each corruption."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package import PackageError, PackageInputs, check_package
from pipeline.package.build import build_package
from pipeline.package.files import csv_bytes
from pipeline.paths import Paths
from tests.package.committed import CHECKOUT, REPORT, made

FIGURES = "data/figures.csv"
Files = dict[str, bytes]
Corruption = Callable[[Files], object]


def described_anew(files: Files, path: str) -> None:
    """Make `bytes` and `hash` of a resource true again, so that only its content is wrong."""
    described = json.loads(files["datapackage.json"])
    (resource,) = (each for each in described["resources"] if each["path"] == path)
    resource["bytes"] = len(files[path])
    resource["hash"] = f"sha256:{hashlib.sha256(files[path]).hexdigest()}"
    files["datapackage.json"] = json.dumps(described).encode()


def cell(column: str, value: str) -> Corruption:
    """A corruption: one cell of the figures is another."""

    def corrupt(files: Files) -> None:
        frame = made().frames["figures"].copy()
        frame.loc[frame.index[5], column] = value
        files[FIGURES] = csv_bytes(frame)
        described_anew(files, FIGURES)

    return corrupt


def one_byte_changed(files: Files) -> None:
    """The content no longer has the hash that the descriptor states."""
    files[FIGURES] = files[FIGURES].replace(b"72000000000000", b"72000000000001", 1)


def last_row_lost(files: Files) -> None:
    """A truncated file whose hash was computed after the truncation."""
    files[FIGURES] = files[FIGURES].rstrip(b"\n").rpartition(b"\n")[0] + b"\n"
    described_anew(files, FIGURES)


def path_goes_up(files: Files) -> None:
    """A descriptor that makes a reader leave the package."""
    files["datapackage.json"] = files["datapackage.json"].replace(
        b'"path": "data/figures.csv"', b'"path": "../figures.csv"'
    )


@pytest.mark.parametrize(
    ("corrupt", "stated"),
    [
        pytest.param(cell("indicator", "nothing"), "indicators", id="foreign key"),
        pytest.param(one_byte_changed, "hash", id="hash"),
        pytest.param(path_goes_up, "not safe", id="path out of the package"),
        pytest.param(last_row_lost, "(?i)row count", id="lost row"),
    ],
)
@pytest.mark.slow
def test_a_corrupted_package_is_rejected(corrupt: Corruption, stated: str) -> None:
    """Each is one that some other client would have let pass."""
    files = dict(made().files)
    corrupt(files)
    assert files != made().files
    with pytest.raises(PackageError, match=stated):
        check_package(files, made().frames)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corrupt", "stated"),
    [
        pytest.param(cell("value", "many"), "value", id="type"),
        pytest.param(cell("page", "0"), "minimum", id="range"),
        pytest.param(cell("figure_id", "1.1-001"), "unique", id="duplicate key"),
        pytest.param(cell("bound", "approximately"), "enum", id="closed list"),
        pytest.param(cell("sentence_sha256", "abc"), "pattern", id="pattern"),
        pytest.param(cell("printed", ""), "required", id="blank"),
        pytest.param(cell("period_start", "2020-02-30"), "period_start", id="date"),
        pytest.param(lambda files: files.pop(FIGURES), "figures", id="missing file"),
    ],
)
def test_a_cell_that_breaks_its_declaration_is_rejected(corrupt: Corruption, stated: str) -> None:
    """The descriptor's constraints are what makes the reader reject it."""
    test_a_corrupted_package_is_rejected(corrupt, stated)


def test_keyed_rows_are_freed_before_the_files_are_made() -> None:
    """A large report would otherwise hold its figures and numerals twice while its files are made."""
    capture = load_reports(Paths(CHECKOUT))[REPORT]
    tables = {**capture.tables, **capture.figures}
    kept: list[str] = []

    def note(material: PackageInputs, before: Mapping[str, bytes]) -> Files:
        del material, before
        kept.extend(name for name, each in tables.items() if "rows" in vars(each))
        return {}

    build_package(capture, parts=(note,), check=lambda *_: None)
    assert kept == []
    assert len(tables["1.1"].rows) == len(tables["1.1"].frame)
