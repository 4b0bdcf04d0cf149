"""The package as raw/ makes it now, beside the one in the checkout; both made or read once."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from pipeline.ingest.report_folder import load_reports
from pipeline.package import PackageInputs
from pipeline.package.build import BuiltPackage, build_package, input_hashes, ledger_counts
from pipeline.package.descriptor import path_of
from pipeline.paths import Paths
from pipeline.schema import DRAFTED, PUBLISHED
from pipeline.transform import build_tables
from tests.shared import shared

CHECKOUT = Path(__file__).resolve().parents[2]
REPORT = "caict-2020"
Row = dict[str, str]
#: The tables of the first report, which no program has drafted.
PRESENT = tuple(table for table in PUBLISHED if table is not DRAFTED)
TABLES = {table.name: table for table in PRESENT}


@shared
def made() -> BuiltPackage:
    """What the committed raw/ would publish."""
    return build_package(load_reports(Paths(CHECKOUT))[REPORT])


def inputs() -> PackageInputs:
    """What the committed raw/ publishes, before it takes the form of files."""
    capture = load_reports(Paths(CHECKOUT))[REPORT]
    assert capture.report is not None
    frames = build_tables(capture)
    tally, hashes = ledger_counts(capture), input_hashes(capture, frames)
    return PackageInputs(capture.report, frames, tally, hashes, capture.changes)


def folder() -> Path:
    """The committed package."""
    return CHECKOUT / made().report.package


def rows(table: str) -> list[Row]:
    """The rows of a published table, read from its bytes as a third party would."""
    return list(csv.DictReader(io.StringIO(made().files[path_of(TABLES[table])].decode())))


def descriptor() -> dict[str, Any]:
    """The descriptor that raw/ makes; a new copy each time, so that a test may break it."""
    described: dict[str, Any] = json.loads(made().files["datapackage.json"])
    return described
