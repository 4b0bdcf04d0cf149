"""cffconvert reads both citation files: that of the package and that of the project."""

from __future__ import annotations

import pytest
import yaml

from tests.clients.environments import CHECKOUT, python_program, run
from tests.package.committed import folder

pytestmark = pytest.mark.clients


def test_cffconvert_accepts_the_citation_of_package_and_project() -> None:
    """GitHub and Zenodo convert the file in the same way; both cite the same version."""
    versions = []
    for path in (folder() / "CITATION.cff", CHECKOUT / "CITATION.cff"):
        program = python_program("cffconvert").with_name("cffconvert")
        text = run([program, "--validate", "--infile", path], CHECKOUT)
        assert text.status == 0, text.text
        converted = run([program, "--format", "bibtex", "--infile", path], CHECKOUT)
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert facts["title"] in converted.text
        versions.append((facts["version"], facts["date-released"]))
    assert versions[0] == versions[1]
