"""How hypothesis draws in every test: no clock decides, and CI draws the same examples each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# make hands over the history of the editor; tests have histories of their own or none
os.environ.pop("DAGSTER_HOME", None)

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("project"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "project")
