"""A project that no test may change."""

import pytest

from tests.project import CHECKOUT, Project


@pytest.fixture(scope="session")
def pristine() -> Project:
    """The checkout itself, only to be read."""
    return Project(CHECKOUT)
