"""The committed report and its vocabulary, for tests that change nothing."""

from __future__ import annotations

import pytest

from pipeline.ingest import RawReport
from pipeline.ingest.report_folder import load_reports
from pipeline.validation import Vocabulary
from tests.project import CHECKOUT, REPORT, Project


@pytest.fixture(scope="session")
def capture() -> RawReport:
    """The committed report."""
    return load_reports(Project(CHECKOUT).paths)[REPORT]


@pytest.fixture(scope="session")
def vocabulary(capture: RawReport) -> Vocabulary:
    """The committed vocabulary."""
    return Vocabulary.of(capture.vocabulary)
