"""The facts that all three descriptions share."""

from __future__ import annotations

import tomllib

from pipeline.package.metadata.package_model import NAME, VERSION
from tests.package.committed import CHECKOUT


def test_the_program_is_named_as_the_project_names_itself() -> None:
    """A published folder carries no pyproject.toml, so the version stands in the code as well."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == (NAME, VERSION)
