"""What the tests of the descriptions share: the material that they are made from."""

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.package import PackageInputs
from pipeline.package.build import input_hashes, ledger_counts
from pipeline.paths import Paths
from pipeline.transform import build_tables
from tests.package.committed import CHECKOUT, REPORT


@pytest.fixture(scope="module")
def material() -> PackageInputs:
    """What the committed raw/ publishes, before it takes the form of files."""
    capture = load_reports(Paths(CHECKOUT))[REPORT]
    assert capture.report is not None
    frames = build_tables(capture)
    tally, hashes = ledger_counts(capture), input_hashes(capture, frames)
    return PackageInputs(capture.report, frames, tally, hashes, capture.changes)
