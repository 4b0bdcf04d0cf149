"""How hypothesis draws in every test, what the workers of a session share, and a project of a test's own.

No clock decides what hypothesis draws, and CI draws the same examples each time.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import shared
from tests.project import Project

# make hands over the history of the editor; tests have histories of their own or none
os.environ.pop("DAGSTER_HOME", None)

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("project"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "project")


def pytest_configure(config: pytest.Config) -> None:
    """Name the folder that the workers share: it is removed with the temporary folders of pytest."""
    if hasattr(config, "workerinput"):
        shared.FOLDER = Path(config.option.basetemp).parent / "shared"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of raw/ to be broken, with a small package beside it."""
    return Project.copied(tmp_path)
