"""A project of its own for each test, and one that no test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import CHECKOUT, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of raw/ to be broken."""
    return Project.copied(tmp_path)


@pytest.fixture(scope="session")
def pristine() -> Project:
    """The checkout itself, only to be read."""
    return Project(CHECKOUT)
