"""The committed vocabulary, for tests that change nothing."""

from __future__ import annotations

import pytest

from pipeline.ingest.report_folder import load_reports
from pipeline.validation import Vocabulary
from tests.project import CHECKOUT, REPORT, Project


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The committed vocabulary."""
    return Vocabulary.of(load_reports(Project(CHECKOUT).paths)[REPORT].vocabulary)
